"""The record itself: what is not in order in what people wrote down, though the ledger is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker import dates
from tracker.errors import DateError, as_argument
from tracker.ledger.blocs import blocs_on
from tracker.ledger.case import END_OF_TIME, Case, day_of
from tracker.ledger.checking.findings import Code, Finding
from tracker.ledger.contests import contests, ruling, status_of
from tracker.ledger.positions import positions_of
from tracker.model import Contest, Position, Status
from tracker.store import cells
from tracker.store.cells import CellRow

_STEPS = (Status.NOTED, Status.ASKED)


def of_demands(case: Case, demands: Sequence[int]) -> Iterator[Finding]:
    """What is not in order in the positions on some demands, as of now."""
    found = positions_of(case, demands, END_OF_TIME)
    yield from _contests(case, demands, found)
    name = case.negotiation.name
    for key, many in case.store.each("demands_worded_twice", {"demands": cells.ids(demands)}):
        sentence = f"{key} has {many} wordings that stand side by side"
        mend = f"tracker show {as_argument(key)} --history, then tracker strike MOVE --reason TEXT"
        yield Finding(Code.WORDED_TWICE, sentence, mend, name, key)
    if case.memberships:
        yield from _moved_on(case, demands, found)


def _contests(
    case: Case, demands: Sequence[int], positions: Sequence[Position]
) -> Iterator[Finding]:
    """What is contested, beneath a later answer too; of what blocs answered, of the blocs alone."""
    found = list(contests(case, demands))
    yield from (_contested(case, each) for each in found)
    accounts = {account.id for each in found for account in each.accounts}
    for each in positions:
        if each.contested and each.via and each.answer and each.answer.move not in accounts:
            yield _blocs_differ(case, each)


def _contested(case: Case, found: Contest) -> Finding:
    shown = found.accounts[-1]
    statuses = dict.fromkeys(status_of(each) for each in reversed(found.accounts))
    said = ", and ".join(statuses) if len(statuses) > 1 else f"{status_of(shown)}, in two ways"
    return Finding(
        Code.CONTESTED,
        f"what {found.party} answered to {found.demand} {found.when} is contested: {said}",
        ruling([each.id[:8] for each in reversed(found.accounts)]),
        case.negotiation.name,
        found.demand,
        shown.id,
        shown.said.talk,
        private=found.private,
    )


def _blocs_differ(case: Case, position: Position) -> Finding:
    assert position.answer is not None
    answer, key, party = position.answer, position.demand.key, position.party
    others = ", ".join(position.contested)
    return Finding(
        Code.CONTESTED,
        f"what {party} takes from its blocs on {key} is contested: {position.status}, and {others}",
        f"tracker accept {as_argument(key)} --by {party}, or reject, defer …, where it has an "
        "answer of its own",
        case.negotiation.name,
        key,
        answer.move,
        answer.talk,
        private=position.private,
    )


def _moved_on(case: Case, demands: Sequence[int], found: Sequence[Position]) -> Iterator[Finding]:
    """The members whose bloc took another stance after they had spoken for themselves."""
    rows = cells.cells_of_demands(case.store, case.negotiation.id, demands, END_OF_TIME)
    located = {(row.demand, case.codes[row.party]): row for row in rows}
    live = {(each.demand.id, each.party): each for each in found if _has_spoken(each)}
    for (demand, party), position in live.items():
        for bloc, other in _blocs_of(case, party, demand, located):
            of_bloc = live.get((demand, bloc))
            own = located[demand, party].stance
            if of_bloc and own and of_bloc.status is not position.status and other > own.turn:
                yield _overtaken(case, position, of_bloc)


def _has_spoken(position: Position) -> bool:
    """Whether the party itself has taken a stance on the live wording."""
    steps = position.status in _STEPS
    return position.live_answer is not None and position.via is None and not steps


def _blocs_of(
    case: Case, party: str, demand: int, located: dict[tuple[int, str], CellRow]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The blocs that a party belonged to when they took a stance on a demand, and when."""
    for bloc in dict.fromkeys(each.bloc for each in case.memberships):
        row = located.get((demand, bloc))
        if row and row.stance:
            day = day_of(row.stance.moment)
            if bloc in blocs_on(case, day).all_above(party):
                yield bloc, row.stance.turn


def _overtaken(case: Case, own: Position, bloc: Position) -> Finding:
    assert own.answer is not None
    key = own.demand.key
    return Finding(
        Code.BLOC_MOVED_ON,
        f"{own.party} stands at {own.status} on {key}, though {bloc.party} is at {bloc.status} "
        "since then",
        f"tracker accept {as_argument(key)} --by {own.party}, or reject, defer …, where it has "
        "moved as well",
        case.negotiation.name,
        key,
        own.answer.move,
        own.answer.talk,
        private=own.private or bloc.private,
    )


def of_moves(case: Case) -> Iterator[Finding]:
    """What is not in order in single moves in force, and in demands nobody has worded."""
    yield from _unworded(case)
    yield from _counters(case)
    yield from _unsourced(case)
    yield from _dated_apart(case)


def _unworded(case: Case) -> Iterator[Finding]:
    where = {"negotiation": case.negotiation.id}
    for key, proponent in case.store.each("demands_unworded", where):
        mend = f"tracker demand TEXT --key {as_argument(key)} --by {proponent or 'PARTY'}"
        sentence = f"nobody has reported the wording of {key}"
        yield Finding(Code.WORDING_UNKNOWN, sentence, mend, case.negotiation.name, key)


def _counters(case: Case) -> Iterator[Finding]:
    where = {"negotiation": case.negotiation.id}
    for move, key, party, talk, private in case.store.each("counters_unworded", where):
        yield Finding(
            Code.COUNTER_UNWORDED,
            f"nobody has reported what {party} countered {key} with",
            f"tracker demand TEXT --by {party}, then tracker correct {move[:8]} --with KEY",
            case.negotiation.name, key, move, talk, bool(private),
        )  # fmt: skip


def _unsourced(case: Case) -> Iterator[Finding]:
    where = {"negotiation": case.negotiation.id}
    for move, key, party, verb, talk, private in case.store.each("answers_unsourced", where):
        yield Finding(
            Code.SOURCE_MISSING,
            f"the answer of {party} to {key} ({verb}) names no source",
            f"tracker correct {move[:8]} --source URL",
            case.negotiation.name, key, move, talk, bool(private),
        )  # fmt: skip


def _dated_apart(case: Case) -> Iterator[Finding]:
    where = {"negotiation": case.negotiation.id}
    for row in case.store.each("moves_dated_apart", where):
        move, key, day, talk, when, earliest, latest, private = row
        if not _overlap(day, earliest, latest):
            yield Finding(
                Code.DATE_OUTSIDE_TALK,
                f"the move {move[:8]} is dated {day}, and its talk {talk} {when}",
                f"tracker correct {move[:8]} --at TALK, or --on DATE for a statement outside any",
                case.negotiation.name, key, move, talk, bool(private),
            )  # fmt: skip


def _overlap(day: str, earliest: str | None, latest: str | None) -> bool:
    try:
        when = dates.stored(day)
    except DateError:
        return False
    first = date.fromisoformat(earliest) if earliest else None
    last = date.fromisoformat(latest) if latest else None
    begins_in_time = last is None or when.earliest is None or when.earliest <= last
    return begins_in_time and (first is None or when.latest is None or first <= when.latest)
