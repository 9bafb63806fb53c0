"""What every test may use."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

import browsing
from browsing import Browser
from casefiles import Case, accept
from ficbind import machine_fonts
from ficbind.checks.epubcheck import Checker
from judgement import Court

# The suite gives the same verdict twice; HYPOTHESIS_PROFILE=search looks for new counter-examples.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite what the case files and goldens expect")


@pytest.fixture(scope="session", autouse=True)
def _no_fonts_of_this_machine() -> Iterator[None]:
    """What is told of fonts, and drawn with them, must not depend on whose machine it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine_fonts, "_listed", lambda *_: [])
        yield


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


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for the whole session, with two reading systems and Ace."""
    required(browsing.lacking())
    with Browser(tmp_path_factory.mktemp("browser") / "log.txt") as started:
        yield started


@pytest.fixture(scope="session")
def court(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Court:
    """The books to be judged, and what the browser tells of them: made once, also where several processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Court(shared / "judged", lambda: request.getfixturevalue("browser"))


@pytest.fixture(scope="session")
def mutool() -> str:
    """MuPDF's program, as the proxy of engines that know little CSS."""
    required([] if shutil.which("mutool") else ["mutool"])
    return str(shutil.which("mutool"))


def required(lacking: list[str]) -> None:
    """Leave out a judge that this machine lacks; in continuous integration that is a failure."""
    if lacking:
        message = f"not judged: {', '.join(lacking)} not found; to install it: {browsing.INSTALL}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
