"""How a book can be read, and by whom: what its package says to libraries, shops and readers."""

from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Conformance:
    """Who certifies that a book meets a standard, by what right, and where they report it."""

    standard: str
    certifier: str
    credential: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The facts in the words of the Schema.org Accessibility Properties for Discoverability Vocabulary.

    `sufficient` lists the sets of modes that are enough to read the book, each as the vocabulary writes it; `summary`
    says the same in `language`.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    language: str
    conformance: Conformance | None = None
