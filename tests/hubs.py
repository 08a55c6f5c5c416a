"""Members of a hub: people with a ledger of their own each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import engines
import servers
from builders import SET_UP, Session


def member(folder: Path, name: str, hub: str, *, ahead: float = 0) -> Session:
    """Somebody who has joined a hub and has nothing yet.

    Args:
        folder: where a folder is made for what is theirs.
        name: theirs.
        hub: its address.
        ahead: by how many seconds their clock is ahead; less than none where it is behind.
    """
    (folder / name).mkdir()
    session = Session(folder / name)
    session.env |= {"TRACKER_DB": str(session.db), "TRACKER_USER": name}
    session.put_clock(timedelta(seconds=ahead))
    session(f"hub join {hub}")
    return session


def live(folder: Path, database: str, role: str = servers.ADMIN) -> Session:
    """Somebody who works on the server of the tests itself, as a role of it."""
    session = Session(folder)
    session.env["TRACKER_DB"] = engines.server().address(database, role)
    return session


def logins(prefix: str) -> dict[str, str]:
    """A login for each of our roles, by its name."""
    made = {role: f"{prefix}_{role}" for role in ("reader", "recorder", "admin")}
    for role, login in made.items():
        engines.server().does(f"create role {login} login in role tracker_{role}")
    return made


def begin(session: Session) -> None:
    """Start a negotiation of three parties and three talks."""
    for line in ("init 'Security talks'", *SET_UP):
        session(line)


def ledger(session: Session) -> Iterator[tuple[str, ...]]:
    """What is on record, and how it stands, whatever the order of its arrival."""
    for line in ("export moves", "positions", "talk list", "party list", "issue list"):
        yield tuple(sorted(session(f"{line} --include-private --format csv").splitlines()))


def synced(*sessions: Session) -> None:
    """Let everybody sync until everybody knows everything, and see that all have the same."""
    for session in (*sessions, *sessions):
        session("sync")
    assert len({tuple(ledger(session)) for session in sessions}) == 1


OF_THE_CALLER = """
do $$
declare
  guard record;
begin
  for guard in select oid::regprocedure as name from pg_proc
    where pronamespace = 'tracker'::regnamespace
  loop
    execute format('alter function %s reset all', guard.name);
  end loop;
end
$$
"""
"""Lets the guards look for what they name along the search path of whoever calls."""


def older(server: servers.Server) -> str:
    """The database of a hub as programs made it before they wrote down who may do what by name."""
    import psycopg

    from tracker.store import sqlfiles

    roles = Path(__file__).parent / "store" / "schemas" / "postgres" / "roles.sql"
    name = server.database()
    with psycopg.connect(server.address(name)) as connection:
        connection.execute("create schema tracker")
        connection.execute("set search_path = tracker")
        connection.execute(sqlfiles.postgres("guards").encode())
        connection.execute(OF_THE_CALLER)
        for number, sql in sqlfiles.read_all(sqlfiles.root() / "postgres" / "migrations"):
            connection.execute(sql.encode())
            if number.startswith("0004"):
                connection.execute(
                    "create table move_0 partition of move for values with (modulus 1, remainder 0)"
                )
        connection.execute("insert into about values (5, gen_random_uuid()::text, true)")
        connection.execute(sqlfiles.postgres("made").encode())
        connection.execute(roles.read_bytes())
    return name


LABELS = ("title", "issue", "by", "kind", "chain", "given")


def public(session: Session) -> set[str]:
    """What is public, and how it stands, whatever the order of its arrival.

    The labels of demands stand in the positions, of those that were put in public: who put another
    in private sees of it by whom, and what goes by its key.
    """
    moves = session.rows("export moves")
    put = {row["demand"] for row in moves if row["move"] == "demand"}
    found = {str(_without_labels(row)) for row in moves}
    for row in session.rows("positions --all"):
        found.add(str(row if row["demand"] in put else _without_labels(row)))
    for line in ("talk list", "party list"):
        found.update(session(f"{line} --format csv").splitlines())
    return found | {str(row) for row in session.rows("issue list") if row["demands"] != "0"}


def _without_labels(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in LABELS}


def told_in_public(hub: str, *sessions: Session) -> None:
    """Let everybody sync until everybody knows what is public, and see that it is the same."""
    for session in (*sessions, *sessions):
        session("sync")
    live = Session(sessions[0].folder)
    live.env["TRACKER_DB"] = hub
    there = public(live)
    for session in sessions:
        differing = public(session) ^ there
        assert not differing, sorted(differing)
    for session in (*sessions, live):
        session("check --fail-on error")  # ends with 0
