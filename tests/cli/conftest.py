"""Sessions to start from: nothing but a negotiation, parties and talks, the worked example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import builders
import engines
import pytest
import story as example
from builders import Session


@pytest.fixture(autouse=True)
def databases_of_the_test(tmp_path: Path) -> Iterator[None]:
    """On a server, the databases of a test go when it ends, as its folder does."""
    yield
    engines.drop_below(tmp_path)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A negotiation that has just been started."""
    return builders.begun(tmp_path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the parties RU, NATO and its member US, and three talks held."""
    return builders.with_talks(tmp_path_factory.mktemp("prepared")).db


@pytest.fixture
def run(prepared: Path, tmp_path: Path) -> Session:
    """A session with the parties RU, NATO and its member US, and the talks T1 to T3."""
    return example.copied(prepared, tmp_path)


@pytest.fixture(scope="session")
def example_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, loaded."""
    return example.loaded(tmp_path_factory.mktemp("story"))


@pytest.fixture
def story(example_db: Path, tmp_path: Path) -> Session:
    """A session with the worked example."""
    return example.copied(example_db, tmp_path)


@pytest.fixture
def alice(prepared: Path, tmp_path: Path) -> Session:
    """Alice, with three parties and three talks."""
    (tmp_path / "alice").mkdir()
    session = example.copied(prepared, tmp_path / "alice")
    session.env["TRACKER_USER"] = "alice"
    return session


@pytest.fixture
def bob(tmp_path: Path) -> Session:
    """Bob, who has no ledger yet; his clock is a minute ahead."""
    (tmp_path / "bob").mkdir()
    session = Session(tmp_path / "bob")
    session.env["TRACKER_USER"] = "bob"
    for _ in range(60):
        session("path")
    return session
