"""What is told on a terminal fits its width and breaks between words."""

from __future__ import annotations

import shlex

from builders import Pipe, Session, Terminal

from tracker.cli import run as run_program
from tracker.context import World


def test_a_long_warning_breaks_between_words(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --by NATO --at T2")
    err = Terminal()
    line = "reject RU-1 --by NATO --at T2 --no-input"
    world = World({**run.env, "COLUMNS": "60"}, Pipe(), Pipe(), err, lambda: run._now)
    assert run_program(shlex.split(line), world) == 0
    lines = err.getvalue().splitlines()
    assert lines[0].startswith("warning: contested: NATO on RU-1")
    assert all(len(each) <= 60 for each in lines)
    said = " ".join(each.strip() for each in lines)
    assert " (" in said
    assert "; say which holds: tracker rule " in said
