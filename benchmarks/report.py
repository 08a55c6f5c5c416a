"""What a report costs, in seconds beside other ways to write the same ledger, and in bytes.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from _measure import (
    Action,
    Target,
    finish,
    interleaved,
    options,
    print_targets,
    print_times,
    ratio,
    run,
    tracker,
)
from importing import File, write_events


class Ledger:
    """The record of `importing.py` as a ledger, and the files that are made of it."""

    def __init__(self, folder: Path, events: Path) -> None:
        self.folder = folder
        file = File(folder, events)
        file.fresh()()
        self.env: Mapping[str, str] = file.env

    def writing(self, name: str, *command: str) -> Action:
        """The writing of one file."""
        return lambda: run(tracker(*command, "-o", str(self.folder / name)), self.env)

    def size(self, name: str) -> int:
        """How many bytes a file has that was written."""
        return (self.folder / name).stat().st_size

    @property
    def demands(self) -> int:
        """How many demands the page tells the history of."""
        page = (self.folder / "talks.html").read_text(encoding="utf-8")
        return page.count('<article class="history"')


def measured(ledger: Ledger, rounds: int) -> list[Target]:
    """Each file beside moves.csv of the same ledger."""
    jobs = {
        "talks.html": ledger.writing("talks.html", "report", "--force"),
        "talks.md": ledger.writing("talks.md", "report", "--force"),
        "brief.html": ledger.writing("brief.html", "brief", "--for", "Decision"),
        "moves.csv": ledger.writing("moves.csv", "export", "moves"),
    }
    times = interleaved(jobs, rounds)
    print_times(times)
    return [*_seconds(times), *_bytes(ledger)]


def _seconds(times: Mapping[str, Sequence[float]]) -> list[Target]:
    most = {"talks.html": 22, "talks.md": 18, "brief.html": None}
    return [
        Target(f"{name} / moves.csv: time", ratio(times, name, "moves.csv"), each)
        for name, each in most.items()
    ]


def _bytes(ledger: Ledger) -> list[Target]:
    page, moves = ledger.size("talks.html"), ledger.size("moves.csv")
    return [
        Target("talks.html / moves.csv: bytes", page / moves, 4),
        Target("talks.html: bytes a demand", page / ledger.demands),
        Target("talks.html: megabytes", page / 1e6),
    ]


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, more=_more)
    with tempfile.TemporaryDirectory(prefix="tracker-report-") as folder:
        events = Path(chosen.events) if chosen.events else Path(folder) / "events.csv"
        if not chosen.events:
            write_events(events, few=chosen.quick)
        lines = measured(Ledger(Path(folder), events), chosen.rounds)
    print_targets("A report of many demands and talks", lines)
    return finish(lines, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    events = os.environ.get("TRACKER_EVENTS")
    parser.add_argument("--events", metavar="FILE", default=events, help="a record of your own")


if __name__ == "__main__":
    sys.exit(main())
