"""Prove that no word was lost or moved: words read = words in the EPUB = words in the PDF, story by story."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, zip_longest
from pathlib import Path
from unicodedata import normalize

from ficbind.checks.epub_text import spine_texts
from ficbind.checks.pdf_text import PdfText
from ficbind.checks.streams import Break, letters, lost_letters, stray
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.feet import printed
from ficbind.model import Book, Chapter, Page, Story, Work
from ficbind.records import dataclass
from ficbind.vocabulary import UNAUTHORED
from ficbind.xhtml import plain, words

# A chapter whose title called a note begins with the call (`passes.headings`).
_CALLED = re.compile(r'<p[^>]*>(?:<sup[^>]*>)?<a\b[^>]*\bclass="noteref"')
_TABLE_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HINT = "do not use this book; report the story as a fault of ficbind"
_SHOWN = 6

# Soft hyphen, zero-width space, word joiner, byte order mark, and the signs that turn the direction of writing: passes
# may set or drop them inside words.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def _words(text: str) -> list[str]:
    return words(normalize("NFC", text).translate(_INVISIBLE) if not text.isascii() else text)


def check_story(story: Story) -> tuple[Diagnostic, ...]:
    """Compare the words of a story's file, less what was removed on purpose, with those of its chapters."""
    gathered = (_authored(note.body) for note in story.notes if note.chapter is not None)
    told = _words("\n".join((*(_told(chapter, story) for chapter in story.chapters), *gathered)))
    found = tuple(_astray(story, told))
    return () if found and _adds_up(story, told) else found


def _told(chapter: Chapter, story: Story) -> str:
    """Give the text of a chapter; a note's call that stands below its title may be a part of its last word there."""
    title, body = chapter.title or "", _authored(chapter.body)
    parted = (*_words(title)[-1:], *_words(body)[:1]) if _CALLED.match(chapter.body) else ()
    between = "" if parted and "".join(parted) in _words(story.source) else "\n"
    return f"{title}{between}{body}"


def _astray(story: Story, told: list[str]) -> Iterator[Diagnostic]:
    """Look for each removal where it says that it stood, and compare what is left with what is told."""
    source = _Source(story.source)
    for removal in story.removals:
        removed = _words(removal.text)
        if not source.cut(removed, removal.line):
            said = f"{_quote(removed)} was removed ({removal.reason}) but is not in the file from this line on"
            yield _lost(said, Location(story.path, removal.line))
        elif removal.moved_to:
            source.put(removed, removal.moved_to)
    difference = _difference(source.rest(), told)
    if difference:
        said = f"reading {story.title!r} changed its words: {difference}"
        yield _lost(said, Location(story.path))


def _adds_up(story: Story, told: list[str]) -> bool:
    """Tell whether each word of the file is either told, in its order, or removed, wherever in the file it was.

    Words that a line has twice, kept and removed, may have been cut at the wrong place: `Plan b was <b>bold</b>`. What
    was cut from within a word has parted it: `un<i>believ</i>able`.
    """
    source = _Source(story.source)
    removed: Counter[str] = Counter()
    for removal in story.removals:
        run = _words(removal.text)
        if not removal.moved_to:
            removed.update(run)
        elif source.cut(run, removal.line):
            source.put(run, removal.moved_to)
    left = source.rest()
    surplus = Counter(left) - Counter(told)
    if surplus == removed:
        return not Counter(told) - Counter(left) and _follows(told, left)
    parted = (surplus - removed).total()
    whole = "".join(told), "".join(left)
    return (
        0 < parted <= 2 * len(story.removals)
        and Counter(whole[1]) == Counter(whole[0]) + Counter("".join(removed.elements()))
        and _follows(*whole)
    )


def _follows(wanted: Iterable[str], given: Iterable[str]) -> bool:
    """Tell whether all that is wanted comes in its order in what is given, between whatever else."""
    following = iter(given)
    return all(each in following for each in wanted)


def _authored(body: str) -> str:
    """Give the text of a body without the words of ours: those that stand for images, and numbers of notes."""
    return plain(body, without=UNAUTHORED)


class _Source:
    """The words of a source file, of which some are cut."""

    def __init__(self, text: str) -> None:
        lines = [_words(line) for line in text.split("\n")]
        self._words: list[str | None] = [word for line in lines for word in line]
        self._starts = list(accumulate(map(len, lines), initial=0))
        self._moved: dict[int, list[str]] = {}
        self._reached: dict[tuple[int, str], int] = {}

    def cut(self, removed: list[str], line: int) -> bool:
        """Cut a run of words at its first occurrence at or after a line; tells whether there is one."""
        start = self._starts[min(line, len(self._starts)) - 1]
        place = self._first(start)
        if len(removed) == 1:
            # Before the place where the same word was cut last there is none of it.
            place = self._reached.get((start, removed[0]), place)
        while removed:
            try:
                place = self._words.index(removed[0], place)
            except ValueError:
                return False
            if run := self._run(removed, place):
                for each in run:
                    self._words[each] = None
                if len(removed) == 1:
                    self._reached[start, removed[0]] = place
                return True
            place += 1
        return True

    def _first(self, start: int) -> int:
        """Find the first word from a place on that is not cut yet."""
        place = self._reached.get((start, ""), start)
        while place < len(self._words) and self._words[place] is None:
            place += 1
        self._reached[start, ""] = place
        return place

    def _run(self, wanted: list[str], place: int) -> list[int]:
        """Find where the words of a run stand that begins at a place, between others that are cut already."""
        run: list[int] = []
        for word in wanted:
            while place < len(self._words) and self._words[place] is None:
                place += 1
            if place == len(self._words) or self._words[place] != word:
                return []
            run.append(place)
            place += 1
        return run

    def put(self, moved: list[str], line: int) -> None:
        """Put words that were cut before a line."""
        self._moved.setdefault(self._starts[min(line, len(self._starts)) - 1], []).extend(moved)

    def rest(self) -> list[str]:
        """Give the words that are left, in the order in which the story must have them."""
        if not self._moved:
            return [word for word in self._words if word is not None]
        places = sorted({0, *self._moved, len(self._words)})
        rest: list[str] = []
        for start, end in pairwise([*places, len(self._words)]):
            rest += self._moved.get(start, [])
            rest += [word for word in self._words[start:end] if word is not None]
        return rest


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must be in the book: a page of matter or a chapter."""

    name: str
    text: str
    where: Location


def _pieces(book: Book) -> Iterator[_Piece]:
    yield from map(_page, book.screen_front)
    for part in book.parts:
        if part.page:
            yield _page(part.page)
        for work in part.works:
            story = work.story
            where = Location(story.path)
            if not work.head:
                yield _Piece(f"the front page of {story.title!r}", plain(work.front.body), where)
            for number, chapter in enumerate(story.chapters, start=1):
                text = f"{chapter.title or ''}\n{plain(chapter.body)}"
                text = f"{plain(work.head.body)}\n{text}" if work.head and number == 1 else text
                name = f"chapter {number} of {story.title!r}" if len(story.chapters) > 1 else repr(story.title)
                yield _Piece(name, text, where)
            if work.notes:
                yield _Piece(f"the notes of {story.title!r}", plain(work.notes.body), where)
    yield from map(_page, book.back)


def _page(page: Page) -> _Piece:
    return _Piece(f"the page {page.title!r}", plain(page.body), Location(Path(page.id)))


def check_epub(book: Book, path: Path) -> tuple[Diagnostic, ...]:
    """Read an EPUB back and compare its words with the book's: every story and page, in order."""
    pieces = list(_pieces(book))
    wanted = [" ".join(_words(piece.text)) for piece in pieces]
    found = [" ".join(_words(text)) for text in spine_texts(path)]
    return () if wanted == found else tuple(_differences(pieces, wanted, found))


def _differences(pieces: Sequence[_Piece], wanted: Sequence[str], found: Sequence[str]) -> Iterator[Diagnostic]:
    for kind, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for piece, want, got in zip_longest(pieces[a:b], wanted[a:b], found[c:d]):
            if piece is None:
                said = f"the EPUB has words here that the book has not: {_quote(got.split())}"
                yield _lost(said, pieces[min(a, len(pieces) - 1)].where)
            elif got is None:
                yield _lost(f"the EPUB lacks {piece.name}, or has it at another place", piece.where)
            else:
                said = f"the EPUB has other words in {piece.name}: {_difference(want.split(), got.split())}"
                yield _lost(said, piece.where)


def check_pdf(book: Book, path: Path) -> tuple[Diagnostic, ...]:
    """Compare the text layer of a PDF with the book: every story word by word, other pages by their letters."""
    pages = tuple(_pages(book))
    with PdfText(path, {page.id for page in pages} | {id_ for work in book.works for id_ in work.chapter_ids}) as pdf:
        found = [_check_pdf_order(book, pdf)]
        found += [_check_pdf_page(page, pdf) for page in pages]
        found += [_check_pdf_story(book, work, pdf) for work in book.works]
    return tuple(each for each in found if each)


def _pages(book: Book) -> Iterator[Page]:
    yield from book.front
    for part in book.parts:
        yield from [part.page] if part.page else []
        yield from (page for work in part.works for page in (work.front, work.notes) if page)
    yield from book.back


def _check_pdf_order(book: Book, pdf: PdfText) -> Diagnostic | None:
    for one, other in pairwise(book.works):
        if pdf.places.get(one.front.id, 0) > pdf.places.get(other.front.id, len(pdf)):
            said = f"the PDF has {other.story.title!r} before {one.story.title!r}"
            return _lost(said, Location(other.story.path))
    return None


def _check_pdf_page(page: Page, pdf: PdfText) -> Diagnostic | None:
    piece = _page(page)
    if page.id not in pdf.places:
        return _lost(f"the PDF lacks {piece.name}", piece.where)
    lost = lost_letters(letters(piece.text), pdf.pages(page.id, page.id))
    return _lost(f"the PDF lacks {lost} letters of {piece.name}", piece.where) if lost else None


def _check_pdf_story(book: Book, work: Work, pdf: PdfText) -> Diagnostic | None:
    story, where = work.story, Location(work.story.path)
    if missing := [target for target in work.chapter_ids if target not in pdf.places]:
        return _lost(f"the PDF lacks {len(missing)} chapters of {story.title!r}", where)
    pages = pdf.pages(work.chapter_ids[0], work.notes.id if work.notes else work.chapter_ids[-1])
    heads = [plain(head) for chapter in story.chapters for head in _TABLE_HEAD.findall(chapter.body)]
    for told, below in printed(story):
        text = told
        if pdf.places[work.chapter_ids[0]] == pdf.places.get(work.front.id):
            text = f"{plain(work.front.body)}\n{text}"
        text = f"{text}\n{plain(work.notes.body)}" if work.notes else text
        if not (broken := stray(text, below, pages, heads, book.title)):
            return None
    return _lost(f"the PDF has other words in {story.title!r}: {_at(broken, text)}", where) if broken else None


def _at(broken: Break, text: str) -> str:
    """Name the words of the text where the PDF leaves it."""
    passed = accumulate(len(letters(word)) for word in _words(text))
    place = sum(1 for length in passed if length <= broken.place)
    return f"word {place + 1} begins {_quote(_words(text)[place:])} but the PDF has {_quote(_words(broken.found))}"


def _difference(wanted: Sequence[str], found: Sequence[str]) -> str:
    """Say where two runs of words part; empty when they are the same."""
    if wanted == found:
        return ""
    place = next(number for number, (a, b) in enumerate(zip_longest(wanted, found)) if a != b)
    return f"word {place + 1} should begin {_quote(wanted[place:])} but is {_quote(found[place:])}"


def _quote(text: Sequence[str]) -> str:
    shown = " ".join(text[:_SHOWN])
    return f"{shown!r}{' …' if len(text) > _SHOWN else ''}" if text else "the end"


def _lost(message: str, where: Location) -> Diagnostic:
    return Diagnostic(Code.LOST_WORDS, "error", message, where, _HINT)
