"""Read Markdown: CommonMark with tables, struck text, footnotes and front matter, and raw HTML that does no harm."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind.conventions import ratings
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Draft, Field, Metadata, Removal
from ficbind.readers.decode import decode
from ficbind.readers.html import pictures
from ficbind.readers.html.documents import read_document
from ficbind.readers.html.page import Page
from ficbind.readers.markdown import front_matter
from ficbind.readers.markdown.setter import Setter
from ficbind.readers.markdown.setting import Leaf, Setting
from ficbind.readers.markdown.syntax import Parsed, parse
from ficbind.xhtml import words

_PUT_IT = "put the text into it, or take it out of the manifest"
_NO_LETTER = re.compile(r"[\W_]+")
_CONTAINERS = re.compile(r"(?:\s*(?:>|[*+-](?=\s|$)|\d{1,9}[.)](?=\s|$)|\[\^[^\]\s]+\]:))+")
_FENCE = re.compile(r"[\s>*+\-\d.)]*(?:`{3,}|~{3,})")


def read(path: Path, data: bytes, encoding: str | None = None) -> Sequence[Draft]:
    """Read a Markdown file."""
    decoded = decode(data, path, encoding, declared="")
    lines = decoded.text.replace("\f", " ").split("\n")
    if not decoded.text.strip():
        raise FicbindError(Diagnostic(Code.EMPTY_STORY, "error", "the file is empty", Location(path), _PUT_IT))
    matter = front_matter.find(lines, path)
    body = [*[""] * matter.end, *lines[matter.end :]]
    parsed = parse("\n".join(body))
    setting, page = _page(parsed, body, path)
    page.diagnostics += [*decoded.diagnostics, *matter.diagnostics]
    page.facts += matter.metadata.facts
    page.places = [Location(path, setting.origins[origin - 1][0]) for origin in page.lines.origins]
    pictures.load(page)
    sources = list(_sources(page, setting))
    if not sources:
        message = "no story is left below the header"
        raise FicbindError(Diagnostic(Code.EMPTY_STORY, "error", message, Location(path), _PUT_IT))
    whole = "\n".join(page.lines.texts)
    draft = read_document(page)
    if draft.source != whole:
        # All that the file holds stands between fences: it was read as the plain text that it is.
        return (_described(draft, matter.metadata),)
    hidden = _hidden(setting, page, parsed, body)
    hidden.setdefault(1, []).extend(("the front matter", line) for line in lines[: matter.end])
    return (_with_hidden(_described(draft, matter.metadata), sources, hidden),)


def _page(parsed: Parsed, lines: Sequence[str], path: Path) -> tuple[Setting, Page]:
    """Set the text as a page; whatever would not show as it was typed is set as it was typed."""
    literal: frozenset[int] = frozenset()
    setting = Setter(parsed, lines).set()
    lost = frozenset(_unread(setting, lines, parsed.definitions | parsed.fences))
    for _ in range(2):
        if lost or literal:
            setting = Setter(parsed, lines, literal).set(lost)
        page = Page.of(path, setting.html)
        wrong = {setting.leaves[leaf].line for leaf in _changed(page, setting)}
        if not wrong - literal:
            break
        literal |= wrong
    return setting, page


def _unread(setting: Setting, lines: Sequence[str], definitions: frozenset[int]) -> Iterator[int]:
    """Find the lines of which some letters are in no leaf."""
    seen: defaultdict[int, str] = defaultdict(str)
    for leaf in setting.leaves:
        for number, row in enumerate(leaf.typed.rstrip("\n").split("\n"), leaf.line):
            seen[number] += _letters(row)
    for number, line in enumerate(lines):
        typed = _letters(line)
        if typed == seen[number] or number in definitions:
            continue
        marks = _CONTAINERS.match(line)
        inner = _letters(line[marks.end() :]) if marks else typed
        if inner != seen[number] and not (_FENCE.match(line) and not seen[number]):
            yield number


def _shown(page: Page, setting: Setting) -> dict[int, list[int]]:
    """Give the lines of the page that each leaf became."""
    shown: defaultdict[int, list[int]] = defaultdict(list)
    for number, origin in enumerate(page.lines.origins, 1):
        shown[setting.origins[origin - 1][1]].append(number)
    return shown


def _changed(page: Page, setting: Setting) -> Iterator[int]:
    """Find the leaves whose letters are not on the page."""
    shown = _shown(page, setting)
    for number, leaf in enumerate(setting.leaves):
        text = "".join(page.lines.texts[line - 1] for line in shown.get(number, ()))
        if not leaf.is_html and _letters(text) != _letters(leaf.shown):
            yield number


def _sources(page: Page, setting: Setting) -> Iterator[str]:
    """Give the source of each line of the page: its text, but what was typed where the page has other letters."""
    shown = _shown(page, setting)
    typed = {}
    for leaf in _changed(page, setting):
        lines = shown.get(leaf) or [1]
        typed.update(dict.fromkeys(lines[1:], ""))
        typed[lines[0]] = " ".join(setting.leaves[leaf].typed.split())
    for number, text in enumerate(page.lines.texts, 1):
        yield typed.get(number, text)


def _hidden(setting: Setting, page: Page, parsed: Parsed, lines: Sequence[str]) -> dict[int, list[tuple[str, str]]]:
    """Gather what Markdown does not show, by the line of the page before whose text it is to be found."""
    shown = _shown(page, setting)
    hidden: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    last = 1
    for number, leaf in enumerate(setting.leaves):
        last = shown[number][0] if number in shown else last
        hidden[last] += [(reason, text) for reason, text in _named(leaf)]
    for number in sorted(parsed.definitions):
        hidden[last].append(("a link's address", lines[number]))
    for number in sorted(parsed.fences):
        below = (shown[leaf][0] for leaf, each in enumerate(setting.leaves) if leaf in shown and each.line > number)
        hidden[next(below, last)].append(("the mark of a passage", lines[number]))
    return hidden


def _named(leaf: Leaf) -> Iterator[tuple[str, str]]:
    return ((reason, text) for reason, text in leaf.hidden if words(text))


def _with_hidden(draft: Draft, sources: list[str], hidden: dict[int, list[tuple[str, str]]]) -> Draft:
    """Put what is not shown into the source, before the text of its line, and list it as left out."""
    removals: list[Removal] = []
    for number, pieces in hidden.items():
        texts = [(reason, " ".join(text.split())) for reason, text in pieces if words(text)]
        if texts:
            sources[number - 1] = " ".join([*(text for _, text in texts), sources[number - 1]])
            removals += (Removal(text, reason, number) for reason, text in texts)
    together = sorted([*removals, *draft.removals], key=lambda each: each.line)
    return replace(draft, source="\n".join(sources), removals=tuple(together))


def _described(draft: Draft, known: Metadata) -> Draft:
    """Let the front matter win over what the text says of itself."""
    if not known.facts:
        return draft
    rating = known.text(Field.RATING)
    winner = replace(known, level=ratings.level(rating) if rating else None)
    return replace(draft, metadata=draft.metadata.under(winner))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)
