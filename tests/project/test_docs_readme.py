"""The README: its session runs, is short, and comes to the positions of the worked example."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import transcript
from transcript import Shell

SESSION = "## Five minutes with it"
RECORD = "### Record"
REPORT = "News report on the NATO–Russia Council, 2022-01-13"
AT_THE_TABLE = {"RU", "NATO"}
# Left out are the names of the talk and the sources, and what the talks before this one add:
# RU-1 had an earlier wording, and so another number of version.
COMPARED = (
    "demand", "chain", "title", "kind", "issue", "by", "to", "status", "headline", "stale",
    "movement", "text", "date", "speaker", "condition", "until", "contested", "via", "rollup",
)  # fmt: skip


@pytest.fixture
def readme(checkout: Path) -> Path:
    return checkout / "README.md"


def recording(readme: Path) -> list[str]:
    """The commands that record the talk."""
    text = transcript.section(readme.read_text(encoding="utf-8"), RECORD)
    return [line for block in transcript.blocks(text) for line in block.commands]


def positions(shell: Shell, *options: str) -> list[dict[str, Any]]:
    """The positions, as far as they are compared."""
    envelope = json.loads(shell.tracker("positions", "--format", "json", *options))
    return [{name: row[name] for name in COMPARED} for row in envelope["rows"]]


def test_the_session_shows_what_happens(readme: Path, shell: Shell, update_golden: bool) -> None:
    text = readme.read_text(encoding="utf-8")
    before, heading, session = text.partition(f"\n{SESSION}\n")
    now = before + heading + transcript.played(session, shell, {})
    if update_golden:
        readme.write_text(now, encoding="utf-8")
    assert now == readme.read_text(encoding="utf-8"), "see: pytest --update-golden"


def test_the_session_takes_fewer_than_twenty_commands(readme: Path) -> None:
    assert len(recording(readme)) < 20
    assert "nineteen commands" in readme.read_text(encoding="utf-8")


def test_the_session_records_the_demands_that_the_news_report_names(
    checkout: Path, readme: Path, shell: Shell
) -> None:
    for line in recording(readme):
        shell(line)
    example = checkout / "db" / "examples" / "nato-russia-2022" / "moves.csv"
    with example.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["talk"] == "T3"]
    named = {row["demand"] for row in rows if REPORT in row["source"]}
    assert {row["demand"] for row in positions(shell)} == named


def test_the_session_comes_to_the_positions_of_the_worked_example(
    readme: Path, shell: Shell
) -> None:
    for line in recording(readme):
        shell(line)
        assert shell.code == 0, line
    found = positions(shell)
    recorded = {row["demand"] for row in found}
    shell.tracker("demo", "--db", "demo.db")
    expected = [
        row
        for row in positions(shell, "--db", "demo.db", "--as-of", "T3")
        if row["demand"] in recorded and row["to"] in AT_THE_TABLE
    ]
    assert found == expected
    assert len(found) == 9


@pytest.mark.parametrize("word", [".venv/bin/tracker demo", ".venv/bin/pytest"])
def test_installing_is_one_line_in_a_block_of_its_own(readme: Path, word: str) -> None:
    found = [
        block
        for block in transcript.blocks(readme.read_text(encoding="utf-8"))
        if word in block.body
    ]
    assert len(found) == 1
    assert found[0].body.count("\n") == 1
