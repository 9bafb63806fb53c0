"""What a cover says to those who do not see it."""

from dataclasses import replace

from ficbind.manifest.values import Manifest
from ficbind.matter.labels import labels
from ficbind.matter.templates import clean

_ON_COVERS = ("aut", "edt", "com")
"""Roles whose names stand on covers, the first that the book has."""


def with_cover_words(manifest: Manifest) -> Manifest:
    """Say title and people in the book's language, where the manifest does not describe the cover itself."""
    if manifest.cover.alt:
        return manifest
    words = labels(manifest.language)
    said = f"{words.page('cover')}: {clean(manifest.title)}"
    for role in _ON_COVERS:
        names = [person.name for person in manifest.people if person.role == role]
        if names:
            by = words.words.get(f"role.{role}", words.words["role.other"])
            said = f"{said}, {by.format(names=words.names(names))}"
            break
    return replace(manifest, cover=replace(manifest.cover, alt=said))
