"""The manifest: YAML in which every value keeps its place, checked whole against one table."""

from pathlib import Path

from ficbind.manifest.values import Manifest


def load(path: Path) -> Manifest:
    """Read the manifest at `path`, or raise all its problems at once."""
    # The YAML parser and the language tables are not needed to say what a manifest is.
    from ficbind.manifest.book import read

    return read(path)
