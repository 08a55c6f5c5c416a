"""One page for one party before a talk."""

from __future__ import annotations

from contextlib import closing

import pytest
from builders import Session
from markdown_it import MarkdownIt

from tracker.ledger.brief import concerns
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.positions import pages_concerning, positions
from tracker.ledger.refs import negotiation
from tracker.store.store import open_for_reading


def parts(session: Session, options: str = "--for RU") -> dict[str, list[str]]:
    """The demands of each part, those of a cell with its party."""
    found: dict[str, list[str]] = {}
    for row in session.rows(f"brief {options}"):
        found.setdefault(row["part"], []).append(f"{row['demand']} {row['to']}")
    return found


@pytest.fixture
def put(run: Session) -> Session:
    """Three demands of RU and one of NATO, put at T1."""
    for wording in ("a ban", "a pause", "a freeze"):
        run(f"demand '{wording}' --by RU --to NATO,US --at T1")
    run("demand 'talks' --by NATO --to RU --at T1")
    return run


def test_it_tells_what_the_last_talk_changed_and_what_was_said_since(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2")
    put("reject RU-2 --by US --at T3")
    put("defer RU-3 --by NATO --on 2022-02-01")
    found = parts(put)
    assert found["changed"] == ["RU-2 US"]
    assert found["changed since"] == ["RU-3 NATO", "RU-3 US"]
    shown = put("brief --for RU", tty=True)
    assert "What changed from T2 to T3" in shown
    assert "What changed since" in shown


def test_before_a_talk_nothing_of_it_is_known(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2 --final")
    put("accept NATO-1 --by RU --at T3")
    found = parts(put, "--for RU --before T3")
    assert found["changed"] == ["RU-1 NATO", "RU-1 US"]
    assert found["we owe"] == ["NATO-1 RU"]
    assert parts(put, "--for RU --before T2").keys() == {"they owe us", "we owe"}
    before = put.json("brief --for RU --before T3")
    assert before["before"] == "T3 2022-01-26 Third round, Vienna"
    assert before["to"] == "T2 2022-01-12 Second round, Brussels"


def test_what_is_owed_is_that_of_the_agenda(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2")
    put("ask RU-2 'how long' --by NATO --at T2")
    rows = [row for row in put.rows("brief --for RU") if row["part"].endswith(("owe", "owe us"))]
    agenda = put.rows("agenda --for RU")
    columns = ("demand", "to", "owes", "owed", "why", "talk", "days", "due")
    assert sorted([row[name] for name in columns] for row in rows) == sorted(
        [row[name] for name in columns] for row in agenda
    )
    assert {row["part"] for row in rows} == {"we owe", "they owe us"}


@pytest.mark.parametrize(
    ("answers", "near"),
    [
        (("accept {} --by NATO", "defer {} --by US"), ["US"]),
        (("accept {} --by NATO", "accept {} --by US --if 'so do we'"), ["US"]),
        (("accept {} --by NATO", "reject {} --by US"), []),
        (("accept {} --by NATO", "accept {} --by US"), []),
        (("defer {} --by NATO", "defer {} --by US"), []),
        (("accept {} --by NATO --in-principle",), ["NATO"]),
        (("accept {} --by NATO --in-principle", "accept {} --by US --in-part x"), []),
    ],
)
def test_near_agreement_is_what_lacks_one_answer_or_one_condition(
    put: Session, answers: tuple[str, ...], near: list[str]
) -> None:
    for answer in answers:
        put(f"{answer.format('RU-1')} --at T2")
    assert parts(put).get("near agreement", []) == [f"RU-1 {each}" for each in near]


def test_a_demand_of_one_party_on_one_is_near_only_where_it_is_half_accepted(put: Session) -> None:
    assert "near agreement" not in parts(put)
    put("accept NATO-1 --by RU --in-part 'on missiles' --at T2")
    assert parts(put)["near agreement"] == ["NATO-1 RU"]
    assert "RU: accepted in part: on missiles" in put("brief --for RU", tty=True)


def test_red_lines_are_final_rejections_of_either_side(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2 --final")
    put("reject RU-2 --by NATO --at T2")
    put("reject NATO-1 --by RU --at T2 --final")
    assert parts(put)["red line"] == ["RU-1 NATO", "NATO-1 RU"]
    assert parts(put, "--for US").get("red line") is None


def test_quotes_are_the_latest_of_the_others_on_what_concerns_the_party(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1 --quote older")
    put("reject RU-1 --by NATO --at T2 --quote newer")
    put("defer RU-2 --by US --at T3 --quote later")
    put("reject NATO-1 --by RU --at T3 --quote ours")
    put("demand 'not for RU' --by NATO --to US --at T3 --quote theirs")
    rows = [row for row in put.rows("brief --for RU") if row["part"] == "quote"]
    assert [(row["quote"], row["to"], row["talk"]) for row in rows] == [
        ("later", "US", "T3"),
        ("newer", "NATO", "T2"),
    ]
    rows = [row for row in put.rows("brief --for RU --before T2") if row["part"] == "quote"]
    assert [row["quote"] for row in rows] == ["older"]


def test_a_quote_that_was_struck_is_not_at_hand(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2 --quote mistaken")
    put(f"strike {put.rows('export moves')[-1]['id']} --reason 'never said'")
    assert "quote" not in parts(put)


def test_a_page_holds_eight_points_of_a_section_and_says_how_many_more(run: Session) -> None:
    for number in range(10):
        run(f"demand 'number {number}' --by RU --to NATO --at T1")
    for form in ("table", "md"):
        shown = run(f"brief --for RU --format {form}")
        assert "and 2 more" in shown
        assert "number 9" not in shown
    assert len(run.rows("brief --for RU")) == 10


@pytest.mark.parametrize(
    "text",
    ["# a heading", "- an item", "1. first", "=====", "[x](y)", "<b>bold</b>", "*a* _b_ `c`"],
)
def test_in_the_document_text_stays_text(run: Session, text: str) -> None:
    run("demand --by RU --to NATO --at T1 --title", text, "--", text)
    run("reject RU-1 --at T2 --quote", text, "--", text)
    run("talk edit T3 --status cancelled")
    rendered = MarkdownIt().render(run("brief --for RU --format md"))
    assert rendered.count("<h1>") == 1
    assert rendered.count("<h2>") == 6
    assert "<b>" not in rendered
    assert "<a " not in rendered
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert f"<li>{escaped}</li>" in rendered
    assert f"</strong> {escaped} — RU" in rendered


def test_the_document_goes_to_a_file(story: Session) -> None:
    file = story.folder / "brief.md"
    story(f"brief --for RU -o {file}")
    assert file.read_text(encoding="utf-8").startswith("# Brief for RU (Russian Federation)\n")


def test_columns_make_a_plain_table(story: Session) -> None:
    shown = story("brief --for RU --format md --columns part,demand")
    assert shown.startswith("| part | demand |")


def test_it_must_be_said_for_whom(run: Session) -> None:
    assert "Missing option '--for'" in run("brief", fails=2).err
    assert "There is no party “XX”" in run("brief --for XX", fails=3).err


def test_where_nothing_was_said_the_page_says_so(session: Session) -> None:
    session("party add RU Russia")
    shown = session("brief --for RU", tty=True)
    assert "Fewer than two talks have been held." in shown
    assert "None is on record." in shown
    assert session("brief --for RU") == ""


@pytest.mark.file("it looks into the file")
def test_the_demands_that_are_read_are_those_that_concern_the_party_and_no_others(
    story: Session,
) -> None:
    with closing(open_for_reading(story.db)) as store, store.reading():
        case = Case(store, negotiation(store, None))
        every = list(positions(case, END_OF_TIME))
        for code, party in case.parties.items():
            read = [demand for page in pages_concerning(case, party) for demand in page]
            concerned = {
                each.demand.id
                for each in every
                if concerns(each.demand, code) or each.party == code
            }
            assert read == sorted(concerned)
