"""Which work an address of the web leads to, however it is written."""

import re

_ARCHIVES = (
    (
        re.compile(r"(?:archiveofourown\.(?:org|com|net)|ao3\.org)/(?:collections/[^/]+/)?(?:works|downloads)/(\d+)"),
        "ao3",
    ),
    (re.compile(r"(?:m\.)?fanfiction\.net/s/(\d+)"), "ffn"),
    (re.compile(r"(?:m\.)?fictionpress\.com/s/(\d+)"), "fictionpress"),
    (re.compile(r"wattpad\.com/story/(\d+)"), "wattpad"),
    (re.compile(r"royalroad\.com/fiction/(\d+)"), "royalroad"),
    (re.compile(r"fimfiction\.net/story/(\d+)"), "fimfiction"),
    (re.compile(r"forums?\.(spacebattles|sufficientvelocity|questionablequesting)\.com/threads/(?:[^/]*\.)?(\d+)"), ""),
    (re.compile(r"ficbook\.net/readfic/([\w-]+)"), "ficbook"),
    (re.compile(r"adult-fanfiction\.org/story\.php\?no=(\d+)"), "aff"),
    (re.compile(r"tthfanfic\.org/story-(\d+)"), "tth"),
    (re.compile(r"([\w.-]+(?:/[\w.-]+)*)/viewstory\.php\?(?:[^#]*&)?sid=(\d+)"), ""),
)
"""Addresses of works in archives: what is captured names the work, whichever chapter the address leads to."""

_SCHEME = re.compile(r"^\s*(?:https?:)?//(?:www\.)?", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”)\]]+[^\s<>\"'“”)\].,;:!?]", re.I)
_SHALLOW = re.compile(r"[^/]*/?(?:~?[^/]*/?|index\.\w+)?")


def work(url: str) -> str | None:
    """Name the work of an archive that an address leads to: `ao3 123`."""
    plain = _plain(url)
    for pattern, archive in _ARCHIVES:
        if found := pattern.match(plain):
            return " ".join((archive, *found.groups())).strip()
    return None


def place(url: str) -> str | None:
    """Give an address so that two that lead to one place are alike; `None` for a site's or a person's front page."""
    found = work(url)
    if found:
        return found
    plain = _plain(url).partition("#")[0].rstrip("/")
    return None if _SHALLOW.fullmatch(plain) else plain


def found_in(text: str) -> tuple[str, ...]:
    """Find the addresses in a text."""
    return tuple(_ADDRESS.findall(text))


def _plain(url: str) -> str:
    text = _SCHEME.sub("", url.strip()).removeprefix("www.")
    host, slash, path = text.partition("/")
    return f"{host.lower()}{slash}{path}"
