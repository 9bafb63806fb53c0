"""Draw the pictures of the documentation again: `.venv/bin/python docs/pictures/make.py` (needs pdftoppm)."""

import io
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ficbind import cover
from ficbind.bundled import bundled
from ficbind.manifest import load
from ficbind.manifest.values import Manifest
from ficbind.pipeline import Request, build

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "stories" / "anthology.yaml"
SPREAD = (14, 15)


def main() -> None:
    """Draw the cover of the sample, a spread of it, and every cover design."""
    manifest = load(SAMPLE)
    _cover(manifest, 480).save(HERE / "cover.jpg", quality=86, optimize=True)
    for folder in sorted(bundled("covers").iterdir()):
        drawn = replace(manifest, cover=replace(manifest.cover, design=folder.name, options=()))
        _cover(drawn, 300).save(HERE / f"cover-{folder.name}.jpg", quality=82, optimize=True)
    with tempfile.TemporaryDirectory() as name:
        build(Request(SAMPLE, Path(name) / "sample.pdf"))
        _spread(Path(name)).save(HERE / "spread.png", optimize=True)


def _cover(manifest: Manifest, width: int) -> Image.Image:
    image, _ = cover.make(manifest)
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
