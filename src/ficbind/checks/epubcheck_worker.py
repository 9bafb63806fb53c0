"""A child process that keeps EPUBCheck warm: `python -m ficbind.checks.epubcheck_worker`.

It answers each line of standard input, a path as JSON, with one line of JSON: the exit status and the report. Nearly
all of EPUBCheck's time goes into compiling its schemas, which is done once here while the book is still being made.
"""

import json
import os
import signal
import sys
from typing import Any

from ficbind.checks.runtimes import ASK, JAR, JVM_OPTIONS, jvm_library


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for ficbind, which ends this process
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    check = _warm_checker()
    for line in sys.stdin:
        status, report = check(json.loads(line))
        replies.write(f"{json.dumps({'status': status, 'report': json.loads(report)})}\n")
        replies.flush()


def _warm_checker() -> Any:
    """Start the virtual machine, compile the schemas, and give what checks a path."""
    import jpype

    jpype.startJVM(
        str(jvm_library()),
        *JVM_OPTIONS,
        "-Xrs",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(JAR)],
        convertStrings=True,
    )
    load = jpype.JClass("java.lang.Class").forName
    load("com.adobe.epubcheck.xml.XMLValidators")
    load("com.adobe.epubcheck.ops.OPSChecker")
    system = jpype.JClass("java.lang.System")
    stream, memory = jpype.JClass("java.io.PrintStream"), jpype.JClass("java.io.ByteArrayOutputStream")
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")

    def check(path: str) -> tuple[int, str]:
        held, autoflush = memory(), True
        system.setOut(stream(held, autoflush, "UTF-8"))
        system.setErr(stream(memory()))
        status = int(checker().run([path, *ASK]))
        system.out.flush()
        return status, str(held.toString("UTF-8"))

    return check


if __name__ == "__main__":
    main()
