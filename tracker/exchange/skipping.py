"""Bad rows: listed so that the whole file is refused, or passed over and kept to be mended."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TextIO

from tracker.errors import OutputError, Problem
from tracker.exchange.kinds import PROBLEM
from tracker.exchange.rows import Raw, folded
from tracker.guard import guard_cell

_TOLD = re.compile(r"line \d+[,:]")
_SKIPPED = re.compile(r"(?P<stem>.+)\.skipped(-\d+)?")


class Skipping:
    """Passes over the bad rows of a file.

    Attributes:
        problems: what was wrong with each, in the order of their lines.
        path: the file they are written to; None where they are only listed.
        raw: whether that file has no guard against formulas.
    """

    def __init__(self, stream: TextIO | None = None, path: Path | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._stream = stream
        self._writer = csv.writer(stream) if stream else None
        self._problem_at: int | None = None
        self._columns = 0
        self.raw = False

    def begin(self, names: Sequence[str], *, raw: bool) -> None:
        """Write the columns of the file, and one more that says what is wrong.

        Args:
            names: the columns as the file calls them.
            raw: whether the file is read without the guard against formulas.
        """
        self.raw = raw
        header = [folded(name) for name in names]
        self._problem_at = header.index(PROBLEM) if PROBLEM in header else None
        self._columns = len(names)
        self._write([*names] if self._problem_at is not None else [*names, PROBLEM])

    def skip(self, row: Raw, problem: Problem) -> None:
        """Pass over a row."""
        self.problems.append(problem)
        if self._writer is None:
            return
        cells = row.cells.copy() if self.raw else [guard_cell(cell) for cell in row.cells]
        if len(cells) != self._columns:
            self._write(self._misfit(cells, problem.told()))
        elif self._problem_at is None:
            self._write([*cells, problem.told()])
        else:
            cells[self._problem_at] = problem.told()
            self._write(cells)

    def _misfit(self, cells: list[str], told: str) -> list[str]:
        """A row that does not fit the columns, and must not do so by what is written behind it."""
        if self._problem_at is not None and cells and _TOLD.match(cells[-1]):
            cells.pop()
        cells.append(told)
        fits = self._columns + (self._problem_at is None)
        return cells if len(cells) != fits else [*cells, ""]

    def _write(self, cells: Sequence[str]) -> None:
        if self._writer is not None:
            self._writer.writerow(cells)

    def finish(self) -> None:
        """See that what was written will last; before the import itself is kept."""
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())


@contextmanager
def skipping_to(path: Path, *, fresh: bool) -> Iterator[Skipping]:
    """Pass over bad rows within and keep them in a file that only its owner can read.

    The file is there in the end only if all went well and any row was passed over.

    Args:
        path: the file; one that is there is never overwritten.
        fresh: whether to take another name like it where it is there.

    Raises:
        OutputError: it is there, or cannot be written.
    """
    path, handle = _made(path, fresh=fresh)
    done = False
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as stream:
            found = Skipping(stream, path)
            yield found
            done = bool(found.problems)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        if not done:
            path.unlink(missing_ok=True)


def _made(path: Path, *, fresh: bool) -> tuple[Path, int]:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    for number in count(1):
        each = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        try:
            return each, os.open(each, flags, 0o600)
        except FileExistsError:
            if not fresh:
                raise OutputError(
                    f"{each} is there already; name another file with --skipped."
                ) from None
        except OSError as error:
            raise OutputError(
                f"The skipped rows cannot be written to {each}: {error.strerror}. Name another "
                "file with --skipped."
            ) from None
    raise AssertionError


def beside(path: Path) -> Path:
    """The file for the skipped rows of another: events.skipped.csv for events.json."""
    found = _SKIPPED.fullmatch(path.stem)
    return path.with_name(f"{found['stem'] if found else path.stem}.skipped.csv")
