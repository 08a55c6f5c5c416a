"""The figures are those that the positions at every talk come to, whatever the ledger."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from generated import VIEWS, Plan, chains, made, plans
from hypothesis import given
from hypothesis import strategies as st
from ledgers import LEDGER_TALKS, diff

from tracker.diff import CellChange
from tracker.ledger.changes import changes
from tracker.ledger.positions import Filter
from tracker.ledger.refs import NOW
from tracker.ledger.stats import Pair, stats
from tracker.ledger.walking import walk
from tracker.model import Headline, Position, Rollup

filters = st.sampled_from(
    (Filter(), Filter(parties=("NATO",)), Filter(proponents=("RU",)), Filter(text="ban"))
)
Cells = dict[tuple[str, str], Position]


def tally(found: Cells) -> dict[Pair, Counter[Headline]]:
    """How many positions stand at each headline, by who put the demand and who answers."""
    counts: dict[Pair, Counter[Headline]] = {}
    for each in found.values():
        if each.status.headline is not Headline.WITHDRAWN:
            pair = Pair(each.demand.proponent or "", each.party)
            counts.setdefault(pair, Counter())[each.status.headline] += 1
    return counts


@given(plans, filters)
def test_every_talk_counts_the_positions_that_stood_at_its_end(plan: Plan, chosen: Filter) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = stats(ledger.case, NOW, chosen)
        stages = {each.talk: each.counts for each in found.stages}
        for talk in LEDGER_TALKS:
            assert stages[talk] == tally(ledger.positions(talk, chosen))
        assert found.counts == tally(ledger.positions("2022-12-31", chosen))


@given(plans, st.sampled_from(VIEWS))
def test_an_earlier_moment_counts_what_stood_then(plan: Plan, view: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = stats(ledger.case, ledger.as_of(view))
        assert found.counts == tally(ledger.positions(view))
        assert found.private == sum(each.private for each in ledger.positions(view).values())


@given(plans)
def test_movement_is_what_the_diffs_of_successive_talks_call_so(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = {each.talk: each for each in stats(ledger.case, NOW).stages}
        for start, end in (("T1", "T2"), ("T2", "T3"), ("T3", "T4")):
            steps = Counter(each.movement for each in diff(ledger, start, end).changes)
            assert found[end].towards.total() == steps["towards"]
            assert found[end].away.total() == steps["hardening"] + steps["reversal"]


@given(plans | chains)
def test_walking_gives_the_diffs_and_the_positions_of_its_moments(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        start = None
        for end, found, state in walk(ledger.case, map(ledger.as_of, VIEWS)):
            now = ledger.positions(end.ref)
            assert {(each.demand.key, each.party) for each in state} == set(now)
            for each in state:
                same = now[each.demand.key, each.party]
                assert each == same._replace(rollup=Rollup.PENDING, demand=each.demand)
            if start:
                expected = changes(ledger.case, start, end)
                assert [told(each) for each in found.changes] == [
                    told(each) for each in expected.changes
                ]
                assert found.unchanged == expected.unchanged
            start = end


@given(plans)
def test_what_is_not_private_counts_the_same_without_private_moves(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        whole = {each.talk: each for each in stats(ledger.case, NOW).stages}
        with ledger.store.without_private():
            public = {each.talk: each for each in stats(ledger.case, NOW).stages}
        for talk in LEDGER_TALKS:
            private = whole[talk].private
            assert private == {
                Pair(each.demand.proponent or "", each.party)
                for each in ledger.positions(talk).values()
                if each.private
            }
            for pair, counts in whole[talk].counts.items():
                assert pair in private or counts == public[talk].counts[pair]


@given(chains)
def test_what_counter_demands_settle_is_counted_at_every_talk(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = stats(ledger.case, NOW)
        for stage in found.stages:
            if stage.talk in LEDGER_TALKS:
                assert stage.settled == settled(ledger.positions(stage.talk))
        assert found.settled == settled(ledger.positions("2022-12-31"))


def settled(found: Cells) -> Counter[Pair]:
    return Counter(
        Pair(each.demand.proponent or "", each.party)
        for each in found.values()
        if each.settled_by
    )  # fmt: skip


def told(change: CellChange) -> tuple[str, str, str, str]:
    position = change.position
    return (position.demand.key, position.party, change.change, change.movement)


@given(plans)
def test_who_sides_with_whom_is_what_the_positions_of_both_come_to(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        now = ledger.positions("2022-12-31")
        expected = recounted(now)
        found = stats(ledger.case, NOW).sidings
        assert {(each.party, each.other): (each.alike, each.both) for each in found} == expected


def recounted(now: Cells) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    own = {
        cell: each.status.headline
        for cell, each in now.items()
        if each.status.headline not in ("open", "withdrawn") and not each.via and not each.contested
    }
    for (demand, one), (another, other) in combinations(sorted(own), 2):
        if demand == another:
            alike, both = found.get((one, other), (0, 0))
            same = own[demand, one] == own[another, other]
            found[one, other] = (alike + same, both + 1)
    return found
