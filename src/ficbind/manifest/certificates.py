"""Who certifies that a book is accessible."""

from ficbind.diagnostics import Code
from ficbind.manifest.values import Certificate
from ficbind.yamltree.findings import Findings, quoted
from ficbind.yamltree.tree import Table

_OF_A_CLAIM = ("credential", "report", "wcag", "level")
"""Keys that say nothing without the name of somebody who certifies."""


def certificate(says: Table, findings: Findings) -> Certificate | None:
    """Read a certificate; a claim that nobody makes is none."""
    by = says.text("certified-by")
    if by is None:
        for key, _ in says.pairs:
            if key.text in _OF_A_CLAIM:
                message = f"{quoted(key.text)} belongs to a certificate, but nobody certifies"
                hint = f"name who has evaluated the book with 'certified-by:', or delete '{key.text}'"
                findings.error(Code.MISSING_KEY, message, key.where, hint)
        return None
    usual = Certificate(by.where, by.line)
    wcag, level = says.line("wcag") or usual.wcag, says.line("level") or usual.level
    return Certificate(by.where, by.line, says.line("credential"), says.line("report"), wcag, level.upper())
