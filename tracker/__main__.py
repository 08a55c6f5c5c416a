"""The command `tracker`: answers --version at once, and hands everything else to the cli."""

from __future__ import annotations

import sys

from tracker import __version__


def main() -> int:
    """Run the program on the arguments of this process and give its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        print(f"tracker {__version__}")
        return 0
    from tracker.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
