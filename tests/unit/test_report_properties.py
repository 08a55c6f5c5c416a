"""A report tells what its views tell, whatever the ledger: its diffs, and its drawn timeline."""

from __future__ import annotations

from itertools import pairwise

from generated import VIEWS, Plan, made, plans
from hypothesis import given
from hypothesis import strategies as st
from ledgers import LEDGER_TALKS

from tracker.ledger.changes import changes
from tracker.ledger.positions import Filter
from tracker.ledger.refs import NOW
from tracker.ledger.report import report, steps
from tracker.model import Status
from tracker.render.page.chart import WIDTH, axis, courses
from tracker.render.page.marks import fill, name
from tracker.render.timeline import mark_of

filters = st.sampled_from(
    (Filter(), Filter(parties=("NATO",)), Filter(proponents=("RU",)), Filter(text="ban"))
)


@given(plans, filters)
def test_its_steps_are_the_diffs_of_successive_talks(plan: Plan, chosen: Filter) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = {
            (each.start.ref, each.end.ref): each.diff
            for each in steps(ledger.case, report(ledger.case, NOW, chosen))
        }
        for start, end in pairwise(LEDGER_TALKS):
            there = changes(ledger.case, ledger.as_of(start), ledger.as_of(end), chosen)
            assert found[start, end] == there


@given(plans, st.sampled_from(VIEWS))
def test_each_row_of_the_chart_has_the_marks_of_the_timeline_and_ends_as_it_stands(
    plan: Plan, view: str
) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = report(ledger.case, ledger.as_of(view)).timeline
        over = axis(found)
        assert over.width <= WIDTH + over.mark
        for row, course in zip(found.rows, courses(found, over), strict=True):
            marks = [name(mark_of(each)) for each in row.happenings]
            assert [each.name for each in course.marks] == marks
            assert all(bar.x >= 0 and bar.x + bar.width <= over.width for bar in course.bars)
            if course.bars and row.position.status is not Status.WITHDRAWN:
                assert course.bars[-1].fill == fill(row.position.status)
