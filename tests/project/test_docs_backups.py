"""docs/backups.md: its sessions show what happens, and its recipes for every night work."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

import pytest
import transcript
from builders import Session
from terminals import environment
from transcript import Shell

SYSTEMD = shutil.which("systemd-analyze")


@contextmanager
def no(shell: Shell) -> Iterator[None]:
    shell.typed = "n\n"
    yield
    shell.typed = ""


def page(checkout: Path) -> str:
    return (checkout / "docs" / "backups.md").read_text(encoding="utf-8")


def blocks(checkout: Path, info: str) -> list[transcript.Block]:
    return [each for each in transcript.blocks(page(checkout)) if each.info.startswith(info)]


def test_the_sessions_show_what_happens(checkout: Path, shell: Shell, update_golden: bool) -> None:
    file = checkout / "docs" / "backups.md"
    transcript.check(file, shell, update=update_golden, circumstances={"no": no})


def installed(folder: Path) -> dict[str, str]:
    """An environment in whose home the program is installed as the recipes expect it."""
    env = environment(folder)
    (folder / ".local").mkdir()
    (folder / "bin").rename(folder / ".local" / "bin")
    return {**env, "PATH": "/usr/bin:/bin"}


def with_ledger(folder: Path) -> Session:
    """A session at the database that a command finds without being told."""
    session = Session(folder)
    session.db = folder / "data" / "negotiation-tracker" / "tracker.db"
    session.env["TRACKER_DB"] = str(session.db)
    session("init Talks")
    return session


def run(line: str, env: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", line], env=env, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_line_for_cron_makes_a_backup_and_says_nothing(checkout: Path, tmp_path: Path) -> None:
    (block,) = blocks(checkout, "cron")
    fields, _, line = block.body.strip().partition(" * * * ")
    assert re.fullmatch(r"[0-5]?\d [01]?\d|2[0-3]", fields)
    assert "%" not in line, "cron takes it for the end of a line"
    session = with_ledger(tmp_path)
    done = run(line, installed(tmp_path), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(list(session.db.parent.glob("tracker.backup-*.db"))) == 1
    session.db.unlink()
    failed = run(line, installed_already(tmp_path), tmp_path)
    assert failed.returncode == 6
    assert failed.stderr.startswith("tracker: There is no database at")


def installed_already(folder: Path) -> dict[str, str]:
    return {**environment(folder), "PATH": "/usr/bin:/bin"}


def units(checkout: Path, folder: Path) -> dict[str, Path]:
    """The units of the page, written to a folder."""
    found = {block.info.split()[1]: block.body for block in blocks(checkout, "ini")}
    for name, body in found.items():
        (folder / name).write_text(body, encoding="utf-8")
    return {name: folder / name for name in found}


def test_the_units_say_what_is_run_and_when(checkout: Path, tmp_path: Path) -> None:
    read = {}
    for name, file in units(checkout, tmp_path).items():
        read[name] = ConfigParser(interpolation=None, strict=True)
        read[name].optionxform = str  # type: ignore[assignment, method-assign]
        read[name].read(file, encoding="utf-8")
    service, timer = read["tracker-backup.service"], read["tracker-backup.timer"]
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["Timer"]["OnCalendar"])
    session = with_ledger(tmp_path)
    env = installed(tmp_path)
    path = service["Service"]["Environment"].replace("%h", str(tmp_path)).removeprefix("PATH=")
    done = run(service["Service"]["ExecStart"], {**env, "PATH": path}, tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list(session.db.parent.glob("tracker.backup-*.db"))) == 1


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed here")
def test_systemd_finds_nothing_wrong_with_the_units(checkout: Path, tmp_path: Path) -> None:
    files = [str(file) for file in units(checkout, tmp_path).values()]
    done = subprocess.run(
        [str(SYSTEMD), "--user", "verify", *files],
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
