"""Every message of the manifest, as it is printed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casefiles import Case, cases, write_files
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest import load

MESSAGES = cases("messages/manifest")
REFERENCE = Path(__file__).parent.parent / "docs" / "messages" / "manifest.md"


def printed(path: Path) -> str:
    """Give what loading a manifest has to say, without the folder it lies in."""
    try:
        said = "\n".join(map(str, load(path).diagnostics))
    except FicbindError as error:
        said = str(error)
    return said.replace(f"{path.parent}/", "").replace(f"{path.parent}:", "FOLDER:")


@pytest.mark.parametrize("case", MESSAGES, ids=str)
def test_a_manifest_is_answered_with(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    judge(case, printed(write_files(case.given, tmp_path)))


def test_every_code_of_the_manifest_has_a_case_and_a_section() -> None:
    codes = {code for code in Code if code.value.startswith("M")}
    told = "\n".join(case.expected for case in MESSAGES)
    sections = REFERENCE.read_text(encoding="utf-8")
    assert not {code.value for code in codes if f" {code.value}: " not in told} - {Code.NO_MANIFEST.value}
    assert not {code.value for code in codes if f"## {code.value} " not in sections}


def test_a_manifest_that_is_not_there_is_missed_by_name(tmp_path: Path) -> None:
    (tmp_path / "anthology.yaml").write_text("title: x", encoding="utf-8")
    assert printed(tmp_path / "antology.yaml") == (
        "antology.yaml: error M018: there is no such manifest\n  hint: did you mean 'anthology.yaml'?"
    )


def test_a_folder_is_no_manifest_but_leads_to_one(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "anthology.yml").touch()
    said = printed(tmp_path / "book")
    assert said == "book: error M018: this is a folder\n  hint: did you mean 'book/anthology.yml'?"
