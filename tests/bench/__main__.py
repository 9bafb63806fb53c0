"""Compare ficbind with pandoc and with plain WeasyPrint, and what is read with what is true: `make bench`.

Every pair is timed in turn, A B A B, in one run; quote the ratios, not the seconds, and on a busy machine those of the
processor's time. `make bench ONLY=speed` and `ONLY=reading` measure the one or the other, `ONLY=epub` the EPUBs alone.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
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
    """Wall time and processor time in seconds, and peak resident memory in MB, of one process."""

    seconds: float
    processor: float
    megabytes: float


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end and ask the operating system what it cost."""
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"failed: {' '.join(command)}")
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def compare(title: str, ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Measure two commands in turn and print medians and ratios."""
    pairs = [(measure(ours), measure(theirs)) for _ in range(RUNS)]
    us, them = (
        Cost(*map(statistics.median, zip(*map(astuple, side), strict=True))) for side in zip(*pairs, strict=True)
    )
    wall = statistics.median(us.seconds / them.seconds for us, them in pairs)
    work = statistics.median(us.processor / them.processor for us, them in pairs)
    print(
        f"| {title} | {_shown(us)} | {_shown(them)} | {wall:.2f} | {work:.2f} | {us.megabytes / them.megabytes:.2f} |",
        flush=True,
    )


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*map(astuple, costs), strict=True)))


def _shown(cost: Cost) -> str:
    return f"{cost.seconds:.2f} s | {cost.processor:.2f} s | {cost.megabytes:.0f} MB"


_HEAD = "| what | ficbind | CPU | peak | other | CPU | peak | time ratio | CPU ratio | memory ratio |"


def compare_speed(*, pdf: bool) -> None:
    """Print one table of times and memory."""
    print(f"{_HEAD}\n{'|---' * 10}|")
    with tempfile.TemporaryDirectory() as name:
        for words in SIZES:
            folder = Path(name) / str(words)
            book = books.write(folder, words)
            made, out = str(folder / "made"), str(folder / "out")
            compare(f"EPUB, {book.words:,} words, beside pandoc", *_epub_pair(book, out))
            if not pdf:
                continue
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
        compare_speed(pdf=True)
    if "epub" in wanted:
        compare_speed(pdf=False)
    if "reading" in wanted:
        reading.compare()


if __name__ == "__main__":
    main()
