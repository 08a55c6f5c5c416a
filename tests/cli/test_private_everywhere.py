"""Every command in every format, over a ledger full of secrets: none of them leaves the terminal.

The commands, formats and options come from the program itself: one that is added and is not walked
here fails a test.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import engines
import pytest
import story as example
from builders import Output, Session, with_talks
from typer import Context
from typer.main import get_command
from walked import EVERYWHERE, LABELS, OTHERS, SHOWN, VIEWS, WHISPERED, WORD, latest, tell_secrets

from tracker.cli import app
from tracker.commands.completing import answer_to
from tracker.commands.viewing import Format
from tracker.context import World

FORMS = ["", *Format] if not engines.IS_SERVER else ["", "json"]
ENDINGS = [*(each for each in Format if each != Format.TABLE), "txt"]
if engines.IS_SERVER:  # how a row is written is no matter of where it comes from
    ENDINGS = ["csv"]


def leaks(text: str) -> set[str]:
    """The fields of the secrets that a text tells, by their names."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return {word.removeprefix(WORD).rstrip("0123456789") for word in words if WORD in word}


@cache
def tree() -> dict[str, Any]:
    """Every command of the program by its name."""
    root = get_command(app)
    found: dict[str, Any] = {}
    for name in root.list_commands(Context(root)):
        command = root.get_command(Context(root), name)
        under = getattr(command, "commands", {})
        found |= {f"{name} {each}": under[each] for each in under} or {name: command}
    return found


def options(name: str) -> Iterator[Any]:
    command = tree()[name]
    yield from command.get_params(Context(command, **command.context_settings))


def is_view(name: str) -> bool:
    """Whether it writes in the formats; an import reads in them. `serve` is walked by its pages."""
    return name != "serve" and any("--include-private" in each.opts for each in options(name))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every sort of secret."""
    session = with_talks(tmp_path_factory.mktemp("full"))
    tell_secrets(session)
    return session.db


@pytest.fixture
def secret(full: Path, tmp_path: Path) -> Session:
    return example.copied(full, tmp_path)


def told(session: Session, line: str, **options: Any) -> Output:
    """What a line says, whether it goes well or not, with what it writes into files."""
    said = session(line, fails=None, **options)
    # A database holds all there is, and so do its copies.
    files = [each for each in session.folder.rglob("*") if each.is_file() and each.suffix != ".db"]
    written = [text for each in files for text in texts(each)]
    return Output.of("\n".join([said, said.err, *written]), said.err, said.code)


def texts(file: Path) -> list[str]:
    """What a file says, each file within it where it is an archive as workbooks are."""
    if not is_zipfile(file):
        return [file.read_text(encoding="utf-8", errors="replace")]
    with ZipFile(file) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def test_a_secret_in_a_workbook_would_be_found(secret: Session) -> None:
    file = secret.folder / "written.xlsx"
    assert {"text", "title", "quote"} <= leaks(told(secret, f"export -o {file} --include-private"))


def test_every_command_is_walked() -> None:
    assert set(tree()) == {*VIEWS, *OTHERS}
    assert {name for name in tree() if is_view(name)} == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_every_flag_of_a_view_is_walked(name: str) -> None:
    flags = {each.opts[0] for each in options(name) if getattr(each, "is_flag", False)}
    given = {word for line in VIEWS[name] for word in line.split()}
    assert flags - EVERYWHERE <= given


def test_there_is_a_secret_in_every_field_that_a_move_may_have(full: Path, secret: Session) -> None:
    found = leaks(secret("export moves --include-private --format json"))
    fields = {"text", "title", "key", "issue", "quote", "speaker", "source", "note", "part"}
    assert found == fields | {"reason", "speech"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", [line for lines in VIEWS.values() for line in lines])
def test_no_view_tells_a_pipe_a_secret(secret: Session, line: str, form: str) -> None:
    asked = line.format(folder=secret.folder / "reports")
    said = told(secret, f"{asked} --format {form}" if form else asked)
    assert leaks(said) <= leaks(line)
    assert said.code in (0, 1, 2, 3, 4)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("line", [line for lines in VIEWS.values() for line in lines])
def test_no_view_tells_a_file_a_secret(secret: Session, line: str, ending: str) -> None:
    asked = line.format(folder=secret.folder / "reports")
    form = " --format table" if ending == "txt" else ""
    file = secret.folder / f"written.{ending}"
    assert leaks(told(secret, f"{asked} -o {file}{form}", tty=True)) <= leaks(line)


@pytest.fixture
def spoken(run: Session) -> Session:
    """A demand that NATO has rejected in public."""
    run("party add BY Belarus")
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 'in public' --by NATO --at T1")
    return run


@pytest.mark.parametrize("made", WHISPERED)
@pytest.mark.parametrize("line", SHOWN)
def test_what_private_moves_change_on_a_terminal_is_marked(
    spoken: Session, line: str, made: str
) -> None:
    public = spoken(line, tty=True)
    spoken(made.format(**latest(spoken)))
    shown = spoken(line, tty=True)
    assert shown == public or "private" in shown


@pytest.mark.parametrize("made", WHISPERED)
def test_a_terminal_shows_every_secret(spoken: Session, made: str) -> None:
    spoken(made.format(**latest(spoken)))
    assert leaks(spoken("log", tty=True))


@pytest.mark.parametrize("line", [line for lines in OTHERS.values() for line in lines])
def test_no_other_command_tells_a_secret(secret: Session, line: str) -> None:
    asked = line.format(**files(secret), **moves(secret))
    assert leaks(told(secret, asked)) <= leaks(line)


@pytest.mark.parametrize("near", ["ke", "isue"])
def test_what_is_suggested_for_a_mistyped_name_is_no_secret(secret: Session, near: str) -> None:
    wanted = f"{WORD}{near}"
    lines = (f"accept {wanted}", f"positions --issue {wanted}", f"issue rename {wanted} Other")
    for line in lines:
        assert leaks(secret(line, fails=3).err) == {near}
    said = secret("minutes - --yes", stdin=f"talk T3\nNATO accepts {wanted}: so\n", fails=7)
    assert leaks(said.err) == {near}


def files(session: Session) -> dict[str, Path]:
    """Files to be read, and others with faults."""
    moves = "talk,party,move,demand,text"
    other = elsewhere(session)
    return {
        "notes": session.write(
            "notes.txt", "talk T3", "NATO accepts RU-1: in public", "US notes RU-2"
        ),
        "faulty": session.write("faulty.txt", "talk T3", "NATO accepts RU-11: in public"),
        "moves": session.write(
            "in.csv", moves, "T3,NATO,accept,RU-1,in public", "T3,US,note,RU-2,"
        ),
        "bad": session.write("bad.csv", moves, "T3,NATO,revise,RU-1,in public", "T3,X,no,RU-11,"),
        "other": other.db if not engines.IS_SERVER else other.folder / "none.db",
        "told": other.folder / "told.jsonl",
    }


def elsewhere(session: Session) -> Session:
    """Another person's ledger of the same talks, with a demand of the same key, and a bundle."""
    (session.folder / "elsewhere").mkdir()
    other = with_talks(session.folder / "elsewhere")
    other("demand 'another ban' --by RU --to NATO --at T1")
    other("reject RU-1 --by NATO --at T1")
    other("bundle create -o", str(other.folder / "told.jsonl"))
    return other


def moves(session: Session) -> dict[str, str]:
    """Ids of a private move, a public one, and one that was corrected."""
    rows = session.rows("export moves --include-private")
    gone = {row["corrects"]: row["id"] for row in rows if row["corrects"]}
    standing = [row for row in rows if row["id"] not in gone and row["move"] != "strike"]
    private = [row["id"] for row in standing if row["visibility"] == "private"]
    public = [row["id"] for row in standing if row["visibility"] == "public"]
    return {"private": private[2], "public": public[-1], "aside": next(iter(gone))}


@pytest.mark.file("TAB offers what is in files")
@pytest.mark.parametrize("name", tree())
def test_nothing_offered_at_tab_tells_a_secret(secret: Session, name: str) -> None:
    none = io.StringIO()
    world = World(secret.env, none, none, none, lambda: datetime(2026, 1, 15, tzinfo=UTC))
    root = get_command(app)
    for begun in ("", WORD[:3], "NATO,", "T1.."):
        lines = [name.split(), *([*name.split(), each.opts[-1]] for each in options(name))]
        for line in lines:
            found = answer_to(root, line, begun, world)
            assert leaks(repr(found)) <= LABELS, line
