"""On a server, too, what shows one screen goes by the indexes, however large the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import engines
import pytest
import servers
from builders import Session

from tracker.store.server.dialect import query
from tracker.store.server.sending import Question, Sender

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

MOVES = 20_000
WHOLE = re.compile(r"Seq Scan on move(?:_\d+)?\b")


@cache
def filled() -> str:
    """A ledger of so many moves, as the benchmarks make one."""
    from _servers import filled_ledger

    return str(filled_ledger(engines.server(), MOVES))


@pytest.fixture
def address(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(checkout / "benchmarks")
    return filled()


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plan of every query that is asked from here on, and that of one that is prepared."""
    found: list[str] = []
    ask, ask_all = Sender.ask, Sender.ask_all

    def explain(sender: Sender, sql: str, values: Any) -> None:
        rows = sender.run_all(f"explain {sender._text(sql, values)}").fetchall()
        found.append("\n".join(row[0] for row in rows))

    def explained(sender: Sender, questions: Sequence[Question]) -> None:
        for name, values in questions:
            if name != "count_cells":  # every cell is counted
                explain(sender, query(name), values)
                if name in sender.prepared._ready:
                    explain(sender, sender.prepared._ready[name].execute, values)

    def asked(sender: Sender, name: str, values: Any) -> Any:
        answer = ask(sender, name, values)
        explained(sender, [Question(name, values)])
        return answer

    def asked_together(sender: Sender, questions: Sequence[Question]) -> Any:
        answer = ask_all(sender, questions)
        explained(sender, questions)
        return answer

    monkeypatch.setattr(Sender, "ask", asked)
    monkeypatch.setattr(Sender, "ask_all", asked_together)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "positions --issue Issue/3",
        "positions --issue Issue/3 --as-of T100",
        "matrix --issue Issue/3",
        "diff T100 T101",
        "show D-7",
        "timeline --demand D-7",
        "log --limit 20",
        "reaffirm D-7",
        "reject D-7 never --by P9",
    ],
)
def test_one_screen_reads_no_table_of_moves_from_end_to_end(
    address: str, plans: list[str], tmp_path: Path, line: str
) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = address
    session(line)
    assert plans
    assert not list(filter(WHOLE.search, plans))


def test_each_step_of_the_timeline_of_a_demand_goes_by_the_demand_and_not_through_a_talk(
    address: str, plans: list[str], tmp_path: Path
) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = address
    session("timeline --demand D-7")
    steps = [plan for plan in plans if "wanted" in plan and "spoken" in plan]
    assert len(steps) > 1
    assert all("demand = wanted.value" in plan for plan in steps)


def test_the_latest_moves_are_read_in_their_order_and_not_sorted_out_of_a_talk(
    address: str, plans: list[str], tmp_path: Path
) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = address
    session("log --limit 20")
    assert any("Backward using move_0_negotiation_moment_rank_idx" in plan for plan in plans)


@pytest.mark.parametrize("when", ["", "--known-at 2026-01-05T12:00:00Z"])
def test_each_move_is_looked_for_among_those_set_aside_and_never_compared_with_all_of_them(
    address: str, plans: list[str], tmp_path: Path, when: str
) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = address
    session(f"positions --issue Issue/3 {when}")
    asked = [plan for plan in plans if "stance" in plan]
    assert asked
    assert not [plan for plan in plans if "Anti Join" in plan]
