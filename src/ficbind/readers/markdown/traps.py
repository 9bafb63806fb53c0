"""Where authors of stories mean something else than Markdown's rules make of it."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_LONGEST_HEADING = 90
_SENTENCE = re.compile(r"[.!?…,;:\"”’»—–-][*_]*$")
_SHORT_RULE = 5


def is_prose(inline: Token, rule: str) -> bool:
    """Tell a paragraph above a scene break from a heading that a line of `---` underlines.

    A heading is one line without a stop; one with a stop is underlined from end to end.
    """
    text = inline.content.strip()
    if "\n" in text or len(text) > _LONGEST_HEADING:
        return True
    drawn = len(rule.strip(" \t>"))
    underlined = drawn > _SHORT_RULE and drawn >= 0.6 * len(text)
    return _SENTENCE.search(text) is not None and not underlined


def stays_typed(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell a list that is none: `1986. What a year`, `- Prologue -`, or marks with nothing behind them."""
    token = tokens[at]
    if token.type not in {"ordered_list_open", "bullet_list_open"}:
        return False
    items = [each for each in tokens[at:end] if each.type == "list_item_open" and each.level == token.level + 1]
    texts = [each for each in tokens[at:end] if each.type == "inline"]
    if not texts:
        return all(each.type.startswith(("list_item", token.type[:-5])) for each in tokens[at : end + 1])
    plain = all(
        each.type.startswith(("list_item", "paragraph", "inline", token.type[:-5])) for each in tokens[at : end + 1]
    )
    return plain and len(items) == 1 and len(texts) == 1 and token.markup != "*" and token.markup != "+"
