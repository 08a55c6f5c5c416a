"""What the located moves amount to, cell by cell: what each party said itself.

The rules are those of docs/data-model.md, "Positions".
"""

from collections.abc import Iterable, Sequence

from tracker.ledger import chains
from tracker.ledger.case import Case
from tracker.model import Answer, Demand, Manner, Position, Status
from tracker.model.movement import ordinal, step
from tracker.named import NamedTuple
from tracker.rules.standing import WordingState, account_of, contest, wording_of
from tracker.store import cells
from tracker.store.cells import AnswerRow, CellRow, DemandRow


class Own(NamedTuple):
    """What some parties said themselves.

    Attributes:
        found: the cells that are there, each with its position, without the answers of blocs.
        wordings: the state of each demand's wording.
    """

    found: list[tuple[CellRow, Position]]
    wordings: dict[int, WordingState]


def own_positions(case: Case, rows: Sequence[CellRow], demands: Iterable[int], moment: int) -> Own:
    """The positions that some located cells of `demands` amount to by themselves."""
    wanted = list(demands)
    wordings = cells.wordings(case.store, wanted, moment)
    states = {each: wording_of(wordings.get(each, ())) for each in wanted}
    filed = demands_of(case, wanted, moment)
    beside = cells.answers(case.store, _beside(rows))
    derived = [_position(case, row, filed[row.demand], states[row.demand], beside) for row in rows]
    present = [(row, position) for row, position in zip(rows, derived, strict=True) if position]
    return Own(present, states)


def _beside(rows: Sequence[CellRow]) -> list[int]:
    numbers = [row.noted for row in rows if row.noted] + [
        row.earlier for row in rows if row.earlier
    ]
    return numbers


def demands_of(case: Case, wanted: Sequence[int], moment: int) -> dict[int, Demand]:
    """Some demands by their ids, with their places in their chains as of `moment`."""
    places = chains.places(case, wanted, moment)
    return {
        row.id: _demand(case, row, places.get(row.id)) for row in cells.demands(case.store, wanted)
    }


def _demand(case: Case, row: DemandRow, place: chains.Place | None) -> Demand:
    return Demand(
        id=row.id,
        key=row.key,
        title=row.title,
        kind=row.kind,
        issue=row.issue,
        proponent=case.codes[row.proponent] if row.proponent else None,
        sponsors=tuple(case.codes[party] for party in row.sponsors),
        addressees=tuple(case.codes[party] for party in row.addressees),
        counters=place.counters if place else None,
        chain=place.chain if place else row.key,
        link=place.link if place else 1,
    )


def _position(
    case: Case,
    row: CellRow,
    demand: Demand,
    wording: WordingState,
    beside: dict[int, AnswerRow],
) -> Position | None:
    noted = beside.get(row.noted) if row.noted else None
    if not _is_there(row, wording, noted):
        return None
    open_cell = Position(
        negotiation=case.negotiation.name,
        demand=demand,
        party=case.codes[row.party],
        status=Status.OPEN,
        version=wording.version,
        text=wording.text,
        private=wording.private,
        private_wording=wording.private,
        put=wording.began,
    )
    if wording.withdrawn:
        answer = row.stance and answer_from(case, row.stance, wording)
        return open_cell._replace(status=Status.WITHDRAWN, answer=answer, movement="withdrawn")
    return _answered(case, row, open_cell, wording, noted, beside)


def _is_there(row: CellRow, wording: WordingState, noted: AnswerRow | None) -> bool:
    if row.stance or noted:
        return True
    return bool(wording.turns) and bool(row.addressed or row.stands_for_all)


def _answered(
    case: Case,
    row: CellRow,
    cell: Position,
    wording: WordingState,
    noted: AnswerRow | None,
    beside: dict[int, AnswerRow],
) -> Position:
    stance = row.stance
    if stance and wording.version_at(stance.turn) == wording.version:
        earlier = beside.get(row.earlier) if row.earlier else None
        return _standing(case, row, stance, cell, wording, earlier)
    stale = stance.status if stance else None
    answer = answer_from(case, stance, wording) if stance else None
    cell = cell._replace(stale=stale, stale_version=answer.version if answer else 0)
    if noted and wording.version_at(noted.turn) == wording.version:
        answer = answer_from(case, noted, wording)
        movement = "" if stale else "first answer"
        cell = cell._replace(status=Status.NOTED, answer=answer, movement=movement)
    else:
        cell = cell._replace(answer=answer, movement=unanswered(wording, stale))
    told = (stance, noted if cell.status is Status.NOTED else None)
    return cell._replace(private=cell.private or any(each.private for each in told if each))


def unanswered(wording: WordingState, stale: Status | None) -> str:
    """The movement of a cell without an answer to the live wording."""
    if wording.retabled:
        return "retabled"
    if stale:
        return "reopened"
    return "revised" if wording.version > 1 else "new"


def _standing(
    case: Case,
    row: CellRow,
    stance: AnswerRow,
    cell: Position,
    wording: WordingState,
    earlier: AnswerRow | None,
) -> Position:
    deferrals = _deferrals(row.deferrals, wording) if row.deferrals else 0
    return cell._replace(
        status=stance.status,
        answer=answer_from(case, stance, wording),
        contested=contest_of(row, stance, wording),
        movement=_last_step(stance, earlier, deferrals),
        deferrals=deferrals,
        private=cell.private or bool(stance.private),
    )


def _deferrals(turns: str, wording: WordingState) -> int:
    """At how many talks the live wording was put off."""
    told = (each.partition(" ") for each in turns.split(";"))
    return len(
        {at for at, _, rank in told if wording.version_at((int(at), int(rank))) == wording.version}
    )


def contest_of(row: CellRow, stance: AnswerRow, wording: WordingState) -> tuple[Status, ...]:
    """The other stances of the same party on the live wording at the talk of its last."""
    if ";" not in row.same_talk:  # it is the only one
        return ()
    same_talk = (each.split(" ", 2) for each in row.same_talk.split(";"))
    accounts = [
        account_of(Status(status), bytes.fromhex(condition).decode(errors="replace"))
        for rank, condition, status in same_talk
        if wording.version_at((stance.moment, int(rank))) == wording.version
    ]
    return contest(stance.account, accounts)


def _last_step(stance: AnswerRow, earlier: AnswerRow | None, deferrals: int) -> str:
    if earlier is None:
        return "first answer"
    if stance.status is Status.DEFERRED and deferrals > 1:
        return f"deferred again ({ordinal(deferrals)} time)"
    return step(earlier.status, stance.status)


def answer_from(case: Case, row: AnswerRow, wording: WordingState) -> Answer:
    """What a located answer amounts to, with the version that it answered."""
    talk = case.talks_by_id[row.talk] if row.talk else None
    return Answer(
        status=row.status,
        version=wording.version_at(row.turn),
        move=row.move,
        talk=talk.ref if talk else None,
        date=row.date or (talk.date.text if talk else ""),
        text=row.text,
        condition=row.condition,
        until=row.until,
        counter=row.counter,
        quote=row.quote,
        speaker=row.speaker,
        source=row.source,
        ad_referendum=bool(row.ad_referendum),
        final=row.manner == Manner.FINAL,
        private=bool(row.private),
    )
