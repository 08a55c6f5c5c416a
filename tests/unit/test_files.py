"""Files are written whole or not at all, whatever earlier writers left beside them."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

import pytest

from tracker.errors import OutputError
from tracker.render.files import replacing


def written(path: Path, text: str) -> str:
    with replacing(path, path.with_name("talks.db")) as file:
        file.write(text)
    return path.read_text(encoding="utf-8")


def test_what_a_killed_writer_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    (tmp_path / f".before.csv.{'ab' * 6}.part").write_text("half a")
    others = {tmp_path / name for name in (".mine.part", "a.0123456789ab.part", ".x.12.part")}
    for each in others:
        each.write_text("somebody else's")
    assert written(tmp_path / "out.csv", "all") == "all"
    assert set(tmp_path.iterdir()) == {tmp_path / "out.csv", *others}


def test_what_another_is_writing_is_left_alone(tmp_path: Path) -> None:
    with replacing(tmp_path / "first.csv", tmp_path / "talks.db") as file:
        file.write("one")
        assert written(tmp_path / "second.csv", "two") == "two"
    assert (tmp_path / "first.csv").read_text() == "one"


def test_a_name_that_is_taken_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([b"\1" * 6, b"\2" * 6])
    monkeypatch.setattr("tracker.render.files.os.urandom", lambda _: next(drawn))
    left = tmp_path / f".out.csv.{'01' * 6}.part"
    left.write_text("half a")
    with left.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert written(tmp_path / "out.csv", "all") == "all"
    assert left.read_text() == "half a"


def test_a_file_may_have_as_long_a_name_as_the_disk_takes(tmp_path: Path) -> None:
    assert written(tmp_path / f"{'ü' * 125}.csv", "all") == "all"


def test_a_device_or_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="is a device or a pipe"):
        written(pipe, "all")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_while_it_is_written_the_owner_alone_can_read_it(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    out.chmod(0o644)
    with replacing(out, tmp_path / "talks.db"):
        (beside,) = set(tmp_path.iterdir()) - {out}
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
