"""Every message has a case and a section in the reference."""

from casefiles import CASES, cases
from ficbind.cli.explaining import sections
from ficbind.diagnostics import Code

CODES = {code.value for code in Code}


def test_the_reference_has_one_section_for_every_code() -> None:
    assert set(sections()) == CODES


def test_every_code_has_a_case() -> None:
    shown = {
        case.name.split()[0] for path in (CASES / "messages").glob("*.txt") for case in cases(f"messages/{path.stem}")
    }
    assert shown == CODES
