"""Where styles, cover designs and message texts are: in the wheel, or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {"styles": "styles", "covers": "covers", "messages": "docs/messages"}


def bundled(kind: str) -> Path:
    """Find the folder of bundled "styles", "covers" or "messages"."""
    inside = _PACKAGE / "bundled" / kind
    return inside if inside.is_dir() else _PACKAGE.parent.parent / _CHECKOUT[kind]


def find(kind: str, name: str, folder: Path) -> Path | None:
    """Find the folder of a style or cover design: the manifest's own folder is searched first."""
    places = (folder / kind / name, bundled(kind) / name)
    return next((place for place in places if place.is_dir()), None)


def names(kind: str, folder: Path) -> tuple[str, ...]:
    """List every style or cover design that a manifest in `folder` can name."""
    places = (folder / kind, bundled(kind))
    found = {child.name for place in places if place.is_dir() for child in place.iterdir() if child.is_dir()}
    return tuple(sorted(found))
