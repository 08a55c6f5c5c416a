"""Backups and restoring while others record: nothing that was acknowledged is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session, with_talks
from processes import ended
from tally import share, tried

RECORD = 'for n in $(seq 8); do tracker demand "number $n" --by RU --to NATO --at T1 & done'


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A ledger with one demand, and a backup of it, `old.db`."""
    made = with_talks(tmp_path)
    made("demand 'no expansion' --by RU --to NATO --at T1")
    shutil.copy(made.db, tmp_path / "old.db")
    return made


def chain(database: Path) -> list[str]:
    """The ids of the moves of a sound database, each of them the parent of the next."""
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma integrity_check").fetchall() == [("ok",)]
        found = client.execute("select id, parent from move order by nr").fetchall()
    assert [parent for _, parent in found] == [None, *(id for id, _ in found[:-1])]
    return [id for id, _ in found]


@pytest.mark.parametrize("times", [1, pytest.param(share(10), marks=pytest.mark.torture)])
def test_a_backup_made_meanwhile_is_the_ledger_at_one_moment(session: Session, times: int) -> None:
    for turn in range(times):
        lines = [f"tracker backup -o {turn}-{number}.db || exit 9" for number in range(3)]
        code, _, err = ended(session, f"{RECORD}; {'; '.join(lines)}; wait")
        assert (code, "tracker:" in err) == (0, False), err
        whole = chain(session.db)
        assert len(whole) == 1 + 8 * (turn + 1)
        for number in range(3):
            found = chain(session.folder / f"{turn}-{number}.db")
            assert found == whole[: len(found)]
            tried()


@pytest.mark.parametrize("times", [1, pytest.param(share(10), marks=pytest.mark.torture)])
def test_what_is_recorded_around_a_restore_is_there_or_in_what_was_kept(
    session: Session, times: int
) -> None:
    """A restore that finds something recorded since it looked is begun again, and ends with 5."""
    for _ in range(times):
        again = "until tracker restore old.db --yes; do test $? = 5 || exit 9; done"
        code, out, err = ended(session, f"{RECORD}; {again}; wait")
        assert code == 0, err
        told = [line for line in out.splitlines() if line.startswith("+ RU demanded")]
        assert len(told) == 8, out + err
        tried()
        files = [session.db, *session.folder.glob("talks.replaced-*.db")]
        stored = [each for file in files for each in chain(file)]
        for line in told:
            shown = line.split(")  ")[1].split()[0]
            assert any(each.startswith(shown) for each in stored), line
