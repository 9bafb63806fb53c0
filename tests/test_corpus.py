"""What is read of story files whose truth is known, a few of each format; `make bench` reads all of them."""

from pathlib import Path

import pytest

from corpus.catalogue import lay, samples
from corpus.scoring import Score, score
from corpus.truth import Sample

SURE = ("title", "author", "summary", "rating", "chapters", "scene breaks")
LEAST = 0.99
"""Precision and recall that what everybody looks at must have."""

LEAST_OF_OTHERS = 0.97
FEW = {str(number): sample for number, sample in enumerate(samples(most=1))}


@pytest.fixture(scope="module")
def total(tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("corpus")
    return sum((_read(sample, folder / number) for number, sample in FEW.items()), Score())


def _read(sample: Sample, folder: Path) -> Score:
    folder.mkdir()
    return score(sample, lay(sample, folder))


def test_every_format_is_read(total: Score) -> None:
    assert total.unread == 0, total.misses


def test_no_prose_is_lost_or_taken_for_a_header(total: Score) -> None:
    assert (total.headers, total.lost, total.unfaithful) == (0, 0, 0), total.misses


@pytest.mark.parametrize("measure", SURE)
def test_what_everybody_looks_at_is_right(total: Score, measure: str) -> None:
    assert min(total.precision(measure), total.recall(measure)) >= LEAST, total.misses


@pytest.mark.parametrize(
    "measure", ["fandom", "pairing", "warnings", "tags", "series", "language", "chapter titles", "notes"]
)
def test_what_else_is_known_is_right(total: Score, measure: str) -> None:
    assert min(total.precision(measure), total.recall(measure)) >= LEAST_OF_OTHERS, total.misses


def test_the_corpus_is_the_same_every_time() -> None:
    assert [sample.files for sample in samples(most=1)] == [sample.files for sample in FEW.values()]


def test_the_corpus_is_large() -> None:
    assert sum(1 for _ in samples()) >= 300
