"""The wheel holds the program and its SQL, all of it and nothing else."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PRIVATE = (
    "db/ours.sqlite",
    "db/examples/ours.db",
    "db/queries/notes.py",
    "tracker/.env",
    "tracker/render/page/templates/ours.db",
)
SHIPPED = (".py", ".typed", ".html", ".css", ".js")


def tracked(checkout: Path, *folders: str) -> list[str]:
    """The files that git tracks under `folders`; an unpacked sdist has no such list."""
    if not (checkout / ".git").exists():
        pytest.skip("compares with the files that git tracks, and this is no clone")
    listing = subprocess.run(
        ["git", "ls-files", "-z", *folders],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return listing.stdout.split("\0")[:-1]


def build(root: Path, into: Path, *what: str) -> Path:
    """The path of the one wheel built from `root`."""
    command = [sys.executable, "-P", "-m", "build", "--no-isolation", "--outdir", str(into), *what]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = into.glob("*.whl")
    return wheel


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture
def clone(checkout: Path, tmp_path: Path) -> Path:
    """The tracked files alone, with files beside them that are nobody else's business."""
    root = tmp_path / "clone"
    for name in tracked(checkout):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((checkout / name).read_bytes())
    for name in PRIVATE:
        (root / name).write_text("private", encoding="utf-8")
    return root


def test_the_wheel_holds_the_sql_and_the_examples_that_git_tracks(
    checkout: Path, tmp_path: Path
) -> None:
    expected = {
        f"tracker/{name}"
        for name in tracked(checkout, "db")
        if name.endswith(".sql") or (name.startswith("db/examples/") and name.endswith(".csv"))
    }
    packed = names(build(checkout, tmp_path, "--wheel"))
    assert {name for name in packed if name.startswith("tracker/db/")} == expected
    assert len(expected) > 3


def test_a_wheel_by_way_of_the_sdist_is_the_same_and_holds_nothing_private(
    checkout: Path, clone: Path, tmp_path: Path
) -> None:
    wheel = build(clone, tmp_path / "dist")
    modules = {name for name in tracked(checkout, "tracker") if name.endswith(SHIPPED)}
    packed = names(wheel)
    assert modules <= packed
    assert {name.split("/")[0] for name in packed - modules} == {
        "tracker",
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info",
    }
    assert {n for n in packed - modules if n.startswith("tracker/")} == {
        n for n in packed if n.startswith("tracker/db/")
    }
    assert not [name for name in packed for private in PRIVATE if name.endswith(private)]


def test_the_sdist_holds_what_is_needed_to_test_it(clone: Path, tmp_path: Path) -> None:
    build(clone, tmp_path / "dist")
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert held >= {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py", "Makefile"}
    assert not held & set(PRIVATE)
