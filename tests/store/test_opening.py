"""Opening the database: private files, reads that leave no trace, one sentence for what fails."""

import os
import re
import shlex
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import Output, Session, with_talks
from processes import as_nobody
from story import copied

from tracker.store.store import open_for_writing

READS = (
    "positions", "status", "diff T1 T3", "show RU-1", "log", "export moves", "export talks",
    "export diff T1 T3", "party list", "talk list", "issue list", "negotiation list",
)  # fmt: skip
RECORD = "reject RU-1 no --by NATO"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = with_talks(tmp_path_factory.mktemp("prepared"))
    made("demand 'no expansion' --by RU --to NATO --at T1 --issue Security")
    made("accept RU-1 --by NATO --at T2 --in-principle")
    return made.db


@pytest.fixture
def session(prepared: Path, tmp_path: Path) -> Session:
    """A ledger with one demand and its answer."""
    return copied(prepared, tmp_path)


@pytest.fixture(params=["000", "022", "077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each of the usual masks for new files."""
    before = os.umask(int(request.param, 8))
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def trace(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file in a folder, when it was changed and what it holds."""
    return {
        file.name: (file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(folder.iterdir())
        if file.is_file()
    }


@pytest.mark.usefixtures("umask")
def test_a_new_database_and_its_new_folders_are_the_owners_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    session = Session(tmp_path / "new" / "deep")
    session("init Talks")
    assert mode(session.db) == 0o600
    assert mode(tmp_path / "new") == mode(tmp_path / "new" / "deep") == 0o700
    assert mode(tmp_path) == 0o755


@pytest.mark.usefixtures("umask")
def test_the_journal_is_the_owners_alone_while_it_is_written(tmp_path: Path) -> None:
    database = tmp_path / "talks.db"
    with closing(open_for_writing(database, create=True)) as store, store.writing():
        store.write("party_insert", {"code": "RU", "name": "Russia"})
        assert mode(tmp_path / "talks.db-journal") == 0o600


@pytest.mark.parametrize("line", ["export moves -o {}", "export reports {}", "backup -o {}"])
@pytest.mark.usefixtures("umask")
def test_what_is_taken_out_is_the_owners_alone(session: Session, line: str) -> None:
    out = session.folder / "out.csv"
    session(line.format(out))
    assert {mode(file) for file in out.iterdir()} == {0o600} if out.is_dir() else True
    assert mode(out) == (0o700 if out.is_dir() else 0o600)


@pytest.mark.usefixtures("umask")
def test_a_file_that_is_replaced_keeps_its_permissions(session: Session) -> None:
    out = session.write("out.csv", "old")
    out.chmod(0o640)
    session(f"export moves -o {out}")
    assert mode(out) == 0o640
    assert "no expansion" in out.read_text()


@pytest.mark.parametrize("line", READS)
def test_a_read_creates_nothing(tmp_path: Path, line: str) -> None:
    session = Session(tmp_path)
    output = session(line, fails=6)
    assert output.err == (
        f"tracker: There is no database at {session.db}. Make one with: tracker init TITLE\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", READS)
def test_a_read_leaves_every_file_as_it_was(session: Session, line: str) -> None:
    before = trace(session.folder)
    session(line)
    assert trace(session.folder) == before


@pytest.mark.parametrize(
    "name",
    ["a ?b=c.db", "50%20#1.db", "file:x?mode=memory", "–ü中.db", "it's.db", "x' AS main; --.db"],
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = str(tmp_path / name)
    session("init Talks")
    assert [row["negotiation"] for row in session.rows("negotiation list")] == ["Talks"]
    assert {file.name for file in tmp_path.iterdir()} <= {name, f"{name}-journal"}
    (tmp_path / "elsewhere").mkdir()
    copy = tmp_path / "elsewhere" / name
    session(f"backup -o {shlex.quote(str(copy))}")
    assert "is new: 0 were" in session(f"merge {shlex.quote(str(copy))}")


def test_through_a_link_the_journal_lies_beside_the_file_itself(session: Session) -> None:
    elsewhere = session.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link.db").symlink_to(session.db)
    session(f"--db {elsewhere / 'link.db'} {RECORD}")
    assert [file.name for file in elsewhere.iterdir()] == ["link.db"]
    assert session.cells() == {("RU-1", "NATO"): "rejected"}


def test_a_write_takes_a_database_out_of_the_mode_with_a_log_beside_it(session: Session) -> None:
    with closing(sqlite3.connect(session.db)) as client:
        assert client.execute("pragma journal_mode = wal").fetchone() == ("wal",)
    session(RECORD)
    assert session.db.read_bytes()[18:20] == b"\1\1"
    assert session.cells() == {("RU-1", "NATO"): "rejected"}


def _text(path: Path) -> None:
    path.write_text("demand,party\n" * 500)


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as client:
        client.execute("create table recipe (name text)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as client:
        client.execute("pragma user_version = 99")


def _damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "There is no database at"),
    "empty": (lambda path: os.truncate(path, 0), "is empty. Make a negotiation in it with"),
    "one byte": (lambda path: path.write_bytes(b"S"), "is not a tracker database|is empty"),
    "text": (_text, "is not a tracker database; name another with --db"),
    "of another program": (_foreign, "is not a tracker database; name another with --db"),
    "newer": (_newer, "was written by a newer tracker .* Upgrade: pip install --upgrade"),
    "damaged": (_damaged, "is damaged .* restore it from a backup"),
    "truncated": (_truncated, "is damaged .* restore it from a backup"),
    "folder": (_folder, "is not a file; name the database file with --db"),
    "pipe": (_pipe, "is not a file; name the database file with --db"),
    "two names": (
        lambda file: file.with_name("b").hardlink_to(file),
        "has 2 names .*symbolic link",
    ),
    "loop of links": (_loop, "cannot be opened: Too many levels of symbolic links"),
}


@pytest.mark.parametrize("line", ["positions", RECORD, "export moves -o {}/out.csv"])
@pytest.mark.parametrize("kind", UNUSABLE)
def test_an_unusable_database_gives_one_sentence_and_stays(
    session: Session, kind: str, line: str
) -> None:
    make, sentence = UNUSABLE[kind]
    make(session.db)
    before = trace(session.folder)
    told(session(line.format(session.folder), fails=6), session.db, sentence)
    assert trace(session.folder) == before


def told(output: Output | str, database: Path, sentence: str) -> None:
    """See that a failure is one line on stderr, with the path, and nothing on stdout."""
    if isinstance(output, Output):
        assert output == ""
        output = output.err
    (line,) = output.splitlines()
    assert line.startswith("tracker: ")
    assert str(database) in line
    assert re.search(sentence, line)


@pytest.mark.parametrize("kind", sorted({*UNUSABLE} - {"missing", "empty", "one byte"}))
def test_an_unusable_file_is_not_written_over(session: Session, kind: str) -> None:
    make, sentence = UNUSABLE[kind]
    make(session.db)
    before = trace(session.folder)
    told(session("init Talks", fails=6), session.db, sentence)
    assert trace(session.folder) == before


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.db.touch()
    session("init Talks")
    assert [row["negotiation"] for row in session.rows("negotiation list")] == ["Talks"]


@pytest.fixture
def public(session: Session) -> Iterator[Session]:
    """The ledger in a folder of root's that everybody may enter."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    session("positions")
    session("positions --as-of nowhere", fails=3)
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    moved = Session(folder)
    shutil.copy(session.db, moved.db)
    moved.db.chmod(0o644)
    yield moved
    shutil.rmtree(folder)


def test_somebody_elses_database_can_be_read_and_not_written(public: Session) -> None:
    before = trace(public.folder)
    assert as_nobody(public, "positions") == ""
    told(as_nobody(public, RECORD, fails=6), public.db, "is read-only for you")
    public.db.chmod(0o666)  # the journal has no place in a folder that is read-only
    assert as_nobody(public, "positions") == ""
    told(as_nobody(public, RECORD, fails=6), public.db, "is read-only for you")
    assert trace(public.folder) == before


def test_a_private_database_stays_private(public: Session) -> None:
    public.db.chmod(0o600)
    told(as_nobody(public, "positions", fails=6), public.db, "You may not read the database")
    public.folder.chmod(0o700)
    said = as_nobody(public, "positions", fails=6)
    told(said, public.db, "cannot be opened: Permission denied")


def test_a_database_cannot_be_made_where_nobody_may_write(public: Session) -> None:
    public.db.unlink()
    told(as_nobody(public, "init Talks", fails=6), public.db, "cannot be created: Permission")
