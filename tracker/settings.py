"""Where the database is (--db, else TRACKER_DB, else the user's data folder), and who records."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tracker.errors import UsageError

FOLDER = "negotiation-tracker"
FILE = "tracker.db"
SERVERS = ("postgresql://", "postgres://")


def database_named(given: str | None, environment: Mapping[str, str]) -> str | None:
    """How the database was named, by --db or TRACKER_DB; None where it was not."""
    return given if given is not None else environment.get("TRACKER_DB")


def is_read_only(environment: Mapping[str, str]) -> bool:
    """Whether TRACKER_READ_ONLY says that nothing is to be written."""
    return environment.get("TRACKER_READ_ONLY", "").lower() not in ("", "0", "no", "false")


def is_address(named: str) -> bool:
    """Whether a database that is so named is on a server, rather than in a file."""
    return named.startswith(SERVERS)


def database_path(named: str | None, environment: Mapping[str, str]) -> Path:
    """The database file to use.

    Args:
        named: how it was named, if at all.
        environment: the process's environment variables.

    Raises:
        UsageError: the path is empty or holds a NUL.
    """
    if named is None:
        return data_folder(environment) / FILE
    if not named or "\0" in named or named == ":memory:":
        raise UsageError(f"“{named}” is not the path of a file; name the database with --db FILE.")
    return Path(named).expanduser()


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder for this program's data, by the custom of the platform.

    Source: XDG Base Directory Specification 0.8 ($XDG_DATA_HOME, absolute, else ~/.local/share);
    on macOS ~/Library/Application Support, on Windows %LOCALAPPDATA%.
    """
    base = environment.get("XDG_DATA_HOME", "")
    if base and Path(base).is_absolute():
        return Path(base) / FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / FOLDER
    local = environment.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local) / FOLDER
    return Path.home() / ".local" / "share" / FOLDER


def recorder(environment: Mapping[str, str]) -> str:
    """Who records in a file: whoever uses the program."""
    for name in ("TRACKER_USER", "USER", "LOGNAME", "USERNAME"):
        if found := environment.get(name):
            # A name in another encoding is no reason not to record.
            return os.fsencode(found).decode(errors="replace")
    try:
        from pwd import getpwuid

        return getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return "unknown"
