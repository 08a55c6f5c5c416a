"""What keeps imports and exports within bounds changes nothing of what they record and tell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from unittest.mock import patch

from builders import Session
from generated import Plan, made, plans
from hypothesis import given
from hypothesis import strategies as st

from tracker.diff import Change, Diff
from tracker.exchange import moves_out
from tracker.ledger import docket, imports
from tracker.store import sqlfiles

EXAMPLE = sqlfiles.example("nato-russia-2022") / "moves.csv"


@given(plans, st.integers(0, 20))
def test_a_change_is_the_same_in_blocks_of_any_size(plan: Plan, nr: int) -> None:
    ledger, _ = made(plan)
    demands = [row[0] for row in ledger.store.all("demands_in_order", {
        "negotiation": ledger.case.negotiation.id, "after": 0, "limit": 100})]  # fmt: skip
    with ledger:
        whole = imports.change_since(ledger.case, nr, demands)
        with patch.object(imports, "BLOCK", 1):
            assert imports.change_since(ledger.case, nr, demands[::-1]) == whole


@given(plans, st.integers(0, 5))
def test_what_is_counted_and_what_is_kept_are_all_changes(plan: Plan, most: int) -> None:
    ledger, _ = made(plan)
    demands = [row[0] for row in ledger.store.all("demands_in_order", {
        "negotiation": ledger.case.negotiation.id, "after": 0, "limit": 100})]  # fmt: skip
    with ledger:
        whole = imports.change_since(ledger.case, 2, demands)
        part = imports.change_since(ledger.case, 2, demands, most=most)
    assert part.changes[:most] == whole.changes[:most]
    assert counted(part) == counted(whole)
    assert (part.arisen, part.ceased) == (whole.arisen, whole.ceased)
    assert [each for each in whole.changes if each.after and each.after.contested] == [
        each for each in part.changes if each.after and each.after.contested
    ]


def counted(diff: Diff) -> Counter[Change]:
    listed = Counter(each.change for each in diff.changes if each.change is not Change.REVISED)
    return listed + Counter(diff.further)


def test_demands_read_anew_at_each_row_make_the_same_ledger(tmp_path: Path) -> None:
    ledgers = []
    for name, most in (("at hand", docket.MOST_KNOWN), ("anew", 0)):
        (tmp_path / name).mkdir()
        session = Session(tmp_path / name)
        session("init 'Security talks'")
        with patch.object(docket, "MOST_KNOWN", most):
            session(f"import {EXAMPLE} --yes")
        ledgers.append((session("export moves"), session("positions --format csv")))
    assert ledgers[0] == ledgers[1]
    assert len(ledgers[0][0].splitlines()) > 20


@given(plans)
def test_an_export_keeps_no_demands_but_those_of_the_moves_read_ahead(plan: Plan) -> None:
    held: list[int] = []
    ahead = 2

    class Watched(docket.Docket):
        def known(self, key: str) -> docket.Known | None:
            held.append(len(self._known))
            return super().known(key)

    ledger, moves = made(plan)
    with (
        ledger,
        patch.object(moves_out, "Docket", Watched),
        patch.object(moves_out, "MANY", ahead),
    ):
        columns = moves_out.columns(ledger.case)
        rows = list(moves_out.rows(ledger.case, private=True))
    assert len(rows) == len(moves)
    assert columns != moves_out.COLUMNS or max(held) <= ahead
