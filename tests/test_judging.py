"""The judge of finished EPUBs: every rule, EPUBCheck's words, any file at all, and what is printed."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import CASES, Case, cases
from ficbind.bundled import names
from ficbind.checks.epubcheck import Checker
from ficbind.checks.runtimes import JAR
from ficbind.cli.explaining import explanation
from ficbind.cli.judging import are_books, as_json, as_text, run
from ficbind.cli.printing import Painter
from ficbind.judging import official
from ficbind.judging.edition import open_edition
from ficbind.judging.findings import EVERYBODY, Audience, Rule, apply
from ficbind.judging.judge import Judgement, judge_one
from ficbind.judging.rules import GROUPS, RULES
from ficbind.manifest.values import Epub
from ficbind.model import CoverImage
from ficbind.readers.containers import unpack
from ficbind.readers.epub.package import load
from ficbind.style import load_style
from ficbind.writers import epub
from sample_books import a_book, a_story
from small_epubs import picture, write_epub

BARE = Painter(wanted=False)
AREAS = sorted(path.stem for path in (CASES / "judging").glob("j*.txt"))
OF_RULES = [case for area in AREAS for case in cases(f"judging/{area}")]
BY_SIZE = {"J210": (50, 51), "J211": (200, 201)}
"""Rule → sizes of a book in MB, which no case writes: one that keeps it, one that breaks it."""

UNSPOKEN = {
    *(f"ACC-{number:03}" for number in (4, 5, 6, 7, 12)),
    *(f"CHK-{number:03}" for number in range(1, 8)),
    *(f"NAV-{number:03}" for number in range(4, 9)),
    *(f"OPF-{number:03}" for number in (36, 47, 51, 57, 64, 75, 76, *range(80, 85), 90, 95)),
    *("CSS-005", "CSS-028", "HTM-002", "HTM-051", "INF-001", "PKG-023", "RSC-022", "RSC-024"),
}
"""Numbers of EPUBCheck's that it no longer gives, that are of its own settings, or of dictionaries and school books."""

STORY = """<p>Dear <em>Ada</em>, the lamp is out. <strong>Come!</strong></p><hr class="scene-break"/>
<p>“Is it out?” she asked—and it was…</p>"""

DOCS = Path(__file__).parent.parent / "docs"


class Silent(Checker):
    """EPUBCheck that finds nothing, for rules of our own."""

    def __init__(self) -> None:
        super().__init__(warm=False)

    def verdict(self, path: Path) -> official.Verdict:
        return official.Verdict(())


def silent(*_: str) -> None:
    pass


def ours(path: Path) -> Judgement:
    return judge_one(path, Silent(), silent)


def shown(judged: Judgement) -> str:
    """Print findings in short: code, place within the book, words."""
    lines = []
    for each in judged.findings:
        inside = str(each.where).removeprefix(f"{judged.path}").removeprefix("/").removeprefix("EPUB/")
        more = f" (+{each.count - 1})" if each.count > 1 else ""
        lines.append(f"{each.code} {inside}: {each.message}{more}")
    return "\n".join(lines) or "nothing"


@pytest.mark.parametrize("case", OF_RULES, ids=str)
def test_a_book_is_judged(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    judge(case, shown(ours(write_epub(case.given, tmp_path / "book.epub"))))


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_that_breaks_it_and_one_that_nearly_does(code: str) -> None:
    of_rule = [case for case in OF_RULES if code in case.name]
    if code in {*BY_SIZE, "J302", "J642"}:
        return
    broken = [case for case in of_rule if re.search(rf"^{code} ", case.expected, re.M)]
    assert broken
    assert len(of_rule) > len(broken)


@pytest.mark.parametrize("code", BY_SIZE)
def test_a_large_book_is_told_where_it_cannot_be_sent(code: str, tmp_path: Path) -> None:
    path = write_epub("", tmp_path / "book.epub")
    container = unpack(path, path.read_bytes())
    small, large = (open_edition(container, load(container), size * 10**6) for size in BY_SIZE[code])
    assert not list(apply(RULES[code], small))
    assert len(list(apply(RULES[code], large))) == 1


def test_a_sheet_most_of_which_is_for_nothing_is_told(tmp_path: Path) -> None:
    for idle, used, found in ((401, 1, 1), (400, 1, 0), (401, 500, 0)):
        rules = "".join(
            (*(f".idle{n} {{}} " for n in range(idle)), *(f"p.used em:hover, .x{n} {{}} " for n in range(used)))
        )
        sheet = f"# sheet: p {{ => {rules}p {{\n<p class='used' id='x0'>The lamp.</p>"
        path = write_epub(sheet, tmp_path / "book.epub")
        container = unpack(path, path.read_bytes())
        assert len(list(apply(RULES["J642"], open_edition(container, load(container), 1)))) == found


def test_a_page_larger_than_kobo_opens_is_told(tmp_path: Path) -> None:
    path = write_epub("", tmp_path / "book.epub")
    container = unpack(path, path.read_bytes())
    edition = open_edition(container, load(container), 1)
    (page,) = edition.spine
    for size, found in ((10**7, 0), (10**7 + 1, 1)):
        edition.pages[page.name] = replace(page, source=b" " * size)
        assert len(list(apply(RULES["J302"], edition))) == found


def test_the_book_that_cases_change_is_faultless(checker: Checker, tmp_path: Path) -> None:
    assert shown(judge_one(write_epub("", tmp_path / "book.epub"), checker, silent)) == "nothing"


@pytest.mark.parametrize("case", cases("judging/official"), ids=str)
def test_epubcheck_is_put_into_plain_words(
    case: Case, checker: Checker, tmp_path: Path, judge: Callable[[Case, str], None]
) -> None:
    judge(case, shown(judge_one(write_epub(case.given, tmp_path / "book.epub"), checker, silent)))


def test_every_finding_of_epubcheck_has_its_words() -> None:
    with zipfile.ZipFile(JAR) as archive:
        lines = archive.read("com/adobe/epubcheck/messages/MessageBundle.properties").decode("utf-8")
    numbers = {official.number(each) for each in re.findall(r"^([A-Z]{3}_\d{3}[a-z]?)=", lines, re.M)}
    assert numbers - set(official.meanings()) <= UNSPOKEN
    assert set(official.meanings()) <= numbers


def printed(judged: Judgement, folder: Path) -> str:
    return "\n".join(as_text([judged], BARE)).replace(f"{folder}/", "")


@pytest.mark.parametrize("case", cases("judging/printed"), ids=str)
def test_a_judgement_is_printed(
    case: Case, checker: Checker, tmp_path: Path, judge: Callable[[Case, str], None]
) -> None:
    judge(case, printed(judge_one(write_epub(case.given, tmp_path / "book.epub"), checker, silent), tmp_path))


def test_without_java_a_book_is_judged_by_our_rules_and_said_to_be_unjudged(tmp_path: Path) -> None:
    path = write_epub("<h1>The Wall</h1><p><img src='../cover.png'/></p>", tmp_path / "book.epub")
    with Checker(warm=False, runtimes=()) as nothing:
        judged = judge_one(path, nothing, silent)
    assert [each.code for each in judged.findings] == ["E002", "J421"]
    assert judged.failed
    assert "EPUBCHECK DID NOT JUDGE THIS BOOK" in printed(judged, tmp_path)


@pytest.mark.parametrize(
    ("given", "failed", "strict"),
    [("", False, False), ("<h1>A</h1><p><img src='../cover.png'/></p>", False, True), ("<p><img/></p>", True, True)],
)
def test_errors_fail_and_warnings_do_where_that_is_asked(
    given: str, failed: bool, strict: bool, tmp_path: Path
) -> None:
    path = write_epub(given, tmp_path / "book.epub")
    assert judge_one(path, Silent(), silent).failed is failed
    assert judge_one(path, Silent(), silent, strict=True).failed is strict


def test_a_finding_that_comes_often_is_told_once_with_its_first_places(tmp_path: Path) -> None:
    path = write_epub("<h1>The Wall</h1>" + "<p></p>" * 300, tmp_path / "book.epub")
    judged = ours(path)
    (found,) = (each for each in judged.findings if each.code == "J521")
    assert (found.count, len(found.places)) == (300, 1)
    assert "and 299 more like it" in printed(judged, tmp_path)


def test_json_holds_all_that_was_found(tmp_path: Path) -> None:
    path = write_epub("<h1>The Wall</h1><p><img src='../cover.png'/></p>", tmp_path / "book.epub")
    report = json.loads(as_json([ours(path)]))
    (book,) = report["books"]
    (found,) = book["findings"]
    assert (book["title"], book["version"], book["failed"], report["failed"]) == ("The Lamp", 3, False, False)
    assert (found["code"], found["gravity"], found["audience"]) == ("J421", "warning", ["screen readers"])
    assert found["places"][0]["path"].endswith("book.epub/EPUB/text/one.xhtml")
    assert book["fares"] == {
        "Kindle": None,
        "Kobo": None,
        "Apple Books": None,
        "old devices": None,
        "screen readers": "warning",
    }


def test_books_are_told_from_stories_by_name_or_beginning(tmp_path: Path) -> None:
    book = write_epub("", tmp_path / "book.epub")
    unnamed = Path(shutil.copy(book, tmp_path / "download"))
    story = tmp_path / "story.txt"
    story.write_text("The lamp went out.", encoding="utf-8")
    assert are_books([book, unnamed, tmp_path / "gone.EPUB"])
    assert not are_books([book, story])
    assert not are_books([tmp_path / "anthology.yaml"])


@pytest.mark.parametrize(("given", "status"), [("", 0), ("<h1>A</h1><p><img/></p>", 1)])
def test_the_command_judges_a_book_and_says_so_by_its_status(
    given: str, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_epub(given, tmp_path / "book.epub")
    assert run([path], strict=False, json=False) == status
    assert "How it fares on" in capsys.readouterr().out


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write_epub("", path.with_name("base.epub")), "x")
        archive.writestr("META-INF/container.xml", b" " * 80_000_000)


def _cut(path: Path) -> None:
    whole = write_epub("", path.with_name("base.epub")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _empty_zip(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


def _of_one_byte_changed(path: Path) -> None:
    whole = bytearray(write_epub("", path.with_name("base.epub")).read_bytes())
    whole[400] ^= 0xFF
    path.write_bytes(whole)


ODD_FILES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "pipe": os.mkfifo,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("The lamp went out."),
    "folder": lambda path: path.mkdir(),
    "bomb": _bomb,
    "cut": _cut,
    "empty zip": _empty_zip,
    "changed": _of_one_byte_changed,
    "no pages": lambda path: write_epub('# opf: <itemref idref="one"/> => ', path),
    "no package": lambda path: write_epub("# container: content.opf => gone.opf", path),
    "odd names": lambda path: write_epub("<p::p>x</p::p><x:y/><p>\x00</p>", path),
    "deep": lambda path: write_epub("<div>" * 3000 + "x" + "</div>" * 3000, path),
    "entities": lambda path: write_epub('# page: <html => <!DOCTYPE html [<!ENTITY a "b">]><html', path),
}


@pytest.mark.parametrize("kind", ODD_FILES)
def test_any_file_at_all_is_answered(kind: str, checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    ODD_FILES[kind](path)
    judged = judge_one(path, checker, silent)
    assert judged.findings
    assert printed(judged, tmp_path).splitlines()[-1]


@settings(max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 3000))
def test_damaged_books_are_answered(noise: bytes, place: int) -> None:
    with TemporaryDirectory() as folder:
        path = write_epub("", Path(folder) / "book.epub")
        whole = path.read_bytes()
        path.write_bytes(whole[:place] + noise + whole[place + len(noise) :])
        assert shown(ours(path))


@settings(max_examples=80)
@given(st.text(st.sampled_from("<>/&;=\"' abpdivstyle:{}.#\x0b\u200b…"), max_size=60))
def test_any_markup_is_judged(markup: str) -> None:
    with TemporaryDirectory() as folder:
        assert shown(ours(write_epub(f"{markup}\n", Path(folder) / "book.epub")))


def test_a_code_of_the_judge_and_of_epubcheck_is_explained() -> None:
    assert explanation("j421").startswith("## J421 ")
    assert explanation("RSC_007w").startswith("## RSC-007 ")
    assert explanation("rsc-005").startswith("## RSC-005 ")


def test_the_table_of_rules_is_that_of_the_program() -> None:
    text = (DOCS / "check-an-epub.md").read_text("utf-8")
    listed = re.findall(r"^\| (J\d{3}) \| (\w+) \| (.*?) \|", text, re.M)
    assert listed == [(rule.code, rule.gravity, whom(rule)) for rules in GROUPS.values() for rule in rules]
    assert re.findall(r"^### (.*)$", text, re.M) == list(GROUPS)


def whom(rule: Rule) -> str:
    return "all" if rule.audience == EVERYBODY else ", ".join(each.value for each in Audience if each in rule.audience)


@pytest.mark.parametrize("style", sorted(names("styles", Path("nowhere"))))
def test_our_own_books_leave_nothing_to_be_said(style: str, checker: Checker, tmp_path: Path) -> None:
    plain, kobo = tmp_path / "lamps.epub", tmp_path / "lamps.kepub.epub"
    lamp = a_story("s001", "The Lamp", [("The Wall", STORY), ("The Stair", STORY)])
    book = a_book(lamp, a_story("s002", "Two Dogs", [(None, STORY)]), part="Here")
    cover = CoverImage(picture(1600, 2560), "image/png", 1600, 2560, "Cover: A Book of Stories")
    epub.write(book, load_style(style, Path(), None), cover, Epub(), plain)
    epub.write_kepub(plain, kobo)
    found = {path.name: shown(judge_one(path, checker, silent)) for path in (plain, kobo)}
    assert found == {"lamps.epub": "nothing", "lamps.kepub.epub": "nothing"}
