"""The options of a style as CSS: what comes before the style's own sheets, which may refine it."""

from ficbind.looks import RULE, SPACE, Looks

_DISPLAYED = "half-title", "title-page", "dedication", "epigraph", "part", "colophon"
"""Pages of matter whose text stands where headings do."""

_OPENERS = "h1 + p, h2 + p, h3 + p, h4 + p, hr + p, header + p, figure + p"
_AFTER = "aside + p, blockquote + p, div + p, ul + p, ol + p, pre + p, table + p, dl + p"


_IDEOGRAPHS = """.han p { text-indent: 2em }
.kana p { text-indent: 1em }
.han p.centred, .han p.right, .han td p, .han th p, .han li p, .han dd p, .han figure p,
.kana p.centred, .kana p.right, .kana td p, .kana th p, .kana li p, .kana dd p, .kana figure p { text-indent: 0 }
"""
"""Chinese and Japanese indent every paragraph, the first one too, by two characters or one (W3C, clreq and jlreq)."""

_NOTES_ON_PAPER = """.foot-note { float: footnote; footnote-policy: line }
.foot-note::footnote-call { content: ""; font-size: 0; line-height: 0 }
.foot-note::footnote-marker { content: none }
.way-back { display: none }
"""
"""What brings notes to the foot of the page, whatever a style has sheets for: elsewhere they would break the text."""


def on_screen(looks: Looks, *, ideographs: bool = False) -> str:
    """Write the rules for an EPUB whose lines begin on the left, in the CSS that old engines survive.

    Where chapters are in `ideographs`, their body has the class `han` or `kana`.
    """
    return "".join(
        (
            _screen_lines(looks),
            _screen_paragraphs(looks),
            _IDEOGRAPHS if ideographs and looks.paragraphs == "indent" else "",
            _screen_headings(looks),
            _screen_breaks(looks),
            ".lead-in { font-variant: small-caps; letter-spacing: 0.04em }\n" if looks.lead_in != "none" else "",
            _screen_initials(looks),
        )
    )


def _screen_lines(looks: Looks) -> str:
    # What is wished for otherwise is the reader's choice and needs no rule.
    ragged = "" if looks.justify else "section.chapter, section.matter { text-align: left }\n"
    whole = "-epub-hyphens: none; -webkit-hyphens: none; hyphens: none"
    return ragged + ("" if looks.hyphenate else f"section.chapter, section.matter {{ {whole} }}\n")


def _screen_paragraphs(looks: Looks) -> str:
    if looks.paragraphs == "space":
        return (
            "p, blockquote p + p { margin: 0 0 0.8em 0; padding: 0; text-indent: 0 }\n.centred + p { text-indent: 0 }\n"
        )
    return f"""p {{ margin: 0; padding: 0; text-indent: 1.3em }}
p.opening, {_OPENERS}, {_AFTER}, p.scene-break + p, p.subhead + p, p.centred + p, li p, dd p, td p, th p {{
  text-indent: 0;
}}
blockquote p, .message p, figure p {{ text-indent: 0 }}
blockquote p + p {{ text-indent: 1.3em }}
"""


def _screen_headings(looks: Looks) -> str:
    pages = ", ".join(f"section.{page}" for page in _DISPLAYED)
    side = "center" if looks.headings == "centred" else "left"
    inset = "margin-left: 6%; margin-right: 6%" if looks.headings == "centred" else "margin-left: 0; margin-right: 0"
    return f"""h1, h2, h3, h4, {pages}, p.story-author, p.story-facts, p.dedication-text,
header.story-head p.byline {{ text-align: {side} }}
section.dedication, section.epigraph, section.colophon, blockquote.summary, dl.facts, div.story-notes,
div.story-disclaimer, p.story-facts {{ {inset} }}
p.ornament {{ margin: 2.5em 0 0 0; font-size: 1.4em; text-align: {side}; text-indent: 0 }}
"""


def _screen_breaks(looks: Looks) -> str:
    side = "center" if looks.headings == "centred" else "left"
    margins = {"center": "1.7em 42%", "left": "1.7em 84% 1.7em 0"}[side]
    line = "0" if looks.scene_break == SPACE else "1px solid"
    # A reader who has chosen another font still sees the sign of ours, where the engine lets a rule have its font.
    return f"""hr.scene-break {{ width: 16%; margin: {margins}; border: 0; border-top: {line} }}
p.scene-break {{ margin: 1.2em 0; text-align: {side}; text-indent: 0; page-break-after: avoid; break-after: avoid }}
"""


def _screen_initials(looks: Looks) -> str:
    # Only scripts that run from left to right have capitals.
    if not looks.drop_caps:
        return ""
    # A float meets a baseline at the one line height that it was made for; readers choose theirs. So where an engine
    # cannot let the letter down by whole lines, it is raised on the first line, which it does not push away.
    return """p.drop-cap { text-indent: 0 }
p.drop-cap:first-letter {
  -webkit-initial-letter: 3; initial-letter: 3; padding: 0 0.08em 0 0; font-size: 2.4em; line-height: 0;
  font-variant: normal;
}
"""


def on_paper(looks: Looks) -> str:
    """Write the rules for print; every height is a whole number of lines."""
    lead_in = "small-caps; letter-spacing: .04em" if looks.lead_in != "none" else "normal; letter-spacing: 0"
    return "".join(
        (
            _paper_paragraphs(looks),
            _paper_headings(looks),
            _paper_breaks(looks),
            f".lead-in {{ font-variant-caps: {lead_in} }}\n",
            _paper_initials() if looks.drop_caps else "",
            _NOTES_ON_PAPER,
        )
    )


def _paper_paragraphs(looks: Looks) -> str:
    if looks.paragraphs == "space":
        return """p { margin: 0; text-indent: 0 }
.chapter > p + p, .matter > p + p, .letter > p + p, .note > p + p, blockquote > p + p, .summary > p + p,
.story-notes > p + p, .story-disclaimer > p + p, li > p + p, dd > p + p, td > p + p { margin-top: 1rlh }
.title-page > p + p, .copyright > p + p, .half-title > p + p { margin-top: 0 }
"""
    return f"""p {{ margin: 0; text-indent: 1.25em }}
p.opening, {_OPENERS}, .subhead + p, .note + p, .centred + p, div + p, blockquote + p, ul + p, ol + p, pre + p,
table + p, dl + p, section > p:first-child, aside > p:first-child, blockquote > p:first-child, div > p:first-child,
li > p, dd > p, td > p, th > p, .centred, .right, .signature, .subhead, .verse p, .message p, .byline {{
  text-indent: 0;
}}
"""


def _paper_headings(looks: Looks) -> str:
    centred = looks.headings == "centred"
    side = "center" if centred else "start"
    pages = ", ".join(f".{page}" for page in _DISPLAYED)
    inset, narrow = ("2em", "2.5em") if centred else ("0", "0")
    return f"""h1, h2, h3, h4, {pages}, .epigraph blockquote, .story-author, .dedication-text, .story-facts,
.story-head .byline {{ text-align: {side} }}
.untitled::before, .scene-break {{ text-align: {side} }}
.summary, .story-notes, .story-disclaimer {{ margin-left: {inset}; margin-right: {inset} }}
.epigraph blockquote, .colophon p {{ margin-left: {narrow}; margin-right: {narrow} }}
.facts {{ margin-left: {"auto" if centred else "0"}; margin-right: auto }}
.fact dt {{ text-align: {"end" if centred else "start"} }}
"""


def _paper_breaks(looks: Looks) -> str:
    if looks.scene_break == SPACE:
        return ".scene-break::before { content: none }\n"
    if looks.scene_break == RULE:
        side = "0 auto" if looks.headings == "centred" else "0 auto 0 0"
        return f""".scene-break::before {{
  content: ""; display: block; box-sizing: border-box; width: 16%; height: .5rlh; margin: {side};
  border-bottom: .5pt solid;
}}
"""
    return ".scene-break::before { content: var(--scene-break) }\n"


def _paper_initials() -> str:
    return """.drop-cap { text-indent: 0; orphans: 4 }
.drop-cap::before { content: ""; float: left; width: var(--cap-width); height: var(--cap-height) }
.cap {
  display: inline-block; width: var(--cap-width); height: 0; margin-left: calc(-1 * var(--cap-width));
  vertical-align: top; text-indent: 0; text-align: left; white-space: nowrap;
}
.cap > span { display: block; line-height: 0; font-variant-caps: normal; letter-spacing: 0 }
"""
