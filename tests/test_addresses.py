"""Links lead to complete addresses, written so that no reader of books refuses them, and to nothing else."""

import pytest

from ficbind.conventions import addresses


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org/a%20b?q=1#c", "https://example.org/a%20b?q=1#c"),
        ("https://user:pw@example.org/%zz%00", "https://user:pw@example.org/%25zz%00"),
        ("https://example.org/%", "https://example.org/%25"),
        ("https://example.org/[x]?y=[z]#a#b", "https://example.org/%5Bx%5D?y=%5Bz%5D#a%23b"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://example.org./", "http://example.org./"),
        ("mailto:ada@example.org?subject=50%", "mailto:ada@example.org?subject=50%25"),
        ("  HTTPS://Example.org/ü ", "https://Example.org/%C3%BC"),
    ],
)
def test_a_complete_address_is_written_as_all_accept_it(typed: str, written: str) -> None:
    assert addresses.complete(typed) == written
    assert addresses.complete(written) == written


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JaVa\tScript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
        "//example.org/x", "/x", "x.html", "", "http:", "http:///x", "http:/x", "http://[::1", "http://a..b/",
        "http://.a/", "http://a@b@c/", f"http://{'a' * 64}.org/", "mailto:nobody", "https://example.org/a b",
        "https://example.org/\\x", "blob:x", "jar:http://x!/y", "\x01https://example.org/\x7f<",
    ],
)  # fmt: skip
def test_nothing_else_is_an_address(typed: str) -> None:
    assert addresses.complete(typed) == ""
