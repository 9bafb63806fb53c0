"""Story files as strangers write them: what is known of the story, what is left out, what is read."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from casefiles import CASES, Case, cases, zipped
from ficbind import readers
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.model import Draft, Fact

ARCHIVES = {".docx", ".epub", ".odt", ".zip"}
FILES = sorted(path.stem for path in (CASES / "readers").glob("*.txt"))


def read(given: str, folder: Path) -> Sequence[Draft]:
    """Read a case; a first line `@name.txt` names its file, which is an archive if files `--- path` follow."""
    name, text = "story.txt", given
    if given.startswith("@"):
        name, _, text = given[1:].partition("\n")
    path = folder / name
    if path.suffix in ARCHIVES and text.startswith("--- "):
        path.write_bytes(zipped(text))
    else:
        path.write_text(text.replace("␌", "\f") + "\n", encoding="utf-8")
    return readers.read(path)


def show(draft: Draft) -> str:
    """Show a draft as a reader of cases wants it: facts, what was left out, messages, blocks with their lines."""
    facts = [_fact(fact) for fact in draft.metadata.facts]
    level = [f"level: {draft.metadata.level.value}"] if draft.metadata.level else []
    removals = [f"- {removal.line} {removal.reason}: {removal.text}" for removal in draft.removals]
    told = [_told(each) for each in draft.diagnostics if each.code is not Code.TOOK_METADATA]
    blocks = [line for section in draft.sections for line in _blocks(section.title, section.markup)]
    return "\n".join((*facts, *level, *removals, *told, *blocks))


def _fact(fact: Fact) -> str:
    place = f"{fact.origin.value} {fact.where.line}" if fact.where and fact.where.line else fact.origin.value
    return f"{fact.field.value}: {' ¦ '.join(fact.values)} ({place})"


def _told(each: Diagnostic) -> str:
    line = f" {each.where.line}" if each.where.line else ""
    return f"! {each.severity} {each.code.value}{line}: {each.message}"


def _blocks(title: str | None, markup: str) -> list[str]:
    head = [f"# {title}"] if title else []
    return head + [
        re.sub(r'<(\w+)([^>]*?) data-line="(\d+)"', r"\3 <\1\2", line, count=1) for line in markup.split("\n")
    ]


@pytest.mark.parametrize("case", [case for name in FILES for case in cases(f"readers/{name}")], ids=str)
def test_a_story_is_read(case: Case, judge: Callable[[Case, str], None], tmp_path: Path) -> None:
    try:
        judge(case, "\n=====\n".join(map(show, read(case.given, tmp_path))))
    except FicbindError as error:
        judge(case, "\n".join(_told(each) for each in error.diagnostics))


def test_every_line_of_a_header_is_reported(tmp_path: Path) -> None:
    (draft,) = read("Title: The Lamp\nRating: PG\nPairing: Mara/Tess\n\nThe lamp went out.", tmp_path)
    told = [(each.where.line, each.message) for each in draft.diagnostics if each.code is Code.TOOK_METADATA]
    assert told == [
        (1, "took 'The Lamp' as the title"),
        (2, "took 'PG' as the rating"),
        (3, "took 'Mara/Tess' as the pairing"),
    ]


@pytest.mark.parametrize("kind", sorted(readers.READERS))
def test_every_kind_in_the_table_has_a_reader(kind: str) -> None:
    assert callable(readers.reader(kind))
