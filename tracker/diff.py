"""What changed between two states of a negotiation, as data. Pure.

Every writer (terminal, CSV, JSON) takes the same `Diff`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from tracker.model import Contest, Demand, Position, Status
from tracker.model.movement import ordinal, step
from tracker.named import NamedTuple

Cell = tuple[str, str]  # the key of a demand and the code of the party that answers it


FIRST_ANSWER = "first answer"
NO_LONGER_SETTLED = "no longer settled"


class Change(StrEnum):
    """The group a changed cell is listed in."""

    REJECTED = "rejected"
    DEFERRED = "deferred"
    COUNTERED = "countered"
    QUALIFIED = "qualified"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    RETABLED = "retabled"
    REOPENED = "reopened"
    NOTED = "noted"
    REMOVED = "removed"
    CONTESTED = "contested"


class CellChange(NamedTuple):
    """One cell that differs: before is None where it is new, after where it is gone."""

    change: Change
    movement: str
    before: Position | None
    after: Position | None

    @property
    def position(self) -> Position:
        """The cell as it is after, or was before it went."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def private(self) -> bool:
        """Whether either side is private."""
        return any(each.private for each in (self.before, self.after) if each)


class Revision(NamedTuple):
    """One demand whose live wording differs, with the answers that lapsed by it.

    It is private where either wording is.
    """

    demand: Demand
    before_version: int
    after_version: int
    before_text: str | None
    after_text: str | None
    lapsed: tuple[Position, ...] = ()
    private: bool = False

    @property
    def editorial(self) -> bool:
        """Whether the wording was mended without a new version, so that answers stand."""
        return self.before_version == self.after_version


class Diff(NamedTuple):
    """What changed from one state to another.

    Attributes:
        changes: the changed cells, in the order of their demands.
        revisions: the demands whose wording changed.
        restated: the unchanged cells that were spoken of.
        unchanged: how many cells did not change, the restated ones among them.
        arisen: the contested answers that were not so before, those beneath a later answer among
            them, where these were looked for.
        ceased: those that were so before and are no longer.
        further: how many changed cells there are besides, by group, that were counted and not kept;
            those of revised wordings are in `revisions` alone.
    """

    changes: tuple[CellChange, ...]
    revisions: tuple[Revision, ...]
    restated: tuple[Position, ...]
    unchanged: int
    arisen: tuple[Contest, ...] = ()
    ceased: tuple[Contest, ...] = ()
    further: Mapping[Change, int] = MappingProxyType({})

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.changes or self.revisions or self.arisen or self.ceased)


def compare(
    before: Mapping[Cell, Position],
    after: Mapping[Cell, Position],
    *,
    mentioned: Iterable[Cell] = (),
    on_table: Iterable[str] = (),
    untouched: int = 0,
) -> Diff:
    """Compare two sets of positions by demand and party, never by order.

    Args:
        before: the positions of the earlier state.
        after: the positions of the later state.
        mentioned: the cells that a move between the two speaks of.
        on_table: keys of demands that had been put by the earlier state, so that a cell which
            only the later one has is a party's first answer, not a new demand. Those with a cell
            in `before` need not be named.
        untouched: how many more cells there are, known to be the same on both sides.
    """
    spoken = set(mentioned)
    put = {demand for demand, _ in before} | set(on_table)
    named = {demand for demand, party in (*before, *after) if party}
    changes, restated, same = [], [], untouched
    for cell in _in_order(before, after):
        old, new = before.get(cell), after.get(cell)
        if _stood_for_all(cell, old, new) and cell[0] in named:
            continue
        change = _cell_change(old, new, again=cell in spoken, put=cell[0] in put)
        if change:
            changes.append(change)
        else:
            same += 1
            if cell in spoken and new:
                restated.append(new)
    revisions = _revisions(before, after)
    return Diff(tuple(changes), revisions, tuple(restated), same)


def _stood_for_all(cell: Cell, old: Position | None, new: Position | None) -> bool:
    """Whether this is the cell of a demand put to all, which gives way to the first answer."""
    return not cell[1] and (old is None or new is None)


def _in_order(before: Mapping[Cell, Position], after: Mapping[Cell, Position]) -> list[Cell]:
    union = {**before, **after}
    return sorted(union, key=lambda cell: (union[cell].demand.id, cell[1]))


def _cell_change(
    old: Position | None, new: Position | None, *, again: bool, put: bool
) -> CellChange | None:
    if old is None and new is None:
        return None
    if old is None or new is None:
        return _appeared(old, new, put=put)
    movement = movement_between(old, new)
    if _stands_as_before(old, new) and not (again and _deferred_again(old, new)):
        return None
    return CellChange(_group(old, new), movement, old, new)


def _deferred_again(old: Position, new: Position) -> bool:
    return new.status is Status.DEFERRED and old.deferrals != new.deferrals


def _appeared(old: Position | None, new: Position | None, *, put: bool) -> CellChange:
    if new is None:
        assert old is not None
        return CellChange(Change.REMOVED, "removed", old, None)
    if new.settled_by:
        return CellChange(Change.SETTLED, f"settled by {new.settled_by}", None, new)
    if new.contested:
        return CellChange(Change.CONTESTED, FIRST_ANSWER if put else "new", None, new)
    if new.stale and put:
        return CellChange(Change.REVISED, "reopened", None, new)
    movement = FIRST_ANSWER if put and new.answer else "new"
    if new.status.headline != "open":
        return CellChange(Change(new.status.headline), movement, None, new)
    return CellChange(Change.NOTED if movement == FIRST_ANSWER else Change.NEW, movement, None, new)


def _stands_as_before(old: Position, new: Position) -> bool:
    return (
        old.status == new.status
        and old.version == new.version
        and old.stale == new.stale
        and old.contested == new.contested
        and old.settled_by == new.settled_by
        and _detail(old) == _detail(new)
    )


def _detail(position: Position) -> tuple[object, ...]:
    answer = position.answer
    if answer is None:
        return ()
    return (answer.condition, answer.ad_referendum, answer.final, answer.counter)


def _group(old: Position, new: Position) -> Change:
    if new.status is Status.WITHDRAWN:
        return Change.WITHDRAWN
    if new.settled_by:
        return Change.SETTLED
    if new.contested:
        return Change.CONTESTED
    if old.status is Status.WITHDRAWN and new.status.headline == "open":
        return Change.RETABLED
    if new.status.headline != "open":
        return Change(new.status.headline)
    if new.status is Status.NOTED:
        return Change.NOTED
    return Change.REVISED if new.version > old.version else Change.REOPENED


def movement_between(old: Position, new: Position) -> str:
    """The label of the change of one cell between two states, in the words of the glossary."""
    if new.status is Status.WITHDRAWN:
        return "" if old.status is Status.WITHDRAWN else "withdrawn"
    if old.status is Status.WITHDRAWN:
        return "retabled"
    if new.settled_by and new.settled_by != old.settled_by:
        return f"settled by {new.settled_by}"
    if old.settled_by and new.status is Status.COUNTERED and not new.settled_by:
        return NO_LONGER_SETTLED
    if new.status.headline == "open" and new.version > old.version:
        return "reopened" if new.stale else "revised"
    if new.status is Status.DEFERRED and new.deferrals > max(1, old.deferrals):
        return f"deferred again ({ordinal(new.deferrals)} time)"
    if old.status is Status.OPEN and old.stale is None:
        return "" if new.status is Status.OPEN else FIRST_ANSWER
    if new.contested != old.contested:
        return "contested" if new.contested else "no longer contested"
    if old.status == new.status and _detail(old) != _detail(new):
        return "changed"
    return step(old.stale or old.status, new.status)


def _revisions(
    before: Mapping[Cell, Position], after: Mapping[Cell, Position]
) -> tuple[Revision, ...]:
    found: dict[str, Revision] = {}
    for cell in _in_order(before, after):
        # What was put to all had one cell, which gives way to those of the parties that answer.
        old, new = before.get(cell) or before.get((cell[0], "")), after.get(cell)
        first = found.get(cell[0])
        if first and new and new.stale and old is None:
            found[cell[0]] = first._replace(lapsed=(*first.lapsed, new))
        if old is None or new is None or _same_wording(old, new):
            continue
        lapsed = (*(first.lapsed if first else ()), *((new,) if new.stale else ()))
        private = old.private_wording or new.private_wording
        found[cell[0]] = Revision(
            new.demand, old.version, new.version, old.text, new.text, lapsed, private
        )
    return tuple(found.values())


def _same_wording(old: Position, new: Position) -> bool:
    return old.text == new.text and (old.version == new.version or not new.stale)
