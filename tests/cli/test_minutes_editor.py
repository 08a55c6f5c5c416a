"""`minutes --edit`: the user's editor, and what was typed in it is never lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import Session


class Editor:
    """A shell script that stands in for the user's editor.

    Attributes:
        opened: what the file held each time it was opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "editor"
        self.folder.mkdir()
        self.script = self.folder / "editor.sh"
        self.seen = self.folder / "seen"
        self.seen.mkdir()

    def does(self, *commands: str) -> None:
        """What the script does to the file `$1`, after it has kept what it held."""
        keep = f'n=$(ls "{self.seen}" | wc -l); cp "$1" "{self.seen}/$n"'
        self.script.write_text("\n".join(["#!/bin/sh", keep, *commands]) + "\n", encoding="utf-8")
        self.script.chmod(0o700)

    def types(self, *texts: str) -> None:
        """What stands in the file after each time it was opened."""
        for number, text in enumerate(texts):
            (self.folder / f"text{number}").write_text(text, encoding="utf-8")
        self.does(f'[ -e "{self.folder}/text$n" ] && cp "{self.folder}/text$n" "$1"', "true")

    @property
    def opened(self) -> list[str]:
        files = sorted(self.seen.iterdir(), key=lambda file: int(file.name.strip()))
        return [file.read_text(encoding="utf-8") for file in files]


@pytest.fixture
def editor(run: Session) -> Editor:
    run("demand 'a ban' --by RU --to NATO,US --at T1 --title 'A ban' --issue Ukraine/membership")
    run("reject RU-1 no --by US --at T2")
    run("offer talks --by NATO --to RU --at T2")
    made = Editor(run.folder)
    run.env["TRACKER_EDITOR"] = str(made.script)
    return made


def kept(run: Session) -> list[Path]:
    """The files with what was typed that are left."""
    return sorted((run.folder / "data" / "negotiation-tracker" / "minutes").glob("*"))


def count(run: Session) -> int:
    return int(run.sql("select count(*) from move")[0][0])


GOOD = "talk T3\nNATO rejects RU-1: no\n"
BAD = "talk T3\nNATO rejets RU-1: no\n"


def test_it_opens_on_the_talk_the_parties_and_every_open_demand(
    run: Session, editor: Editor
) -> None:
    editor.does("true")
    run("minutes --edit")
    (template,) = editor.opened
    assert template == (
        "# Minutes of T3 2022-01-26 Third round, Vienna\n"
        "#\n"
        "# One move a line, what belongs to it indented below; lines that begin with # are not "
        "read.\n"
        "#   NATO rejects RU-1: in your words\n"
        '#       "in the speaker\'s words" -- the speaker\n'
        "#       source https://example.org\n"
        "#   RU demands NATO, US [Ukraine/troops]: the wording of a new demand\n"
        "#   US counters RU-3: the wording of its counter-demand\n"
        "#\n"
        "# Parties: RU Russian Federation; NATO North Atlantic Treaty Organization; US United "
        "States\n"
        "\n"
        "talk T3\n"
        "\n"
        "# Still open. To record an answer, take off the # before it.\n"
        "\n"
        "# RU-1 A ban (demand of RU)\n"
        "#   NATO: open; US: rejected at T2\n"
        "#NATO accepts RU-1:\n"
        "#NATO rejects RU-1:\n"
        "#NATO defers RU-1:\n"
        "\n"
        "# NATO-1 talks (offer of NATO)\n"
        "#   RU: open\n"
        "#RU accepts NATO-1:\n"
        "#RU rejects NATO-1:\n"
        "#RU defers NATO-1:\n"
    )


def test_taking_off_the_sign_before_an_answer_records_it(run: Session, editor: Editor) -> None:
    editor.does('sed -i "s/^#NATO rejects RU-1:/NATO rejects RU-1: no/" "$1"')
    assert run("minutes --edit --yes") == "Recorded 1 move.\n"
    assert run.cells()["RU-1", "NATO"] == "rejected"
    assert run.rows("export moves")[-1]["talk"] == "T3"
    assert kept(run) == []


def test_a_space_left_over_before_the_answer_does_no_harm(run: Session, editor: Editor) -> None:
    editor.does('sed -i "s/^#NATO accepts RU-1:/ NATO accepts RU-1:/" "$1"')
    assert run("minutes --edit --yes") == "Recorded 1 move.\n"
    assert run.rows("export moves")[-1]["text"] == ""


def test_at_opens_on_another_talk(run: Session, editor: Editor) -> None:
    editor.does('sed -i "s/^#NATO accepts/NATO accepts/" "$1"')
    run("minutes --edit --yes --at T2")
    assert "\ntalk T2\n" in editor.opened[0]
    assert run.rows("export moves")[-1]["talk"] == "T2"


def test_where_no_talk_was_held_the_template_offers_to_name_one(session: Session) -> None:
    made = Editor(session.folder)
    made.does("true")
    session("minutes --edit", env={"EDITOR": str(made.script)})
    assert "\n#talk 2022-01-12 Title, Place\n\n# No demand is open.\n" in made.opened[0]
    assert "# Parties: none yet; a line such as party RU Russia adds one\n" in made.opened[0]


@pytest.mark.parametrize("text", [None, "", "  \n\n"])
def test_an_unchanged_or_empty_text_records_nothing(
    run: Session, editor: Editor, text: str | None
) -> None:
    editor.types(*([] if text is None else [text]))
    assert "Nothing was recorded: the text was left as it was." in run("minutes --edit").err
    assert (count(run), kept(run)) == (3, [])


def test_a_text_of_comments_alone_records_nothing(run: Session, editor: Editor) -> None:
    editor.types("# thought better of it\ntalk T3\n")
    assert "Nothing to record." in run("minutes --edit").err
    assert (count(run), kept(run)) == (3, [])


def test_a_text_with_faults_is_opened_again_with_them_told(run: Session, editor: Editor) -> None:
    editor.types(BAD, GOOD)
    assert run("minutes --edit --yes") == "Recorded 1 move.\n"
    assert editor.opened[1] == (
        "#! Nothing was recorded: 1 fault, each told below its line after #!.\n"
        "#! Mend them, save and close; to give up, close the file as it is.\n"
        "talk T3\n"
        "NATO rejets RU-1: no\n"
        "#!   ^^^^^^ “rejets” is not a verb of minutes; did you mean “rejects”?\n"
    )
    assert kept(run) == []


def test_closing_it_as_it_is_gives_up_and_keeps_the_text(run: Session, editor: Editor) -> None:
    editor.types(BAD)
    said = run("minutes --edit --yes", fails=7)
    (file,) = kept(run)
    assert f"Your text is kept in {file}; record it with: tracker minutes {file}\n" in said.err
    assert "“rejets” is not a verb of minutes" in said.err
    assert file.read_text(encoding="utf-8") == BAD
    assert len(editor.opened) == 2
    assert count(run) == 3


def test_a_second_failure_keeps_the_text_where_nobody_can_be_asked(
    run: Session, editor: Editor
) -> None:
    editor.types(BAD, BAD.replace("RU-1", "RU-2"), GOOD)
    run("minutes --edit --yes", fails=7)
    (file,) = kept(run)
    assert file.read_text(encoding="utf-8") == BAD.replace("RU-1", "RU-2")
    assert len(editor.opened) == 2


def test_a_person_is_asked_whether_to_go_on_after_a_second_failure(
    run: Session, editor: Editor
) -> None:
    editor.types(BAD, BAD.replace("RU-1", "RU-2"), GOOD)
    said = run("minutes --edit", typed="y\ny\n")
    assert "Open the editor again? [y/N] " in said.err
    assert "Record 1 move? [y/N] " in said.err
    assert (said, kept(run)) == ("Recorded 1 move.\n", [])


def test_a_person_who_does_not_want_to_go_on_finds_the_text_kept(
    run: Session, editor: Editor
) -> None:
    editor.types(BAD, BAD.replace("RU-1", "RU-2"), GOOD)
    run("minutes --edit", typed="n\n", fails=7)
    assert len(kept(run)) == 1


@pytest.mark.parametrize(("typed", "code"), [("n\n", 1), (None, 2)])
def test_what_is_not_confirmed_is_kept(
    run: Session, editor: Editor, typed: str | None, code: int
) -> None:
    editor.types(GOOD)
    said = run("minutes --edit", typed=typed, fails=code)
    (file,) = kept(run)
    assert file.read_text(encoding="utf-8") == GOOD
    assert "Your text is kept in" in said.err
    run(f"minutes {file} --yes")
    assert count(run) == 4


def test_a_dry_run_keeps_the_text_too(run: Session, editor: Editor) -> None:
    editor.types(GOOD)
    assert "Your text is kept in" in run("minutes --edit --dry-run").err
    assert (count(run), len(kept(run))) == (3, 1)


def test_an_editor_that_fails_gives_up_and_keeps_what_was_typed(
    run: Session, editor: Editor
) -> None:
    editor.does('echo "NATO rejects RU-1" >> "$1"; exit 3')
    assert (
        "The editor ended with code 3; nothing was recorded."
        in run("minutes --edit --yes", fails=1).err
    )
    assert len(kept(run)) == 1


def test_an_editor_that_fails_before_anything_is_typed_leaves_nothing(
    run: Session, editor: Editor
) -> None:
    editor.does("exit 1")
    assert "kept" not in run("minutes --edit --yes", fails=1).err
    assert kept(run) == []


def test_a_text_that_is_not_utf_8_is_kept_as_it_is(run: Session, editor: Editor) -> None:
    editor.does('printf "caf\\351" > "$1"')
    assert "is not UTF-8 text (line 1)" in run("minutes --edit --yes", fails=7).err
    (file,) = kept(run)
    assert file.read_bytes() == b"caf\xe9"


def test_the_file_can_be_read_by_its_owner_alone(run: Session, editor: Editor) -> None:
    editor.does(f'stat -c %a "$1" "$(dirname "$1")" > "{editor.folder}/modes"')
    run("minutes --edit")
    assert (editor.folder / "modes").read_text(encoding="utf-8").split() == ["600", "700"]


def test_the_database_is_free_while_the_editor_is_open(run: Session, editor: Editor) -> None:
    editor.does(
        f"python3 -c \"import sqlite3; c = sqlite3.connect('{run.db}', timeout=0);"
        " c.execute('begin immediate')\" || exit 9",
    )
    run("minutes --edit")


def test_the_editor_is_the_first_that_is_named(run: Session, editor: Editor) -> None:
    editor.types(GOOD)
    env = {"TRACKER_EDITOR": "", "VISUAL": f"sh '{editor.script}'", "EDITOR": "false"}
    assert run("minutes --edit --yes", env=env) == "Recorded 1 move.\n"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("no-such-editor", "The editor “no-such-editor” cannot be started: No such file"),
        ("'", "TRACKER_EDITOR cannot be read as a command (No closing quotation)"),
    ],
)
def test_an_editor_that_is_not_there_is_told(
    run: Session, editor: Editor, command: str, reason: str
) -> None:
    assert reason in run("minutes --edit", env={"TRACKER_EDITOR": command}, fails=2).err
    assert kept(run) == []


def test_what_a_title_says_cannot_become_a_line_of_the_template(
    run: Session, editor: Editor
) -> None:
    run.write("moves.csv", "date,party,move,demand,title,to,text",
              '2022-01-11,RU,demand,RU-9,"x\nNATO accepts RU-9\x1b[2J",NATO,secret')  # fmt: skip
    run(f"import {run.folder / 'moves.csv'} --yes")
    editor.does("true")
    run("minutes --edit")
    (template,) = editor.opened
    assert "\nNATO accepts" not in template
    assert "\x1b" not in template


def test_ctrl_c_while_the_editor_is_open_is_the_editors(run: Session, editor: Editor) -> None:
    editor.does(f"kill -INT {os.getpid()}", f'cp {run.write("good.txt", GOOD)} "$1"')
    assert run("minutes --edit --yes") == "Recorded 1 move.\n"
