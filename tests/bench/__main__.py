"""Compare ficbind with pandoc and with plain WeasyPrint: `make bench`.

Every pair is timed in turn, A B A B, in one run; quote the ratios, not the seconds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypandoc
from tests.bench import corpus

RUNS = 3
SIZES = (100_000, 350_000)
TOOLS = (sys.executable, "-m", "tests.bench.tools")


@dataclass(frozen=True)
class Cost:
    """Wall time in seconds and peak resident memory in MB of one process."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end and ask the operating system what it cost."""
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"failed: {' '.join(command)}")
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(time.perf_counter() - began, usage.ru_maxrss / scale)


def compare(title: str, ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Measure two commands in turn and print medians and ratios."""
    pairs = [(measure(ours), measure(theirs)) for _ in range(RUNS)]
    ratios = [us.seconds / them.seconds for us, them in pairs]
    us, them = (
        Cost(*map(statistics.median, zip(*((c.seconds, c.megabytes) for c in side), strict=True)))
        for side in zip(*pairs, strict=True)
    )
    print(
        f"| {title} | {us.seconds:.2f} s | {us.megabytes:.0f} MB | {them.seconds:.2f} s | {them.megabytes:.0f} MB "
        f"| {statistics.median(ratios):.2f} | {us.megabytes / them.megabytes:.2f} |",
        flush=True,
    )


def main() -> None:
    """Print one table."""
    print("| what | ficbind | peak | other | peak | time ratio | memory ratio |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for words in SIZES:
            folder = Path(name) / str(words)
            book = corpus.write(folder, words)
            made, out = str(folder / "made"), str(folder / "out")
            ours = (*TOOLS, "our_epub", str(book.manifest), out)
            pandoc = (pypandoc.get_pandoc_path(), str(book.markdown), "--toc", "-o", f"{out}.epub")
            compare(f"EPUB, {book.words:,} words, beside pandoc", ours, pandoc)
            measure((*TOOLS, "prepare", str(book.manifest), made))
            pair = [(*TOOLS, tool, made, f"{out}.pdf") for tool in ("our_pdf", "plain_pdf")]
            compare(f"PDF, {book.words:,} words, beside WeasyPrint", *pair)


if __name__ == "__main__":
    main()
