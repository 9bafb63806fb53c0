"""Compare what was read of a file with what is true of it."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.truth import Chapter, Paragraph, Sample, Work, text_of
from ficbind import readers, xhtml
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import FicbindError
from ficbind.intake import story_of
from ficbind.manifest import load
from ficbind.metadata import Field
from ficbind.model import Story

FIELDS = (
    Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM, Field.PAIRING, Field.WARNINGS, Field.TAGS,
    Field.SERIES,
)  # fmt: skip
MEASURES = (
    *(each.value for each in FIELDS),
    "language",
    "chapters",
    "chapter titles",
    "scene breaks",
    "notes",
    "emphasis",
)
_KEY = 48
"""Letters that tell a paragraph from all others."""
_HEADING = re.compile(
    r"(?:chapter|ch|part|kapitel|chapitre|глава|capítulo)?(?:\d+|one|two|three|four|five|six|seven|[ivx]+)?", re.I
)
_LONGEST_LABEL = 30


@dataclass
class Score:
    """Counts of what is true, what was found, and what of that is right, by measure; and what went wrong beyond that."""

    true: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    words: int = 0
    lost: int = 0
    """Words of prose that stand nowhere in the story."""
    headers: int = 0
    """Paragraphs of prose that were taken for metadata."""
    left: int = 0
    """Words in the story that are not of the story."""
    unread: int = 0
    unfaithful: int = 0
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        counts = ("words", "lost", "headers", "left", "unread", "unfaithful")
        sums = {name: getattr(self, name) + getattr(other, name) for name in counts}
        return Score(
            self.true + other.true, self.found + other.found, self.right + other.right,
            **sums, misses=self.misses + other.misses,
        )  # fmt: skip

    def compare(self, measure: str, true: Iterable[str], found: Iterable[str]) -> None:
        """Count items, and remember those that differ."""
        wanted, got = Counter(true), Counter(found)
        both = wanted & got
        self.true[measure] += wanted.total()
        self.found[measure] += got.total()
        self.right[measure] += both.total()
        missing, surplus = sorted((wanted - both).elements()), sorted((got - both).elements())
        if missing or surplus:
            self.misses.append(f"{measure}: wanted {_short(missing)}, found {_short(surplus)}")

    def recall(self, measure: str) -> float:
        return self.right[measure] / self.true[measure] if self.true[measure] else 1.0

    def precision(self, measure: str) -> float:
        return self.right[measure] / self.found[measure] if self.found[measure] else 1.0


def _short(items: Sequence[str]) -> str:
    return repr([item if len(item) < 60 else f"{item[:57]}…" for item in items[:4]]) + ("…" if len(items) > 4 else "")


def letters(text: str) -> str:
    """Keep the letters and digits of a text, which no setting of type changes."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def read(path: Path) -> list[Story]:
    """Read a file or folder and tidy its stories, as a build does."""
    manifest_path = path.parent / "anthology.yaml"
    manifest_path.write_text(
        f"title: Read\nlanguage: en\nstories: [{{file: {json.dumps(path.name)}}}]\n", encoding="utf-8"
    )
    manifest = load(manifest_path)
    return [
        story_of(manifest, entry, draft, f"s{number:03d}")
        for entry in manifest.entries
        for number, draft in enumerate(readers.read(entry.path, entry.encoding, entry.chapters), 1)
    ]


def score(sample: Sample, path: Path) -> Score:
    """Read a sample and compare it with the truth."""
    total = Score()
    try:
        stories = read(path)
    except FicbindError as error:
        total.unread = 1
        total.misses.append(f"not read: {error.diagnostics[0].message}")
        stories = []
    if len(stories) != len(sample.works) and stories:
        total.misses.append(f"{len(sample.works)} stories, found {len(stories)}")
    for place, work in enumerate(sample.works):
        story = stories[place] if place < len(stories) else None
        total += _compared(work, story)
    return total


def _compared(work: Work, story: Story | None) -> Score:
    made = Score(words=work.words)
    for name in FIELDS:
        _compare_field(made, name, work.get(name), _values(story, name))
    if story is None:
        made.lost = work.words
        made.true.update({"language": 1, "chapters": len(work.chapters), "chapter titles": len(work.chapters)})
        made.compare("scene breaks", _true_breaks(work), ())
        made.compare("notes", map(letters, _true_notes(work)), ())
        return made
    made.compare("language", [work.language], [story.language.split("-")[0]])
    made.unfaithful = len(check_story(story))
    shown = [_Shown(chapter.title, xhtml.parse(chapter.body)) for chapter in story.chapters]
    made.compare("chapters", [_key(each) for each in work.chapters], [each.start for each in shown])
    _compare_titles(made, work, shown)
    made.compare("scene breaks", _true_breaks(work), [found for each in shown for found in each.breaks()])
    _compare_notes(made, work, story, shown)
    made.compare("emphasis", _true_emphasis(work), [found for each in shown for found in each.emphasis()])
    _compare_words(made, work, story, shown)
    return made


def _values(story: Story | None, name: Field) -> tuple[str, ...]:
    fact = story.metadata.get(name) if story else None
    return fact.values if fact else ()


def _compare_field(made: Score, name: Field, true: tuple[str, ...], found: tuple[str, ...]) -> None:
    """Compare values by their letters and marks; items of which one line was made count as read."""
    wanted, got = ([_set_plain(each) for each in values] for values in (true, found))
    if ", ".join(wanted) == ", ".join(got) or (name is Field.SUMMARY and " ".join(wanted) == " ".join(got)):
        got = wanted
    if name is Field.TITLE and not true:
        return  # a title made of the file's name is a guess that is told
    made.compare(name.value, wanted, got)


_DASH = re.compile(r"\s*[-–—]+\s*")
_SPACED = re.compile(r" ([?!:;])")
_PLAIN = str.maketrans({"…": "...", "\u00a0": " ", "\u202f": " ", **dict.fromkeys("\"'“”‘’´„«»")})


def _set_plain(text: str) -> str:
    """Undo what setting type does to a value: quotes, dashes, spaces."""
    return _SPACED.sub(r"\1", " ".join(_DASH.sub("-", text.translate(_PLAIN)).split()))


class _Shown:
    """A chapter as it came out: its title, its blocks."""

    def __init__(self, title: str | None, root: xhtml.Element) -> None:
        self.title = title or ""
        self.root = root

    @property
    def start(self) -> str:
        return next((letters(text)[:_KEY] for _, text in self.blocks(asides=False)), "")

    def blocks(self, *, asides: bool) -> Iterator[tuple[xhtml.Element, str]]:
        for node in self.root.iter("p", "h2", "h3", "h4", "li", "pre", "dd", "dt", "td"):
            inside = any(each.tag == "aside" for each in node.iterancestors())
            text = "".join(node.itertext())
            if inside is asides and text.strip() and not any(child.tag == "p" for child in node):
                yield node, text

    def breaks(self) -> Iterator[str]:
        last = ""
        for node in self.root.iter("p", "h3", "h4", "li", "hr"):
            if node.tag == "hr":
                yield last[-_KEY:]
            elif not any(each.tag == "aside" for each in node.iterancestors()):
                last = letters("".join(node.itertext())) or last

    def emphasis(self) -> Iterator[str]:
        for node in self.root.iter("em", "i", "strong", "b"):
            if not any(each.tag == "aside" for each in node.iterancestors()):
                yield letters("".join(node.itertext()))


def _key(chapter: Chapter) -> str:
    return letters(text_of(chapter.paragraphs[0]))[:_KEY]


def _true_breaks(work: Work) -> list[str]:
    return [letters(text_of(scene[-1]))[-_KEY:] for chapter in work.chapters for scene in chapter.scenes[:-1]]


def _true_notes(work: Work) -> list[str]:
    return [
        *work.get(Field.NOTES),
        *(note for chapter in work.chapters for note in (*chapter.summary, *chapter.before, *chapter.after)),
    ]


def _true_emphasis(work: Work) -> list[str]:
    runs = (run for chapter in work.chapters for each in chapter.paragraphs for run in each)
    return [letters(run.text) for run in runs if run.style]


def _compare_titles(made: Score, work: Work, shown: Sequence[_Shown]) -> None:
    """Compare the titles of the chapters that were found; a number before a title counts for nothing."""
    found = {each.start: each.title for each in shown}
    for chapter in work.chapters:
        made.true["chapter titles"] += 1
        if _key(chapter) not in found:
            continue
        made.found["chapter titles"] += 1
        title = found[_key(chapter)]
        if _says(title, chapter.title, work):
            made.right["chapter titles"] += 1
        else:
            made.misses.append(f"chapter title: wanted {chapter.title!r}, found {title!r}")


def _says(found: str, title: str, work: Work) -> bool:
    shown, wanted = letters(found), letters(title)
    if not title:
        return bool(_HEADING.fullmatch(shown)) or shown == letters(work.title)
    return shown.endswith(wanted) and bool(_HEADING.fullmatch(shown.removesuffix(wanted)))


def _compare_notes(made: Score, work: Work, story: Story, shown: Sequence[_Shown]) -> None:
    true = [letters(note) for note in dict.fromkeys(_true_notes(work))]
    facts = [letters(value) for value in _values(story, Field.NOTES)]
    asides = [letters(text) for each in shown for _, text in each.blocks(asides=True)]
    found = [text for text in dict.fromkeys([*facts, *asides]) if len(text) > _LONGEST_LABEL or text in true]
    read = [next((note for note in true if note in text), text) for text in found]
    made.compare("notes", true, read)


def _compare_words(made: Score, work: Work, story: Story, shown: Sequence[_Shown]) -> None:
    """Find every paragraph of prose in the story, and everything in the story that is not prose, note or title."""
    body = "|".join(letters(text) for each in shown for _, text in each.blocks(asides=False))
    joined = body.replace("|", "")
    taken = letters(" ".join(value for fact in story.metadata.facts for value in fact.values))
    taken += "".join(letters(removal.text) for removal in story.removals if not removal.moved_to)
    for paragraph in (each for chapter in work.chapters for each in chapter.paragraphs):
        text = letters(text_of(paragraph))
        if text in joined:
            continue
        made.lost += _lost(made, paragraph, text, joined)
        if text[:_KEY] in taken:
            made.headers += 1
            made.misses.append(f"prose taken for a header: {text_of(paragraph)[:60]!r}")
    known = "|".join(
        [
            *(letters(text_of(each)) for chapter in work.chapters for each in chapter.paragraphs),
            *map(letters, _true_notes(work)),
        ]
    )
    for each in shown:
        for _, text in each.blocks(asides=False):
            if letters(text) and letters(text) not in known and not _holds(letters(text), work):
                made.left += len(text.split())
                made.misses.append(f"left in the story: {text.strip()[:70]!r}")


def _lost(made: Score, paragraph: Paragraph, text: str, joined: str) -> int:
    """Count the words of a paragraph that is not there as it was; one that only lost its mark-up's edge counts no more than that."""
    gone = sum(1 for word in text_of(paragraph).split() if letters(word) and letters(word) not in joined)
    whole = text[:_KEY] not in joined and text[-_KEY:] not in joined
    made.misses.append(f"prose changed: {text_of(paragraph)[:60]!r}")
    return len(text_of(paragraph).split()) if whole else max(gone, 1)


def _holds(text: str, work: Work) -> bool:
    """Tell whether a block is several paragraphs run together: prose in another shape."""
    for chapter in work.chapters:
        for paragraph in chapter.paragraphs:
            text = text.replace(letters(text_of(paragraph)), "")
    return not text
