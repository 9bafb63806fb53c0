"""Set type: quotes, dashes, ellipses and spaces as each language has them."""

from ficbind.manifest.values import Typography
from ficbind.passes import dashes, ellipses, quotes, spaces
from ficbind.passes.languages import Rules, rules_for
from ficbind.passes.prose import Prose, paragraphs
from ficbind.xhtml import Element

_MOST_ROUNDS = 5


def has_rules(language: str) -> bool:
    """Tell whether the setting of a language is known; text in another is left alone."""
    return rules_for(language) is not None


def set_type(root: Element, language: str, typography: Typography) -> None:
    """Set every paragraph under `root`, each in its own language, and change no word."""
    found = [(prose, rules) for prose in paragraphs(root, language) if (rules := rules_for(prose.language))]
    text = "\n".join(prose.text for prose, _ in found)
    single_outside = quotes.prefers_single(text)
    for prose, rules in found:
        _set(prose, rules, typography, single_outside=single_outside)
        if prose.changed:
            prose.put_back()


def set_line(text: str, language: str, typography: Typography) -> str:
    """Set a line of plain text, such as a title or a summary."""
    rules = rules_for(language)
    if rules is None:
        return text
    prose = Prose.line(text, language)
    _set(prose, rules, typography, single_outside=quotes.prefers_single(text))
    return prose.text


def _set(prose: Prose, rules: Rules, typography: Typography, *, single_outside: bool) -> None:
    """Set a paragraph until it stays as it is: a dash that closes up can change how the mark beside it stands."""
    for _ in range(_MOST_ROUNDS):
        before = prose.text
        if typography.quotes and quotes.MARKED.search(prose.text):
            prose.edit(quotes.set_quotes(prose.text, rules, single_outside=single_outside))
        quoted = prose.text
        if typography.dashes and dashes.TYPED.search(prose.text):
            prose.edit(dashes.set_dashes(prose.text, rules, frozenset(prose.ends)))
        if typography.ellipses and ellipses.DOTS.search(prose.text):
            prose.edit(ellipses.set_ellipses(prose.text))
        closed_up = prose.text != quoted
        if typography.spaces:
            prose.edit(spaces.set_spaces(prose.text, rules))
        if prose.text == before or not (closed_up or quotes.DOUBTFUL.search(prose.text)):
            return
