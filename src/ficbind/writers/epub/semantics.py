"""What a page is, in the words of reading systems and screen readers."""

from typing import NamedTuple


class Semantics(NamedTuple):
    """An `epub:type` (EPUB 3 Structural Semantics Vocabulary 1.1) and the ARIA role that matches it (DPUB-ARIA 1.1)."""

    type: str | None = None
    role: str | None = None

    @property
    def attributes(self) -> str:
        pairs = (("epub:type", self.type), ("role", self.role))
        return "".join(f' {name}="{value}"' for name, value in pairs if value)


_SEMANTICS = {
    "half-title": Semantics("halftitlepage"),
    "title-page": Semantics("titlepage"),
    "copyright": Semantics("copyright-page"),
    "dedication": Semantics("dedication", "doc-dedication"),
    "epigraph": Semantics("epigraph", "doc-epigraph"),
    "foreword": Semantics("foreword", "doc-foreword"),
    "preface": Semantics("preface", "doc-preface"),
    "introduction": Semantics("introduction", "doc-introduction"),
    "contents": Semantics("toc", "doc-toc"),
    "part": Semantics("part", "doc-part"),
    "story-front": Semantics("titlepage"),
    "chapter": Semantics("chapter", "doc-chapter"),
    "afterword": Semantics("afterword", "doc-afterword"),
    "acknowledgements": Semantics("acknowledgments", "doc-acknowledgments"),
    "about-the-authors": Semantics("contributors"),
    "credits": Semantics("other-credits", "doc-credits"),
    "index-of-authors": Semantics("index", "doc-index"),
    "index-of-fandoms": Semantics("index", "doc-index"),
    "index-of-pairings": Semantics("index", "doc-index"),
    "index-of-ratings": Semantics("index", "doc-index"),
    "index-of-tags": Semantics("index", "doc-index"),
    "index-of-warnings": Semantics("index", "doc-index"),
    "colophon": Semantics("colophon", "doc-colophon"),
}

LANDMARKS = (
    "title-page",
    "contents",
    "foreword",
    "preface",
    "introduction",
    "afterword",
    "acknowledgements",
    "colophon",
)
"""Kinds of page that a reading system may offer to jump to."""

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"}


def semantics(kind: str) -> Semantics:
    """Give the type and role of a kind of page, both `None` for pages without one."""
    return _SEMANTICS.get(kind, Semantics())


def direction(language: str) -> str:
    """Tell how a language (BCP 47 tag) runs: "ltr" or "rtl"; a script subtag decides over the language."""
    primary, *others = language.lower().split("-")
    scripts = [subtag for subtag in others if len(subtag) == 4 and subtag.isalpha()]
    runs_left = scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else primary in _RIGHT_TO_LEFT
    return "rtl" if runs_left else "ltr"
