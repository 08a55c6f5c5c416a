"""What holds for the diff of any two moments of any ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generated import VIEWS, Plan, Step, made, plans
from hypothesis import example, given
from hypothesis import strategies as st
from ledgers import diff

from tracker.diff import Cell, Change, Diff, compare
from tracker.ledger.changes import not_mentioned
from tracker.model import Move, Position, Rollup, Status, Verb

views = st.sampled_from(VIEWS)
Positions = Mapping[Cell, Position]


def what_counts(position: Position) -> tuple[object, ...]:
    """What two states of a cell are compared by."""
    answer = position.answer
    said = (answer.condition, answer.ad_referendum, answer.final, answer.counter) if answer else ()
    stale = position.stale
    contested = tuple(sorted(position.contested))
    return (
        position.status,
        stale,
        position.version,
        position.text,
        said,
        position.deferrals,
        contested,
    )


def shown(positions: Positions) -> dict[Cell, tuple[object, ...]]:
    """The cells of named parties, by what counts: "all" gives way to the first who answers."""
    return {cell: what_counts(each) for cell, each in positions.items() if cell[1]}


def applied(found: Diff, before: Positions) -> dict[Cell, tuple[object, ...]]:
    """The state that a diff leads to from another."""
    after = dict(before)
    for change in found.changes:
        cell = (change.position.demand.key, change.position.party)
        assert after.get(cell) is None if change.before is None else cell in after
        if change.after is None:
            del after[cell]
        else:
            after[cell] = change.after
    mended = {each.demand.key: each.after_text for each in found.revisions if each.editorial}
    return shown(
        {cell: each._replace(text=mended.get(cell[0], each.text)) for cell, each in after.items()}
    )


def cells_of(found: Diff, *, mirrored: bool = False) -> dict[Cell, tuple[object, object]]:
    cells = {}
    for each in found.changes:
        sides = [each.before and what_counts(each.before), each.after and what_counts(each.after)]
        first, second = reversed(sides) if mirrored else sides
        if each.position.party:
            cells[each.position.demand.key, each.position.party] = (first, second)
    return cells


def without_rollup(positions: Positions) -> dict[Cell, Position]:
    """The positions as a diff reads them: on their own, cell by cell."""
    return {
        cell: each._replace(rollup=Rollup.PENDING, settled_by=None)
        for cell, each in positions.items()
    }


@given(plans, views)
def test_nothing_changes_from_a_moment_to_itself(plan: Plan, view: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = diff(ledger, view, view)
        assert found.empty
        assert found.restated == ()


def moves_left_behind() -> Plan:
    """A withdrawal whose demand has been struck: it leaves no cell."""
    withdrawn = Step(Verb.WITHDRAW, "RU", "RU-1", "T1", None, "", False, None, None)
    struck = withdrawn._replace(verb=Verb.STRIKE, target=0)
    return Plan((), ("T1",) * 4, (withdrawn, struck))


@example(moves_left_behind(), "T1", "T2")
@given(plans, views, views)
def test_the_cells_that_did_not_change_are_counted_without_being_read(
    plan: Plan, start: str, end: str
) -> None:
    ledger, _ = made(plan)
    with ledger:
        start, end = sorted((start, end), key=ledger.moment)
        found = diff(ledger, start, end)
        changed = [each for each in found.changes if each.after]
        assert len(changed) + found.unchanged == len(ledger.positions(end))


@given(plans, views, views)
def test_the_diff_back_mirrors_the_diff_forth(plan: Plan, start: str, end: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        forth, back = diff(ledger, start, end), diff(ledger, end, start)
        assert cells_of(back, mirrored=True) == cells_of(forth)


@given(plans, views, views)
def test_applying_the_diff_to_one_state_gives_the_other(plan: Plan, start: str, end: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        before, after = ledger.positions(start), ledger.positions(end)
        assert applied(diff(ledger, start, end), before) == shown(after)


@given(plans, views, views)
def test_reading_only_what_was_touched_gives_the_same_as_comparing_everything(
    plan: Plan, start: str, end: str
) -> None:
    ledger, moves = made(plan)
    with ledger:
        before, after = (without_rollup(ledger.positions(each)) for each in (start, end))
        everything = compare(
            before,
            after,
            mentioned={*before, *after},
            on_table=on_table(moves, ledger.moment(start)),
        )
        touched = diff(ledger, start, end)
        assert cells_of(touched) == cells_of(everything)
        assert touched.revisions == everything.revisions


@given(plans, views, views)
def test_every_cell_at_the_end_is_changed_or_restated_or_not_mentioned(
    plan: Plan, start: str, end: str
) -> None:
    ledger, _ = made(plan)
    with ledger:
        start, end = sorted((start, end), key=ledger.moment)
        found = diff(ledger, start, end)
        silent = not_mentioned(ledger.case, ledger.as_of(end), found)
        changed = [each for each in found.changes if each.after]
        assert len(changed) + len(found.restated) + len(silent) == len(ledger.positions(end))


@given(plans)
def test_an_open_cell_was_never_answered_or_only_on_an_older_wording(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        for view in VIEWS:
            for each in ledger.positions(view).values():
                if each.status is Status.OPEN and each.answer:
                    assert each.stale is each.answer.status
                    assert each.answer.version < each.version


def spoken(moves: Iterable[Move]) -> list[Move]:
    """The moves in force that say something: a strike is about the record alone."""
    found = list(moves)
    gone = {move.said.corrects for move in found}
    return [move for move in found if move.id not in gone and move.said.verb is not Verb.STRIKE]


def on_table(moves: list[Move], moment: int) -> set[str]:
    """The demands that anybody had spoken of by a moment."""
    return {move.said.demand for move in spoken(moves) if move.moment <= moment}


@given(plans, views, views)
def test_what_is_listed_by_its_revision_has_one(plan: Plan, one: str, other: str) -> None:
    """No changed cell is missing from the groups that people are shown."""
    ledger, _ = made(plan)
    with ledger:
        found = diff(ledger, one, other)
        revised = {each.demand.key for each in found.revisions}
        for each in found.changes:
            assert each.change is not Change.REVISED or each.position.demand.key in revised
