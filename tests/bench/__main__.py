"""Compare ficbind with pandoc and with plain WeasyPrint, and what is read with what is true: `make bench`.

Every pair is timed in turn, A B A B, in one run; quote the ratios, not the seconds. `make bench ONLY=speed` and
`ONLY=reading` measure the one or the other.
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

from bench import books, reading

RUNS = 3
SIZES = (100_000, 350_000)
DOWNLOAD = 355_000
"""Words of a long work; its page has 2.2 MB."""

MANY = 23
TOOLS = (sys.executable, "-m", "bench.tools")


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


def compare_speed() -> None:
    """Print one table of times and memory."""
    print("| what | ficbind | peak | other | peak | time ratio | memory ratio |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for words in SIZES:
            folder = Path(name) / str(words)
            book = books.write(folder, words)
            made, out = str(folder / "made"), str(folder / "out")
            compare(f"EPUB, {book.words:,} words, beside pandoc", *_epub_pair(book, out))
            measure((*TOOLS, "prepare", str(book.manifest), made))
            pair = [(*TOOLS, tool, made, f"{out}.pdf") for tool in ("our_pdf", "plain_pdf")]
            compare(f"PDF, {book.words:,} words, beside WeasyPrint", *pair)
        page = books.write_downloads(Path(name) / "page", DOWNLOAD)
        compare(f"EPUB of an archive page, {page.words:,} words, beside pandoc", *_epub_pair(page, f"{name}/page/out"))
        many = books.write_downloads(Path(name) / "pages", DOWNLOAD, MANY)
        alone, together = (measure((*TOOLS, "our_epub", str(book.manifest), f"{name}/out")) for book in (page, many))
    print(
        f"\n{MANY} such pages in one book: {together.seconds:.1f} s and {together.megabytes:.0f} MB, a page "
        f"{together.seconds / MANY / alone.seconds:.2f} times what one alone costs.",
        flush=True,
    )


def _epub_pair(book: books.Corpus, out: str) -> tuple[Sequence[str], Sequence[str]]:
    pandoc = (pypandoc.get_pandoc_path(), str(book.source), "--toc", "-o", f"{out}.epub")
    return (*TOOLS, "our_epub", str(book.manifest), out), pandoc


def main() -> None:
    """Measure what is asked for, or everything."""
    wanted = sys.argv[1:] or ["speed", "reading"]
    if "speed" in wanted:
        compare_speed()
    if "reading" in wanted:
        reading.compare()


if __name__ == "__main__":
    main()
