"""What is shown before it is kept has no private words where it does not go to a terminal."""

from __future__ import annotations

import pytest
from builders import Session

SECRET = "Süßkartoffel"
HEAD = "talk,party,move,demand,text,title,to,visibility"


@pytest.fixture
def whispered(run: Session) -> Session:
    """RU-1, put in private at T1 under a secret title and issue."""
    run(f"demand {SECRET} --title {SECRET} --issue {SECRET}/x --by RU --to NATO --at T1 --private")
    return run


def test_an_import_tells_no_private_title(whispered: Session) -> None:
    file = whispered.write("in.csv", HEAD, "T2,NATO,reject,RU-1,never,Other,,private")
    said = whispered(f"import {file} --dry-run").err
    assert "1 to add" in said
    assert "RU-1 keeps its title" in said
    assert SECRET not in said


def test_minutes_tell_no_private_title(whispered: Session) -> None:
    notes = whispered.write("notes.txt", "talk T2", "NATO rejects RU-1: never", "    private")
    said = whispered(f"minutes {notes} --dry-run").err
    assert "NATO rejected RU-1" in said
    assert SECRET not in said


def test_undoing_names_no_issue_that_stays(whispered: Session) -> None:
    said = whispered("undo --dry-run").err
    assert "stay" in said
    assert SECRET not in said
