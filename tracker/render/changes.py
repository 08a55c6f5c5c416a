"""The diff of two talks as data to write: its records, its groups, its summary."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker.diff import FIRST_ANSWER, CellChange, Change, Diff, Revision
from tracker.ledger.refs import AsOf
from tracker.model import Contest, Position
from tracker.named import NamedTuple
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, direction, other_accounts

if TYPE_CHECKING:
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "from_talk", "to_talk", "demand", "title", "issue", "by", "to", "change",
    "movement", "from_status", "to_status", "from_version", "to_version", "from_text", "to_text",
    "talk", "date", "speaker", "quote", "source", "from_contested", "to_contested",
)  # fmt: skip

_LEFT = (change for change in Change if change not in (Change.CONTESTED, Change.REVISED))
_ORDER = (Change.CONTESTED, *_LEFT)
_COUNTED = {
    Change.QUALIFIED: "accepted in part, in principle or on condition",
    Change.NEW: "new without answer",
    Change.REOPENED: "open again",
}


class Comparison(NamedTuple):
    """A diff with what it compares.

    Attributes:
        negotiation: its name, for the records; title: what is shown.
        not_mentioned: the unchanged cells nobody spoke of, where all are to be listed.
    """

    negotiation: str
    title: str
    start: AsOf
    end: AsOf
    diff: Diff
    not_mentioned: Sequence[Position] | None = None


def changes_view(found: Comparison, draw: "Callable[[Comparison, Screen], None]") -> View:
    """The diff as a view, shown by `draw`: a row a changed cell or an editorial revision."""
    counts = {change.value: len(each) for change, each in by_group(found.diff).items() if each}
    return View(
        kind="diff",
        columns=(*COLUMNS, VISIBILITY),
        rows=_records(found),
        sheet=lambda: _sheet(found),
        draw=partial(draw, found),
        about={
            "negotiation": found.negotiation,
            "from": found.start.label,
            "to": found.end.label,
            "counts": {**counts, "revised": len(found.diff.revisions)},
            "unchanged": found.diff.unchanged,
            "restated": len(found.diff.restated),
        },
        marked=True,
        page=lambda: _page(found),
    )


def _page(found: Comparison) -> "Page":
    from tracker.ledger.report import Step
    from tracker.render.page.report import groups
    from tracker.render.page.view import Page, Part, Told
    from tracker.render.positions import positions_sheet

    parts = [Part(template="changes.html")]
    if found.not_mentioned is not None:
        unchanged = (*found.diff.restated, *found.not_mentioned)
        parts.append(Part("Unchanged", positions_sheet(unchanged, unicode=True, narrow=False)))
    step = Step(found.start, found.end, found.diff)
    return Page(parts, {"report": Told(), "steps": [step], "groups": groups})


def by_group(diff: Diff) -> dict[Change, list[CellChange]]:
    """The changed cells by their group; revised wordings are told by demand instead."""
    groups: dict[Change, list[CellChange]] = {change: [] for change in _ORDER}
    for each in diff.changes:
        if each.change is not Change.REVISED:
            groups[each.change].append(each)
    return groups


def direction_of(change: CellChange) -> str:
    """From whom to whom a changed cell goes."""
    return direction(change.position.demand, change.position.party)


def transition(change: CellChange) -> str:
    """The step in words: `open → rejected`, `new → deferred`, `rejected → gone`."""
    first = "open" if change.movement == FIRST_ANSWER else "new"
    before = _standing(change.before) if change.before else first
    if change.before and change.before.stale:
        before = f"open (was {change.before.stale})"
    after = _standing(change.after) if change.after else "gone"
    return f"{before} → {after}"


def _standing(position: Position) -> str:
    if position.settled_by:
        return "settled"
    if position.contested:
        return f"contested: {' or '.join((position.status.value, *other_accounts(position)))}"
    return position.status.value


def beneath(diff: Diff, contests: Sequence[Contest]) -> list[Contest]:
    """Those of some contests of a diff that lie beneath a later answer: no position shows them."""
    sides = (side for each in diff.changes for side in (each.before, each.after))
    shown = {side.answer.move for side in sides if side and side.contested and side.answer}
    return [each for each in contests if shown.isdisjoint(one.id for one in each.accounts)]


def summary(diff: Diff) -> str:
    """The last line: how many of each, and what did not change."""
    numbers = {
        change: len(group) + diff.further.get(change, 0) for change, group in by_group(diff).items()
    }
    counted = [
        f"{many} {_COUNTED.get(change, change.value)}" for change, many in numbers.items() if many
    ]
    if diff.revisions:
        counted.append(f"{len(diff.revisions)} revised")
    for contests, become in ((diff.arisen, "contested"), (diff.ceased, "no longer contested")):
        many = len(beneath(diff, contests))
        if many:
            counted.append(f"{many} {become} beneath the answer shown")
    said = ", ".join(counted) or "nothing changed"
    restated = len(diff.restated)
    silent = diff.unchanged - restated
    return f"{said}; {diff.unchanged} unchanged ({restated} restated, {silent} not mentioned)"


def _sheet(found: Comparison) -> Sheet:
    """The diff as one table, for Markdown."""
    columns = [Column(name) for name in ("Change", "Demand", "What", "By → to", "Step", "Movement")]
    rows = [
        [
            Cell(each.change.value),
            Cell(each.position.demand.key),
            Cell(each.position.demand.title),
            Cell(direction_of(each)),
            Cell(transition(each)),
            Cell(each.movement),
        ]
        for each in found.diff.changes
    ]
    return Sheet(columns, rows)


def _records(found: Comparison) -> Iterator[Row]:
    for each in found.diff.changes:
        sides = (side.private for side in (each.before, each.after) if side)
        yield (*_record(found, each), visibility(*sides))
    for revision in found.diff.revisions:
        if revision.editorial:
            yield (*_editorial(found, revision), visibility(revision.private))


def _record(found: Comparison, each: CellChange) -> Row:
    before, after = each.before, each.after
    answer = (after.settlement or after.live_answer) if after else None
    return (
        *_head(found, each.position),
        each.position.party or None,
        each.change.value,
        each.movement or None,
        before.status.value if before else None,
        after.status.value if after else None,
        before.version or None if before else None,
        after.version or None if after else None,
        before.text if before else None,
        after.text if after else None,
        answer.talk if answer else None,
        answer.date if answer else None,
        answer.speaker if answer else None,
        answer.quote if answer else None,
        answer.source if answer else None,
        ";".join(before.contested) or None if before else None,
        ";".join(after.contested) or None if after else None,
    )


def _head(found: Comparison, position: Position) -> tuple[str | None, ...]:
    demand = position.demand
    return (
        found.negotiation,
        found.start.ref or None,
        found.end.ref or None,
        demand.key,
        demand.title,
        demand.issue or None,
        ";".join(by(demand)) or None,
    )


def _editorial(found: Comparison, revision: Revision) -> Row:
    demand = revision.demand
    head = (found.negotiation, found.start.ref or None, found.end.ref or None, demand.key,
            demand.title, demand.issue or None, ";".join(by(demand)) or None)  # fmt: skip
    version = revision.after_version
    texts = (revision.before_text, revision.after_text)
    return (*head, None, "revised", "editorial", None, None, version, version, *texts,
            None, None, None, None, None, None, None)  # fmt: skip
