"""The moves, each by itself and with what it stands on: altered, removed, impossible."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.ledger.case import DAY, END_OF_DAY, END_OF_TIME, moment_of
from tracker.ledger.checking.findings import RESTORE, Code, Finding
from tracker.ledger.identity import Pins, rank_in_place_of, rank_of
from tracker.ledger.logbook import FROM_OTHERS
from tracker.ledger.parts import in_parts
from tracker.ledger.union.facts import Told
from tracker.ledger.union.here import Here
from tracker.ledger.union.rows import TOLD, told_of
from tracker.model import FuzzyDate, Verb
from tracker.rules import soundness
from tracker.rules.standing import answer_of, life_of
from tracker.store.store import Row, Store

_MAY_LACK_PARENTS = (*FROM_OTHERS, "earlier")


class _Kept(NamedTuple):
    """What a row holds beside what was said, and what it is to agree with."""

    nr: int
    key: str
    talk: str | None
    moment: int
    pinned: int
    answer: str | None
    life: str | None
    counters_itself: int
    talk_moment: int | None
    of_one_negotiation: int
    parent_nr: int | None
    parent_generation: int | None
    target_nr: int | None
    target_rank: int | None
    of_one_occasion: int
    set_aside: int
    named: int


class Moves:
    """Looks at every move, one after the other.

    Attributes:
        count: how many have been looked at.
    """

    def __init__(self, store: Store, negotiation: int | None, rebuild: str) -> None:
        """Prepare to look.

        Args:
            store: the database, with nothing hidden.
            negotiation: look only at the moves of this one; None for all.
            rebuild: the command that derives everything anew.
        """
        self.count = 0
        self._store = store
        self._here = Here(store)
        self._where = {"negotiation": negotiation}
        self._rebuild = rebuild

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the moves, in the order of recording."""
        for part in in_parts(self._store.each("moves_to_check", self._where)):
            every = [_told(row) for row in part]
            self._look_up([each for each in every if each])
            for row, told in zip(part, every, strict=True):
                self.count += 1
                for finding in self._of(row, told):
                    yield self._marked(finding, row)

    def _look_up(self, told: Sequence[Told]) -> None:
        """Read who put the demands that some moves speak of, and the moves that they correct."""
        corrected = {each.said.corrects for each in told if each.said.corrects}
        self._here.look_up(corrected, {each.opening for each in told if each.opening})

    def _of(self, row: Row, told: Told | None) -> Iterator[Finding]:
        kept = _Kept(*row[TOLD:])
        pins = told and _pins(told)
        if told is None or pins is None:
            yield self._altered(row, kept)
            return
        yield from self._parent(told, kept)
        reason = self._impossible(told, kept)
        if reason:
            yield self._about(told, kept, Code.MOVE_IMPOSSIBLE, reason, RESTORE)
        for what in _differing(told, kept, pins):
            sentence = f"{what} is not what follows from the move"
            yield self._about(told, kept, Code.DERIVED_DIFFERS, sentence, self._rebuild)

    def _altered(self, row: Row, kept: _Kept) -> Finding:
        sentence = (
            f"the move {row[0][:8]} does not say what was recorded: its id does not fit what it "
            "says, so it was changed afterwards"
        )
        return Finding(Code.MOVE_ALTERED, sentence, RESTORE, row[6], kept.key, row[0], kept.talk)

    def _about(self, told: Told, kept: _Kept, code: Code, what: str, mend: str) -> Finding:
        sentence = f"the move {told.short_id}: {what}"
        return Finding(code, sentence, mend, told.negotiation, kept.key, told.id, kept.talk)

    def _marked(self, finding: Finding, row: Row) -> Finding:
        """The finding, marked where it names what is private."""
        private, corrects, kept = row[28], row[29], _Kept(*row[TOLD:])
        return finding._replace(
            private=bool(private)
            or not self._is_shown(row[0])
            or bool(corrects and kept.target_nr and not self._is_shown(corrects, itself=True))
        )

    def _is_shown(self, move: str, *, itself: bool = False) -> bool:
        shown = self._store.one("is_move_shown", {"id": move, "itself": int(itself)})
        return bool(shown and shown[0])

    def _parent(self, told: Told, kept: _Kept) -> Iterator[Finding]:
        if told.parent is None or kept.parent_nr is not None:
            return
        gone = f"the move {told.parent[:8]}, recorded before it, is not"
        if self._is_from_elsewhere(kept.nr):
            sentence = f"{gone} in this copy: it is private, or has not come along"
            mend = (
                "tracker bundle apply FILE, with a bundle of all there is, made with "
                "--include-private where that is why"
            )
            yield self._about(told, kept, Code.PARENT_ELSEWHERE, sentence, mend)
        else:
            yield self._about(
                told, kept, Code.PARENT_MISSING, f"{gone} here: it was removed", RESTORE
            )

    def _is_from_elsewhere(self, nr: int) -> bool:
        """Whether a move came from another copy, which may have kept its parent back."""
        row = self._store.one("command_of_move", {"nr": nr})
        name = row[0] if row else ""
        return name in _MAY_LACK_PARENTS or name.startswith("import")

    def _impossible(self, told: Told, kept: _Kept) -> str | None:
        if kept.counters_itself:
            return "it counters its own demand with itself"
        if not kept.of_one_negotiation:
            return "it names a talk or a demand of another negotiation"
        return (
            soundness.unsound(told.said)
            or soundness.against_its_demand(told.said, self._who_put(told))
            or self._against_target(told, kept)
        )

    def _who_put(self, told: Told) -> list[soundness.Putting]:
        return self._here.putters(told.opening) if told.opening else []

    def _against_target(self, told: Told, kept: _Kept) -> str | None:
        if not told.said.corrects or kept.target_nr is None:
            return None
        target = self._here.move(told.said.corrects)
        if target is None:
            return None
        return soundness.against_its_target(told.said, _target(target), _target(told))


def _told(row: Row) -> Told | None:
    """What a row says; None where that can be nothing that was recorded."""
    try:
        return told_of(row[:TOLD])
    except (ValueError, TrackerError):
        return None


def _pins(told: Told) -> Pins | None:
    """The pins of a move whose id fits what it says."""
    try:
        return told.pins
    except (ValueError, TrackerError):
        return None


def _target(told: Told) -> soundness.Target:
    return soundness.Target(told.said.verb, told.negotiation, told.said.demand, told.opening)


def _differing(told: Told, kept: _Kept, pins: Pins) -> Iterator[str]:
    """What of a move is not what the program derives of it."""
    said = told.said
    answer = answer_of(said.verb, said.manner)
    if kept.answer != (answer.value if answer else None):
        yield "the answer that it is counted as"
    if kept.life != life_of(said.verb, said.manner):
        yield "what it does to the wording of its demand"
    if kept.pinned != pins.mark:
        yield "which demands its id is said to cover"
    if kept.set_aside != kept.named:
        yield "whether it is set aside"
    if not _fits_chain(told, kept):
        yield "the length of its chain of parents"
    if not _fits_rank(told, kept):
        yield "its turn among the moves of its moment"
    if not _fits_moment(told, kept):
        yield "its place in time"


def _fits_chain(told: Told, kept: _Kept) -> bool:
    if told.parent is None:
        return told.generation == 1
    if kept.parent_nr is None or kept.parent_nr > kept.nr:  # it was counted without its parent
        return told.generation > 1
    return told.generation == (kept.parent_generation or 0) + 1


def _fits_rank(told: Told, kept: _Kept) -> bool:
    if not told.said.corrects:
        return told.rank == rank_of(told.generation, told.id)
    if kept.target_rank is None or kept.target_nr is None or kept.target_nr > kept.nr:
        return told.rank == rank_in_place_of(told.rank, told.id)
    if kept.of_one_occasion:  # the first versions gave a correction the very rank of its target
        return told.rank in (kept.target_rank, rank_in_place_of(kept.target_rank, told.id))
    return told.rank == rank_of(told.generation, told.id)


def _fits_moment(told: Told, kept: _Kept) -> bool:
    if kept.talk_moment is not None:
        return kept.moment == kept.talk_moment
    when = told.said.date
    assert when is not None
    first = moment_of(when.earliest or when.latest)
    return kept.moment == first or _is_in_span(told, kept.moment, first, when)


def _is_in_span(told: Told, moment: int, first: int, when: FuzzyDate) -> bool:
    """Whether it stands behind the demand that it answers, within the days that may be meant."""
    last = moment_of(when.latest) if when.latest else END_OF_TIME
    within = first < moment <= last and moment % DAY == END_OF_DAY
    return within and when.earliest != when.latest and told.said.verb is not Verb.DEMAND
