"""The entry point: exit status 0 done, 1 the user can mend it, 3 a bug of ours, 130 interrupted."""

import atexit
import gc
import signal
import sys
from types import FrameType
from typing import NoReturn

BUG = 3


def main() -> NoReturn:
    """Run the command line and turn whatever happens into an exit status."""
    signal.signal(signal.SIGTERM, _terminate)
    collect_seldom()
    from ficbind.cli import app  # late, so that Ctrl-C is answered from the first moment

    try:
        sys.exit(app())
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception:  # the last resort: say that the bug is ours, with what we need to mend it
        import traceback

        traceback.print_exc()
        print("\nthis is a bug in ficbind; please report it with the lines above", file=sys.stderr)
        sys.exit(BUG)


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
