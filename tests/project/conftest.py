"""What the tests of the documents share: a shell in a folder of its own, and the update flag."""

from pathlib import Path

import pytest
from transcript import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell with an empty home, in an empty folder that is the current one."""
    folder = tmp_path / "shell"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Shell(folder)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to rewrite what the documents show."""
    return bool(request.config.getoption("--update-golden"))
