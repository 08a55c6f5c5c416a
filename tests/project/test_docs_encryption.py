"""docs/backups.md: the recipes for encrypted backups and folders work with the real tools."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from builders import with_talks
from terminals import environment

WORD = "zimtstern"


@pytest.mark.skipif(shutil.which("gpg") is None, reason="GnuPG is not installed here")
def test_a_backup_is_encrypted_and_restored(checkout: Path, tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    session(f"demand {WORD} --by RU --to NATO --at T1")
    home = tmp_path / "keys"
    home.mkdir(mode=0o700)
    env = {**environment(tmp_path), **session.env, "GNUPGHOME": str(home)}
    run(recipe(checkout, "encrypt"), env, tmp_path)
    encrypted = tmp_path / "friday.db.gpg"
    assert not (tmp_path / "friday.db").exists()
    assert WORD.encode() in session.db.read_bytes()
    assert WORD.encode() not in encrypted.read_bytes()
    before = session.sql("select id from move")
    session("reject RU-1 --by NATO")
    run(recipe(checkout, "restore").replace("restore", "restore --yes"), env, tmp_path)
    assert session.sql("select id from move") == before
    content = bytearray(encrypted.read_bytes())
    content[len(content) // 2] ^= 1
    encrypted.write_bytes(content)
    run(recipe(checkout, "restore").splitlines()[0], env, tmp_path, code=2)
    subprocess.run(["gpgconf", "--kill", "all"], env=env, check=False)


@pytest.mark.skipif(shutil.which("gocryptfs") is None, reason="gocryptfs is not installed here")
def test_a_ledger_in_an_encrypted_folder_is_on_the_disk_in_no_readable_form(
    checkout: Path, tmp_path: Path
) -> None:
    env = environment(tmp_path)
    (tmp_path / "word").write_text("a long one")
    steps = {name: folder_recipe(checkout, name) for name in ("make", "open", "close")}
    run(steps["make"], env, tmp_path)
    if subprocess.run(
        ["/bin/sh", "-c", steps["open"]], env=env, cwd=tmp_path, check=False
    ).returncode:
        pytest.skip("no folder can be mounted here")
    try:
        session = with_talks(tmp_path / "talks")
        session(f"demand {WORD} --by RU --to NATO --at T1")
        session(f"backup -o {tmp_path / 'talks' / 'copy.db'}")
        moves = session.sql("select id, text from move")
        assert WORD.encode() in session.db.read_bytes()
    finally:
        run(steps["close"], env, tmp_path)
    assert "There is no database" in session("log", fails=6).err
    kept = [file.read_bytes() for file in (tmp_path / "vault").iterdir()]
    assert len(kept) > 3
    assert not any(WORD.encode() in each for each in kept)
    run(steps["open"], env, tmp_path)
    try:
        session("check")
        assert session.sql("select id, text from move") == moves
    finally:
        run(steps["close"], env, tmp_path)


def folder_recipe(checkout: Path, step: str) -> str:
    """The lines of a recipe for an encrypted folder, with a passphrase that nobody has to type."""
    page = (checkout / "docs" / "backups.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```shell {step}-folder\n(.*?)```", page, re.S)
    lines: str = found.replace("gocryptfs ", "gocryptfs -q -passfile word ")
    return lines


def recipe(checkout: Path, name: str) -> str:
    """The lines of a recipe, with a passphrase that nobody has to type."""
    page = (checkout / "docs" / "backups.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```shell {name}\n(.*?)```", page, re.S)
    typed = "gpg --batch --yes --pinentry-mode loopback --passphrase 'a long one'"
    lines: str = found.replace("gpg", typed, 1) if found.startswith("gpg") else found
    return lines.replace("\ngpg", f"\n{typed}")


def run(lines: str, env: dict[str, str], folder: Path, *, code: int = 0) -> None:
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", lines], env=env, cwd=folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
