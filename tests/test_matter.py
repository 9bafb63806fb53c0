"""What the pages around the stories show."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind import __version__
from ficbind.matter import assemble
from ficbind.matter.indexes import KINDS
from ficbind.model import ContentsEntry, Field
from ficbind.vocabulary import COMMON, ELEMENTS, MATTER_CLASSES, STORY_CLASSES
from ficbind.xhtml import parse, plain, serialise
from matter_books import STYLE, book_of, manifest_of, pages_of, shown, story_of

FILES = ("book", "pages", "story-front", "story-head", "languages", "indexes", "warnings", "credits")
PAGES = [case for name in FILES for case in cases(f"matter/{name}")]
TREES = cases("matter/contents")
ASKED = {"warnings-on-request": True, "lang": "fr", "words": 300}


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_pages_show_what_is_known(case: Case, judge: Callable[[Case, str], None]) -> None:
    show = tomllib.loads(case.given).get("show", [])
    book = book_of(case.given.partition("\n")[2] if show else case.given)
    judge(case, shown(book, *show).replace(__version__, "VERSION"))


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_pages_keep_to_the_vocabulary(case: Case) -> None:
    show = "show" in tomllib.loads(case.given)
    book = book_of(case.given.partition("\n")[2] if show else case.given)
    for page in pages_of(book):
        check_vocabulary(page.body)


@pytest.mark.parametrize("case", TREES, ids=str)
def test_one_tree_lists_what_a_reader_looks_for(case: Case, judge: Callable[[Case, str], None]) -> None:
    judge(case, "\n".join(outline(book_of(case.given).contents)))


def test_every_id_is_unique_and_every_link_has_its_target() -> None:
    book = book_of(cases("matter/book")[-1].given)
    ids = [page.id for page in pages_of(book)] + [id_ for work in book.works for id_ in work.chapter_ids]
    assert len(ids) == len(set(ids))
    for page in pages_of(book):
        ids += [str(node.get("id")) for node in parse(page.body).iter("div")]
    for page in pages_of(book):
        for link in parse(page.body).iter("a"):
            target = str(link.get("href"))
            assert target.startswith("https://") or target.removeprefix("#") in ids


def test_links_in_the_contents_carry_the_title_alone() -> None:
    book = book_of(cases("matter/book")[-1].given)
    contents = next(page for page in book.front if page.kind == "contents")
    titles = {work.front.title for work in book.works}
    stories = parse(contents.body).iterfind(".//li[@class='entry-story']/a")
    assert {plain(link) for link in stories} == titles


def test_private_facts_are_not_shown() -> None:
    private = {"email": "jane@example.org", "feedback": "Yes please!"}
    lines = "\n".join(f'{name} = "{value}"' for name, value in private.items())
    back = 'back = [{kind = "credits"}, {kind = "about-the-authors"}]'
    text = shown(book_of(f'{back}\n[[story]]\nauthor = "Jane"\n{lines}'))
    assert "Jane" in text
    assert not [value for value in private.values() if value in text]


def test_every_field_is_shown_somewhere_or_private() -> None:
    for field in Field:
        if field in {Field.EMAIL, Field.FEEDBACK, Field.ARCHIVE, Field.LENGTH}:
            continue
        book = book_of(f'[[story]]\nlang = "is"\n{field.value} = "Something known"')
        assert "Something known" in plain(book.works[0].front.body)


def test_the_same_manifest_gives_the_same_book() -> None:
    text = cases("matter/book")[-1].given
    assert book_of(text) == book_of(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(), min_size=27, max_size=27),
    st.sampled_from(["en", "pl", "ar", "x-odd"]),
    st.sampled_from(["full", "compact", "none"]),
)
def test_no_text_breaks_a_page(said: Sequence[str], language: str, front: str) -> None:
    facts = {field.value: text for field, text in zip(Field, said, strict=False)}
    story = story_of({**facts, "people": [{"name": said[0], "role": "trl"}], "lang": "en", "words": 7}, 1)
    given_values = {
        "title": said[1],
        "subtitle": said[2],
        "rights": said[3],
        "publisher": said[4],
        "language": language,
        "people": [{"name": said[5], "role": said[6]}],
        "series": {"title": said[7], "number": said[8]},
        "part": [{"title": said[9], "stories": 2}],
        "back": [{"kind": "credits", "title": said[10]}, {"kind": "about-the-authors"}, {"kind": "content-warnings"}],
        "front": [{"kind": kind} for kind in KINDS],
    }
    other = replace(story_of({"author": said[11], "tags": said[12], "warnings": said[13]} | ASKED, 2), front=front)
    book = assemble(manifest_of(given_values, 2), [story, other], STYLE)
    for page in pages_of(book):
        assert serialise(parse(page.body)) == page.body
        check_vocabulary(page.body)


def test_markup_in_facts_comes_out_literally() -> None:
    book = book_of("""[[story]]\ntitle = '<b>&"'\nsummary = "<script>x</script> &amp; <!-- y -->"\n""")
    front = parse(book.works[0].front.body)
    assert [plain(node) for node in front.iter("h1", "blockquote")] == ['<b>&"', "<script>x</script> &amp; <!-- y -->"]


def check_vocabulary(body: str) -> None:
    for node in parse(body).iterdescendants():
        assert node.tag in ELEMENTS
        assert set(node.attrib) <= COMMON | ELEMENTS[str(node.tag)]
        assert set(str(node.get("class", "")).split()) <= MATTER_CLASSES | STORY_CLASSES


def outline(entries: Sequence[ContentsEntry], indent: str = "") -> list[str]:
    lines = []
    for entry in entries:
        lines += [f"{indent}{entry.kind} #{entry.target} {entry.title}", *outline(entry.children, indent + "  ")]
    return lines
