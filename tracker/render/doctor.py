"""How the program and its database are, a fact a row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.render.holding import minute, sized
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import Row, View
from tracker.store import health

if TYPE_CHECKING:
    from tracker.store.health import Inside, Outside
    from tracker.store.server.health import Seen

COLUMNS = ("about", "fact", "value", "state")
OK, LOOK, WRONG = "ok", "look", "wrong"
_OTHERS = 0o077
_SHARED = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "ceph", "glusterfs")
_ROLES = {LOOK: "asked", WRONG: "rejected"}


def doctor_view(
    versions: Mapping[str, str], path: str, outside: "Outside", found: "Inside | TrackerError"
) -> View:
    """The facts as a view.

    Args:
        versions: of the program, and of what it stands on.
        path: the database.
        outside: what was seen of it without opening it.
        found: what it says of itself, or why it cannot be used.
    """
    rows: list[Row] = [("program", name, value, OK) for name, value in versions.items()]
    rows += _of_the_file(path, outside)
    rows += _unusable(found) if isinstance(found, TrackerError) else _of_the_database(found)
    return View("doctor", COLUMNS, rows, lambda: _sheet(rows))


def server_view(versions: Mapping[str, str], address: str, found: "Seen | TrackerError") -> View:
    """The facts of a ledger on a server as a view.

    Args:
        versions: of the program, and of what it stands on.
        address: of the ledger.
        found: what the server says, or why it cannot be used.
    """
    rows: list[Row] = [("program", name, value, OK) for name, value in versions.items()]
    rows.append(("server", "address", address, OK))
    rows += _unusable(found) if isinstance(found, TrackerError) else _of_the_server(found)
    return View("doctor", COLUMNS, rows, lambda: _sheet(rows))


def _of_the_server(found: "Seen") -> Iterator[Row]:
    yield ("server", "version", found.version, OK)
    yield ("server", "encrypted", "yes" if found.encrypted else "no", OK)
    yield ("server", "role", found.role, OK)
    yield ("server", "its rights", found.roles or None, OK if found.roles else LOOK)
    replica = f"yes, {found.lag or 'with all that came to it'}" if found.replica else "no"
    yield ("server", "replica", replica, LOOK if found.lag else OK)
    yield ("database", "schema", str(found.schema), OK)
    yield ("database", "private moves", "are sent there" if found.private else "stay away", OK)
    yield from _counted(found.counts, found.head, found.recorded_at)


def _counted(counts: Sequence[int], head: str, recorded_at: str) -> Iterator[Row]:
    for name, count in zip(health.COUNTED, counts, strict=False):
        yield ("database", name, str(count), OK)
    yield ("database", "newest move", head or None, OK)
    yield ("database", "recorded", minute(recorded_at) if head else None, OK)


def _of_the_file(path: str, outside: "Outside") -> Iterator[Row]:
    yield ("file", "path", path, OK)
    if outside.mode is None:
        yield ("file", "there", "no", WRONG)
    else:
        yield ("file", "size", sized(outside.size), OK)
        yield ("file", "permissions", f"{outside.mode:04o}", _closed(outside.mode))
    if outside.folder_mode is not None:
        writable_by_others = outside.folder_mode & 0o022 and not outside.folder_mode & 0o1000
        state = LOOK if writable_by_others else OK
        yield ("file", "folder's permissions", f"{outside.folder_mode:04o}", state)
    if outside.file_system:
        shared = outside.file_system.startswith(_SHARED)
        yield ("file", "file system", outside.file_system, LOOK if shared else OK)
    journal = f"{sized(outside.journal)}, of a command that runs or has crashed"
    yield (
        "file",
        "journal",
        journal if outside.journal else "empty",
        LOOK if outside.journal else OK,
    )
    if outside.wal:
        yield ("file", "write-ahead log", sized(outside.wal), LOOK)


def _closed(mode: int) -> str:
    return LOOK if mode & _OTHERS else OK


def _unusable(error: TrackerError) -> Iterator[Row]:
    yield ("database", "usable", f"no: {error}", WRONG)


def _of_the_database(found: "Inside") -> Iterator[Row]:
    held = found.held
    old = health.pending(held)
    schema = f"{held.schema}, to be brought up to date when it is next used"
    yield ("database", "schema", schema if old else str(held.schema), LOOK if old else OK)
    mode = "WAL, until something is recorded" if found.logs_ahead else "rollback"
    yield ("database", "journal mode", mode, LOOK if found.logs_ahead else OK)
    yield ("database", "integrity", OK if found.sound else "damaged", OK if found.sound else WRONG)
    if found.texts[0]:
        yield ("database", "texts of sources", f"{found.texts[0]}, {sized(found.texts[1])}", OK)
    yield from _counted(found.counts, held.head, held.recorded_at)


def _sheet(rows: list[Row]) -> Sheet:
    columns = [Column(""), Column("", minimum=12), Column("", flex=1, minimum=20), Column("")]
    shown, before = [], None
    for about, fact, value, state in rows:
        first = "" if about == before else str(about)
        before = about
        mark = "" if state == OK else str(state)
        cells = [Cell(first), Cell(str(fact)), Cell(str(value or "none")), Cell(mark)]
        role = _ROLES.get(str(state), "")
        shown.append([*cells[:3], cells[3]._replace(role=role)])
    return Sheet(columns, shown)
