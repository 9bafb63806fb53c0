"""Rules of the craft on classes and sheets that miss each other."""

import re
from collections.abc import Iterator

from ficbind.judging.edition import Edition, Page
from ficbind.judging.findings import EVERYBODY, Rule, Sign, quoted
from ficbind.judging.sheets import Sheet

_CLASS, _NAMED = re.compile(r"\.(-?[^\W\d][\w-]*)"), re.compile(r"[.#]-?[^\W\d][\w-]*")
_IDLE = 400
"""Rules that no page uses, above which they cost old devices time: every page is measured by each of them.

A sheet made for any book has a hundred to spare; those of websites have thousands.
"""


def _asked(sheets: list[Sheet]) -> set[str]:
    selectors = (each for sheet in sheets for rule in sheet.rules for each in rule.selectors)
    return {name for selector in selectors for name in _CLASS.findall(selector)}


def _spelling(name: str) -> str:
    return re.sub(r"[-_]", "", name).lower()


def _misspelt(edition: Edition) -> Iterator[Sign]:
    """Find classes that no sheet of their page has a rule for, though it has one for another spelling."""
    told: set[tuple[str, str]] = set()
    for page in edition.spine:
        known = _asked(list(edition.sheets_of(page)))
        near = {_spelling(name): name for name in sorted(known)}
        for node in page.body.xpath(".//*[@class]"):
            for name in node.get("class").split():
                meant = near.get(_spelling(name))
                if meant and name not in known and (name, meant) not in told:
                    told.add((name, meant))
                    yield Sign(page.at(node), f"{quoted(name)}, and the sheet knows {quoted(meant)}")


def _marks(page: Page) -> set[str]:
    classes = (name for value in page.root.xpath(".//@class") for name in value.split())
    return {f".{name}" for name in classes} | {f"#{name}" for name in page.root.xpath(".//@id")}


def _idle(edition: Edition) -> Iterator[Sign]:
    """Find sheets most of whose rules are for classes and ids that stand on no page."""
    marks = set[str]().union(*map(_marks, edition.pages.values()))
    for sheet in edition.sheets.values():
        met = [any(marks.issuperset(_NAMED.findall(each)) for each in rule.selectors) for rule in sheet.rules]
        if met.count(False) > max(_IDLE, len(met) // 2):
            yield Sign(sheet.at(1), f"{met.count(False):,} of {len(met):,}")


RULES = (
    Rule(
        "J641",
        "advice",
        EVERYBODY,
        "a class is spelt otherwise than in the sheet, so that nothing is set by it: {}",
        "spell both alike; capitals and hyphens count",
        _misspelt,
    ),
    Rule(
        "J642",
        "advice",
        EVERYBODY,
        "{} rules of a sheet are for classes and ids that stand on no page",
        "take them out; old devices try every rule on every page",
        _idle,
    ),
)
