"""The worked example, loaded through the command line once a worker and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import engines
from builders import Session

from tracker.store.sqlfiles import example

FILES = ("parties", "talks", "moves")


def loaded(folder: Path) -> Path:
    """A database in `folder` that holds the Russia–NATO talks of 2021–2022."""
    session = Session(folder)
    for name in FILES:
        session(f"import {example('nato-russia-2022') / f'{name}.csv'} --yes")
    return session.db


def copied(database: Path, folder: Path) -> Session:
    """A session with a copy of a database."""
    session = Session(folder)
    if engines.IS_SERVER:
        engines.copy(database, session)
    else:
        shutil.copy(database, session.db)
    return session
