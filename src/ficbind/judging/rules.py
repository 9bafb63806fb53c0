"""All rules of the judge in one table."""

from ficbind.judging import (
    access_pages,
    access_statements,
    colours,
    craft_book,
    craft_files,
    craft_pages,
    craft_sheets,
    craft_text,
    devices,
    kindle,
    privacy,
)
from ficbind.judging.findings import Rule

GROUPS: dict[str, tuple[Rule, ...]] = {
    "Privacy and safety": privacy.RULES,
    "Kindle and Send to Kindle": kindle.RULES,
    "Kobo, Apple Books and old devices": devices.RULES,
    "Accessibility: what the book states": access_statements.RULES,
    "Accessibility: its pages": access_pages.RULES,
    "Colours and lettering": colours.RULES,
    "Craft: the text": craft_text.RULES,
    "Craft: the pages": craft_pages.RULES,
    "Craft: the whole book": craft_book.RULES,
    "Craft: its files": craft_files.RULES,
    "Craft: its style sheets": craft_sheets.RULES,
}
"""Group → its rules. A new rule is a function and a line in the table of its module."""

NOT_OF_FIXED_PAGES = frozenset(
    {"J432", *(rule.code for rules in (colours.RULES, craft_pages.RULES, craft_text.RULES) for rule in rules)}
)
"""Rules that make no sense for pages of fixed layout, which are pictures of pages."""

RULES: dict[str, Rule] = {rule.code: rule for rules in GROUPS.values() for rule in rules}
