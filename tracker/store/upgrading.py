"""Bringing an older database up to date: one transaction, after a verified backup beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tracker.errors import DatabaseUnusable, OutputError
from tracker.store import backups, opening, schema
from tracker.store.store import Store


def upgrade(store: Store) -> None:
    """Bring the schema of a database up to date, whole or not at all, whoever else is doing so.

    What was there before is kept in a file that `store.kept` names then. An empty database gets its
    schema, with nothing to keep.

    Raises:
        DatabaseUnusable: it cannot be written, or no backup of it; it stays as it was.
    """
    try:
        with store.writing():
            version = _version(store)
            if version != schema.NEWEST:
                store.kept = _keep(store, version) if version else None
                _migrate(store)
    except BaseException:
        if store.kept:
            with suppress(OSError):  # one copy too many does no harm
                store.kept.unlink(missing_ok=True)
        raise


def _version(store: Store) -> int:
    opening.waiting(lambda: schema.check(store.connection, store.path), store.path)
    return _asked(store, "pragma user_version")


def _asked(store: Store, sql: str) -> int:
    """The number that answers a query; where the disk fails of it, that is told."""
    answer: int = opening.waiting(lambda: store.connection.execute(sql).fetchone()[0], store.path)
    return answer


def _keep(store: Store, version: int) -> Path:
    """Copy the database through a second connection: SQLite copies none that is written to."""
    kept = backups.beside(store.path, f"schema-{version}")
    try:
        with backups.steady(store.path) as unchanged:
            backups.write(unchanged, kept)
    except OutputError as error:
        raise DatabaseUnusable(
            f"{of_earlier_version(store.path, version)}, but the backup that is made before could "
            f"not be, so nothing was changed: {error}"
        ) from None
    return kept


def of_earlier_version(path: Path, version: int) -> str:
    """The beginning of a sentence on a database that is not up to date."""
    return (
        f"The database {path} was written by an earlier tracker (schema {version}) and has to be "
        f"brought up to date (schema {schema.NEWEST})"
    )


def _migrate(store: Store) -> None:
    opening.waiting(lambda: schema.migrate(store.connection), store.path)
    if not store.is_sound():
        raise opening.damaged(store.path, "brought up to date, it does not hold together")


def must_be_possible(store: Store, *, read_only: bool) -> None:
    """See that a database that is to be read can be brought up to date before.

    Raises:
        DatabaseUnusable: it or its folder is read-only, or is to be only read.
    """
    version = _version(store)
    if version and read_only:
        raise DatabaseUnusable(
            f"{of_earlier_version(store.path, version)}; use it once without --read-only."
        )
    if version and not opening.is_writable(store.path):
        raise DatabaseUnusable(
            f"{of_earlier_version(store.path, version)}, but it or its folder is read-only for "
            "you. Copy it into a folder of yours, and name the copy with --db."
        )


def must_not_be_empty(store: Store) -> None:
    """See that a file holds something.

    Raises:
        DatabaseUnusable: it is empty.
    """
    if not _asked(store, "select count(*) from sqlite_schema"):
        raise DatabaseUnusable(
            f"The database {store.path} is empty. Make a negotiation in it with: tracker init TITLE"
        )
