"""Draw a typographic cover from the design, the options and the words of a manifest."""

from dataclasses import dataclass

from PIL import Image

from ficbind.cover import wording
from ficbind.cover.chance import pick
from ficbind.cover.colours import Colour
from ficbind.cover.design import Design, load_design
from ficbind.cover.layout import Fitted, Wording, fit, missing
from ficbind.cover.paint import paint
from ficbind.cover.shapes import Stack
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.manifest.values import Cover, Manifest
from ficbind.yamltree.findings import meant, quoted

OPTIONS = ("palette", "seed")


@dataclass(frozen=True, slots=True)
class Plan:
    """A cover before anything is painted."""

    design: Design
    palette: dict[str, Colour]
    seed: str
    stacks: tuple[Fitted, ...]
    undrawn: str


def draw(manifest: Manifest) -> tuple[Image.Image, tuple[Diagnostic, ...]]:
    """Draw the cover and tell of characters that no face could draw."""
    made = plan(manifest)
    picture = paint(made.design, made.palette, made.seed, made.stacks)
    return picture, _undrawn(made, manifest.cover)


def plan(manifest: Manifest) -> Plan:
    """Choose design and palette, and find a place for every text."""
    cover = manifest.cover
    options = dict(cover.options)
    seed = f"{manifest.title}\x1f{options['seed']}" if "seed" in options else manifest.title
    design = load_design(cover.design, manifest.folder, cover.where, seed)
    _check(options, design, cover)
    palettes = dict(design.palettes)
    palette = palettes[options.get("palette") or pick(tuple(palettes), seed, "palette")]
    words = Wording(wording.texts(manifest), manifest.language)
    stacks = tuple(shape for shape in design.draw if isinstance(shape, Stack))
    undrawn = "".join(dict.fromkeys("".join(missing(stack, design, words) for stack in stacks)))
    return Plan(design, palette, seed, tuple(fit(stack, design, words) for stack in stacks), undrawn)


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
    if not made.undrawn:
        return ()
    some = " ".join(made.undrawn[:12])
    message = f"no face of the cover has {some}; these characters are left out of it"
    place = f"covers/{made.design.name}"
    hint = f"give an image as cover, or copy the design to {place} and a face that has them to its fonts folder"
    return (Diagnostic(Code.UNDRAWN_CHARACTERS, "warning", message, cover.where, hint),)
