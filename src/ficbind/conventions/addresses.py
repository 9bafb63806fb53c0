"""Addresses of the web: which work one leads to, however it is written, and how a book may write it."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

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

_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"[\s<>\"“”{}|\\^`]")
_HOST = re.compile(r"(?:[^.]{1,63}\.){0,126}[^.]{1,63}\.?")
"""Labels of a name, none of them empty or too long (RFC 1035, section 2.3.4)."""

_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IN_HOST, _IN_PATH, _BEHIND = "!$%&'()*+,:;=@[]~-._", "!$%&'()*+,/:;=@~-._", "!$%&'()*+,/:;=?@~-._"
"""Characters that may stand as they are in the parts of an address (RFC 3986, appendix A)."""

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


def complete(url: str) -> str:
    """Write a complete address as every reader of books accepts it (RFC 3986); "" for what is none."""
    text = url.strip()
    if _UNSAFE.search(text):
        return ""
    try:
        parts = urlsplit(_STRAY.sub("%25", text))
    except ValueError:
        return ""
    scheme, host, path, query, fragment = parts
    named = _HOST.fullmatch(parts.hostname or "") is not None and host.count("@") < 2
    if scheme not in _SCHEMES or not (named or (scheme == "mailto" and not host and "@" in path)):
        return ""
    behind = (quote(each, safe=_BEHIND) for each in (query, fragment))
    return urlunsplit((scheme, quote(host, safe=_IN_HOST), quote(path, safe=_IN_PATH), *behind))


def found_in(text: str) -> tuple[str, ...]:
    """Find the addresses in a text."""
    return tuple(_ADDRESS.findall(text))


def _plain(url: str) -> str:
    text = _SCHEME.sub("", url.strip()).removeprefix("www.")
    host, slash, path = text.partition("/")
    return f"{host.lower()}{slash}{path}"
