"""A long table begins to show before its last row is there, and holds nothing up by that."""

from __future__ import annotations

import os
import pty
import re
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from tracker.render.screen import PEEK, ColorChoice, for_stream
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.spool import Spool
from tracker.render.views import View, plain_sheet

COLUMNS = [Column("Demand"), Column("What", flex=1)]


@contextmanager
def terminal() -> Iterator[tuple[TextIO, int]]:
    """A stream to a terminal, and the other side of it."""
    outer, inner = pty.openpty()
    tty.setraw(inner)
    os.set_blocking(outer, False)
    try:
        with os.fdopen(inner, "w", encoding="utf-8") as stream:
            yield stream, outer
    finally:
        os.close(outer)


def shown(outer: int) -> str:
    """What a terminal has been given since it was last read."""
    read = b""
    try:
        while piece := os.read(outer, 65536):
            read += piece
    except BlockingIOError:
        pass
    return read.decode()


@pytest.mark.parametrize("color", ["always", "never"])
def test_the_first_screen_shows_before_row_two_hundred_is_read(color: ColorChoice) -> None:
    seen = ""
    with terminal() as (stream, outer):

        def rows() -> Iterator[list[Cell]]:
            nonlocal seen
            for number in range(1000):
                if number == 2 * PEEK:
                    seen = shown(outer)
                yield [Cell(f"RU-{number}", "key"), Cell("禁止 حظر a ban")]

        spool = Spool(stream, shows_first=True)
        screen = for_stream(stream, color=color, env={"TERM": "xterm-256color"}, width=80)
        screen.stream = spool
        screen.print_sheet(Sheet(COLUMNS, rows()))
        early = shown(outer)
        written: list[str] = []
        stream.write = written.append  # type: ignore[assignment, method-assign]  # none reads it
        spool.release()
    assert "RU-0" in seen
    assert "RU-60" in seen
    assert "RU-999" not in seen + early
    whole = seen + early + "".join(written)
    assert [int(number) for number in re.findall(r"RU-(\d+)", whole)] == list(range(1000))


def test_a_terminal_that_stands_still_is_not_waited_for() -> None:
    with terminal() as (stream, outer):
        spool = Spool(stream, shows_first=True)
        while select_says_writable(stream):
            stream.write("x" * 500)
            stream.flush()
        shown_before = "y" * 5000
        assert spool.write(shown_before) == 5000
        assert "y" not in shown(outer)
        spool.write("z")
        assert shown(outer) == ""
        spool.release()
        stream.flush()
        assert shown(outer) == f"{shown_before}z"


def select_says_writable(stream: TextIO) -> bool:
    from select import select

    return bool(select([], [stream.fileno()], [], 0)[1])


@pytest.mark.parametrize("shows_first", [True, False])
def test_a_pipe_is_given_all_or_nothing(shows_first: bool) -> None:
    end, begin = os.pipe()
    os.set_blocking(end, False)
    with os.fdopen(begin, "w", encoding="utf-8") as stream:
        spool = Spool(stream, shows_first=shows_first)
        spool.write("a row\n" * 10)
        with pytest.raises(BlockingIOError):
            os.read(end, 100)
        spool.release()
        stream.flush()
        assert os.read(end, 100) == b"a row\n" * 10
    os.close(end)


def test_columns_are_picked_row_by_row() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple[str, str]]:
        for number in range(3):
            read.append(number)
            yield (f"RU-{number}", "a ban")

    view = View("demands", ("demand", "title"), rows(), lambda: plain_sheet((), ())).picking(
        ["title"]
    )
    assert read == []
    assert next(iter(view.rows)) == ["a ban"]
    assert read == [0]
