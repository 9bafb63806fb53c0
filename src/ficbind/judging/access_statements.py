"""Rules of accessibility on what a book states of itself (EPUB Accessibility 1.1)."""

from collections.abc import Iterator

from ficbind.judging.edition import OPS, Edition
from ficbind.judging.findings import Audience, Rule, Sign, quoted
from ficbind.judging.statements import named, stated

_REQUIRED = ("accessMode", "accessibilityFeature", "accessibilityHazard")
"""Properties that every EPUB must state (EPUB Accessibility 1.1, section 2.2)."""

_STARTS = frozenset({"start", "text"})
"""How the guide of EPUB 2 calls the beginning of the text."""

_CLAIM = "EPUB Accessibility"
_TYPE = f"{OPS}type"


def _states(edition: Edition, name: str) -> list[str]:
    return [text for text, _ in stated(edition, f"schema:{name}")]


def _unstated(edition: Edition) -> Iterator[Sign]:
    missing = [name for name in _REQUIRED if not _states(edition, name)]
    if missing and edition.version == 3:
        yield Sign(edition.of_package(), ", ".join(f"schema:{name}" for name in missing))


def _no_summary(edition: Edition) -> Iterator[Sign]:
    complete = all(_states(edition, name) for name in _REQUIRED)
    if complete and not _states(edition, "accessibilitySummary"):
        yield Sign(edition.of_package())


def _listed(edition: Edition, kind: str) -> bool:
    nav = edition.nav
    return nav is not None and any(kind in node.get(_TYPE, "").split() for node in nav.root.iter("nav"))


def _untrue(edition: Edition) -> Iterator[Sign]:
    """Compare what the package claims with what is in the pages."""
    claims = dict(stated(edition, "schema:accessibilityFeature"))
    images = [node for _, node in edition.nodes("img")]
    lies = {
        "alternativeText": any(node.get("alt") is None for node in images),
        "pageNavigation": not _listed(edition, "page-list") and edition.version == 3,
        "tableOfContents": not edition.contents.entries,
        "MathML": not any(True for _ in edition.nodes("{http://www.w3.org/1998/Math/MathML}math")),
    }
    for claim, untrue in lies.items():
        if untrue and claim in claims:
            yield Sign(edition.of_package(claims[claim]), quoted(claim))


def _uncertified(edition: Edition) -> Iterator[Sign]:
    certified = stated(edition, "a11y:certifiedBy")
    for text, node in stated(edition, "dcterms:conformsTo"):
        if text.startswith(_CLAIM) and not certified:
            yield Sign(edition.of_package(node), quoted(text))


def _marks(edition: Edition) -> list[Sign]:
    found = []
    for page in edition.spine:
        for node in page.root.iter("span", "div", "a", "hr"):
            if "pagebreak" in node.get(_TYPE, "").split() or node.get("role") == "doc-pagebreak":
                found.append(Sign(page.at(node)))
    return found


def _sourceless(edition: Edition) -> Iterator[Sign]:
    sources = [*named(edition, "source"), *stated(edition, "pageBreakSource"), *stated(edition, "dcterms:source")]
    if _listed(edition, "page-list") and not sources and edition.nav is not None:
        node = next(each for each in edition.nav.root.iter("nav") if "page-list" in each.get(_TYPE, "").split())
        yield Sign(edition.nav.at(node))


def _unlisted_pages(edition: Edition) -> Iterator[Sign]:
    if edition.version == 3 and not _listed(edition, "page-list"):
        yield from _marks(edition)


def _unspoken_pages(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for node in page.root.iter("span", "div", "a", "hr"):
            is_mark = "pagebreak" in node.get(_TYPE, "").split() or node.get("role") == "doc-pagebreak"
            if is_mark and not (node.get("aria-label") or node.get("title") or "".join(node.itertext()).strip()):
                yield Sign(page.at(node))


def _no_landmarks(edition: Edition) -> Iterator[Sign]:
    if edition.version == 3 and edition.nav is not None and not _listed(edition, "landmarks"):
        yield Sign(edition.nav.at())


def _no_start(edition: Edition) -> Iterator[Sign]:
    nav = edition.nav
    told = {kind for _, kind in edition.contents.kinds}
    if nav is None or not _listed(edition, "landmarks") or told & _STARTS:
        return
    for node in nav.root.iter("nav"):
        kinds = {kind for link in node.iter("a") for kind in link.get(_TYPE, "").split()}
        if "landmarks" in node.get(_TYPE, "").split() and "bodymatter" not in kinds:
            yield Sign(nav.at(node))


_EARS = frozenset({Audience.EARS})

RULES = (
    Rule(
        "J401",
        "warning",
        _EARS,
        "the package does not state what its readers need to see or hear: {}",
        'state them; for a book of text: accessMode "textual", accessibilityHazard "none", and as accessibilityFeature '
        '"tableOfContents" and "structuralNavigation"',
        _unstated,
    ),
    Rule(
        "J402",
        "advice",
        _EARS,
        "the package has no summary of its accessibility in words",
        'state <meta property="schema:accessibilitySummary"> with a sentence or two',
        _no_summary,
    ),
    Rule(
        "J403",
        "warning",
        _EARS,
        "the package claims {}, which is not true of the book",
        "take the claim away, or make it true",
        _untrue,
    ),
    Rule(
        "J404",
        "warning",
        _EARS,
        "the package claims to conform to {}, and nobody is named who says so",
        "name who judged it in a11y:certifiedBy, or take the claim away",
        _uncertified,
    ),
    Rule(
        "J405",
        "warning",
        _EARS,
        "the book lists pages and does not say of which printed book they are",
        'name it: <dc:source>urn:isbn:…</dc:source> and <meta property="pageBreakSource">',
        _sourceless,
    ),
    Rule(
        "J406",
        "warning",
        _EARS,
        "pages of a printed book are marked, and the nav has no list of them",
        'list them in a <nav epub:type="page-list">, or take the marks away',
        _unlisted_pages,
    ),
    Rule(
        "J407",
        "warning",
        _EARS,
        "the mark of a printed page does not say its number",
        'give it aria-label="12" and role="doc-pagebreak"',
        _unspoken_pages,
    ),
    Rule(
        "J408",
        "advice",
        _EARS | {Audience.APPLE, Audience.KOBO},
        "the nav has no landmarks: readers cannot jump to the beginning of the text",
        'add a <nav epub:type="landmarks"> with links to the contents and to where the text begins',
        _no_landmarks,
    ),
    Rule(
        "J409",
        "advice",
        _EARS | {Audience.APPLE, Audience.KINDLE},
        "no landmark says where the text begins, so that the book opens at its cover or imprint",
        'add a link with epub:type="bodymatter" to the landmarks',
        _no_start,
    ),
)
