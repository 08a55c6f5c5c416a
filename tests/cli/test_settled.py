"""A demand that the acceptance of a counter-demand settles: when, and what the diff makes of it."""

from __future__ import annotations

import pytest
from builders import Session
from openpyxl import load_workbook

from tracker.render.theme import colour


@pytest.fixture
def chain(run: Session) -> Session:
    """RU-1 on US, countered with US-1 at T1, which RU accepts at T2 with a quote."""
    run("demand 'a ban' --by RU --to US --at T1")
    run("counter RU-1 'Transparency' --by US --at T1")
    run("accept US-1 --by RU --at T2 --quote 'We can live with it.' --speaker 'A. Grushko'")
    return run


def test_it_is_settled_at_the_talk_of_the_acceptance(chain: Session) -> None:
    assert "settled by US-1 at T2" in chain("show RU-1", tty=True)
    row = next(line for line in chain("positions --all", tty=True).splitlines() if "RU-1 " in line)
    assert "settled by US-1" in row
    assert "T2" in row
    assert "T1" not in row


def test_a_diff_tells_what_became_settled(chain: Session) -> None:
    shown = chain("diff T1 T2", tty=True)
    assert "Settled by a counter-demand" in shown
    assert "countered → settled" in shown
    assert "settled by US-1" in shown
    assert "1 accepted, 1 settled; 0 unchanged" in shown
    assert "1 accepted, 1 settled; 0 unchanged" in chain("diff T1 T2 --summary")


def test_the_record_of_a_settlement_names_the_acceptance(chain: Session) -> None:
    row = next(each for each in chain.rows("diff T1 T2") if each["demand"] == "RU-1")
    assert (row["change"], row["movement"]) == ("settled", "settled by US-1")
    assert (row["from_status"], row["to_status"]) == ("countered", "countered")
    assert (row["talk"], row["speaker"]) == ("T2", "A. Grushko")
    assert chain.json("diff T1 T2")["counts"] == {"accepted": 1, "settled": 1, "revised": 0}


def test_what_was_countered_and_settled_meanwhile_is_told_as_settled(chain: Session) -> None:
    assert chain.changes("2022-01-01 T2") == {
        ("RU-1", "US"): "settled by US-1",
        ("US-1", "RU"): "new",
    }


def test_every_demand_above_in_the_chain_is_told(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    run("counter RU-1 'Transparency' --by US --at T1")
    run("counter US-1 'Transparency both ways' --by RU --at T2")
    run("accept RU-2 --by US --at T3")
    assert run.changes("T2 T3") == {
        ("RU-1", "US"): "settled by RU-2",
        ("US-1", "RU"): "settled by RU-2",
        ("RU-2", "US"): "first answer",
    }


def test_a_settlement_that_is_taken_back_is_told(chain: Session) -> None:
    chain("reject US-1 'no longer' --by RU --at T3")
    assert chain.changes("T2 T3") == {
        ("RU-1", "US"): "no longer settled",
        ("US-1", "RU"): "reversal",
    }
    assert chain.changes("T2 T1")["RU-1", "US"] == "no longer settled"


def test_a_settlement_by_a_private_acceptance_is_private(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    run("counter RU-1 'Transparency' --by US --at T1")
    run("accept US-1 --by RU --at T2 --private")
    assert "settled" not in run("diff T1 T2 --format json")
    rows = run.rows("positions --include-private")
    assert {row["demand"]: row["visibility"] for row in rows} == {
        "RU-1": "private",
        "US-1": "private",
    }
    assert "settled by US-1; private" in run("positions --all", tty=True)


def test_the_timeline_tells_when_it_was_settled_and_when_no_longer(chain: Session) -> None:
    chain("reject US-1 'no longer' --by RU --at T3")
    rows = [row for row in chain.rows("timeline") if row["demand"] == "RU-1"]
    assert [(row["talk"], row["event"], row["status"], row["movement"]) for row in rows] == [
        ("T1", "demanded;answered", "countered", "new"),
        ("T2", "settled", "countered", "settled by US-1"),
        ("T3", "no longer settled", "countered", "no longer settled"),
    ]
    shown = chain("timeline --demand RU-1", tty=True)
    assert "↷C╌╌╌╌↷C+╌╌╌↷C╌╌╌╌" in shown
    assert "C+ settled by the counter-demand" in " ".join(shown.split())
    assert "T2 ↷ settled by US-1" in chain("timeline --format md --demand RU-1")


def test_a_drawn_timeline_shows_what_is_settled_as_what_is_accepted(chain: Session) -> None:
    html = chain("timeline --format html --demand RU-1")
    row = html.partition("<tbody")[2].partition("</tbody>")[0]
    assert "T2: settled, countered (settled by US-1)" in row
    assert row.count(f'fill="{colour("accepted")}"') == 1
    assert ("#m-countered" in row, "#m-accepted" in row) == (True, True)
    legend = html.partition('<ul class="legend">')[2]
    assert "</svg> accepted</li>" in legend


def test_the_figures_count_what_is_settled(chain: Session) -> None:
    found = [row for row in chain.rows("stats") if row["measure"] == "settled"]
    assert [(row["party"], row["other"], row["talk"], row["value"]) for row in found] == [
        ("US", "", "", "1"),
        ("US", "RU", "", "1"),
        *(("US", other, talk, "1") for talk in ("T2", "T3") for other in ("", "RU")),
    ]
    told = "Of what is countered, counter-demands have settled: 1 of US."
    assert told in chain("stats", tty=True)
    assert "have settled" not in chain("stats --as-of T1", tty=True)


def test_all_reports_of_a_workbook_tell_what_was_settled(chain: Session) -> None:
    file = chain.folder / "all.xlsx"
    chain(f"export -o {file}")
    told = load_workbook(file)["Diff"].iter_rows(values_only=True)
    assert any("settled by US-1" in row for row in told)


def test_an_answer_outside_any_talk_was_given_on_a_day(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    run("reject RU-1 --by US --on 2022-01-20")
    assert "rejected on 2022-01-20" in run("show RU-1", tty=True)
