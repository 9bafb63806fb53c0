"""Lists of terms and tables that hold what HTML wants, whatever the source had."""

import pytest

from ficbind import xhtml
from ficbind.passes.content_models import complete

CASES = {
    "<dl><dt>a</dt></dl>": "<dl><dt>a</dt><dd/></dl>",
    "<dl><dd>a</dd></dl>": "<dl><dt/><dd>a</dd></dl>",
    "<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>": "<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>",
    "<table><tr/><thead><tr/></thead><tr/><tbody/></table>": (
        "<table><tbody><tr/></tbody><tbody><tr/></tbody><tbody><tr/></tbody><tbody/></table>"
    ),
    "<table><thead/><tr/><tr/></table>": "<table><thead/><tbody><tr/><tr/></tbody></table>",
    "<table><tr/><tr/></table>": "<table><tr/><tr/></table>",
}


@pytest.mark.parametrize("given", CASES)
def test_lists_and_tables_are_completed(given: str) -> None:
    assert xhtml.edit(given, complete) == CASES[given]
    assert xhtml.edit(CASES[given], complete) == CASES[given]
