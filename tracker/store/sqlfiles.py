"""The files of db/: the SQL by name, and the examples; in a wheel and in a checkout alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tracker.errors import DatabaseUnusable

_INCLUDE = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


@cache
def root() -> Path:
    """The db/ folder of the running program.

    Raises:
        DatabaseUnusable: the installation holds no SQL files.
    """
    # Not importlib.resources: it finds the same folder and costs a third of a start of Python.
    return find_root(Path(__file__).parent.parent)


def find_root(package: Path) -> Path:
    """The db/ folder inside `package`, as in a wheel, or else beside it in a checkout.

    Args:
        package: the folder of the package `tracker`.

    Raises:
        DatabaseUnusable: there is neither. A db/ beside the package counts only together with a
            pyproject.toml: next to an installed package it would be somebody else's.
    """
    packed, beside = package / "db", package.parent / "db"
    if packed.is_dir():
        return packed
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    raise DatabaseUnusable(
        f"The program's own SQL files are missing from {packed}; install it again: "
        "pip install --force-reinstall negotiation-tracker"
    )


@cache
def query(name: str) -> str:
    """The text of db/queries/`name`.sql, with what it includes.

    Raises:
        DatabaseUnusable: there is no such file.
    """
    return read_query(root(), name)


def read_query(folder: Path, name: str) -> str:
    """The text of queries/`name`.sql under `folder`.

    A line that reads `-- include: other` is replaced by the text of queries/other.sql without
    the comment at its head.

    Raises:
        DatabaseUnusable: a file that is named does not exist.
    """
    return _with_parts(folder, _text(f"{folder}/queries/{name}.sql"))


def read_twin(folder: Path, name: str) -> str:
    """The text of postgres/queries/`name`.sql under `folder`; what it includes is that of both.

    Raises:
        DatabaseUnusable: a file that is named does not exist.
    """
    return _with_parts(folder, _text(f"{folder}/postgres/queries/{name}.sql"))


def _with_parts(folder: Path, sql: str) -> str:
    def included(line: re.Match[str]) -> str:
        return _without_header(read_query(folder, line[1]))

    return _INCLUDE.sub(included, sql)


def migrations() -> tuple[tuple[str, str], ...]:
    """Name and text of each file of db/migrations, oldest first."""
    return read_all(root() / "migrations")


def views() -> tuple[tuple[str, str], ...]:
    """Name and text of each file of db/views, by name."""
    return read_all(root() / "views")


def served() -> tuple[tuple[str, str], ...]:
    """Name and text of each file of db/served, by name: what is asked of a copy that is shown."""
    return read_all(root() / "served")


def read_all(folder: Path) -> tuple[tuple[str, str], ...]:
    """Name (without its ending) and text of each SQL file in `folder`, by name."""
    return tuple((file.stem, _text(file)) for file in sorted(folder.glob("*.sql")))


def postgres(name: str) -> str:
    """The text of db/postgres/`name`.sql."""
    return _text(root() / "postgres" / f"{name}.sql")


def example(name: str) -> Path:
    """The file or folder db/examples/`name`.

    Raises:
        DatabaseUnusable: there is no such example.
    """
    path = root() / "examples" / name
    if not path.exists():
        raise DatabaseUnusable(_missing(path))
    return path


def _text(file: Path | str) -> str:
    # Paths as text: joining Path objects for a dozen queries costs a command 2 ms.
    try:
        with open(file, encoding="utf-8") as opened:  # noqa: PTH123
            return opened.read()
    except FileNotFoundError as error:
        raise DatabaseUnusable(_missing(Path(file))) from error


def _missing(path: Path) -> str:
    return (
        f"The program's own file {path} is missing; install it again: "
        "pip install --force-reinstall negotiation-tracker"
    )


def _without_header(sql: str) -> str:
    lines = sql.splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("--")):
        del lines[0]
    return "\n".join(lines)
