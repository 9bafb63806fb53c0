"""Pages and texts whose shape would take a careless reader minutes: long runs, lines without end, countless siblings."""

from corpus.hostile import PROSE

MANY = 10_000


def pages() -> dict[str, bytes]:
    """Pages of HTML."""
    links = "".join(f'<a href="https://example.org/{number}">w{number}</a> ' for number in range(MANY))
    shapes = {
        "many-links": f"<p>{links}</p>",
        "many-spans": f"<p>{'<span>a </span>' * MANY * 5}</p>",
        "many-cells": f"<table><tr>{'<td>x</td>' * MANY}</tr></table>",
        "many-breaks": "<br>" * MANY * 5,
        "unknown-encoding": '<meta charset="undefined"><p>caf\xe9</p>',
    }
    prose = f"<p>{PROSE}</p>" * 4
    whole = {f"{name}.html": f"<html><body>{prose}{shape}{prose}</body></html>" for name, shape in shapes.items()}
    whole["many-comments.html"] = f"{'<!-- -->' * MANY}<html><body>{prose}</body></html>"
    whole["endless-tags.html"] = "<p>" * 1_000_001
    return {name: page.encode("latin-1") for name, page in whole.items()}


def texts() -> dict[str, bytes]:
    """Files of text."""
    story = f"{PROSE}\n\n" * 3
    heads = {
        "blank-title": f"Title: La{chr(0xA0) * MANY * 5}mp",
        "endless-title": f"Title: {chr(0x6F22) * MANY * 10}",
        "endless-summary": f"Summary: {'x ' * MANY * 10}",
        "many-notes": "Author's Note:\n\n" * MANY,
    }
    elisions = f"{story}{chr(39)}tis {chr(39) * 2}" + "tis ''" * MANY * 4
    lines = "~" * 50 + "\n" + f"{'x' * 79}\n" * MANY
    bodies = {"many-elisions.txt": elisions.encode(), "many-lines.txt": f"The Lamp\n\n{story}{lines}".encode()}
    bodies["many-escapes.txt"] = f"The Lamp\n\n{story}{(chr(27) + '$B') * MANY * 5}".encode()
    return bodies | {f"{name}.txt": f"{head}\nAuthor: Jane Doe\n\n{story}".encode() for name, head in heads.items()}
