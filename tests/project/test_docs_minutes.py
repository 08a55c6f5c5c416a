"""docs/minutes.md: its sessions show what happens, and all its minutes can be recorded."""

import re
from pathlib import Path

import transcript
from noted import empty, taken
from transcript import Shell

from tracker.exchange.minutes import terms


def text(checkout: Path) -> str:
    return (checkout / "docs" / "minutes.md").read_text(encoding="utf-8")


def minutes(checkout: Path) -> dict[str, str]:
    """The minutes of the page by the names of their files, others by their turn."""
    found = [each for each in transcript.blocks(text(checkout)) if each.info.startswith("minutes")]
    return {
        each.info.removeprefix("minutes").strip() or str(turn): each.body
        for turn, each in enumerate(found)
    }


def test_the_sessions_show_what_happens(checkout: Path, shell: Shell, update_golden: bool) -> None:
    for name, body in minutes(checkout).items():
        (shell.folder / name).write_text(body, encoding="utf-8")
    transcript.check(checkout / "docs" / "minutes.md", shell, update=update_golden)


def test_every_example_can_be_recorded(checkout: Path) -> None:
    case = empty()
    for name, body in minutes(checkout).items():
        faults = taken(case, body).faults
        assert bool(faults) == (name == "slips.txt"), f"{body}\n{faults}"


def test_the_grammar_has_every_word_of_the_language(checkout: Path) -> None:
    (grammar,) = (each.body for each in transcript.blocks(text(checkout)) if each.info == "ebnf")
    words = set(re.findall(r"[a-z]+", " ".join(re.findall(r'"([^"]*)"', grammar))))
    lines = {*terms.LINES, *terms.KINDS}
    details = {*terms.MOVE_DETAILS, *terms.TALK_DETAILS, *terms.DEMAND_DETAILS}
    phrases = {word for phrase in terms.PHRASES for word in phrase}
    verbs = {form for form in terms.VERBS if form.endswith("s")}
    assert lines | details | phrases | verbs <= words
