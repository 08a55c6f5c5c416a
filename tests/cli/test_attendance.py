"""Which parties are told of where one database holds several negotiations."""

from __future__ import annotations

import pytest
from builders import START, Session

from tracker.commands.completing import answer_to
from tracker.context import World


@pytest.fixture
def two(session: Session) -> Session:
    """Security talks between RU and NATO, whose member is US; wages between UNION and WORKS."""
    for party in ("RU Russia", "NATO NATO", "US USA --member-of NATO", "UNION 'A union'"):
        session(f"party add {party}")
    session("party add WORKS 'The works'")
    session("party add NEW 'Nobody yet'")
    session("talk add First --date 2022-01-10")
    session("demand 'a ban' --by RU --to NATO")
    session("init Wages")
    session("talk add First --date 2022-01-10")
    session("demand 'more pay' --by UNION --to WORKS")
    return session


def codes(session: Session, negotiation: str, options: str = "") -> list[str]:
    rows = session.rows(f"export parties -n {negotiation} {options}")
    return [row["code"] for row in rows]


def test_an_export_names_those_that_take_part_and_those_that_take_part_nowhere(
    two: Session,
) -> None:
    assert codes(two, "Wages") == ["UNION", "WORKS", "NEW"]
    assert codes(two, "Security") == ["RU", "NATO", "US", "NEW"]


def test_the_reports_name_the_same(two: Session) -> None:
    two("export reports out -n Wages".replace("out", str(two.folder / "out")))
    (file,) = (two.folder / "out").glob("*parties*.csv")
    assert "RU" not in file.read_text(encoding="utf-8")


def test_who_takes_part_in_private_alone_is_told_only_with_private_moves(two: Session) -> None:
    two("demand 'a bridge' --by RU --to WORKS --private")
    assert "RU" not in codes(two, "Wages")
    assert "RU" in codes(two, "Wages", "--include-private")


def test_an_empty_negotiation_has_all(two: Session) -> None:
    two("init Empty")
    assert codes(two, "Empty") == ["RU", "NATO", "US", "UNION", "WORKS", "NEW"]


@pytest.mark.file("TAB offers what is in files")
def test_tab_offers_those_that_take_part(two: Session) -> None:
    from io import StringIO

    from typer.main import get_command

    from tracker.cli import app

    def offered(negotiation: str) -> list[str]:
        world = World(two.env, StringIO(), StringIO(), StringIO(), lambda: START)
        words = ["reject", "-n", negotiation, "--by"]
        return [value for value, _ in answer_to(get_command(app), words, "", world).offers]

    two("init Empty")
    assert len(offered("Empty")) == 6
    assert offered("Wages") == ["NEW", "UNION", "WORKS"]
    assert offered("Security talks") == ["NATO", "NEW", "RU", "US"]
