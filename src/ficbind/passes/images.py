"""What the images of a story become: pictures of the book, scene breaks, signs, or words that say what is missing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import unquote

from ficbind.diagnostics import Code, Diagnostic, Location, Severity
from ficbind.model import Draft, Picture
from ficbind.passes import image_signs as signs
from ficbind.passes.chapters import listed
from ficbind.records import dataclass, field
from ficbind.vocabulary import LEFT_OUT
from ficbind.xhtml import Element

_MOST_PIXELS = 1_500_000_000
"""Decoded for one story, so that a small file full of huge images cannot keep the machine busy."""

_SUFFIX = {"image/jpeg": "jpg", "image/png": "png"}
_WORD = {"de": "Bild", "es": "imagen", "fr": "image", "it": "immagine", "nl": "afbeelding", "pl": "obraz"} | {
    "pt": "imagem",
    "ru": "изображение",
    "sv": "bild",
}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_REMOTE = re.compile(r"(?:https?:)?//", re.I)
_RULE_HEIGHT, _RULE_SHAPE, _OFTEN = 160, 4, 3
"""Most px of height, least width by height, and number of the images without a size, of those that part scenes."""

_NAMES_SHOWN = 3
_ALWAYS_NAMED = frozenset({"undescribed"})
"""What each image is named for, with its line: somebody has to go to every one of them."""

_FETCHED = "nothing is fetched: save the page with its images, or take the story in a form that holds them"
_UNFIT: tuple[Code, Severity] = (Code.LEFT_OUT_IMAGE, "warning")
_SAVE_IT = "open it in an image program and save it as PNG or JPEG in its place"
_ADD_ALT = "say what it shows for those who cannot see it: in its alt text, or in the manifest under 'images:'"
_TELLS: dict[str, tuple[Code, Severity, str, str]] = {
    "remote": (Code.LEFT_OUT_IMAGE, "warning", "left out {} that would have to be fetched: {}", _FETCHED),
    "absent": (
        Code.LEFT_OUT_IMAGE,
        "warning",
        "left out {} that is not in the file: {}",
        "take the story in a form that holds its images, or put them where the file looks for them",
    ),
    "too many": (
        Code.LEFT_OUT_IMAGE,
        "warning",
        "left out {} that would make the book too large: {}",
        "make the images smaller, or bind fewer stories into one book",
    ),
    "undescribed": (Code.UNDESCRIBED_IMAGE, "warning", "found {} without a description: {}", _ADD_ALT),
    "break": (Code.REPLACED_IMAGE, "info", "put a scene break in the place of {}: {}", ""),
    "sign": (Code.REPLACED_IMAGE, "info", "put characters in the place of {}: {}", ""),
    "tracking": (Code.REPLACED_IMAGE, "info", "left out {} as small as a point: {}", ""),
    "moves": (Code.REPLACED_IMAGE, "info", "kept the first frame of {}: {}", ""),
}
"""What happened → code, severity, message and hint."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the place of an image: an element, or words alone."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(slots=True)
class _Known:
    """An image file of the story: a picture, or the reason why there is none."""

    picture: Picture | None = None
    reason: str = ""
    moves: bool = False
    shown: bool = False


class Album:
    """The images of one story; `room` is how many bytes the book has left, `described` what images show, by name."""

    def __init__(
        self, images: Mapping[str, bytes], key: str, language: str, room: int, described: Mapping[str, str] = _NOTHING
    ) -> None:
        self._images = images
        self._described = described
        self._key = key
        self._word = _WORD.get(language.partition("-")[0].lower(), "image")
        self._room = room
        self._pixels = 0
        self._known: dict[str, _Known] = {}
        self._same: dict[bytes, _Known] = {}
        self._rules: frozenset[str] = frozenset()
        self._told: dict[str, list[tuple[int, str]]] = {}
        self._undescribed: set[str] = set()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures that the story's bodies name."""
        found = [each.picture for each in self._same.values() if each.picture and each.shown]
        return tuple(replace(each, described=each.name not in self._undescribed) for each in found)

    def look_over(self, roots: Sequence[Element]) -> None:
        """Find the images that part scenes: alone on their line again and again, and wide and low."""
        alone: Counter[str] = Counter()
        shapes: dict[str, tuple[int, int]] = {}
        for node in (node for root in roots for node in root.iter("{*}img", "{*}IMG")):
            source = self._source(node)
            if source and signs.stands_alone(node):
                alone[source] += 1
                shapes.setdefault(source, signs.sides(node))
        self._rules = frozenset(each for each, count in alone.items() if self._is_rule(each, count, shapes[each]))

    def show(self, node: Element, line: int) -> Shown:
        """Say what stands in the place of an image."""
        source = self._source(node)
        given = self._described.get(signs.name_of(source), "")
        alt = given or signs.alt_of(node)
        said = given or " ".join((node.get("alt") or "").split())
        if (source in self._rules and not given) or signs.says_break(said):
            return self._instead("break", line, source, Shown("hr", {"class": "scene-break"}))
        if signs.is_sign(alt):
            return self._instead("sign", line, alt, Shown(text=alt))
        if signs.counts_readers(node):
            return self._instead("tracking", line, source, Shown())
        known = self._file(source)
        if known.picture is None:
            return self._instead(
                known.reason, line, source, Shown("span", {"class": LEFT_OUT}, f"[{alt or self._word}]")
            )
        if max(known.picture.width, known.picture.height) <= signs.TRACKING:
            return self._instead("tracking", line, source, Shown())
        return self._picture(known, known.picture, (source, alt), line)

    def findings(self, draft: Draft) -> Iterator[Diagnostic]:
        """Say which images are not in the book as they were, and why."""
        for kind, found in self._told.items():
            code, severity, message, hint = _TELLS.get(kind) or (*_UNFIT, f"left out {{}} that {kind}: {{}}", _SAVE_IT)
            said = (_each_said if kind in _ALWAYS_NAMED else _said)(message, found, draft)
            yield Diagnostic(code, severity, said, Location(draft.path, found[0][0]), hint)

    def _instead(self, kind: str, line: int, what: str, shown: Shown) -> Shown:
        self._told.setdefault(kind, []).append((line, what if kind == "sign" else signs.name_of(what)))
        return shown

    def _source(self, node: Element) -> str:
        """Give the address under which an image is known, or else the one that it names."""
        named = [(node.get(name) or "").strip() for name in ("src", "data-src")]
        for form in (form for source in named for form in (source, unquote(source))):
            if form and form in self._images:
                return form
        is_lazy = named[1] and (not named[0] or named[0].startswith("data:"))
        return named[1] if is_lazy else named[0]

    def _is_rule(self, source: str, count: int, shape: tuple[int, int]) -> bool:
        if signs.is_named_break(source):
            return True
        if count < 2:
            return False
        picture = self._file(source).picture
        width, height = (picture.width, picture.height) if picture else shape
        if width and height:
            return height <= _RULE_HEIGHT and width >= _RULE_SHAPE * height
        return picture is None and count >= _OFTEN

    def _picture(self, known: _Known, picture: Picture, named: tuple[str, str], line: int) -> Shown:
        source, alt = named
        sizes = {"height": str(picture.height), "width": str(picture.width)}
        known.shown = True
        shown = Shown("img", {"alt": alt or self._word, **sizes, "src": picture.name})
        if known.moves:
            known.moves = False
            self._instead("moves", line, source, shown)
        if not alt:
            self._undescribed.add(picture.name)
            self._instead("undescribed", line, source, shown)
        return shown

    def _file(self, source: str) -> _Known:
        if source not in self._known:
            self._known[source] = self._read(source)
        return self._known[source]

    def _read(self, source: str) -> _Known:
        data = self._images.get(source)
        data = signs.embedded(source) if data is None else data
        if data is None:
            return _Known(reason="remote" if _REMOTE.match(source) else "absent")
        if data not in self._same:
            self._same[data] = self._encoded(data)
        return self._same[data]

    def _encoded(self, data: bytes) -> _Known:
        # Pillow is not needed for a story without images.
        from ficbind.pictures.opening import UnfitImageError
        from ficbind.pictures.plates import plate

        if self._pixels > _MOST_PIXELS or self._room <= 0:
            return _Known(reason="too many")
        try:
            made = plate(data)
        except UnfitImageError as error:
            what, _, why = str(error).partition(": ")
            return _Known(reason=f"{what} ({why})" if why else what)
        self._pixels += made.pixels
        if len(made.data) > self._room:
            return _Known(reason="too many")
        self._room -= len(made.data)
        number = 1 + sum(1 for each in self._same.values() if each.picture)
        name = f"{self._key}-i{number:02d}.{_SUFFIX[made.media_type]}"
        return _Known(Picture(name, made.data, made.media_type, made.width, made.height), moves=made.moves)


def _each_said(message: str, found: Sequence[tuple[int, str]], draft: Draft) -> str:
    """Fill a message with every image and, of several, its line, or its file and line where there are more files."""
    if len(found) == 1:
        return _said(message, found, draft)
    placed = [(_place(line, draft), name) for line, name in found]
    one_file = len({place.path for place, _ in placed}) == 1
    names = (f"'{name}' ({f'line {place.line}' if one_file else place})" for place, name in placed)
    return message.format(f"{len(found)} images", ", ".join(dict.fromkeys(names)))


def _place(line: int, draft: Draft) -> Location:
    return draft.places[line - 1] if 0 < line <= len(draft.places) else Location(draft.path, line)


def _said(message: str, found: Sequence[tuple[int, str]], draft: Draft) -> str:
    """Fill a message with the number of images, their names and, of several, their lines."""
    names = list(dict.fromkeys(f"'{name}'" for _, name in found))
    shown = ", ".join(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
    if len(found) == 1:
        return message.format("an image", shown)
    several = message.replace(" that is ", " that are ").replace(" that has ", " that have ")
    places = [_place(line, draft) for line, _ in found]
    lines = dict.fromkeys(place.line for place in places if place.line)
    where = f" ({listed(lines)})" if len({place.path for place in places}) == 1 else ""
    return f"{several.format(f'{len(found)} images', shown)}{where}"
