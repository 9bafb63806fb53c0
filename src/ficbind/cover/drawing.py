"""Draw a typographic cover from the design, the options and the words of a manifest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PIL import Image

from ficbind.cover import wording
from ficbind.cover.chance import pick
from ficbind.cover.design import Design, load_design
from ficbind.cover.faces import stand_ins
from ficbind.cover.inside import Inside
from ficbind.cover.layout import Wording, fit, missing
from ficbind.cover.paint import Plan, paint
from ficbind.cover.shapes import Stack
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.manifest.values import Cover, Manifest
from ficbind.yamltree.findings import meant, quoted

OPTIONS = ("palette", "seed", "badge")
_YES, _NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})


def draw(manifest: Manifest, within: Inside) -> tuple[Image.Image, tuple[Diagnostic, ...]]:
    """Draw the cover; tell of characters that no face could draw, and of a badge with nothing to say."""
    made = plan(manifest, within)
    return paint(made), (*_undrawn(made, manifest.cover), *_unrated(manifest.cover, within))


def plan(manifest: Manifest, within: Inside) -> Plan:
    """Choose design and palette, and find a place for every text."""
    cover = manifest.cover
    options = dict(cover.options)
    seed = f"{manifest.title}\x1f{options['seed']}" if "seed" in options else manifest.title
    design = load_design(cover.design, manifest.folder, cover.where, seed)
    _check(options, design, cover)
    palettes = dict(design.palettes)
    palette = palettes[options.get("palette") or pick(tuple(palettes), seed, "palette")]
    badge = _badge(options.get("badge", "no"), within)
    words = Wording(wording.texts(manifest, badge, len(within.tales)), manifest.language)
    stacks = tuple(shape for shape in design.draw if isinstance(shape, Stack))
    lacking = _missing(stacks, design, words)
    words = replace(words, stand_ins=stand_ins(lacking))
    undrawn = _missing(stacks, design, words) if words.stand_ins else lacking
    placed = tuple(fit(stack, design, words) for stack in stacks)
    return Plan(design, palette, seed, placed, undrawn, within.tales, words.stand_ins)


def _missing(stacks: Iterable[Stack], design: Design, words: Wording) -> str:
    return "".join(dict.fromkeys("".join(missing(stack, design, words) for stack in stacks)))


def _badge(wanted: str, within: Inside) -> str | None:
    """Choose the text of the badge: the highest rating of the stories, or the words given."""
    said = wanted.strip().casefold()
    if said in _NO:
        return None
    return within.rating if said in _YES else wanted


def _unrated(cover: Cover, within: Inside) -> tuple[Diagnostic, ...]:
    said = dict(cover.options).get("badge", "no").strip().casefold()
    if said not in _YES or within.rating:
        return ()
    message = "the cover gets no badge, as no story has a rating"
    hint = "write 'rating:' for the stories, or the words of the badge in place of yes"
    return (Diagnostic(Code.BAD_COVER_OPTION, "warning", message, cover.where, hint),)


def _check(options: dict[str, str], design: Design, cover: Cover) -> None:
    found = []
    for name in options:
        if name not in OPTIONS:
            message = f"the cover has no option {quoted(name)}"
            found.append(Diagnostic(Code.BAD_COVER_OPTION, "error", message, cover.where, meant(name, OPTIONS)))
    wanted, known = options.get("palette"), tuple(name for name, _ in design.palettes)
    if wanted is not None and wanted not in known:
        message = f"the cover design '{design.name}' has no palette {quoted(wanted)}"
        hint = f"use one of {', '.join(known)}"
        found.append(Diagnostic(Code.BAD_COVER_OPTION, "error", message, cover.where, hint))
    if found:
        raise FicbindError(*found)


def _undrawn(made: Plan, cover: Cover) -> tuple[Diagnostic, ...]:
    return (*_stood_in(made, cover), *_left_out(made, cover))


def _stood_in(made: Plan, cover: Cover) -> Iterator[Diagnostic]:
    if made.stand_ins:
        files = ", ".join(quoted(path.name) for path in made.stand_ins)
        message = f"the faces of the cover lack some of its characters; drew them with {files} of this machine"
        hint = "elsewhere the cover may look different: give an image as cover if that matters"
        yield Diagnostic(Code.UNDRAWN_CHARACTERS, "info", message, cover.where, hint)


def _left_out(made: Plan, cover: Cover) -> Iterator[Diagnostic]:
    if not made.undrawn:
        return
    some = " ".join(made.undrawn[:12])
    message = f"no face of the cover has {some}; these characters are left out of it"
    place = f"covers/{made.design.name}"
    hint = f"give an image as cover, or copy the design to {place} and a face that has them to its fonts folder"
    yield Diagnostic(Code.UNDRAWN_CHARACTERS, "warning", message, cover.where, hint)
