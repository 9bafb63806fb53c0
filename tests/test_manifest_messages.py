"""Every message of the manifest, as it is printed."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from casefiles import Case, cases, write_files
from ficbind.diagnostics import FicbindError
from ficbind.manifest import load

MESSAGES = cases("messages/manifest")
REFERENCE = Path(__file__).parent.parent / "docs" / "messages" / "manifest.md"


def printed(path: Path, folder: Path) -> str:
    """Give what loading a manifest has to say, without the folder it lies in."""
    try:
        said = "\n".join(map(str, load(path).diagnostics))
    except FicbindError as error:
        said = str(error)
    return said.replace(f"{folder}/", "")


def laid_out(case: Case, folder: Path) -> Path:
    """Lay out a case; gives the path to load."""
    asked = re.match(r"load (.+)\n?", case.given)
    path = write_files(case.given[asked.end() :] if asked else case.given, folder)
    if asked is None:
        return path
    if not path.read_bytes():
        path.unlink()
    return folder / asked[1]


@pytest.mark.parametrize("case", MESSAGES, ids=str)
def test_a_manifest_is_answered_with(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    judge(case, printed(laid_out(case, tmp_path), tmp_path))


def test_a_pipe_in_place_of_the_manifest_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert printed(tmp_path / "pipe", tmp_path) == (
        "pipe: error M018: this is not an ordinary file\n  hint: name the manifest: a text file that ends in .yaml"
    )


def test_the_reference_shows_what_is_printed() -> None:
    printed_ones = "\n".join(case.expected for case in MESSAGES)
    shown = re.findall(r"^    (\S+:.*)\n      (hint: .*)$", REFERENCE.read_text(encoding="utf-8"), re.M)
    loading = {case.name.split()[0] for case in MESSAGES if case.name.startswith("M")}
    shown = [(head, hint) for head, hint in shown if re.search(r" (M\d{3}): ", head)[1] in loading]
    assert len(shown) == len(loading)
    assert not [head for head, hint in shown if f"{head}\n  {hint}" not in printed_ones]
