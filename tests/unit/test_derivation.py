"""Positions read by SQL equal what a reader with pencil and paper would find in the moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from builders import STAMP, TODAY
from generated import DEMANDS, VIEWS, Plan, Step, made, plans
from hypothesis import example, given
from hypothesis import strategies as st
from ledgers import Ledger

from tracker.dates import parse
from tracker.ledger.history import LogFilter, history, log
from tracker.ledger.moves import moves_in_order
from tracker.ledger.positions import Filter
from tracker.ledger.talks import TalkFields, edit_talk
from tracker.model import ANSWER_VERBS, Membership, Move, Position, Verb

Cells = dict[tuple[str, str], "Standing"]


class Standing(NamedTuple):
    """What is compared of a position."""

    status: str
    stale: str | None
    version: int
    text: str | None
    via: str | None
    contested: frozenset[str]
    deferrals: int


@dataclass
class Given:
    """One answer as the reader notes it down."""

    status: str
    version: int
    at: int
    order: int


@dataclass
class Page:
    """The reader's page on one demand."""

    version: int = 0
    text: str | None = None
    withdrawn: bool = False
    answers: dict[str, list[Given]] = field(default_factory=dict)


_SAYS = {
    "accept": "accepted",
    "accept in part": "accepted in part",
    "accept if": "accepted if",
    "accept in principle": "accepted in principle",
    "reject": "rejected",
    "reject final": "rejected",
    "defer": "deferred",
    "counter": "countered",
    "ask": "asked",
    "note": "noted",
}


def read(moves: Sequence[Move], stays: Sequence[Membership], moment: int) -> Cells:
    """Every position as of a moment, by reading the moves from the first to the last."""
    gone = {move.said.corrects for move in moves}
    standing = [move for move in moves if move.id not in gone and move.moment <= moment]
    pages = {demand.key: Page() for demand in DEMANDS}
    places = place(moves)
    for order, move in enumerate(sorted(standing, key=lambda each: places[each.id])):
        note_down(pages[move.said.demand], move, order)
    cells: Cells = {}
    for demand in DEMANDS:
        page = pages[demand.key]
        cells |= {(demand.key, party): stand(page, party) for party in asked(page, demand.to)}
    day = date.fromisoformat(
        f"{moment // 10**10}-{moment // 10**8 % 100:02}-{moment // 10**6 % 100:02}"
    )
    inherited = {cell: inherit(pages[cell[0]], *cell, stays, day) for cell in cells}
    return {
        cell: inherited[cell] if takes(each) and inherited[cell] else each
        for cell, each in cells.items()
    }


def place(moves: Sequence[Move]) -> dict[str, tuple[int, int]]:
    """Where each move stands: a correction in the place of what it corrects, within its talk."""
    places: dict[str, tuple[int, int]] = {}
    for move in moves:
        corrected = places.get(move.said.corrects or "")
        same = corrected is not None and corrected[0] == move.moment
        places[move.id] = corrected if corrected and same else (move.moment, move.nr)
    return places


def note_down(page: Page, move: Move, order: int) -> None:
    verb, said = move.said.verb, move.said
    if verb in ANSWER_VERBS:
        words = f"{verb} {said.manner}" if said.manner else verb.value
        given = Given(_SAYS[words], page.version, move.moment, order)
        page.answers.setdefault(said.party, []).append(given)
    elif verb is Verb.WITHDRAW:
        page.withdrawn = True
    elif verb in (Verb.DEMAND, Verb.REVISE, Verb.RETABLE):
        page.withdrawn = False
        page.version += said.manner != "editorially"
        page.text = said.text or page.text


def asked(page: Page, to: tuple[str, ...]) -> list[str]:
    """The parties with a cell: those asked, and those who answered unasked; else "all"."""
    if page.version:
        return list(dict.fromkeys((*to, *page.answers))) or [""]
    return list(page.answers)


def stand(page: Page, party: str) -> Standing:
    given = page.answers.get(party, [])
    stances = [each for each in given if each.status != "noted"]
    live = bool(stances) and stances[-1].version == page.version
    heard = any(each.status == "noted" and each.version == page.version for each in given)
    open_ = Standing("open", None, page.version, page.text, None, frozenset(), 0)
    if page.withdrawn:
        return open_._replace(status="withdrawn")
    if live:
        return answered(open_, stances[-1], given)
    stale = stances[-1].status if stances else None
    return open_._replace(status="noted" if heard else "open", stale=stale)


def answered(cell: Standing, last: Given, given: Sequence[Given]) -> Standing:
    steps = ("noted", "asked")
    same = [g.status for g in given if (g.at, g.version) == (last.at, last.version)]
    others = {each for each in same if each != last.status and each not in steps}
    deferrals = [g for g in given if (g.status, g.version) == ("deferred", last.version)]
    return cell._replace(
        status=last.status,
        contested=frozenset(() if last.status in steps else others),
        deferrals=len(deferrals) if last.status == "deferred" else 0,
    )


def takes(cell: Standing) -> bool:
    return cell.status in ("open", "noted")


def inherit(
    page: Page, _: str, party: str, stays: Sequence[Membership], day: date
) -> Standing | None:
    """The answer of a bloc that the party belongs to on that day, to the live wording."""
    for stay in stays:
        within = (not stay.since or stay.since <= day) and (not stay.until or day <= stay.until)
        given = [g for g in page.answers.get(stay.bloc, []) if g.status != "noted"]
        if stay.member == party and within and given and given[-1].version == page.version:
            cell = Standing("open", None, page.version, page.text, stay.bloc, frozenset(), 0)
            return answered(cell, given[-1], page.answers[stay.bloc])._replace(deferrals=0)
    return None


def standing_of(position: Position) -> Standing:
    return Standing(
        position.status.value,
        position.stale.value if position.stale else None,
        position.version,
        position.text,
        position.via,
        frozenset(each.value for each in position.contested),
        position.deferrals,
    )


@given(plans)
def test_positions_equal_what_the_moves_say(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        for view in VIEWS:
            expected = read(moves, plan.stays, ledger.moment(view))
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans)
def test_without_private_moves_it_is_as_if_they_had_never_been_made(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        ledger.store.hide_private()
        public = [move for move in moves if not move.said.private]
        for view in VIEWS:
            expected = read(public, plan.stays, ledger.moment(view))
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans, st.sampled_from(("2021-12-31", "2022-01-12", "2022-01-20", "2022-12-31", "unknown")))
def test_moves_follow_their_talk_when_its_date_is_mended(plan: Plan, day: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        fields = TalkFields(date=parse(day, today=TODAY))
        edit_talk(ledger.case, ledger.case.talks_by_ref["T2"], fields, STAMP)
        moves = list(moves_in_order(ledger.case))
        for view in ("T1", "T2", "T4"):
            expected = read(moves, plan.stays, ledger.moment(view))
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans)
def test_the_log_is_the_moves_that_stand_the_latest_first(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        places, gone = place(moves), {move.said.corrects for move in moves}
        spoken = [m for m in moves if m.id not in gone and m.said.verb is not Verb.STRIKE]
        in_order = sorted(spoken, key=lambda each: places[each.id], reverse=True)
        ids = [move.id for move in in_order]
        assert [move.id for move in log(ledger.case, LogFilter())] == ids
        for limit in (1, 2, 5):
            assert [move.id for move in log(ledger.case, LogFilter(limit=limit))] == ids[:limit]


@given(plans)
def test_the_history_of_a_demand_counts_its_versions_as_the_positions_do(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        positions = ledger.positions("2022-12-31")
        for key in {key for key, _ in positions}:
            told = history(ledger.case, key, ledger.moment("2022-12-31"))
            versions = {entry.move.id: entry.version for entry in told.entries}
            assert {(key, each.party): each for each in told.positions} == {
                cell: each for cell, each in positions.items() if cell[0] == key
            }
            for position in told.positions:
                assert max(versions.values()) == position.version
                if position.answer:
                    assert versions[position.answer.move] == position.answer.version


def corrected_in_private() -> Plan:
    """A public acceptance, corrected by a private deferral."""
    accepted = Step(Verb.ACCEPT, "NATO", "RU-1", "T1", None, "", False, None, None)
    corrected = accepted._replace(verb=Verb.DEFER, private=True, target=3)
    return Plan((), ("T1",) * 4, (accepted, corrected))


@example(corrected_in_private())
@given(plans)
def test_the_view_for_other_tools_says_the_same(plan: Plan) -> None:
    ledger, _ = made(plan._replace(stays=()))
    with ledger:
        ledger.store.hide_private()
        expected = {
            cell: (each.status.value, each.stale.value if each.stale else None)
            for cell, each in ledger.positions("2022-12-31").items()
            if cell[1]
        }
        query = 'select demand, "to", status, stale from position_now'
        rows = ledger.store.connection.execute(query).fetchall()
        assert {(row[0], row[1]): (row[2], row[3]) for row in rows} == expected


@given(plans)
def test_a_filter_shows_the_same_cells_as_looking_through_all_of_them(plan: Plan) -> None:
    filters = [
        Filter(parties=("US",)),
        Filter(proponents=("RU",)),
        Filter(proponents=("BY",)),
        Filter(issue="Ukraine"),
        Filter(demand="RU-1"),
        Filter(statuses=("open", "stale")),
    ]
    ledger, _ = made(plan)
    with ledger:
        every = ledger.positions()
        for chosen in filters:
            through = {cell: each for cell, each in every.items() if chosen.lets_through(each)}
            assert ledger.positions(chosen=chosen) == through


def test_the_reader_and_the_ledger_agree_on_a_ledger_written_by_hand() -> None:
    with Ledger() as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"))
        ledger.record("reject", "NATO", "RU-1", "T1")
        ledger.record("revise", "RU", "RU-1", "T2", text="a wider ban")
        ledger.record("defer", "US", "RU-1", "T4")
        found = {cell: standing_of(each) for cell, each in ledger.positions().items()}
    no_one: frozenset[str] = frozenset()
    assert found == {
        ("RU-1", "NATO"): Standing("open", "rejected", 2, "a wider ban", None, no_one, 0),
        ("RU-1", "US"): Standing("deferred", None, 2, "a wider ban", None, no_one, 1),
    }
