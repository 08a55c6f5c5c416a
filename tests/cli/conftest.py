"""Sessions to start from: nothing but a negotiation, parties and talks, the worked example."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest
import story as example
from builders import Session


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
