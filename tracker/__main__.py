"""The command `tracker`: answers --version at once, and hands everything else to the cli."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from tracker import __version__

# Python looks for garbage at every 700 new objects: forty times until a page is shown, and in vain,
# for 3 % of its time. A long import is still swept, every so often.
GARBAGE_AT = 100_000
INTERRUPTED = 130


def main() -> int:
    """Run the program on the arguments of this process, and end the process with its exit code.

    Returns:
        The exit code, where the process could not be ended at once.
    """
    gc.set_threshold(GARBAGE_AT)
    code = run_program()
    try:
        _leave(code)
    except KeyboardInterrupt:  # whoever reads the output has not taken it yet
        os._exit(INTERRUPTED)
    return code


def run_program() -> int:
    """Run the program on the arguments of this process and give its exit code."""
    sys.unraisablehook = _lost
    try:
        return _run()
    except KeyboardInterrupt:  # typer sees to it too, but only once all is loaded
        return INTERRUPTED


def _run() -> int:
    arguments = sys.argv[1:]
    if arguments == ["--version"] and _told(f"tracker {__version__}"):
        return 0
    if os.environ.get("_TRACKER_COMPLETE"):
        from tracker.cli import app
        from tracker.commands.completing import complete

        return complete(app, os.environ["_TRACKER_COMPLETE"], arguments)
    from tracker.cli import run

    return run(arguments)


def _lost(found: sys.UnraisableHookArgs) -> None:
    """Ctrl-C ends the program where Python would lose it too, as in what an import calls back."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(found)


def _told(text: str) -> bool:
    """Whether the text could be printed; where not, the cli finds out why and says so."""
    try:
        print(text, flush=True)
    except OSError:
        return False
    return True


def _leave(code: int) -> None:
    """End the process with what it has written and without taking itself apart piece by piece.

    To take down every module and object is a tenth of the time of a command. The database is
    closed before, and what other modules have put off to the end is done (by a function of atexit
    that is not documented). Where a stream does not take its last bytes, nothing is ended: Python
    tells of that as it goes the ordinary way.
    """
    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(run_program())  # the ordinary way, for debuggers and profilers
