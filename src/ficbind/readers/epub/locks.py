"""Refuse books that are locked: their text cannot be read by anybody but the shop's own program."""

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.readers import xmlparts
from ficbind.readers.containers import Container
from ficbind.readers.xmlparts import attribute, find_all

_ENCRYPTION = "META-INF/encryption.xml"
_LOCKS = {
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
    "META-INF/rights.xml": "Adobe ADEPT or a kindred scheme",
}
"""File of a scheme → its name."""

_OF_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Algorithms that only garble fonts (EPUB 3.3, section 4.4; Adobe's own), which are of no concern to a story."""

_FONTS = (".otf", ".ttf", ".ttc", ".woff", ".woff2")


def refuse_locked(container: Container) -> None:
    """Refuse a book of which more than fonts is encrypted, or that comes with a licence of rights."""
    locked = _locked_file(container)
    scheme = next((name for file, name in _LOCKS.items() if file in container), "")
    if not locked and "META-INF/rights.xml" not in container:
        return
    named = f" ({scheme})" if scheme else ""
    what = f"its file '{locked}' is encrypted" if locked else "it comes with a file of rights"
    hint = "ask its author or shop for a copy without copy protection: ficbind opens no locks"
    raise FicbindError(
        Diagnostic(
            Code.LOCKED_BOOK, "error", f"the EPUB is copy-protected{named}: {what}", Location(container.path), hint
        )
    )


def _locked_file(container: Container) -> str:
    """Find a file that is encrypted and no font."""
    if _ENCRYPTION not in container:
        return ""
    root = xmlparts.parse(container.path / _ENCRYPTION, container.read(_ENCRYPTION), recover=True)
    for entry in find_all(root, "encrypteddata"):
        methods = {attribute(node, "algorithm") for node in find_all(entry, "encryptionmethod")}
        for node in find_all(entry, "cipherreference"):
            name = attribute(node, "uri")
            if not methods <= _OF_FONTS and not name.lower().endswith(_FONTS):
                return name
    return ""
