"""The command `tracker`: answers --version at once, and hands everything else to the cli."""

from __future__ import annotations

import os
import sys

from tracker import __version__


def main() -> int:
    """Run the program on the arguments of this process and give its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] and _told(f"tracker {__version__}"):
        return 0
    if os.environ.get("_TRACKER_COMPLETE"):
        from tracker.cli import app
        from tracker.commands.completing import complete

        return complete(app, os.environ["_TRACKER_COMPLETE"], arguments)
    from tracker.cli import run

    return run(arguments)


def _told(text: str) -> bool:
    """Whether the text could be printed; where not, the cli finds out why and says so."""
    try:
        print(text, flush=True)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
