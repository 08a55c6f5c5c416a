"""What it costs to import somebody's file through a mapping, beside reading it into a bare table.

The file is synthetic, of the shape of a long public record: 5,000 events on 740 subjects at 313
meetings, with texts of many lines. A file of one's own, with the same columns, is measured too
where TRACKER_EVENTS or --events names it. Run it with the Python of an environment in which tracker
is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from _counting import peak_memory
from _measure import (
    Action,
    Target,
    environment,
    finish,
    interleaved,
    median_ms,
    options,
    print_targets,
    print_times,
    python,
    ratio,
    run,
    tracker,
)

EVENTS, SUBJECTS, MEETINGS = 5_000, 740, 313
FEW = 500
"""The events with `--quick`."""
COLUMNS = (
    "negotiation", "talk_id", "talk_date", "talk_title", "actor", "action", "subject_id",
    "subject_title", "responding_to_party", "text", "source",
)  # fmt: skip
ACTIONS = ("revised",) * 6 + ("accepted",) * 2 + ("other:edited",) * 2 + ("rejected", "deferred")
MOVES = """from,to
tabled,demand
revised,revise
accepted,accept
rejected,reject
deferred,defer
withdrawn,withdraw
other:*,-
"""
WHO = """from,to
tabled,Author
revised,Author
withdrawn,Author
accepted,Decision
rejected,Decision
deferred,Decision
"""
BARE = """
import csv, sqlite3, sys
file, database = sys.argv[1:]
connection = sqlite3.connect(database)
with open(file, encoding="utf-8", newline="") as opened:
    rows = csv.reader(opened)
    names = next(rows)
    connection.execute(f"create table event ({', '.join(names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"insert into event values ({marks})", rows)
connection.commit()
"""
"""The same rows as they are, in a table without an index: what nobody can go below."""


def write_events(path: Path, *, few: bool) -> None:
    """A record in which subjects are tabled, and revised and answered more than once."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(itertools.islice(_events(), FEW if few else None))


def _events() -> Iterator[tuple[str, ...]]:
    tabled = 0
    for at in range(EVENTS):
        if tabled < SUBJECTS and at % 6 == 0:
            tabled += 1
            yield _event(at, tabled, "tabled")
        else:
            yield _event(at, at * 7919 % tabled + 1, ACTIONS[at * 31 // 7 % len(ACTIONS)])


def _event(at: int, subject: int, action: str) -> tuple[str, ...]:
    month = at * MEETINGS // EVENTS
    ref = f"{2000 + month // 12}-{month % 12 + 1:02}"
    words = f"of subject {subject}, “as it was said” in event {at}\n\n"
    text = words * (1 + at % 4 + 70 * (at % 100 == 0))
    return (
        "Synthetic record", ref, f"{ref}-01", f"Events of {ref}", f"Person Nº {at % 392}", action,
        f"S {subject}", f"Subject number {subject}", "", text, f"record@{at:x}",
    )  # fmt: skip


class File:
    """One file of events, and its import."""

    def __init__(self, folder: Path, events: Path) -> None:
        self.folder = folder
        self.events = events
        self.rows = sum(1 for _ in _read(events)) - 1
        self.env = environment(folder / "fresh.db")
        rules = (
            f"move=action:{_written(folder, 'moves.csv', MOVES)}",
            f"party=action:{_written(folder, 'who.csv', WHO)}",
            "talk=talk_id", "demand=subject_id", "title=subject_title", 'to="Decision"',
        )  # fmt: skip
        self._rules = [word for rule in rules for word in ("--map", rule)]

    def command(self, *options: str, file: Path | None = None) -> Sequence[str]:
        """The import as one types it, of the events or of another file of theirs."""
        skipped = self.folder / "skipped.csv"
        skipped.unlink(missing_ok=True)
        where = ("--skip-bad", "--skipped", str(skipped), "--yes", *options)
        return tracker("import", str(file or self.events), *self._rules, *where)

    def fresh(self, *options: str, file: Path | None = None) -> Action:
        """An import into a database that is not there yet."""

        def action() -> None:
            for each in self.folder.glob("fresh.db*"):
                each.unlink()
            _run(self.command(*options, file=file), self.env)

        return action

    def again(self) -> None:
        """An import of what is there already, as the last job left it."""
        _run(self.command(), self.env)

    def bare(self) -> None:
        """The same rows in a bare table."""
        database = self.folder / "bare.db"
        database.unlink(missing_ok=True)
        run(python("-c", BARE, str(self.events), str(database)), self.env)

    def as_json_lines(self) -> Path:
        """The same events as JSON lines."""
        path = self.folder / "events.jsonl"
        names, *rows = _read(self.events)
        lines = (json.dumps(dict(zip(names, row, strict=True))) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def memory(self) -> float:
        """The most memory an import into a new database takes, in MB."""
        for each in self.folder.glob("fresh.db*"):
            each.unlink()
        dry = self.command("--dry-run")
        return peak_memory(python("-c", _ANYHOW, *dry), self.env)


_ANYHOW = "import subprocess, sys; subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL)"


def _run(argv: Sequence[str], env: Mapping[str, str]) -> None:
    """Run an import, which ends with 7 where rows of a file of one's own are bad."""
    run(python("-c", f"{_ANYHOW[:-1]}, check=False)", *argv), env)


def _read(events: Path) -> Iterator[list[str]]:
    with events.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def measured(file: File, rounds: int) -> list[Target]:
    """The figures of one file."""
    lines = file.as_json_lines()
    jobs: dict[str, Action] = {
        "import": file.fresh(),
        "again": file.again,
        "json lines": file.fresh(file=lines),
        "bare": file.bare,
    }
    times = interleaved(jobs, rounds)
    print_times(times)
    return [
        Target("import / csv.reader + executemany", ratio(times, "import", "bare"), 25),
        Target("import of what is there already / the same", ratio(times, "again", "bare"), 15),
        Target("import as JSON lines / import as CSV", ratio(times, "json lines", "import"), 1.25),
        Target("milliseconds a row, start included", median_ms(times["import"]) / file.rows),
        Target("peak memory", file.memory(), 60, " MB"),
    ]


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, more=_more)
    found: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tracker-importing-") as name:
        synthetic = Path(name) / "events.csv"
        write_events(synthetic, few=chosen.quick)
        files = {"a synthetic record": synthetic}
        if chosen.events:
            files[chosen.events] = Path(chosen.events)
        for title, events in files.items():
            lines = measured(File(Path(name), events), chosen.rounds)
            print_targets(f"Through a mapping: {title}", lines)
            found += lines
    return finish(found, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    events = os.environ.get("TRACKER_EVENTS")
    parser.add_argument("--events", metavar="FILE", default=events, help="one of yours")


if __name__ == "__main__":
    sys.exit(main())
