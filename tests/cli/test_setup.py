"""Starting: init, use, negotiation, path, demo, and the options that stand before a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session

from tracker import __version__
from tracker.__main__ import run_program


@pytest.fixture
def nothing(tmp_path: Path) -> Session:
    """A person with no database yet."""
    return Session(tmp_path)


@pytest.mark.file("it is about where a file is")
def test_init_makes_the_database_and_its_first_negotiation(nothing: Session) -> None:
    said = nothing("init 'Security talks'")
    assert "Started “Security talks”" in said
    assert str(nothing.db) in said
    assert "tracker party add CODE NAME" in said.err
    assert nothing.rows("negotiation list") == [
        {"negotiation": "Security talks", "title": "Security talks", "state": "current"}
    ]


@pytest.mark.file("it is about where a file is")
def test_the_database_can_be_read_by_its_owner_alone(nothing: Session) -> None:
    nothing("init 'Security talks'")
    assert nothing.db.stat().st_mode & 0o777 == 0o600


def test_a_second_init_adds_a_negotiation_and_picks_it(session: Session) -> None:
    assert "Added “Wages 2026”" in session("init 'Wages 2026'")
    states = {row["title"]: row["state"] for row in session.rows("negotiation list")}
    assert states == {"Security talks": "", "Wages 2026": "current"}


def test_the_same_negotiation_is_not_started_twice(session: Session) -> None:
    said = session("init 'Security talks'", fails=4)
    assert "already a negotiation “Security talks”" in said.err
    assert "tracker use" in said.err


@pytest.mark.parametrize("title", ["", "   "])
def test_a_negotiation_needs_a_title(nothing: Session, title: str) -> None:
    assert "A negotiation needs a title" in nothing("init", title, fails=2).err


@pytest.mark.parametrize("name", ["Security talks", "security TALKS", "sec"])
def test_use_picks_by_title_in_any_case_or_by_its_beginning(session: Session, name: str) -> None:
    session("init 'Wages 2026'")
    assert "“Security talks” is now the current negotiation" in session("use", name)
    assert session.json("negotiation show")["rows"][0]["title"] == "Security talks"


def test_use_says_what_an_unknown_name_may_mean(session: Session) -> None:
    said = session("use 'Securty talk'", fails=3)
    assert "no negotiation “Securty talk”" in said.err
    assert "did you mean Security talks?" in said.err
    assert "tracker negotiation list" in said.err


def test_a_beginning_that_fits_two_negotiations_picks_neither(session: Session) -> None:
    session("init 'Security council'")
    assert "no negotiation “Sec”" in session("use Sec", fails=3).err


def test_one_command_can_work_on_another_negotiation(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    run("negotiation add 'Wages 2026'")
    assert run.cells() == {}
    assert run.cells("-n 'Security talks'") == {("RU-1", "NATO"): "open"}
    assert run("-n 'Security talks' positions --columns demand") == "RU-1\n"


def test_the_title_changes_and_the_name_in_exports_stays(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    said = run("negotiation edit --title 'Talks on security'")
    assert "title “Security talks” → “Talks on security”" in said
    assert run.rows("positions")[0]["negotiation"] == "Security talks"
    assert run.json("negotiation show")["rows"] == [
        {"negotiation": "Security talks", "title": "Talks on security", "state": "open"}
    ]
    kept = "select ref, field, old, new, changed_by from registry_change where subject = ?"
    assert run.sql(f"{kept} and field <> 'added'", "negotiation") == [
        ("Security talks", "title", "Security talks", "Talks on security", "tester")
    ]


def test_a_negotiation_is_found_by_its_new_title_and_by_its_name(session: Session) -> None:
    session("negotiation edit --title 'Talks on security'")
    assert session("negotiation show 'Talks on security'")
    assert session("negotiation show 'Security talks'")


def test_no_two_negotiations_go_by_one_name(session: Session) -> None:
    session("negotiation add 'Wages 2026'")
    said = session("negotiation edit --title 'security talks'", fails=4)
    assert "already a negotiation" in said.err


def test_an_edit_without_a_change_says_so(session: Session) -> None:
    said = session("negotiation edit --title 'Security talks'")
    assert said == ""
    assert "nothing to change" in said.err


def test_an_archived_negotiation_is_marked_and_can_be_brought_back(session: Session) -> None:
    session("negotiation add 'Wages 2026'")
    assert "archived" in session("negotiation archive 'Security talks'")
    states = {row["title"]: row["state"] for row in session.rows("negotiation list")}
    assert states == {"Security talks": "archived", "Wages 2026": "current"}
    assert "open again" in session("negotiation archive 'Security talks' --undo")
    assert session.rows("negotiation list")[0]["state"] == ""


def test_an_archived_negotiation_says_so_even_while_it_is_the_current_one(
    session: Session,
) -> None:
    session("negotiation archive")
    assert "archived" in session.rows("negotiation list")[0]["state"]


@pytest.mark.file("it is about where a file is")
def test_path_prints_where_the_database_is(nothing: Session) -> None:
    assert nothing("path") == f"{nothing.db}\n"
    assert nothing("path --db other.db") == "other.db\n"
    assert nothing("--db other.db path") == "other.db\n"
    assert not nothing.db.exists()


@pytest.mark.parametrize(
    "command",
    ["positions", "log", "status", "diff T1 T2", "show RU-1", "talk list", "party list",
     "issue list", "negotiation show", "export moves", "reaffirm RU-1", "talk edit T1 --place X",
     "party edit RU --name X", "issue rename Arms X", "negotiation archive"],
)  # fmt: skip
def test_the_database_is_named_before_or_after_any_command(run: Session, command: str) -> None:
    run("demand 'a ban' --by RU --to NATO --issue Arms")
    db = run.env.pop("TRACKER_DB")
    run(command, fails=6)
    run(f"--db {db} -n 'Security talks' {command}")
    again = command.replace("Arms X", "X Y")
    run(f"{again} --db {db} --negotiation security")


def test_without_any_setting_the_database_lies_in_the_users_data_folder(
    nothing: Session,
) -> None:
    del nothing.env["TRACKER_DB"]
    folder = nothing.folder / "data" / "negotiation-tracker"
    assert nothing("path") == f"{folder / 'tracker.db'}\n"
    nothing("init 'Security talks'")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_demo_shows_the_example_and_leaves_nothing_behind(nothing: Session) -> None:
    said = nothing("demo")
    assert "T2 2022-01-10" in said
    assert "NATO–Russia Council" in said
    assert "Positions after the last talk" in said
    assert list(nothing.folder.iterdir()) == []


def test_the_demo_can_be_kept_to_play_with(nothing: Session) -> None:
    kept_in = nothing.folder / "demo.db"
    said = nothing(f"demo --db {kept_in}")
    assert f"TRACKER_DB={kept_in}" in said.err
    assert "tracker status" in said.err
    kept = nothing(f"positions --db {kept_in}")
    assert len(kept.splitlines()) == 18


def test_the_demo_can_be_kept_in_the_data_folder(nothing: Session) -> None:
    nothing("demo --keep")
    assert (nothing.folder / "data" / "negotiation-tracker" / "demo.db").is_file()
    assert "there already" in nothing("demo --keep", fails=4).err


@pytest.mark.file("it is about where a file is")
def test_the_demo_never_touches_a_database_that_is_there(session: Session) -> None:
    before = session.kept()
    assert "is there already" in session(f"demo --db {session.db}", fails=4).err
    session("demo")
    assert session.kept() == before


def test_the_version_is_printed_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["tracker", "--version"])
    assert run_program() == 0
    assert capsys.readouterr().out == f"tracker {__version__}\n"


def test_the_version_is_printed_beside_other_options_too(nothing: Session) -> None:
    assert nothing("--db other.db --version") == f"tracker {__version__}\n"


def test_help_lists_the_commands_by_what_they_are_for(nothing: Session) -> None:
    first = [line.split("  ")[0 if line[0] != " " else 1] for line in nothing("--help").split("\n")
             if line]  # fmt: skip
    order = ["Set up:", "init", "Record:", "demand", "reject", "Look:", "diff", "Report:", "import"]
    assert [word for word in first if word in order] == order


@pytest.mark.parametrize("command", ["reject", "diff", "import", "party add", "talk edit"])
def test_every_command_has_help(nothing: Session, command: str) -> None:
    assert "Usage: tracker" in nothing(f"{command} --help")


@pytest.mark.parametrize("family", ["", "party", "talk", "issue", "negotiation"])
def test_a_bare_family_shows_its_help_and_fails(nothing: Session, family: str) -> None:
    said = nothing(family, fails=2)
    assert "Usage: tracker" in said.err + said


def test_colour_is_there_when_asked_for_and_never_otherwise(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    assert "\x1b[" not in run("positions", tty=True)
    assert "\x1b[" in run("--color always positions", tty=True)
    assert "\x1b[" in run("positions", tty=True, env={"NO_COLOR": "", "TERM": "xterm"})
    assert "\x1b[" not in run("--color always positions")


def test_without_colour_the_marks_still_tell_the_statuses_apart(story: Session) -> None:
    shown = story("positions", tty=True)
    for mark in ("✘ rejected", "◌ deferred", "✔ accepted", "✓ accepted in part"):
        assert mark in shown


@pytest.mark.parametrize("theme", ["okabe", "classic", "mono"])
def test_themes_change_colours_and_no_words(run: Session, theme: str) -> None:
    run("demand 'a ban' --by RU --to NATO")
    plain = run("positions", tty=True)
    painted = run(f"--color always --theme {theme} positions", tty=True)
    assert "a ban" in painted
    assert painted != plain


def test_a_terminal_without_unicode_gets_letters_and_plain_arrows(story: Session) -> None:
    shown = story("positions", tty=True, encoding="ascii")
    assert shown.isascii()
    assert "R rejected" in shown
    assert "RU -> NATO" in shown
