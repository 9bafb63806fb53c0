"""What archives let authors say in place of warnings."""

from typing import Literal

Statement = Literal["none", "untold"]
"""none: no warning of the archive applies · untold: the author chose not to say."""

_SAID: dict[Statement, frozenset[str]] = {
    "none": frozenset({"no archive warnings apply", "no warnings apply"}),
    "untold": frozenset(
        {
            "author chose not to use archive warnings",
            "choose not to use archive warnings",
            "choose not to warn",
            "chose not to use archive warnings",
            "creator chose not to use archive warnings",
        }
    ),
}
"""The words of Archive of Our Own, of today and of earlier years (Terms of Service FAQ, "Archive Warnings")."""


def statement(warning: str) -> Statement | None:
    """Tell what a warning says that names nothing to be warned of; `None` for one that does."""
    words = " ".join(warning.casefold().split()).strip(" .!")
    return next((kind for kind, spellings in _SAID.items() if words in spellings), None)
