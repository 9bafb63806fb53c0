"""Set the type of what is known of a story: titles, summaries and notes are prose like the story itself."""

from dataclasses import replace

from ficbind.manifest.values import Typography
from ficbind.model import Field, Metadata
from ficbind.passes.typography import set_line

_NO_PROSE = frozenset({Field.DATE, Field.EMAIL, Field.LANGUAGE, Field.SOURCE})
"""Fields whose values are addresses, numbers and codes."""


def set_facts(metadata: Metadata, language: str, typography: Typography) -> Metadata:
    """Set the quotes, dashes, ellipses and spaces of every fact that is prose or names."""
    facts = tuple(
        fact
        if fact.field in _NO_PROSE
        else replace(fact, values=tuple(set_line(value, language, typography) for value in fact.values))
        for fact in metadata.facts
    )
    return replace(metadata, facts=facts)
