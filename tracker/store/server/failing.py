"""What a server says when it fails, as one sentence with the exit code."""

from __future__ import annotations

import re

import psycopg
from psycopg import errors

from tracker.errors import DatabaseBusy, DatabaseUnusable, Refused, TrackerError, UsageError
from tracker.store.server.address import Address

LONGEST_REASON = 160
WAIT_SECONDS = 30

NO_LEDGER = "{address} holds no ledger. Make one with: tracker hub init {address}"

_SAME_MOMENT = "Somebody recorded in {address} at the same moment; nothing was recorded. Try again."
_SENTENCES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.InsufficientPrivilege, "You may not do this on {address} ({error}); ask who keeps it."),
    (
        errors.ReadOnlySqlTransaction,
        "{address} is only to be read; if it is a replica, record on its primary.",
    ),
    (errors.DiskFull, "The disk of {address} is full; nothing was recorded. Make room there."),
    (errors.OutOfMemory, "{address} has no memory left ({error}); nothing was recorded."),
    (errors.UndefinedTable, NO_LEDGER),
    (errors.InvalidSchemaName, NO_LEDGER),
)
_BUSY: tuple[tuple[type[psycopg.Error], str], ...] = (
    (
        errors.LockNotAvailable,
        f"Others have been recording in {{address}} for {WAIT_SECONDS} seconds; nothing was "
        "recorded. Try again when they have finished.",
    ),
    (
        errors.QueryCanceled,
        "{address} ended this before it was done ({error}); nothing was recorded. Try again, or "
        "let who keeps it give more time.",
    ),
    (errors.SerializationFailure, _SAME_MOMENT),
    (errors.DeadlockDetected, _SAME_MOMENT),
)


_NOT_THAT_ONE = (
    "The server of {address} did not prove to be that one ({error}); name the certificate of who "
    "vouches for it with sslrootcert."
)
_NUL = re.compile(r"NUL|\\u0000")
"""How a NUL is told of: in a value, or in the JSON of one."""
_LIMIT_EXCEEDED = "54"
"""The class of what a server says of what is longer, or deeper, than it can hold.

Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""
_NO_PRIVATE = "TR001"
"""What db/postgres/guards.sql says where a private move comes to a ledger that takes none."""
# What keeps a connection from being made, by what libpq says of it, in its words.
_NO_WAY_IN = {
    "no password supplied": (
        "{address} asks for a password, and there is none for it in ~/.pgpass or PGPASSWORD."
    ),
    "password authentication failed": (
        "{address} does not take the password ({error}); put the right one into ~/.pgpass or "
        "PGPASSWORD."
    ),
    "does not support SSL": (
        "The server of {address} offers no TLS, and nothing goes over a network in the open; let "
        "who keeps it switch that on."
    ),
    "root certificate file": (
        "The certificate of who vouches for {address} is not there ({error}); name it with "
        "sslrootcert."
    ),
    "certificate verify failed": _NOT_THAT_ONE,
    "server certificate for": _NOT_THAT_ONE,
    "does not exist": (
        "The server of {address} knows none such ({error}); mend the address, or let who keeps the "
        "server make it (createdb, createuser)."
    ),
}
_AT_WHICH = re.compile(r"connection failed: (connection to server .*? failed: )?(FATAL: +)?")


def explain(error: psycopg.Error, address: Address, *, ending: bool = False) -> TrackerError:
    """The sentence for a failure of the server or of the way to it.

    Args:
        error: as it was raised.
        address: of the server.
        ending: whether all was to be kept by then, so that what is lost may be the answer alone.
    """
    for kind, sentence in _BUSY:
        if isinstance(error, kind):
            return DatabaseBusy(sentence.format(address=address, error=_in_short(error)))
    if given := _about_what_was_given(error, address):
        return given
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return DatabaseUnusable(sentence.format(address=address, error=_in_short(error)))
    said = _in_short(error)
    for words, sentence in _NO_WAY_IN.items():
        if words in said and error.sqlstate is None:
            return DatabaseUnusable(sentence.format(address=address, error=said))
    if isinstance(error, psycopg.OperationalError):
        kept = "nothing was recorded."
        if ending:
            kept = (
                "whether this was recorded is not known. Look (tracker log) before you record it "
                "again."
            )
        return DatabaseUnusable(f"The server of {address} cannot be reached ({said}); {kept}")
    return DatabaseUnusable(f"{address} cannot be used: {said}.")


def _about_what_was_given(error: psycopg.Error, address: Address) -> TrackerError | None:
    """The sentence for what no server takes, whoever asks."""
    if isinstance(error, psycopg.DataError) and _NUL.search(str(error)):
        return UsageError("A text holds a NUL character, which no text has; take it out.")
    if (error.sqlstate or "").startswith(_LIMIT_EXCEEDED):
        return Refused(
            f"Something is longer than {address} can hold ({_in_short(error)}); nothing was "
            "recorded. Shorten it."
        )
    if error.sqlstate == _NO_PRIVATE:
        return Refused(
            f"{address} takes no private moves; nothing was recorded. Keep it in a file of your "
            f"own, or let who keeps that run: tracker hub init {address} --private"
        )
    return None


def _in_short(error: psycopg.Error) -> str:
    """The first line of what is said: what follows may quote what was to be recorded."""
    said = error.diag.message_primary or str(error).partition("\n")[0]
    line = _AT_WHICH.sub("", " ".join(said.split()).rstrip("."))
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"


def no_tables(address: Address, *, is_replica: bool, alone: bool) -> DatabaseUnusable:
    """Why what was known at another time cannot be shown: it takes tables of its own.

    Args:
        address: of the ledger.
        is_replica: whether it is one.
        alone: whether we ourselves look without writing.
    """
    what, instead = "is only to be read", "ask who keeps it"
    if is_replica:
        what, instead = "is a replica", "ask its primary"
    elif alone:
        instead = "leave out --read-only"
    return DatabaseUnusable(
        f"{address} {what}, and cannot show what was known at another time, which takes tables of "
        f"its own; {instead}."
    )
