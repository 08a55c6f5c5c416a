"""The database, in a file or on a server: opening it, its schema, and every read and write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import settings
from tracker.errors import Refused, TrackerError

if TYPE_CHECKING:
    from tracker.store.server.address import Address
    from tracker.store.store import Store

# What reading damaged rows can come to in the code that takes them for what was written.
_SYMPTOMS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def placed(given: str | None, environment: Mapping[str, str]) -> Path | Address:
    """Where the database in use is: a file, or the address of a server.

    Args:
        given: what --db named, if it was given.
        environment: the process's environment variables.

    Raises:
        UsageError: it is neither, or the address holds a password.
        NotInstalled: there is nothing to reach a server by.
    """
    named = settings.database_named(given, environment)
    if named is None or not settings.is_address(named):
        return settings.database_path(named, environment)
    from tracker.store.server.address import Address

    return Address(named)


@contextmanager
def opened_to_read(
    place: Path | Address, say: Callable[[str], None], *, read_only: bool = False
) -> Iterator[Store]:
    """A database, unchanging while it is read.

    Args:
        place: where it is.
        say: tells the person what became of an older one, and how far a replica lies behind.
        read_only: whether an older one stays as it is, and nothing at all is written.
    """
    if not isinstance(place, Path):
        from tracker.store.server.store import open_server

        with closing(open_server(place, read_only=read_only)) as server, server.reading():
            if lag := server.lag():
                say(f"This replica {lag}.")
            yield server
        return
    from tracker.store.store import open_for_reading

    with closing(open_for_reading(place, read_only=read_only)) as store:
        _say_what_is_kept(store, say)
        with watched(store), store.reading():
            yield store


@contextmanager
def opened_to_record(
    place: Path | Address, say: Callable[[str], None], *, create: bool, read_only: bool = False
) -> Iterator[Store]:
    """A database, to write to; the caller opens the transaction.

    Args:
        place: where it is.
        say: tells the person what became of an older one.
        create: whether to make a file where there is none; it goes again where what is done in it
            fails.
        read_only: whether it is refused.

    Raises:
        Refused: it is.
    """
    must_be_recordable(place, read_only=read_only)
    if not isinstance(place, Path):
        from tracker.store.server.store import open_server

        with closing(open_server(place)) as server:
            yield server
        return
    from tracker.store.store import open_for_writing

    made = False
    if create:
        from tracker.store import placing

        made = placing.create(place)
    store = open_for_writing(place, create=create)
    _say_what_is_kept(store, say)
    try:
        with watched(store):
            yield store
    except BaseException:
        if made:
            store.close()
            with suppress(OSError):  # what is left holds nothing
                for path in (place, Path(f"{place}-journal")):
                    path.unlink(missing_ok=True)
        raise
    finally:
        store.close()


def must_be_recordable(place: Path | Address, *, read_only: bool) -> None:
    """See that a database may be written to.

    Raises:
        Refused: the person asked that it is not.
    """
    if read_only:
        raise Refused(
            f"{place} is left as it is, as --read-only or TRACKER_READ_ONLY asks; run this without."
        )


def _say_what_is_kept(store: Store, say: Callable[[str], None]) -> None:
    if store.kept:
        say(f"{store.path} has been brought up to date; as it was, it is kept in {store.kept}.")


@contextmanager
def watched(store: Store) -> Iterator[None]:
    """Let what comes of a failing or damaged file be told as that, not as a fault of others."""
    try:
        yield
    except (TrackerError, *_SYMPTOMS) as error:
        if store.failure:
            raise store.failure from None
        if isinstance(error, TrackerError) or store.is_sound():
            raise
        from tracker.store import opening

        raise opening.damaged(store.path, error) from error
