"""The entry point: exit status 0 done, 1 the user can mend it, 3 a bug of ours, 130 interrupted."""

import atexit
import gc
import os
import signal
import sys
import time
from threading import Timer
from types import FrameType
from typing import NoReturn

BUG, INTERRUPTED = 3, 130

_TIDYING = 2.0
"""Seconds in which a second Ctrl-C is that of an impatient finger."""

_A_MOMENT = 0.02


def main() -> NoReturn:
    """Run the command line and turn whatever happens into an exit status."""
    signal.signal(signal.SIGTERM, _terminate)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as it is for what a shell runs behind
        signal.signal(signal.SIGINT, _Interruption())
        sys.unraisablehook = sys.unraisablehook if sys.platform == "win32" else _not_lost
    collect_seldom()
    try:
        from ficbind.cli import app  # late, so that Ctrl-C is answered from the first moment

        sys.exit(app())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception:  # the last resort: say that the bug is ours, with what we need to mend it
        import traceback

        traceback.print_exc()
        print("\nthis is a bug in ficbind; please report it with the lines above", file=sys.stderr)
        sys.exit(BUG)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left to do is to end


class _Interruption:
    """What Ctrl-C does; pressed again at once, it does not disturb the tidying up after it was pressed first."""

    def __init__(self) -> None:
        self._deaf_until = 0.0

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if time.monotonic() >= self._deaf_until:
            self._deaf_until = time.monotonic() + _TIDYING
            raise KeyboardInterrupt


def _not_lost(unraisable: "sys.UnraisableHookArgs") -> None:
    """Interrupt again where Python was at work on something that cannot fail, such as the end of an object."""
    if unraisable.exc_type is KeyboardInterrupt:
        signal.signal(signal.SIGINT, _Interruption())
        # At once it would be within this function, and lost again; any other way would not wake a thread that waits.
        Timer(_A_MOMENT, os.kill, [os.getpid(), signal.SIGINT]).start()
    else:
        sys.__unraisablehook__(unraisable)


def collect_seldom() -> None:
    """Let the garbage collector look seldom, and not at the end: what a book is made of is in use until it is written.

    It saves a tenth of the time of an EPUB; the first number is the objects between two looks, of which each has some
    hundred bytes.
    """
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
