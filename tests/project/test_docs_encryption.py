"""docs/backups.md: the recipe for an encrypted backup works with the real tool."""

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
