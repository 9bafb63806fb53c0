"""Draw a spread in every bundled style: `.venv/bin/python docs/pictures/styles.py` (needs pdftoppm)."""

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ficbind.bundled import bundled
from ficbind.manifest import load
from ficbind.pipeline import compile_book
from ficbind.writers import pdf

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "stories" / "anthology.yaml"


def main() -> None:
    """Draw every style."""
    manifest = load(SAMPLE)
    for folder in sorted(bundled("styles").iterdir()):
        made = compile_book(replace(manifest, style=folder.name), lambda *_: None, [])
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            pdf.write(made.book, made.style, manifest.print, place / "book.pdf")
            _spread(place).save(HERE / f"style-{folder.name}.png", optimize=True)


def _spread(place: Path) -> Image.Image:
    """Set side by side the page on which the first story begins and a page of its text."""
    pages = subprocess.run(["pdftotext", place / "book.pdf", "-"], capture_output=True, text=True, check=True).stdout
    first = next(number for number, page in enumerate(pages.split("\f"), 1) if "The lamp on Farrow Head" in page)
    sides = []
    for number in (first, first + 2):
        page = ["-f", str(number), "-l", str(number), place / "book.pdf", place / f"page{number}"]
        subprocess.run(["pdftoppm", "-r", "80", "-gray", "-png", "-singlefile", *page], check=True)
        sides.append(Image.open(place / f"page{number}.png"))
    left, right = sides
    spread = Image.new("L", (left.width + right.width + 2, left.height), 190)
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width + 2, 0))
    return spread.quantize(16)


if __name__ == "__main__":
    main()
