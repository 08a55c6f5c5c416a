"""Contested answers: what one party is said to have answered on one occasion, in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.moves import move_of
from tracker.model import Contest, Move, Status
from tracker.rules.standing import Account, WordingState, account_of, answer_of, contest, wording_of
from tracker.store import cells

PAGE = 200
RULED = "ruled for "


def rivals(case: Case, move: Move) -> list[Move]:
    """The answers in force that contest an answer, whether that stands or not."""
    return [each for each in _beside(case, move) if differ(move, each)]


def _beside(case: Case, move: Move) -> list[Move]:
    """The other answers in force to the same wording on the occasion of an answer."""
    row = case.store.one(
        "demand_by_key", {"negotiation": case.negotiation.id, "key": move.said.demand}
    )
    assert row is not None
    where = {
        "demand": row[0],
        "party": case.parties[move.said.party].id,
        "moment": move.moment,
        "private": int(move.said.private),
    }
    found = [move_of(case, each) for each in case.store.all("answers_beside", where)]
    others = [each for each in found if each.id != move.id]
    if not others:
        return []
    wording = wording_of(cells.wordings(case.store, [row[0]], END_OF_TIME).get(row[0], ()))
    version = _version(move, wording)
    return [each for each in others if _version(each, wording) == version]


def contest_by(case: Case, move: Move) -> Contest | None:
    """The contest that an answer is a part of, if it is, with all its accounts."""
    group = [*_beside(case, move), move]
    if not any(differ(move, each) for each in group):
        return None
    found = [each for each in group if any(differ(each, other) for other in group)]
    accounts = sorted(found, key=lambda each: (each.rank, each.id))
    return Contest(move.said.demand, move.said.party, tuple(accounts))


def contests(case: Case, demands: Sequence[int]) -> Iterator[Contest]:
    """Every contest on some demands, on whatever occasion, shown by a position or not."""
    for at in range(0, len(demands), PAGE):
        wanted = demands[at : at + PAGE]
        rows = case.store.all("answers_differing", {"demands": cells.ids(wanted)})
        if rows:
            yield from _contests([move_of(case, row) for row in rows], _wordings(case, wanted))


def _wordings(case: Case, demands: Sequence[int]) -> dict[str, WordingState]:
    """The states of the wordings of some demands, by their keys."""
    found = cells.wordings(case.store, demands, END_OF_TIME)
    keys = {row.id: row.key for row in cells.demands(case.store, demands)}
    return {keys[each]: wording_of(found.get(each, ())) for each in demands}


def _contests(moves: Iterable[Move], wordings: dict[str, WordingState]) -> Iterator[Contest]:
    def occasion(move: Move) -> tuple[object, ...]:
        said = move.said
        version = _version(move, wordings[said.demand])
        return (said.demand, move.moment, said.party, said.private, version)

    for (demand, _, party, *_), each in groupby(moves, key=occasion):
        said = [(one, its) for one in each if (its := account(one))]
        others = [its for _, its in said]
        accounts = tuple(one for one, its in said if contest(its, others))
        if accounts:
            yield Contest(str(demand), str(party), accounts)


def _version(move: Move, wording: WordingState) -> int:
    return wording.version_at((move.moment, move.rank))


def differ(move: Move, other: Move) -> bool:
    """Whether two answers on one occasion contest each other."""
    one, two = account(move), account(other)
    return one is not None and two is not None and bool(contest(one, [two]))


def account(move: Move) -> Account | None:
    """What another account of the same answer can contest; None of a move that is no answer."""
    answer = answer_of(move.said.verb, move.said.manner)
    return account_of(answer, move.said.condition) if answer else None


def status_of(move: Move) -> Status:
    """The status an answer leads to."""
    status = answer_of(move.said.verb, move.said.manner)
    assert status is not None
    return status


def arisen(before: Iterable[Contest], after: Iterable[Contest]) -> tuple[Contest, ...]:
    """The contests of a later state that an earlier one did not have, or with other accounts."""
    known = {_signature(each) for each in before}
    return tuple(each for each in after if _signature(each) not in known)


def _signature(found: Contest) -> tuple[object, ...]:
    first = found.accounts[0]
    said = frozenset(account(each) for each in found.accounts)
    return (found.demand, found.party, first.moment, first.said.private, said)


def ceased(before: Iterable[Contest], after: Iterable[Contest]) -> tuple[Contest, ...]:
    """The contests of an earlier state of which a later one has nothing left."""
    left = {_occasion(each) for each in after}
    return tuple(each for each in before if _occasion(each) not in left)


def _occasion(found: Contest) -> tuple[object, ...]:
    first = found.accounts[0]
    return (found.demand, found.party, first.moment, first.said.private)


def told(found: Contest) -> str:
    """A contest in a sentence: each account with its id and its recorder, and how to rule on it."""
    accounts = " and ".join(_told(each, found.pending) for each in found.accounts)
    head = f"contested: {found.party} on {found.demand} {found.when}: {accounts}"
    if found.pending:
        return f"{head}; once both are on record, tracker rule says which holds"
    return f"{head}; say which holds: {ruling([each.id[:8] for each in found.accounts])}"


def ruling(ids: Sequence[str]) -> str:
    """The command that lets one of some accounts stand, given the first characters of their ids."""
    others = ", or ".join(f"rule {each}" for each in ids[1:])
    return f"tracker rule {ids[0]} --reason TEXT, or {others}"


def ruled_for(move: str) -> str:
    """How the reason begins with which a ruling for a move strikes another."""
    return f"{RULED}{move[:8]}: "


def _told(move: Move, pending: frozenset[str]) -> str:
    known = "new" if move.id in pending else f"{move.id[:8]}, recorded by {move.recorded_by}"
    return f"{status_of(move)} ({known})"
