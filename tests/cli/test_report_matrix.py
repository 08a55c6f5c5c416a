"""The matrix of a report with many parties: in blocks that fit on paper, of whom answered most."""

from __future__ import annotations

import pytest
from builders import Session, with_talks
from pages import Page, page_of


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A demand put to 62 parties, of whom the first has not answered and the last two have."""
    session = with_talks(tmp_path_factory.mktemp("crowd"))
    codes = [f"P{nr}" for nr in range(62)]
    session("import - --yes", stdin=demanded_of(codes))
    session(f"reject D-1 --by {codes[60]},{codes[61]} --at T2")
    return session


def demanded_of(codes: list[str]) -> str:
    """A demand put to parties, as moves.csv."""
    return f"talk,party,move,demand,text,to\nT1,RU,demand,D-1,a ban,{';'.join(codes)}\n"


def across(page: Page) -> list[list[str]]:
    """The parties of each block of the matrix."""
    heads = (rows[0] for rows in page.rows if rows[0][0] == "Demand")
    return [head[1:] for head in heads if "Awaited" not in head and "To" not in head]


def test_many_parties_stand_in_blocks_of_those_that_fit_side_by_side(crowd: Session) -> None:
    blocks = across(page_of(crowd, f"report --party {','.join(f'P{nr}' for nr in range(31))}"))
    assert [party for block in blocks for party in block] == [f"P{nr}" for nr in range(31)]
    assert [len(block) for block in blocks] == [10, 10, 10, 1]


def test_of_too_many_parties_the_matrix_has_those_that_answered_most_and_says_so(
    crowd: Session,
) -> None:
    page = page_of(crowd, "report")
    shown = [party for block in across(page) for party in block]
    assert len(shown) == 60
    assert shown[-3:] == ["P57", "P60", "P61"]
    said = "The matrix shows the 60 parties that answered most and leaves out 2 more"
    assert page.text.count(said) == 2  # beside it, and in the method note
    assert said in crowd("report --format md")


def test_a_block_has_only_the_demands_that_its_parties_have_a_cell_of(run: Session) -> None:
    codes = [f"LONG-CODE-OF-PARTY-{nr}" for nr in range(4)]
    for code in codes:
        run(f"party add {code} 'Party {code}'")
    run(f"demand 'a ban' --by RU --to {','.join(codes)} --at T1")
    run("demand 'another' --by NATO --to RU --at T1")
    page = page_of(run, "report")
    blocks = [rows for rows in page.rows if rows[0][0] == "Demand" and "To" not in rows[0]]
    found = {tuple(rows[0][1:]): [row[0][:4] for row in rows[1:]] for rows in blocks}
    assert found == {("RU", *codes[:2]): ["RU-1", "NATO"], tuple(codes[2:]): ["RU-1"]}
