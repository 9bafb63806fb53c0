"""The names of fenced passages, and what each becomes."""

import re

KINDS = {
    **dict.fromkeys(("letter", "email", "e-mail", "mail", "postcard", "telegram"), ("blockquote", "letter")),
    **dict.fromkeys(("document", "newspaper", "clipping", "article", "diary", "quote"), ("blockquote", "")),
    **dict.fromkeys(("messages", "texts", "text-messages", "sms"), ("div", "messages")),
    **dict.fromkeys(("chat", "chat-log", "irc", "script", "play"), ("div", "chat")),
    **dict.fromkeys(("verse", "poem", "song", "lyrics"), ("div", "verse")),
    **dict.fromkeys(("note", "notes", "authors-note"), ("aside", "note")),
    **dict.fromkeys(("centred", "centered", "center"), ("div", "centred")),
    **dict.fromkeys(("right", "signature"), ("div", "right")),
}
"""Name of a passage → element and class."""

_NAME = "|".join(KINDS)

FENCED = re.compile(
    rf"^:{{3,}} *(?:(?:{_NAME})|\{{[^{{}}\n]*\.(?:{_NAME})\b[^{{}}\n]*\}}) *:*$(?:.|\n)*?^:{{3,}} *$", re.M | re.I
)
"""A passage of a known name in a text."""
