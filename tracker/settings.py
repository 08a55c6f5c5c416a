"""Where the database is: --db, else TRACKER_DB, else the user's data folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from tracker.errors import UsageError

FOLDER = "negotiation-tracker"
FILE = "tracker.db"


def database_path(given: str | None, environment: Mapping[str, str]) -> Path:
    """The database file to use.

    Args:
        given: the value of --db, if any.
        environment: the process's environment variables.

    Raises:
        UsageError: the path is empty or holds a NUL.
    """
    path = given if given is not None else environment.get("TRACKER_DB")
    if path is None:
        return data_folder(environment) / FILE
    if not path or "\0" in path or path == ":memory:":
        raise UsageError(f"“{path}” is not the path of a file; name the database with --db FILE.")
    return Path(path).expanduser()


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
