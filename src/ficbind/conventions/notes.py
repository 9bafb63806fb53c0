"""Which lines are an author speaking of the story, not the story.

A missed note is cosmetic, a false one demotes prose: only `starts_note` holds anywhere in a story, the others hold
where notes stand together, at the edge of a chapter.
"""

import re


def _any(*alternatives: str, before: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)})", re.I)


_OPEN = r"[\s*_~#=({\[<|+\-–—\"“]{0,8}"
_EMPHASIS = r"[\s*_~]{0,4}"
_COLON = rf"{_EMPHASIS}(?:[:：;)\]}}\-–—=…]|\.?$)"
_STARTS = _any(
    rf"(?-i:AN['’]?s?|A\.\s?N\.){_COLON}",
    rf"(?-i:A\s?/\s?N|a/n|A\.N\.|a\.n\.)s?{_EMPHASIS}(?:[:：.,;!)\]}}\-–—=…]|$|\s)",
    rf"author(?:['’´`]?s|s?['’´`])? (?:end ?|foot|after)?notes?(?: #?\d+)?{_COLON}",
    r"(?:a )?note from (?:the|your) author\b",
    r"(?:anmerkung(?:en)?|notiz) (?:der|des) autor(?:in|s)?\b",
    r"note de l['’]auteure?\b",
    r"nota del? autora?\b",
    rf"(?:от автора|примечани[ея] автора){_COLON}",
    r"see (?:the )?end of (?:the )?(?:chapter|work) for (?:more )?notes?\b",
    before=_OPEN,
)
_LABELS = _any(
    r"an|n\.?b\.?|p\.?s\.?|(?:foot|side|quick)?[ \-]?notes?|warnings?|dedication|credits?|feedback|translations?",
    r"edit(?:ed)?|update[ds]?|anmerkung(?:en)?",
    before=_OPEN,
)
_NAMES = _any(
    r"(?:end|chapter|story)[ \-]?notes?|notes? to readers?|c/?w|t/?w|trigger warnings?|spoilers?",
    r"(?:disclaim|disclam|disclaime|dislaim)(?:er|ers|r)?|haftungsausschluss|дисклеймер",
    r"beta(?:['’]?d|ed)?(?: by| reader)?",
    before=_OPEN,
)
_LABEL_ENDS = re.compile(rf"{_EMPHASIS}[:：]")
_OWNERSHIP = _any(
    r"\bcopyright infringement(?: is)?(?: not)? intended\b",
    r"\bi (?:still )?(?:do not|don['’´`]?t) own (?:any of )?"
    r"(?:the|these|those|this|their) (?:\w+ )?(?:characters?|show|series|rights|song|lyrics|franchise)\b",
    r"\bi (?:still )?(?:do not|don['’´`]?t) own (?-i:[A-Z])\w+ (?-i:[A-Z])\w+",
    r"\b(?:characters|all rights)\b.{0,40}\b(?:belongs?|property|owned)\b.{0,20}\b(?:to|of|by)\b",
    r"\bnot my characters?\b",
    r"\bplease don['’]?t sue\b",
    r"\bnot (?:making|earning) (?:any )?(?:money|profit)\b",
)
_CHATTY = _any(
    r"\bplease[ ,]+(?:do )?(?:rate|r(?:ead)? ?(?:and|&|n) ?r(?:eview)?)\b",
    r"\bplease[ ,]+(?:do )?(?:leave (?:me )?(?:a|some) )?(?:review|comment|kudos|feedback)s?"
    r"(?=\W*$|[.!?,;:)~]| and\b| if\b| this (?:chapter|story|fic)| my (?:story|fic))",
    r"\bread (?:and|&|n) review\b",
    r"(?<![\w&])r ?& ?r(?![\w&])",
    r"\breviews? (?:are|=|make|feed)\b",
    r"\b(?:leave|drop) (?:me )?(?:a|some) (?:review|comment|kudos|feedback)s?\b",
    r"\bthank(?:s|s? you)\b[^.!?]{0,60}? for (?:all )?(?:of )?(?:the |your )?(?:\w+ )?"
    r"(?:reviews?\b|reviewing|comments\b|commenting|kudos|favou?rit\w+|beta\w*)",
    r"\bthank(?:s|s? you)(?: (?:so much|again|all|everyone|guys))* for reading(?! (?:me|my|it to|this letter|to))\b",
    r"\bthank(?:s| you)(?: so much)? to (?:all|every|each)[^.!?]{0,40}(?:review|comment|favou?rit|follow|kudos)",
    r"\bsorry (?:for|about) (?:the|this) (?:\w+ )?(?:wait|delay|cliff\w*|late update|lateness)\b",
    r"\bhope (?:you|y['’]all)(?: all| guys)* (?:like|enjoy)(?:ed)? (?:this|the) (?:chapter|story|fic|one|part)\b",
    r"\bnext chapter (?:will|should|is|soon|up|coming)\b",
    r"\b(?:c ?& ?c|concrit|constructive criticism|flames?|feedback|comments|kudos)\b[^.!?]{0,20}"
    r"\b(?:welcome|appreciated|will be used|make my day|is love|are love|is better than|adored)\b",
    r"\bon with the (?:story|show|fic|chapter)\b",
    r"\b(?:this|my)(?: first| second| new| little)* (?:fan)?fic(?:tion)?\b",
    r"\bwriter['’]?s block\b",
    r"\bi(?: will|['’]ll) (?:try to )?update\b",
    r"\b(?:un)?beta['’]?e?d\b",
    r"\bfan ?fiction\.net\b",
)
_OF_CHAT = (
    *("&", "beta", "characters", "comment", "concrit", "copyright", "critic", "fanfic", " fic", "feedback", "flame"),
    *("hope y", "kudos", "money", "next chapter ", "not my ", "on with the ", " own ", "please", "profit", "review"),
    *("rights", "s block", "sorry for ", "sorry about ", "thank", "update"),
)
"""Of these, one stands in whatever the two patterns above find: most paragraphs need not be searched."""

_SIGNED = _any(
    r"\s*[~–—\-]{1,2}\s?[^\W\d_][\w .'’\-]{0,40}[~.!]?\s*",
    r"\s*(?:xo){1,4}x?[,.!\s]*[\w .'’\-]{0,40}",
)
_ASKS = _any(r"(?:so,?\s+)?(?:any\s+)?(?:thoughts|opinions|comments|questions|what do you think)\b[^.!?]{0,40}\?+")
_ENDS = _any(
    r"(?:end(?:s|ing)?(?:\s+of)?\s+|/)(?:a/?n|author['’]?s?['’]?\s+notes?|notes?)[\W_]*",
    before=_OPEN,
)
_BARE = re.compile(r"[\s*_~]*(?:chapter |story |work )?(?:end )?notes?[\s*_~]*[:：]?[\s*_~]*", re.I)
_SPEECH = re.compile(r"""\s*(?:"[^"]+"|[“„][^”“]+[”“]|«[^»]+»)\s*[^\W\d_]""")
_QUOTES = ('"', "“", "‘", "'", "«", "„", "—")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_LONGEST_CLOSE = 60


def starts_note(line: str) -> bool:
    """Tell whether a line can only begin an author's note, wherever it stands."""
    return _STARTS.match(line) is not None and not quotes_speech(line)


def only_labels(line: str) -> bool:
    """Tell whether a line is nothing but the label of a note, which then stands below it (`**Author's Notes**`)."""
    label = _STARTS.match(line)
    return label is not None and not any(map(str.isalnum, line[label.end() :])) and len(line) <= _LONGEST_CLOSE


def is_label(line: str) -> bool:
    """Tell whether a line that opens a note says no more than that it is one (`Chapter End Notes`, `A/N:`)."""
    return only_labels(line) or _BARE.fullmatch(line) is not None


def ends_note(line: str) -> bool:
    """Tell whether a line says that a note is over (`End A/N`)."""
    return len(line) <= _LONGEST_CLOSE and _ENDS.fullmatch(line) is not None


def labels_note(line: str) -> bool:
    """Tell whether a line bears a label of notes (`Note:`, `Warning:`) that papers within a story bear as well."""
    return names_note(line) or _bears(line, _LABELS)


def names_note(line: str) -> bool:
    """Tell whether a line bears a label (`Disclaimer:`, `Beta:`) that only authors use, at the edges of a chapter."""
    return _bears(line, _NAMES)


def _bears(line: str, labels: re.Pattern[str]) -> bool:
    label = labels.match(line)
    return label is not None and _LABEL_ENDS.match(line, label.end()) is not None and not quotes_speech(line)


def speaks_to_readers(text: str) -> bool:
    """Tell whether a paragraph thanks, asks or disclaims as authors do; in a story a character may do so too."""
    lowered = text.casefold()
    if not any(each in lowered for each in _OF_CHAT) or text.lstrip().startswith(_QUOTES):
        return False
    return _CHATTY.search(text) is not None or _OWNERSHIP.search(text) is not None


def quotes_speech(line: str) -> bool:
    """Tell whether somebody in the story speaks and is said to: `"Note: it was wet," said Joe.`"""
    return _SPEECH.match(line) is not None


def closes_note(line: str) -> bool:
    """Tell whether a line, right after a note, signs it or asks the readers (`~Mary`, `Thoughts?`)."""
    text = line.strip()
    return len(text) <= _LONGEST_CLOSE and (_SIGNED.fullmatch(text) is not None or _ASKS.fullmatch(text) is not None)


def closing_bracket(line: str) -> str | None:
    """Give the bracket that must close a note whose first line opens one and leaves it open."""
    opening = line.lstrip(" *_~")[:1]
    closing = _BRACKETS.get(opening)
    return closing if closing and line.count(opening) > line.count(closing) else None
