"""Creating and upgrading the schema, through the migrations of sqlite-utils.

Only this module loads sqlite_utils, and only when there is something to create or upgrade.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import DatabaseUnusable
from tracker.store import sqlfiles
from tracker.store.opening import APPLICATION_ID, waiting

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

NEWEST = 5  # the number of the last file in db/migrations; a test holds them together


def check(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the schema is up to date; False where it is older or not there yet.

    Raises:
        DatabaseUnusable: a database of another program, or of a newer tracker.
    """
    application, version, tables = connection.execute(
        "select application_id, user_version, (select count(*) from sqlite_schema)"
        " from pragma_application_id, pragma_user_version"
    ).fetchone()
    if application != APPLICATION_ID and tables:
        raise DatabaseUnusable(f"{path} is not a tracker database; name another with --db.")
    if version > NEWEST:
        raise newer(path, version)
    return bool(version == NEWEST)


def newer(path: Path, version: int) -> DatabaseUnusable:
    """The error for a database with a schema that this program does not know yet."""
    return DatabaseUnusable(
        f"The database {path} was written by a newer tracker (schema {version}; this one "
        f"knows {NEWEST}). Upgrade: pip install --upgrade negotiation-tracker"
    )


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, whole or not at all, whoever else is doing so now."""
    waiting(lambda: _upgrade(connection, path), path)


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("begin immediate")
    try:
        if not check(connection, path):
            migrate(connection)
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def make(connection: sqlite3.Connection, version: int) -> None:
    """Make the schema of a version in an empty database; the newest with its views."""
    if version == NEWEST:
        migrate(connection)
        return
    from sqlite_utils import Database

    _migrations(version).apply(Database(connection, execute_plugins=False))


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date within the open transaction."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    _migrations().apply(database)
    for name, sql in sqlfiles.views():
        connection.execute(f'drop view if exists "{name}"')
        connection.execute(sql)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute(f"pragma user_version = {NEWEST}")


def _migrations(until: int | None = None) -> Migrations:
    from sqlite_utils import Migrations

    migrations = Migrations("tracker")
    for name, sql in sqlfiles.migrations()[:until]:
        migrations(name=name, transactional=True)(_step(sql))
    return migrations


def _step(sql: str) -> Callable[[Database], None]:
    def run(database: Database, /) -> None:
        database.executescript(sql)

    return run
