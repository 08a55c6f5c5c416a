"""Changing a database as somebody would who is not bound by its triggers."""

from __future__ import annotations

import sqlite3


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
