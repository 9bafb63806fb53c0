"""What is set into the text of an EPUB for its looks: openings, lines of verse, scene breaks, ornaments."""

import re
from html import escape

from ficbind.records import dataclass
from ficbind.style import Style
from ficbind.style.coverage import characters
from ficbind.writers.openings import mark_opening
from ficbind.writers.verse import mark_lines
from ficbind.xhtml import Element, edit

OPENED = frozenset({"afterword", "chapter", "foreword", "introduction", "preface"})
"""Kinds of leaf whose first words are set apart."""

_BREAK = re.compile(r'<hr([^>]*) class="scene-break"([^>]*)/>')
_LAST = re.compile(r'<p class="publisher"|</section>\Z')
_UNTITLED = re.compile(r'\A<section class="chapter untitled"[^>]*>\n')


@dataclass(frozen=True, slots=True)
class Adornment:
    """The signs to print, where a font for them is in the book, and how openings are marked."""

    scene_break: str
    ornament: str
    lead_in: bool
    initial: bool

    @classmethod
    def of(cls, style: Style, *, embedded: bool) -> "Adornment":
        """Choose for a style; signs that the fonts in the book lack, and a device may lack, are not printed."""
        has = characters(style.fonts[0].path) if embedded else frozenset[str]()
        looks = style.looks
        signs = (text if all(char in has or char.isascii() for char in text) else "" for text in _signs(style))
        scene_break, ornament = signs
        return cls(scene_break, ornament, looks.lead_in != "none", looks.drop_caps)

    @property
    def signs(self) -> tuple[str, str]:
        return self.scene_break, self.ornament

    def marked(self, kind: str | None, blocks: str) -> str:
        """Mark how a chapter or page of this kind opens, and lines of verse; no sign is added or taken away.

        Where a chapter only goes on, its kind is `None`.
        """
        passes = [self._open] if kind in OPENED else []
        if 'class="verse' in blocks:
            passes.append(mark_lines)
        return edit(blocks, *passes) if passes else blocks

    def adorned(self, kind: str, section: str) -> str:
        """Print the signs that the style has for scene breaks and for a page of this kind."""
        if self.ornament:
            ornament = f'<p class="ornament" aria-hidden="true">{escape(self.ornament)}</p>\n'
            if kind in {"part", "title-page"}:
                section = _LAST.sub(lambda place: ornament + place[0], section, count=1)
            section = _UNTITLED.sub(lambda place: place[0] + ornament, section)
        if not self.scene_break:
            return section
        # A screen reader says that this is a separator, and not which signs stand there (WAI-ARIA 1.2, separator).
        sign = escape(self.scene_break).replace(" ", "\u00a0")
        return _BREAK.sub(lambda rule: f'<p{rule[1]} class="scene-break" role="separator"{rule[2]}>{sign}</p>', section)

    def _open(self, root: Element) -> None:
        mark_opening(root, lead_in=self.lead_in, initial=self.initial)


def _signs(style: Style) -> tuple[str, str]:
    return style.looks.break_signs, style.looks.ornament
