"""What every test may use."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from casefiles import Case, accept
from ficbind.checks.epubcheck import Checker

# The suite gives the same verdict twice; HYPOTHESIS_PROFILE=search looks for new counter-examples.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite what the case files and goldens expect")


@pytest.fixture
def accepting(request: pytest.FixtureRequest) -> bool:
    """Whether this run rewrites expectations."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def judge(accepting: bool) -> Callable[[Case, str], None]:
    """Compare what came out with what the case expects, or accept it under --accept."""

    def compare(case: Case, actual: str) -> None:
        if accepting and actual != case.expected:
            accept(case, actual)
        else:
            assert actual == case.expected

    return compare


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    """One warm EPUBCheck for the whole session: each book then costs some hundredths of a second."""
    with Checker() as warm:
        yield warm
