"""Which lines are an author speaking of the story, not the story.

A missed note is cosmetic, a false one demotes prose: only `starts_note` holds anywhere in a story, the others hold
where notes stand together, at the edge of a chapter.
"""

import re

_OPEN = r"[\s*_~#=({\[<|+\-–—\"“]{0,8}"
_MARK = r"[\s*_~]{0,4}(?:[:：.,;!)\]}\-–—=…]|$|\s)"
_STARTS = re.compile(
    rf"""{_OPEN}(?:
        (?-i:A/?N|a/n|A\.\s?N\.|a\.n\.|AN['’]?s)[\s*_~]{{0,4}}(?:[:：;)\]}}\-–—=]|$)
      | (?-i:A\s?/\s?N|a/n|A\.N\.)s?{_MARK}
      | author(?:['’´`]?s|s['’´`])?['’´`]?[ ](?:end[ ]?|foot|after)?note?s?(?:[ ](?:\d+|\#\d+))?[\s*_~]{{0,4}}(?:[:：\-–—=\])…]|\.?$)
      | (?:a[ ])?note[ ]from[ ](?:the|your)[ ]author\b
      | (?:anmerkung(?:en)?|notiz)[ ](?:der|des)[ ]autor(?:in|s)?\b | note[ ]de[ ]l['’]auteure?\b | nota[ ]del?[ ]autora?\b
      | (?:от[ ]автора|примечани[ея][ ]автора)[\s*_~]{{0,4}}(?:[:：.\-–—]|$)
      | see[ ](?:the[ ])?end[ ]of[ ](?:the[ ])?(?:chapter|work)[ ]for[ ](?:more[ ])?notes?\b
      )""",
    re.I | re.X,
)
_LABELS = re.compile(
    rf"""{_OPEN}(?:
        an | (?:end|chapter|story|foot|side|quick)?[ \-]?notes?(?:[ ]to[ ]readers?)? | n\.?b\.? | disclaim(?:er|ers)?
      | (?:dis|disc)lamer | beta(?:['’]?d|ed)?(?:[ ]by|[ ]reader)? | warnings? | trigger[ ]warnings? | c/?w | t/?w
      | spoilers? | dedication | credits? | edit(?:ed)? | update[ds]? | p\.?s\.? | feedback | translations?
      | anmerkung(?:en)? | haftungsausschluss | дисклеймер
      )[\s*_~]{{0,4}}[:：]""",
    re.I | re.X,
)
_OWNERSHIP = re.compile(
    r"""\bno[ ]copyright[ ]infringement\b | \bcopyright[ ]infringement[ ](?:is[ ])?(?:not[ ])?intended\b
      | \bi[ ](?:do[ ]not|don['’´`]?t|still[ ]don['’´`]?t)[ ]own[ ](?:any[ ]of[ ])?
        (?:(?:the|these|those|this|their)[ ](?:\w+[ ])?(?:characters?|show|series|rights|song|lyrics|franchise|people|boys)
        |(?-i:[A-Z])\w+[ ](?-i:[A-Z])\w+)
      | \b(?:characters|all[ ]rights)\b.{0,40}\b(?:belongs?|property|owned)\b.{0,20}\b(?:to|of|by)\b
      | \bnot[ ]my[ ]characters?\b | \bplease[ ]don['’]?t[ ]sue\b | \bnot[ ](?:making|earning)[ ](?:any[ ])?(?:money|profit)\b
      | \bjust[ ](?:borrowing|playing[ ]with)[ ]them\b""",
    re.I | re.X,
)
_CHATTY = re.compile(
    r"""\bplease[ ,]+(?:do[ ])?(?:r(?:ead)?[ ](?:and|&|n)[ ]r(?:eview)?|(?:leave[ ](?:me[ ])?(?:a|some)[ ])?
        (?:reviews?|comments?|kudos|feedback)|rate)\b
      | \bread[ ]?(?:and|&|n)[ ]?review\b | (?<![\w&])r[ ]?&[ ]?r(?![\w&]) | \breviews?[ ](?:are|=|make|feed)\b
      | \b(?:leave|drop)[ ](?:me[ ])?(?:a|some)[ ](?:review|comment|kudos|feedback)s?\b
      | \bthank(?:s|[ ]you)[ ](?:so[ ]much[ ]|again[ ]|all[ ]|everyone[ ]|guys[ ]|to[ ][^.!?]{1,40}[ ])*for[ ](?:all[ ])?(?:the|your|of[ ]your)?[ ]?
        (?:\w+[ ])?(?:reading(?![ ](?:me|my|it[ ]to|this[ ]letter))|reviews?\b|reviewing|comments\b|commenting|kudos|favou?rit\w+|beta\w*)
      | \bthank(?:s|[ ]you)[ ](?:so[ ]much[ ])?to[ ](?:all[ ]|every|each)[^.!?]{0,40}(?:review|comment|favou?rit|follow|kudos)
      | \bsorry[ ](?:for|about)[ ](?:the|this)[ ](?:\w+[ ])?(?:long[ ])?(?:wait|delay|cliff\w*|late[ ]update|(?:lack|lateness)\b)
      | \bhope[ ](?:you|y['’]all)[ ](?:all[ ]|guys[ ])*(?:like|enjoy)(?:ed)?[ ](?:this|the|it[.!,])[ ]?(?:chapter|story|fic|one|part)?
      | \b(?:in[ ]the[ ])?next[ ]chapter[ ](?:will|should|is|soon|up|coming)\b | \bon[ ]with[ ]the[ ](?:story|show|fic|chapter)\b
      | \bthis[ ](?:is[ ]my[ ]first[ ])?(?:fan)?fic(?:tion)?\b | \bwriter['’]?s[ ]block\b | \bi[ ](?:will|['’]ll)[ ]update\b
      | \b(?:un)?beta['’]?e?d\b | \bfan[ ]?fiction\.net\b | \bA/N\b""",
    re.I | re.X,
)
_SIGNED = re.compile(
    r"\s*[~–—\-]{1,2}\s?(?!\s)[^\W\d_][\w .'’\-]{0,40}[~.!]?\s*|\s*(?:xo){1,4}x?[,.!\s]*[\w .'’\-]{0,40}", re.I
)
_ASKS = re.compile(
    r"(?:so,?\s+)?(?:any\s+)?(?:thoughts|opinions|comments|questions|what do you think)\b[^.!?]{0,40}\?+", re.I
)
_ENDS = re.compile(
    r"[\s*_~#=({\[<|+\-–—]*(?:end(?:s|ing)?(?:\s+of)?\s+|/)(?:a/?n|author['’]?s?['’]?\s+notes?|notes?)[\W_]*", re.I
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def starts_note(line: str) -> bool:
    """Tell whether a line can only begin an author's note, wherever it stands."""
    return _STARTS.match(line) is not None


def ends_note(line: str) -> bool:
    """Tell whether a line says that a note is over (`End A/N`)."""
    return _ENDS.fullmatch(line) is not None


def labels_note(line: str) -> bool:
    """Tell whether a line bears a label of notes (`Note:`, `Disclaimer:`) that could also stand within a story."""
    return _LABELS.match(line) is not None


def speaks_to_readers(text: str) -> bool:
    """Tell whether a paragraph thanks, asks or disclaims as authors do; in a story a character may do so too."""
    if text.lstrip()[:1] in {'"', "“", "‘", "'", "«", "„"}:
        return False
    return _CHATTY.search(text) is not None or _OWNERSHIP.search(text) is not None


def closes_note(line: str) -> bool:
    """Tell whether a line, right after a note, signs it or asks the readers (`~Mary`, `Thoughts?`)."""
    text = line.strip()
    return len(text) <= 60 and (_SIGNED.fullmatch(text) is not None or _ASKS.fullmatch(text) is not None)


def closing_bracket(line: str) -> str | None:
    """Give the bracket that must close a note when its first line opens one and leaves it open."""
    opening = line.lstrip(" *_~")[:1]
    closing = _BRACKETS.get(opening)
    return closing if closing and line.count(opening) > line.count(closing) else None
