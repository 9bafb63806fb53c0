"""The XHTML templates of matter pages, and the door through which their output becomes a body."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ficbind.xhtml import Body, parse, serialise, without_invalid

_FOLDER = Path(__file__).parent / "templates"


def render(name: str, **values: object) -> Body:
    """Fill a template with values, all escaped, and bring the result into canonical form."""
    text = _environment().get_template(f"{name}.xhtml").render(**values)
    return Body(serialise(parse(text)))


def escaped(text: str) -> Markup:
    """Escape text for use in markup, without the characters that XML forbids and with single spaces."""
    return Markup.escape(" ".join(without_invalid(text).split()))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_clean,
    )


def _clean(value: object) -> object:
    return escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value
