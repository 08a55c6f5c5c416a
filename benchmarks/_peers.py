"""Other programs, each in an environment of its own under build/peers, and what they are asked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from _measure import Argv, run

HOME = Path(__file__).parent.parent / "build" / "peers"
PACKAGES: Mapping[str, Sequence[str]] = {
    "sqlite-utils": ("sqlite-utils",),
    # The newest DuckDB whose reader of SQLite files is on PyPI.
    "duckdb": ("duckdb==1.5.5", "duckdb-extensions", "duckdb-extension-sqlite-scanner==1.5.5"),
    "csv-diff": ("csv-diff",),
    "daff": ("daff",),
    "jrnl": ("jrnl",),
    "todoman": ("todoman",),
}
BEGUN = datetime(2020, 1, 1, 9, tzinfo=UTC)
WORDS = "what the party said of the matter before it, in some forty characters"


class Tool(NamedTuple):
    """One program.

    Attributes:
        name: what it is called.
        bin: the folder of its commands.
        version: which release.
    """

    name: str
    bin: Path
    version: str

    def argv(self, command: str, *arguments: str) -> list[str]:
        """A run of one of its commands."""
        return [str(self.bin / command), *arguments]


def tools() -> dict[str, Tool]:
    """Every program that can be had here, installed at the first call; why not, for the others."""
    found = dict(_installed())
    for name in (*PACKAGES, "taskwarrior", "git", "sqlite3"):
        if name in found:
            print(f"  {name} {found[name].version}")
        else:
            print(f"  {name}: left out, it cannot be installed here")
    return found


def _installed() -> Iterator[tuple[str, Tool]]:
    for name, packages in PACKAGES.items():
        folder = HOME / name
        python = folder / "bin" / "python"
        with suppress(subprocess.CalledProcessError):
            if not (folder / "ready").exists():
                shutil.rmtree(folder, ignore_errors=True)
                _quietly(sys.executable, "-m", "venv", str(folder))
                _quietly(str(python), "-m", "pip", "install", "-q", *packages)
                (folder / "ready").touch()
            told = f"import importlib.metadata as m; print(m.version({name!r}))"
            yield name, Tool(name, folder / "bin", _quietly(str(python), "-c", told))
    with suppress(subprocess.CalledProcessError, FileNotFoundError):
        yield "taskwarrior", _taskwarrior()
    for name in ("git", "sqlite3"):
        if where := shutil.which(name):
            version = _quietly(where, "--version").removeprefix("git version ").split()[0]
            yield name, Tool(name, Path(where).parent, version)


def _taskwarrior() -> Tool:
    """The system's, or its package unpacked beside the others, which needs no rights."""
    folder = Path(where).parent if (where := shutil.which("task")) else _unpacked("taskwarrior")
    return Tool("taskwarrior", folder, _quietly(str(folder / "task"), "--version"))


def _unpacked(package: str) -> Path:
    folder = HOME / package
    if not (folder / "usr").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _quietly("apt-get", "download", package, cwd=folder)
        _quietly("dpkg", "-x", str(next(folder.glob("*.deb"))), str(folder))
    return folder / "usr" / "bin"


def _quietly(*argv: str, cwd: Path | None = None) -> str:
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Kept(NamedTuple):
    """A program with so many entries: how one more is recorded, and how fifty are listed."""

    record: Argv
    listing: Argv
    env: Mapping[str, str]


def kept(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept | None:
    """A program filled with entries; None for one that records nothing."""
    fill = _FILLED.get(tool.name)
    if not fill:
        return None
    folder.mkdir(parents=True)
    return fill(tool, folder, entries, {**env, "HOME": str(folder)})


def _sqlite3(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    database = str(folder / "entries.db")
    fill = (
        "create table move (nr integer primary key, at text, text text);"
        f" insert into move (at, text) select '2020-01-01', '{WORDS}'"
        f" from generate_series(1, {entries});"
    )
    run(tool.argv("sqlite3", database, fill), env)
    one = f"insert into move (at, text) values ('2030-01-01', '{WORDS}')"
    fifty = "select * from move order by nr desc limit 50"
    return Kept(tool.argv("sqlite3", database, one), tool.argv("sqlite3", database, fifty), env)


def _sqlite_utils(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    database, many, one = (str(folder / each) for each in ("entries.db", "many.json", "one.json"))
    rows = [{"at": "2020-01-01", "text": WORDS}] * entries
    Path(many).write_text(json.dumps(rows), encoding="utf-8")
    Path(one).write_text(json.dumps(rows[:1]), encoding="utf-8")
    run(tool.argv("sqlite-utils", "insert", database, "move", many), env)
    return Kept(
        tool.argv("sqlite-utils", "insert", database, "move", one),
        tool.argv("sqlite-utils", "rows", database, "move", "--limit", "50"),
        env,
    )


def _task(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    where = {"TASKDATA": str(folder), "TASKRC": str(folder / "taskrc")}
    (folder / "taskrc").write_text("confirmation=no\nverbose=nothing\n", encoding="utf-8")
    rows = [
        {"description": f"{at} {WORDS}", "status": "pending", "entry": f"{when:%Y%m%dT%H%M%SZ}"}
        for at, when in _times(entries)
    ]
    (folder / "tasks.json").write_text(json.dumps(rows), encoding="utf-8")
    env = {**env, **where}
    run(tool.argv("task", "import", str(folder / "tasks.json")), env)
    return Kept(tool.argv("task", "add", WORDS), tool.argv("task", "limit:50", "list"), env)


def _jrnl(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    journal, config = folder / "journal.txt", folder / "jrnl.yaml"
    lines = (f"[{when:%Y-%m-%d %H:%M}] {WORDS}.\n\n" for _, when in _times(entries))
    journal.write_text("".join(lines), encoding="utf-8")
    colors = ", ".join(f"{each}: none" for each in ("body", "date", "tags", "title"))
    config.write_text(
        f"version: v{tool.version}\njournals: {{default: {{journal: {journal}}}}}\n"
        "editor: ''\nencrypt: false\ntemplate: false\ndefault_hour: 9\ndefault_minute: 0\n"
        "timeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '#@'\nhighlight: true\nlinewrap: 79\n"
        f"indent_character: '|'\ncolors: {{{colors}}}\n",
        encoding="utf-8",
    )
    jrnl = tool.argv("jrnl", "--config-file", str(config))
    return Kept([*jrnl, f"2030-01-01 09:00: {WORDS}."], [*jrnl, "-n", "50"], env)


def _todoman(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    tasks, config = folder / "lists" / "talks", folder / "config.py"
    tasks.mkdir(parents=True)
    for at, when in _times(entries):
        (tasks / f"{at}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{at}\r\nDTSTAMP:{when:%Y%m%dT%H%M%SZ}\r\nSUMMARY:{at} {WORDS}\r\n"
            "END:VTODO\r\nEND:VCALENDAR\r\n",
            encoding="utf-8",
        )
    config.write_text(
        f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache.sqlite3"\n'
        'date_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n',
        encoding="utf-8",
    )
    todo = tool.argv("todo", "--config", str(config))
    run([*todo, "list"], env)  # fills its cache
    return Kept([*todo, "new", "-l", "talks", WORDS], [*todo, "list"], env)


def _git(tool: Tool, folder: Path, entries: int, env: Mapping[str, str]) -> Kept:
    git = tool.argv("git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x.example")
    run([*git, "init", "-q", "-b", "main"], env)
    commits = "".join(
        f"commit refs/heads/main\ncommitter x <x@x.example> {int(when.timestamp())} +0000\n"
        f"data {len(WORDS)}\n{WORDS}\n"
        for _, when in _times(entries)
    )
    subprocess.run([*git, "fast-import", "--quiet"], env=env, input=commits, text=True, check=True)
    return Kept([*git, "commit", "-q", "--allow-empty", "-m", WORDS],
                [*git, "log", "-50", "--format=%h %cs %s"], env)  # fmt: skip


def _times(entries: int) -> Iterator[tuple[int, datetime]]:
    return ((at, BEGUN + timedelta(hours=at)) for at in range(entries))


_FILLED = {
    "sqlite3": _sqlite3,
    "sqlite-utils": _sqlite_utils,
    "taskwarrior": _task,
    "jrnl": _jrnl,
    "todoman": _todoman,
    "git": _git,
}
