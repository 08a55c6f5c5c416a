"""What an import brings: what it adds, and what that changes in the positions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from tracker.diff import Cell, CellChange, Change, Diff, compare
from tracker.errors import Problem
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.contests import arisen, ceased, contests
from tracker.ledger.positions import positions_of
from tracker.model import Contest, Position
from tracker.named import NamedTuple
from tracker.store.store import Store

PAGE = 200
BLOCK = 1000
"""Demands whose positions before and after are held at once."""


@dataclass(slots=True)
class Imported:
    """What an import did to one negotiation, or would do.

    Attributes:
        recorded: how many moves, talks or parties were added.
        known: how many rows were on record already.
        set_aside: how many of these were corrected or struck here.
        created: what was added to the registry, by kind, in order.
        warnings: what the rules warn of, with the line.
        notices: labels that were not taken over.
        touched: ids of the demands with new moves.
    """

    recorded: int = 0
    known: int = 0
    set_aside: int = 0
    created: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    touched: dict[int, None] = field(default_factory=dict)

    def notice(self, notice: str) -> None:
        """Tell something once, however often it holds."""
        if notice not in self.notices:
            self.notices.append(notice)

    def mark(self) -> "Mark":
        """How far it has come."""
        lists = (*self.created.values(), self.warnings, self.notices)
        counts = (self.recorded, self.known, self.set_aside, len(self.touched))
        return Mark(*counts, tuple(map(len, lists)))

    def back_to(self, mark: "Mark") -> None:
        """Forget all that came after a mark."""
        self.recorded, self.known, self.set_aside = mark.recorded, mark.known, mark.set_aside
        while len(self.touched) > mark.touched:
            self.touched.popitem()
        *kinds, warnings, notices = mark.lengths
        for kind in list(self.created)[len(kinds) :]:
            del self.created[kind]
        lists = (*self.created.values(), self.warnings, self.notices)
        for each, length in zip(lists, (*kinds, warnings, notices), strict=True):
            del each[length:]


class Mark(NamedTuple):
    """How far an import had come: its counts, and how long its lists were."""

    recorded: int
    known: int
    set_aside: int
    touched: int
    lengths: tuple[int, ...]


@dataclass(slots=True)
class Loaded:
    """What a file brought, or would bring.

    Attributes:
        imported: for each negotiation by its title, what was added to it.
        diffs: for each, what that changes in its positions.
        unread: columns of the file that were not read.
        left_out: how many rows its mapping leaves out, by the value that says so.
        skipped: what is wrong with the bad rows that were passed over.
        skipped_to: the file they were written to; empty where they were only listed.
        skipped_raw: whether that file has no guard against formulas.
        rules: the mapping that was used, as it is kept.
        replaced: name of the mapping whose place it takes; empty where it takes none's.
        base: the last move and the last change of the registry that were on record before.
        veiled: whether something was left out that names what is private.
        is_nothing: of what another copy told, whether none of it is new.
    """

    imported: dict[str, Imported] = field(default_factory=dict)
    diffs: dict[str, Diff] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    skipped: list[Problem] = field(default_factory=list)
    skipped_to: str = ""
    skipped_raw: bool = False
    rules: str = "[]"
    replaced: str = ""
    base: tuple[int, int] = (0, 0)
    veiled: bool = False
    is_nothing: bool = False

    @property
    def recorded(self) -> int:
        """How many moves, talks or parties were added."""
        return sum(each.recorded for each in self.imported.values())

    @property
    def known(self) -> int:
        """How many rows were on record already."""
        return sum(each.known for each in self.imported.values())

    @property
    def set_aside(self) -> int:
        """How many of these were corrected or struck here."""
        return sum(each.set_aside for each in self.imported.values())


class Overtaken(Exception):
    """Somebody has recorded something, or changed the file, since what was shown was read."""


def base_of(store: Store) -> tuple[int, int]:
    """How far the ledger and the history of its registry have come, to see if they go on."""
    move, change = store.one("last_move"), store.one("last_change")
    return int(move[0] or 0) if move else 0, int(change[0] or 0) if change else 0


def change_since(
    case: Case,
    nr: int,
    demands: Iterable[int],
    *,
    newest: int | None = None,
    most: int | None = None,
) -> Diff:
    """The diff of the positions on some demands, without and with the moves after number `nr`.

    Within a transaction these may be moves that are yet to be kept or undone: a preview. Where what
    is said must name nothing private, both sides are as they are without private moves. It is made
    block by block, so that no more positions are held than those that changed.

    Args:
        case: the negotiation.
        nr: of the last move that the earlier side has.
        demands: ids of the demands.
        newest: the last demand that the earlier side has, if any is later.
        most: how many changed cells are kept, those that are contested besides; the others are
            counted. All, where it is None.
    """
    wanted, whole = sorted(demands), _Whole(most)
    for at in range(0, len(wanted), BLOCK):
        whole.add(_change_of(case, nr, wanted[at : at + BLOCK], newest))
    return whole.diff()


def _change_of(case: Case, nr: int, demands: Sequence[int], newest: int | None) -> Diff:
    store = case.store
    with store.without_private() if store.keeps_secrets else nullcontext():
        after, contested = _cells(case, demands), tuple(contests(case, demands))
    before: dict[Cell, Position] = {}
    contested_before: tuple[Contest, ...] = ()
    known = demands if newest is None else [each for each in demands if each <= newest]
    if known:
        with store.as_recorded_until(nr, private=not store.keeps_secrets):
            before, contested_before = _cells(case, known), tuple(contests(case, known))
    return compare(before, after)._replace(
        arisen=arisen(contested_before, contested), ceased=ceased(contested_before, contested)
    )


class _Whole:
    """Puts the diffs of blocks of demands together."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._blocks: list[Diff] = []
        self._kept = 0
        self._further: Counter[Change] = Counter()

    def add(self, block: Diff) -> None:
        changes = block.changes if self._most is None else tuple(self._among(block.changes))
        self._kept += len(changes)
        self._blocks.append(block._replace(changes=changes))

    def _among(self, changes: Iterable[CellChange]) -> Iterator[CellChange]:
        assert self._most is not None
        left = self._most - self._kept
        for number, each in enumerate(changes):
            if number < left or any(side.contested for side in (each.before, each.after) if side):
                yield each
            elif each.change is not Change.REVISED:  # told by demand, as a revision
                self._further[each.change] += 1

    def diff(self) -> Diff:
        blocks = self._blocks
        return Diff(
            tuple(each for block in blocks for each in block.changes),
            tuple(each for block in blocks for each in block.revisions),
            tuple(each for block in blocks for each in block.restated),
            sum(block.unchanged for block in blocks),
            tuple(each for block in blocks for each in block.arisen),
            tuple(each for block in blocks for each in block.ceased),
            self._further,
        )


def not_yet_kept(found: Diff, nr: int) -> Diff:
    """The diff of a preview: the moves after number `nr` will be recorded under other ids."""
    return found._replace(arisen=tuple(_pending(each, nr) for each in found.arisen))


def _pending(found: Contest, nr: int) -> Contest:
    return found._replace(pending=frozenset(each.id for each in found.accounts if each.nr > nr))


def _cells(case: Case, demands: Sequence[int]) -> dict[Cell, Position]:
    found = {}
    for at in range(0, len(demands), PAGE):
        for each in positions_of(case, demands[at : at + PAGE], END_OF_TIME):
            found[each.demand.key, each.party] = each
    return found
