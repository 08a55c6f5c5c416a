"""Every command that writes, what it finds, and what a folder holds before and after it."""

import hashlib
import shlex
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from builders import Session, with_talks
from faulty import Program

DUMPS = Path(__file__).parent / "store" / "schemas"
DEMANDS = 12

LINES = {
    "record": "reject RU-1 no --by NATO,US --at T2",
    "correct": "correct {moves} 'not now' --move defer",
    "party": "party edit NATO --name 'The Alliance'",
    "minutes": "minutes notes.txt --yes",
    "import": "import moves.csv --yes",
    "merge": "merge other.db --yes",
    "bundle apply": "bundle apply bundle.jsonl --yes",
    "undo": "undo --yes",
    "init": "--db deep/new.db init Talks",
    "upgrade": "--db older.db positions",
    "restore": "restore old.db --yes",
    "backup": "backup -o kept.db --force",
    "backup --keep": "backup --keep 1",
    "export": "export moves -o out.csv",
    "export reports": "export reports reports",
    "report": "report -o talks.html --force",
    "bundle create": "bundle create -o all.jsonl",
}
"""Every command that writes, by a name of ours."""
CHANGE_THE_LEDGER = tuple(LINES)[:8]
DATABASES = {"init": "deep/new.db", "upgrade": "older.db"}
"""The database that a command works on, where that is not talks.db."""
OLDER = {"backup --keep": ("talks.backup-2026-01-01T000000Z.db",)}
"""What a command removes."""


def prepare(folder: Path) -> Path:
    """A folder with a ledger and all that the commands read or replace."""
    session = with_talks(folder)
    session("demand 'no expansion' --by RU --to NATO,US --at T1")
    session("demand 'withdraw' --by NATO --to RU --at T1")
    shutil.copy(session.db, folder / "old.db")
    shutil.copy(session.db, folder / "kept.db")
    shutil.copy(session.db, folder / "talks.backup-2026-01-01T000000Z.db")
    shutil.copy(session.db, folder / "other.db")
    session("accept NATO-1 --by RU --in-part 'in stages' --at T2")
    session("reject RU-1 'never' --by US --at T1")
    session(f"--db {folder / 'other.db'} demand 'a hotline' --by US --to RU --at T2")
    session(f"--db {folder / 'other.db'} defer RU-1 --by NATO --at T2")
    session(f"--db {folder / 'other.db'} bundle create -o {folder / 'bundle.jsonl'}")
    session.write(
        "moves.csv", "talk,party,move,demand,to,text",
        *(f"T2,RU,demand,X-{n},NATO,number {n} {'more ' * 20}" for n in range(DEMANDS)),
    )  # fmt: skip
    session.write("notes.txt", "talk T3", "NATO rejects RU-1: no", "US demands RU: leave",
                  "RU rejects US-1: no")  # fmt: skip
    session.write("out.csv", "old")
    session.write("talks.html", "old")
    with closing(sqlite3.connect(folder / "older.db")) as client:
        client.executescript((DUMPS / "1.sql").read_text(encoding="utf-8"))
    for journal in folder.glob("*-journal"):
        journal.unlink()  # empty, as after the very first command
    return folder


def arguments(name: str, folder: Path) -> list[str]:
    """The arguments of a command, with the ids that it names."""
    line = LINES[name]
    if "{moves}" in line:
        query = "select id from move where verb = 'reject' order by nr desc"
        with closing(sqlite3.connect(folder / "talks.db")) as client:
            line = line.format(moves=client.execute(query).fetchone()[0])
    return shlex.split(line)


def holds(folder: Path) -> dict[str, str]:
    """What each file of a folder says, by name; a database that holds nothing is none.

    Whatever a killed command left is taken back first, as the next one does; each database must
    be sound.
    """
    found = {}
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = str(file.relative_to(folder))
        if file.name.endswith((".part", "-journal")) or file.name.startswith("."):
            continue
        found[name] = said_by(file) if file.suffix == ".db" else _hash(file.read_bytes())
    return {name: said for name, said in found.items() if said}


def said_by(database: Path) -> str | None:
    """A hash of all that a sound database says; None where there is nothing in it."""
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma integrity_check").fetchall() == [("ok",)], database
        assert client.execute("pragma foreign_key_check").fetchall() == []
        tables = client.execute(
            "select name from sqlite_schema where type = 'table' and name not like '\\_sqlite%'"
            " escape '\\' and sql not like '%virtual%' and name not like 'word%' order by name"
        ).fetchall()
        rows = [(name, sorted(map(repr, client.execute(f'select * from "{name}"'))))
                for (name,) in tables]  # fmt: skip
    held = dict(rows)
    return _hash(repr(rows).encode()) if held.get("negotiation") else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def parts(folder: Path) -> set[str]:
    """The files that a command was still writing."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*.part*")}


def in_copy(prepared: Path, folder: Path, name: str) -> Path:
    """A fresh folder with what a command reads or replaces, as prepared."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in prepared.iterdir():
        if file.name in (
            *LINES[name].split(),
            DATABASES.get(name, "talks.db"),
            *OLDER.get(name, ()),
        ):
            shutil.copy(file, folder)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """What a command needs to be told, of a folder."""
    return {**Session(folder).env, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class Uninterrupted(NamedTuple):
    """What a command does where nothing is in its way.

    Attributes:
        before: what the folder holds before it.
        after: what it holds after it.
        calls: how many calls it makes that can fail.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    calls: int


def uninterrupted(program: Program, name: str, prepared: Path, folder: Path) -> Uninterrupted:
    """What a command does, and that it works."""
    before = holds(in_copy(prepared, folder, name))
    ended = program(arguments(name, folder), folder, environment(folder))
    assert ended.code == 0, ended
    return Uninterrupted(before, holds(folder), ended.calls)


def between(done: Uninterrupted, found: Mapping[str, str]) -> bool:
    """Whether each file of a folder is as it was before a command, or as it is after."""
    names = {*done.before, *done.after, *found}
    return all(found.get(n) in (done.before.get(n), done.after.get(n)) for n in names)
