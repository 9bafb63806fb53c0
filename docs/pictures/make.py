"""Draw the pictures of the documentation again: `.venv/bin/python docs/pictures/make.py` (needs pdftoppm)."""

import io
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ficbind import cover
from ficbind.bundled import bundled
from ficbind.cover.drawing import plan
from ficbind.manifest import load
from ficbind.manifest.values import Manifest
from ficbind.matter.labels import labels
from ficbind.pipeline import Request, build, make

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "stories" / "anthology.yaml"
SPREAD = (14, 15)


def main() -> None:
    """Draw the cover of the sample, a spread of it, and every cover design in every palette."""
    manifest = load(SAMPLE)
    stories = [work.story for work in make(SAMPLE).book.works]
    within = cover.inside(stories, labels(manifest.language).level)
    _cover(manifest, within, 480).save(HERE / "cover.jpg", quality=86, optimize=True)
    rows = []
    for folder in sorted(bundled("covers").iterdir()):
        drawn = replace(manifest, cover=replace(manifest.cover, design=folder.name, options=()))
        _cover(drawn, within, 300).save(HERE / f"cover-{folder.name}.jpg", quality=82, optimize=True)
        rows.append(_palettes(drawn, within))
    _sheet(rows).save(HERE / "palettes.jpg", quality=76, optimize=True)
    with tempfile.TemporaryDirectory() as name:
        build(Request(SAMPLE, Path(name) / "sample.pdf"))
        _spread(Path(name)).save(HERE / "spread.png", optimize=True)


def _palettes(manifest: Manifest, within: cover.Inside) -> list[Image.Image]:
    names = (name for name, _ in plan(manifest, within).design.palettes)
    covers = (replace(manifest.cover, options=(("palette", name), ("badge", "yes"))) for name in names)
    return [_cover(replace(manifest, cover=each), within, 120) for each in covers]


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    width, height = rows[0][0].size
    sheet = Image.new("RGB", (max(map(len, rows)) * (width + 10) - 10, len(rows) * (height + 10) - 10), "white")
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            sheet.paste(picture, (x * (width + 10), y * (height + 10)))
    return sheet


def _cover(manifest: Manifest, within: cover.Inside, width: int) -> Image.Image:
    image, _ = cover.make(manifest, within)
    return Image.open(io.BytesIO(image.data)).resize((width, width * 8 // 5), Image.Resampling.LANCZOS)


def _spread(folder: Path) -> Image.Image:
    first, last = map(str, SPREAD)
    pages = ["-f", first, "-l", last, folder / "sample.pdf", folder / "page"]
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-png", *pages], check=True)
    left, right = (Image.open(path) for path in sorted(folder.glob("page*.png")))
    spread = Image.new("L", (left.width + right.width + 2, left.height), 190)
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width + 2, 0))
    return spread.quantize(16)


if __name__ == "__main__":
    main()
