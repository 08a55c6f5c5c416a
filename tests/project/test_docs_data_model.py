"""docs/data-model.md: the terms, glyphs, columns and tables are those of the program."""

import re
from pathlib import Path

import pytest
from transcript import section

from tracker.exchange import moves_out, registry_in, verbs
from tracker.exchange.given import GIVEN
from tracker.ledger import identity
from tracker.model import Draft, Headline, Kind, Manner, Rollup, Status, Verb
from tracker.render import (
    agenda,
    blockers,
    brief,
    changes,
    checking,
    comparing,
    corrections,
    history,
    lists,
    matrix,
    positions,
    private_line,
    search,
    stats,
    timeline,
)
from tracker.render.theme import glyph

COLUMNS = {
    "moves.csv": (*moves_out.COLUMNS, moves_out.BY, GIVEN),
    "positions.csv": positions.COLUMNS,
    "The matrix": matrix.COLUMNS,
    "The timeline": timeline.COLUMNS,
    "diff.csv": changes.COLUMNS,
    "parties.csv": lists.PARTY_COLUMNS,
    "talks.csv": lists.TALK_COLUMNS,
    "A demand's history": (*history.HISTORY_COLUMNS, *history.RECORD_COLUMNS),
    "Corrections": corrections.COLUMNS,
    "The private line": private_line.COLUMNS,
    "Search": search.COLUMNS,
    "Check": checking.COLUMNS,
    "Agenda": agenda.COLUMNS,
    "Brief": brief.COLUMNS,
    "Figures": stats.COLUMNS,
    "Blockers": blockers.COLUMNS,
    "Two parties": comparing.COLUMNS,
}


@pytest.fixture
def model(checkout: Path) -> str:
    return (checkout / "docs" / "data-model.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table's rows, heads left out."""
    lines = [line.strip("| ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines][1:]


@pytest.mark.parametrize("file", COLUMNS)
def test_the_columns_of_a_file_are_explained_in_their_order(model: str, file: str) -> None:
    listed = re.findall(r"^\| `(\w+)` \|", section(model, f"### {file}"), re.MULTILINE)
    assert tuple(listed[: len(COLUMNS[file])]) == COLUMNS[file]


def test_what_is_written_of_parties_and_talks_is_what_is_read() -> None:
    assert registry_in.PARTY_COLUMNS == lists.PARTY_COLUMNS
    assert registry_in.TALK_COLUMNS == lists.TALK_COLUMNS


def test_the_statuses_have_their_headline_glyph_and_letter(model: str) -> None:
    listed = [row[:4] for row in rows(section(model, "## Positions")) if len(row) == 5]
    assert listed == [
        [status, status.headline, f"`{glyph(status)}`", glyph(status, unicode=False)]
        for status in Status
    ]


def test_the_readme_shows_each_position_with_its_glyph(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    found = dict(
        re.findall(r"^\| `(.)` \| (.*?) \|", section(readme, "## What the tables say"), re.M)
    )
    assert set(found) == {glyph(status) for status in Status}
    for status in Status:
        assert status.split()[0] in found[glyph(status)]
        assert glyph(Headline(status.headline)) == glyph(status)


def test_the_rollups_and_kinds_are_all_there(model: str) -> None:
    listed = rows(section(model, "### Rollup: where a demand stands over its addressees"))
    assert {row[0] for row in listed} == {each.value for each in Rollup}
    assert f"Its kind is {', '.join(list(Kind)[:-1])} or {list(Kind)[-1]}" in model


def test_every_move_is_in_the_list_of_moves(model: str) -> None:
    listed = {word for row in rows(section(model, "## Moves")) for word in row[0].split(", ")}
    assert listed == {each.value for each in Verb} | {"offer", "correct", "rule", "undo"}


def test_the_words_of_the_column_move_are_read(model: str) -> None:
    table = section(model, "### moves.csv").split("The words of `move`")[1]
    words = [(re.findall(r"`([^`]+)`", first), after) for first, after in words_of(table)]
    assert {each for group, _ in words for each in group} == set(verbs._VERBS)
    manners = set()
    for group, after in words:
        for manner in re.findall(r"`([^`]+)`", after):
            assert all(not isinstance(verbs.deed_of(f"{each} {manner}"), str) for each in group)
            manners.add(manner)
    assert manners == {each.value for each in Manner} | {"ad referendum"}


def words_of(table: str) -> list[tuple[str, str]]:
    return re.findall(r"^\| (`.*?) \| ?(.*?) ?\|$", table, re.MULTILINE)


def test_the_picture_has_every_table(checkout: Path, model: str) -> None:
    text = section(model, "## The tables")
    made = (checkout / "db" / "migrations").glob("*.sql")
    tables = {
        name
        for file in made
        for name in re.findall(r"^create table (\w+)", file.read_text(encoding="utf-8"), re.M)
    }
    shown = set(re.findall(r"^    (\w+) [|o}{-]+ (\w+) :", text, re.MULTILINE))
    named = {each for pair in shown for each in pair}
    assert named | {"command", "mapping", "registry_change", "setting"} == tables


def test_an_id_is_made_as_described(model: str) -> None:
    assert "(`5:defer,`), an absent one as `-,`" in model
    assert identity._netstrings(["defer", None, "é"]) == b"5:defer,-,2:\xc3\xa9,"
    labels = {"title", "issue"}
    assert not labels & set(Draft._fields)


def test_the_headings_that_the_code_refers_to_are_there(model: str) -> None:
    for heading in ("Positions", "What is refused, and what is warned about"):
        assert f"\n## {heading}\n" in model
