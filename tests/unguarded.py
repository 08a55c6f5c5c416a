"""Changing a database as somebody would who is not bound by its triggers."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import engines
from builders import Session


def alter(session: Session, *statements: str) -> None:
    """Change what a session has recorded, whichever engine keeps it."""
    if engines.IS_SERVER:
        for statement in statements:
            engines.asked(session.env["TRACKER_DB"], statement, (), unguarded=True)
        return
    with closing(sqlite3.connect(session.db, isolation_level=None)) as client:
        unguarded(client, *statements)


def unguarded(client: sqlite3.Connection, *statements: str) -> None:
    """Change a database behind the back of its triggers, and put them back."""
    triggers = client.execute(
        "select name, sql from sqlite_schema where type = 'trigger'"
    ).fetchall()
    client.execute("pragma foreign_keys = off")
    for name, _ in triggers:
        client.execute(f"drop trigger {name}")
    for statement in statements:
        client.execute(statement)
    for _, sql in triggers:
        client.execute(sql)
