"""How well story files are read: precision and recall of every field over the whole corpus."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus.catalogue import lay, samples
from corpus.scoring import MEASURES, Score, score


def compare() -> None:
    """Print two tables: by field, and by format."""
    scores: dict[str, list[Score]] = {}
    with tempfile.TemporaryDirectory() as name:
        for number, sample in enumerate(samples()):
            folder = Path(name) / str(number)
            folder.mkdir()
            scores.setdefault(sample.family, []).append(score(sample, lay(sample, folder)))
    formats = {family: sum(found, Score()) for family, found in scores.items()}
    total = sum(formats.values(), Score())
    files = sum(map(len, scores.values()))
    print(
        f"\n| {files} files, {total.words:,} words | in the files | found | precision | recall |\n|---|---|---|---|---|"
    )
    for measure in MEASURES:
        counts = f"{total.true[measure]:,} | {total.found[measure]:,}"
        print(f"| {measure} | {counts} | {total.precision(measure):.3f} | {total.recall(measure):.3f} |")
    _print_harm(total)
    print("\n| format | files | lowest precision | lowest recall |\n|---|---|---|---|")
    for family, found in formats.items():
        print(f"| {family} | {len(scores[family])} | {_lowest(found.precision)} | {_lowest(found.recall)} |")


def _print_harm(total: Score) -> None:
    harm = {
        "Files not read": total.unread,
        "Words lost": total.lost,
        "Paragraphs of prose taken for metadata": total.headers,
        "Words left in a story that are not of it": total.left,
        "Stories whose words do not add up": total.unfaithful,
    }
    print("\n" + ". ".join(f"{name}: {count}" for name, count in harm.items()) + ".")


def _lowest(rate: Callable[[str], float]) -> str:
    value, measure = min((rate(measure), measure) for measure in MEASURES)
    return f"{value:.3f} ({measure})" if value < 1 else "1.000"
