"""The system libraries of the typesetter: whether they are here, and how to install them."""

import contextlib
import io
import warnings
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location

COMMANDS = {
    "Debian, Ubuntu": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
    "Windows": "install MSYS2 (msys2.org), then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango",
}
"""System → the command that installs Pango and HarfBuzz-subset."""


def missing() -> tuple[str, ...]:
    """Name the libraries that WeasyPrint cannot load on this machine."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # WeasyPrint warns about a missing HarfBuzz-subset; we report it ourselves
        try:
            from weasyprint.text import ffi
        except OSError as error:
            return (_library(str(error)),)
    return () if ffi.harfbuzz_subset else ("HarfBuzz-subset",)


def _library(message: str) -> str:
    names = {
        "gobject": "GLib",
        "pangoft2": "PangoFT2",
        "pango": "Pango",
        "harfbuzz": "HarfBuzz",
        "fontconfig": "Fontconfig",
    }
    return next((name for part, name in names.items() if part in message), "Pango")


def require() -> tuple[Diagnostic, ...]:
    """Report the missing libraries, with the command for this system."""
    import platform  # late: only a machine that lacks something asks

    here = {"Linux": "Debian, Ubuntu", "Darwin": "macOS", "Windows": "Windows"}.get(platform.system(), "Debian, Ubuntu")
    hint = f"{COMMANDS[here]} (on {here}; 'ficbind doctor' tells it for others); or leave out the PDF: --only epub"
    where = Location(Path("ficbind"))
    return tuple(
        Diagnostic(Code.MISSING_LIBRARY, "error", f"the library {name} is missing: no PDF can be typeset", where, hint)
        for name in missing()
    )
