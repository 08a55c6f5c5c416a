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

import pytest
import story as example
from builders import Output, Session, with_talks
from typer import Context
from typer.main import get_command

from tracker.cli import app
from tracker.commands.completing import answer_to
from tracker.commands.exporting import What
from tracker.commands.viewing import Format
from tracker.context import World

WORD = "zimtstern"
"""What every secret begins with; the field it stands in follows."""
LABELS = frozenset({"key", "issue"})
"""What a person types to name a demand: offered at TAB, and suggested where it is mistyped."""
MADE = (
    f"demand {WORD}text1 --title {WORD}title --key {WORD}key --issue {WORD}issue --by RU --to NATO"
    f" --at T1 --quote {WORD}quote1 --speaker {WORD}speaker1 --source {WORD}source1"
    f" --note {WORD}note1 --private",
    f"accept {WORD}key --in-part {WORD}part1 --by NATO --at T2 --private",
    "demand 'a ban' --by RU --to NATO,US --at T1 --issue Ukraine",
    f"reject RU-1 {WORD}text2 --by NATO --at T2 --quote {WORD}quote2 --speaker {WORD}speaker2"
    f" --source {WORD}source2 --note {WORD}note2 --private",
    "reject RU-1 'in public' --by US --at T2",
    f"correct {{US}} {WORD}text3 --move 'accept in part' --condition {WORD}part3 --private",
    f"revise RU-1 {WORD}text4 --at T2 --private",
    f"counter RU-1 {WORD}text5 --title {WORD}title5 --by NATO --at T3 --private",
    "demand 'a pause' --by RU --to NATO --at T2 --issue Ukraine",
    f"defer RU-2 {WORD}text6 --by NATO --at T2 --private",
    f"strike {{NATO}} --reason {WORD}reason",
    "accept RU-2 --in-part 'for a year' --by NATO --at T3",
    f"ask RU-2 {WORD}text7 --by US --at T3 --private",
    "correct {US} 'asked aloud' --public",
)
"""Private demands, answers, revisions, counters, corrections of public moves, strikes."""

VIEWS = {
    "negotiation list": ("negotiation list",),
    "negotiation show": ("negotiation show",),
    "party list": ("party list",),
    "party show": ("party show NATO",),
    "talk list": ("talk list",),
    "talk show": ("talk show T2",),
    "issue list": ("issue list",),
    "issue show": ("issue show Ukraine", f"issue show {WORD}issue"),
    "status": ("status", "status --as-of T2"),
    "agenda": ("agenda", "agenda --for RU", "agenda --for NATO --as-of T2",
               "agenda --fail-on stale"),
    "brief": ("brief --for RU", "brief --for NATO --before T3", "brief --for US"),
    "positions": ("positions", "positions --all --expand-blocs", "positions --sort status",
                  f"positions --text {WORD}", f"positions --issue {WORD}issue"),
    "matrix": ("matrix", "matrix --wide", "matrix --all --as-of T2", f"matrix --text {WORD}",
               f"matrix --issue {WORD}issue --wide"),
    "timeline": ("timeline", "timeline --demand RU-1 --as-of T2", "timeline --party NATO",
                 f"timeline --demand {WORD}key"),
    "diff": ("diff T1 T3", "diff T1 T3 --all", "diff T1 T3 --stat", "diff T1 T3 --summary",
             "diff T3 T1 --exit-code", "diff T1 T2 --issue Ukraine"),
    "show": ("show RU-1", "show RU-2", "show RU-1 --history", "show RU-2 --history",
             "show RU-1 --as-of T2 --history", "show RU-1 --private-line", f"show {WORD}key",
             f"show {WORD}key --history", "show NATO-1", f"show {WORD}ke"),
    "log": ("log", "log --demand RU-1", "log --party NATO --limit 3", "log --at T2",
            "log --corrections", f"log --demand {WORD}key", f"log --demand {WORD}ke"),
    "search": ("search ban", "search public --history", "search a --history --sort time",
               f"search {WORD}", f"search {WORD} --history --sort time",
               f"search RU --demand {WORD}key", f"search a --issue {WORD}issue --history"),
    "mapping list": ("mapping list",),
    "undo": ("undo --list", "undo --list --limit 99", "undo --dry-run", "undo --yes",
             "undo --redo --yes"),
    "export": (*(f"export {what}" for what in What if what is not What.REPORTS),
               "export diff T1 T3", "export minutes T2", "export positions --as-of T2",
               "export reports {folder}"),
}  # fmt: skip
"""For each command with formats the lines that are walked, in each of them."""
EVERYWHERE = {"--include-private", "--raw", "--excel", "--no-input", "--help"}
"""Flags of all views, which say how to write."""

SHOWN = ("positions", "positions --all", "agenda", "agenda --for US", "brief --for RU",
         "matrix", "matrix --all", "timeline", "diff T1 T3",
         "diff T3 T1", "diff T1 T3 --all", "show RU-1", "show RU-1 --history", "log",
         "log --corrections", "search ban", f"search {WORD} --history")  # fmt: skip
"""Lines whose tables show a person what was said; status counts it and may have nothing to mark."""
WHISPERED = (
    f"accept RU-1 {WORD}text --by NATO --at T2 --private",
    f"defer RU-1 {WORD}text --by US --at T2 --private",
    f"note RU-1 {WORD}text --by BY --at T2 --private",
    f"revise RU-1 {WORD}text --at T2 --private",
    f"demand {WORD}text --title {WORD}title --by RU --to NATO --at T2 --private",
    f"counter RU-1 {WORD}text --title {WORD}title --by NATO --at T2 --private",
    f"correct {{NATO}} {WORD}text --private",
)
"""What may be said in private of a demand that NATO has rejected in public at T1."""

OTHERS = {
    "init": ("init 'Other talks'",),
    "use": ("use 'Security talks'", "use Securty"),
    "demo": ("demo",),
    "path": ("path",),
    "completion": ("completion bash",),
    "negotiation add": ("negotiation add 'Other talks'",),
    "negotiation edit": ("negotiation edit --title 'Our talks'",),
    "negotiation archive": ("negotiation archive",),
    "party add": ("party add FR France --member-of NATO",),
    "party edit": ("party edit US --name 'The US'",),
    "talk add": ("talk add 'Fourth round' --date 2022-02-01",),
    "talk edit": ("talk edit T2 --title 'Another title'",),
    "issue add": ("issue add Other",),
    "issue rename": ("issue rename Ukraine Kyiv",),
    "issue edit": ("issue edit Ukraine Kyiv",),
    "demand": ("demand 'something new' --by RU --to NATO", "demand again --by RU --key RU-1"),
    "offer": ("offer 'something new' --by RU --to NATO",),
    "revise": ("revise RU-1 'in other words'", "revise RU-1 better --editorial"),
    "reaffirm": ("reaffirm RU-1",),
    "withdraw": ("withdraw RU-1", f"withdraw {WORD}key"),
    "retable": ("retable RU-1", f"retable {WORD}key"),
    "accept": ("accept RU-1 --by NATO", "accept RU-1 --by US --at T1", f"accept {WORD}key"),
    "reject": ("reject RU-1 --by NATO", "reject RU-2 --by NATO --at T2", f"reject {WORD}ke"),
    "defer": ("defer RU-1 --by NATO", "defer RU-1 --by RU"),
    "counter": ("counter RU-1 'what is said' --by NATO", "counter RU-1 --with NATO-1 --by NATO"),
    "ask": ("ask RU-1 'which states' --by NATO",),
    "note": ("note RU-1 --by NATO",),
    "minutes": ("minutes {notes} --yes", "minutes {notes} --dry-run", "minutes {faulty} --yes"),
    "import": ("import {moves} --yes", "import {moves} --dry-run", "import {bad} --yes"),
    "correct": ("correct {private} --speaker 'J. Stoltenberg'", "correct {private} --public",
                "correct {public} --speaker 'J. Stoltenberg'", "correct {aside} later"),
    "strike": ("strike {private} --reason mistaken", "strike {public} --reason mistaken",
               "strike {aside} --reason mistaken"),
    "mapping show": ("mapping show Theirs",),
    "mapping remove": ("mapping remove Theirs",),
    "rule": ("rule {private} --reason 'so the protocol'", "rule {public} --reason 'so it was'",
             "rule {aside} --reason 'so it was'"),
}  # fmt: skip
"""For every other command lines that work, and some that are refused."""


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
    """Whether it writes in the formats; an import reads in them."""
    return any("--include-private" in each.opts for each in options(name))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every sort of secret."""
    session = with_talks(tmp_path_factory.mktemp("full"))
    for line in MADE:
        session(line.format(**latest(session)))
    return session.db


def latest(session: Session) -> dict[str, str]:
    """The id of the latest recorded move of each party."""
    return {row["party"]: row["id"] for row in session.rows("export moves --include-private")}


@pytest.fixture
def secret(full: Path, tmp_path: Path) -> Session:
    return example.copied(full, tmp_path)


def told(session: Session, line: str, **options: Any) -> Output:
    """What a line says, whether it goes well or not, with what it writes into files."""
    said = session(line, fails=None, **options)
    files = [each for each in session.folder.rglob("*") if each.is_file() and each != session.db]
    written = [each.read_text(encoding="utf-8", errors="replace") for each in files]
    return Output.of("\n".join([said, said.err, *written]), said.err, said.code)


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
    assert found == fields | {"reason"}


@pytest.mark.parametrize("form", ["", *Format])
@pytest.mark.parametrize("line", [line for lines in VIEWS.values() for line in lines])
def test_no_view_tells_a_pipe_a_secret(secret: Session, line: str, form: str) -> None:
    asked = line.format(folder=secret.folder / "reports")
    said = told(secret, f"{asked} --format {form}" if form else asked)
    assert leaks(said) <= leaks(line)
    assert said.code in (0, 1, 2, 3, 4)


@pytest.mark.parametrize("ending", [*(each for each in Format if each != Format.TABLE), "txt"])
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
    assert leaks(told(secret, asked)) <= leaks(line) | LABELS


def files(session: Session) -> dict[str, Path]:
    """Files to be read, and others with faults."""
    moves = "talk,party,move,demand,text"
    return {
        "notes": session.write(
            "notes.txt", "at T3", "NATO accepts RU-1: in public", "US notes RU-2"
        ),
        "faulty": session.write("faulty.txt", "at T3", "NATO accepts RU-11: in public"),
        "moves": session.write(
            "in.csv", moves, "T3,NATO,accept,RU-1,in public", "T3,US,note,RU-2,"
        ),
        "bad": session.write("bad.csv", moves, "T3,NATO,revise,RU-1,in public", "T3,X,no,RU-11,"),
    }


def moves(session: Session) -> dict[str, str]:
    """Ids of a private move, a public one, and one that was corrected."""
    rows = session.rows("export moves --include-private")
    gone = {row["corrects"]: row["id"] for row in rows if row["corrects"]}
    standing = [row for row in rows if row["id"] not in gone and row["move"] != "strike"]
    private = [row["id"] for row in standing if row["visibility"] == "private"]
    public = [row["id"] for row in standing if row["visibility"] == "public"]
    return {"private": private[2], "public": public[-1], "aside": next(iter(gone))}


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
