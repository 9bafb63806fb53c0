"""What the styles of a Word document say of its paragraphs and runs (ECMA-376 part 1, section 17.7)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ficbind.readers.office.looks import Clue, Faces, styled
from ficbind.readers.office.wordml import child, children, number, switch, value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish")
_CONTENTS = re.compile(r"(?:toc ?\d|contents \d|table of figures|index \d)", re.I)
_ALIGNED = {"center": "centred", "right": "right", "end": "right"}
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file defines it."""

    name: str = ""
    based_on: str = ""
    paragraph: Element | None = None
    letters: Element | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    defaults: Element | None = None
    usual: str = ""
    _styles: dict[str, Style] = field(default_factory=dict)
    _faces: dict[tuple[str, str], Faces] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """Read the part that defines the styles."""
        found = cls(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr"))
        for node in children(root, "style"):
            style = Style(
                value(child(node, "name")), value(child(node, "basedOn")), child(node, "pPr"), child(node, "rPr")
            )
            found._styles.setdefault(value(node, "styleId"), style)
            if value(node, "type") == "paragraph" and value(node, "default") in {"1", "true", "on"}:
                found.usual = found.usual or value(node, "styleId")
        return found

    def chain(self, style: str) -> Iterator[Style]:
        """Give a style and those that it is based on, no further than sense goes."""
        for _ in range(_DEEPEST):
            if style not in self._styles:
                return
            yield self._styles[style]
            style = self._styles[style].based_on

    def property(self, paragraph: Element | None, style: str, name: str) -> Element | None:
        """Find a property of a paragraph: its own, or that of its style."""
        given = child(paragraph, name)
        if given is not None:
            return given
        return next(
            (each for each in (child(style.paragraph, name) for style in self.chain(style)) if each is not None), None
        )

    def clue(self, paragraph: Element | None) -> Clue:
        """See how a paragraph stands."""
        style = value(child(paragraph, "pStyle")) or self.usual
        names = [each.name.lower() for each in self.chain(style)]
        look = styled(names)
        outline = value(self.property(paragraph, style, "outlineLvl"))
        if not (look.level or look.name) and outline.isdecimal() and int(outline) < 9:
            look.level = int(outline) + 1
        rtl = self.property(paragraph, style, "bidi")
        look.rtl = rtl is not None and value(rtl) not in {"0", "false"}
        aligned = _ALIGNED.get(value(self.property(paragraph, style, "jc")), "")
        look.alignment = "" if look.rtl and aligned == "right" else aligned
        indent = self.property(paragraph, style, "ind")
        turned = self.property(paragraph, style, "pageBreakBefore")
        return Clue(
            look,
            left=number(value(indent, "left") or value(indent, "start")),
            right=number(value(indent, "right") or value(indent, "end")),
            breaks_page=turned is not None and value(turned) not in {"0", "false"},
        )

    def lists_contents(self, style: str) -> bool:
        """Tell whether a style is that of a line in a list of contents."""
        return any(_CONTENTS.fullmatch(each.name) for each in self.chain(style))

    def faces(self, run: Element | None, paragraph_style: str, *, plain: bool = False) -> Faces:
        """Say how a run is set; with `plain`, apart from what the style of its paragraph gives."""
        of_paragraph = "" if plain else paragraph_style or self.usual
        own = value(child(run, "rStyle"))
        key = (of_paragraph, own)
        if key not in self._faces:
            self._faces[key] = self._styled(of_paragraph, own)
        base = self._faces[key]
        return base if run is None else _direct(base, run)

    def _styled(self, of_paragraph: str, of_run: str) -> Faces:
        """Combine the switches of both styles: one that is on in both is off (section 17.7.3)."""
        on = {name: bool(switch(self.defaults, name)) for name in _TOGGLES}
        for name in _TOGGLES:
            given = [self._switch(style, name) for style in (of_paragraph, of_run)]
            on[name] = on[name] or (given[0] != given[1])
        base = Faces(
            bold=on["b"],
            italic=on["i"],
            strike=on["strike"] or on["dstrike"],
            small_caps=on["smallCaps"],
            capitals=on["caps"],
            hidden=on["vanish"],
        )
        chains = [each.letters for style in (of_run, of_paragraph) for each in self.chain(style)]
        for letters in [self.defaults, *reversed(chains)]:
            base = _measures(base, letters)
        return base

    def _switch(self, style: str, name: str) -> bool:
        given = (switch(each.letters, name) for each in self.chain(style))
        return next((each for each in given if each is not None), False)


def _direct(base: Faces, run: Element) -> Faces:
    def on(name: str, *, usual: bool) -> bool:
        given = switch(run, name)
        return usual if given is None else given

    strike = on("strike", usual=base.strike)
    return _measures(
        Faces(
            bold=on("b", usual=base.bold),
            italic=on("i", usual=base.italic),
            underline=base.underline,
            strike=on("dstrike", usual=strike) or strike,
            small_caps=on("smallCaps", usual=base.small_caps),
            capitals=on("caps", usual=base.capitals),
            raised=base.raised,
            hidden=on("vanish", usual=base.hidden),
            size=base.size,
        ),
        run,
    )


def _measures(base: Faces, letters: Element | None) -> Faces:
    """Add what is not a switch."""
    for node in children(letters, "u", "vertAlign", "sz"):
        kind, given = node.tag.rpartition("}")[2], value(node)
        if kind == "u":
            base = replace(base, underline=given not in {"", "none", "0", "false"})
        elif kind == "sz":
            base = replace(base, size=number(given))
        else:
            base = replace(base, raised={"superscript": "sup", "subscript": "sub"}.get(given, ""))
    return base
