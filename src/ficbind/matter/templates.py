"""The XHTML templates of matter pages, and the door through which their output becomes a body."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ficbind.conventions import addresses
from ficbind.xhtml import Body, parse, serialise, without_invalid

_FOLDER = Path(__file__).parent / "templates"
# Not `\s`, which would take the no-break spaces that typography has set.
_BLANKS = re.compile(r"[ \t\r\n]+")


def render(name: str, **values: object) -> Body:
    """Fill a template with values, all escaped, and bring the result into canonical form."""
    text = _environment().get_template(f"{name}.xhtml").render(**values)
    return Body(serialise(parse(text)))


def clean(text: str) -> str:
    """Bring a text on one line, without the characters that XML forbids."""
    return _BLANKS.sub(" ", without_invalid(text)).strip(" ")


def escaped(text: str) -> Markup:
    """Escape a clean text for use in markup."""
    return Markup.escape(clean(text))


def as_markup(body: Body | None) -> Markup:
    """Let a body, which is clean by its making, into a template as it is."""
    return Markup(body or "")  # noqa: S704  # a Body is clean by its making


def linked(text: str, url: str | None) -> Markup:
    """Escape a text, as a link when the address is one of the web."""
    address = addresses.complete(url or "")
    return Markup('<a href="{}">{}</a>').format(address, clean(text)) if address.startswith("http") else escaped(text)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
    )


def _cleaned(value: object) -> object:
    return escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value
