"""Lines of verse in an EPUB: each an element, so that the style can hang what does not fit into one."""

import pytest

from ficbind.writers.verse import mark_lines
from ficbind.xhtml import edit

STANZAS = {
    "each line is an element, and keeps its break": (
        "<p>The sea<br/>\nis <em>wide</em>.<br/>\u00a0Far.</p>",
        '<p><span class="line">The sea<br/></span><span class="line">is <em>wide</em>.<br/></span>'
        '<span class="line">\u00a0Far.</span></p>',
    ),
    "what begins a line is in it": (
        "<p><em>The</em> sea<br/><em>is</em></p>",
        '<p><span class="line"><em>The</em> sea<br/></span><span class="line"><em>is</em></span></p>',
    ),
    "emphasis over two lines stays whole": ("<p><em>The sea<br/>is</em> wide<br/>x</p>",) * 2,
    "a stanza of one line needs nothing": ("<p>The sea</p>",) * 2,
}


@pytest.mark.parametrize("name", STANZAS)
def test_lines_of_a_stanza(name: str) -> None:
    given, expected = STANZAS[name]
    assert edit(f'<div class="verse">{given}</div>', mark_lines).strip() == f'<div class="verse">{expected}</div>'


def test_only_verse_has_lines() -> None:
    assert "line" not in edit("<p>Yours,<br/>Mara</p>", mark_lines)
