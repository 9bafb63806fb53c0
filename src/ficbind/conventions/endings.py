"""How authors close a story: `The End`, `Fin`, `TBC`, and the footers that archives add."""

import re

_END = re.compile(
    r"""[\W_]*(?:
          (?:the\s+)?end(?:\s+of\s+(?:part|chapter|book|story|file|fic)\b.{0,30})?(?:\W{0,3}\([^)]{1,24}\))?
        | (?:the[ ])?end\s+(?:part|chapter|story|file|book)\b.{0,30}
        | that's[ ]all,?[ ]folks
        | fin(?:is|ito|ale|e)? | owari | ende | koniec | einde | slut | loppu | konec | конец | 完 | 终 | 終 | おわり
        | (?<=-)\s?30\s?(?=-)
        )[\W_]*""",
    re.X | re.I,
)
_UNFINISHED = re.compile(
    r"""[\W_]*(?:t\.?\s?b\.?\s?c\.?(?:\s+(?:in|soon|with)\b.{0,30})?
        |to[ ]be[ ]continued(?:[^\w\"”»]+(?:in|soon|with|next|on|when|if)\b.{0,30})?|to[ ]be[ ]cont(?:'?d)?|tsuzuku
        |continued[ ]in[ ](?:part|chapter)\b.{0,30}|fortsetzung[ ]folgt|à[ ]suivre|continuará|продолжение[ ]следует
        )[\W_]*""",
    re.X | re.I,
)
_FOOTER = re.compile(
    r"""\W*(?:
          (?:this[ ](?:story|file|work)[ ](?:was[ ])?)?(?:archived|posted|downloaded)[ ](?:at|from|on|by)\W+
          (?:https?:|www\.).*
        | this[ ](?:story|work)[ ](?:is|was)[ ]archived[ ]at\b.*
        | please[ ]drop[ ]by[ ]the[ ]archive[ ]and[ ]comment\b.*
        | posted[ ]originally[ ]on[ ]the[ ]archive[ ]of[ ]our[ ]own\b.*
        | exported[ ]with[ ]the[ ]assistance[ ]of[ ]fichub.*
        | generated[ ]by[ ](?:fanficfare|fichub|calibre)\b.*
        )""",
    re.X | re.I | re.S,
)
# Somebody in a story may say that it ends.
_QUOTES = ('"', "“", "„", "«", "»", "‘")
GUTENBERG_START = re.compile(r"\*\*\* ?START OF (?:THE |THIS )?PROJECT GUTENBERG.*", re.I)
GUTENBERG_END = re.compile(
    r"\*\*\* ?END OF (?:THE |THIS )?PROJECT GUTENBERG.*|End of (?:the )?Project Gutenberg.*", re.I
)


def is_end(line: str) -> bool:
    """Tell whether a line only says that the story, chapter or file ends."""
    if len(line) > 80 or line.startswith(_QUOTES) or not any(map(str.isalnum, line)):
        return False
    return _END.fullmatch(line.replace("’", "'")) is not None


def is_unfinished(line: str) -> bool:
    """Tell whether a line only says that the story goes on elsewhere or later."""
    return len(line) <= 80 and not line.startswith(_QUOTES) and _UNFINISHED.fullmatch(line) is not None


def is_footer(line: str) -> bool:
    """Tell whether a line was added below the story by an archive or a program."""
    return _FOOTER.fullmatch(line) is not None
