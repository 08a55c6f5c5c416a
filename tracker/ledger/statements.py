"""One sentence of a recorder: resolved, completed with sensible defaults, and recorded."""

from collections.abc import Iterable

from tracker.errors import Question, Refused, UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.docket import Filing, next_key
from tracker.ledger.recording import Recorded, Recorder
from tracker.model import ANSWER_VERBS, Demand, Draft, FuzzyDate, Kind, Manner, Verb
from tracker.named import NamedTuple


class Statement(NamedTuple):
    """A move as a person puts it, its refs as typed.

    Attributes:
        by: who made it; empty for the obvious party.
        at: a talk; on: a date outside any talk; neither means the latest talk held.
        counter: the key of an existing demand that serves as the counter-demand.
        wording_unknown: of a counter whose wording nobody reported.
        source_text: the text of its source in full, to be kept with it.
        key, title, issue: for the demand that the move makes.
    """

    verb: Verb
    demand: str = ""
    manner: Manner | None = None
    ad_referendum: bool = False
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    at: str | None = None
    on: str | None = None
    text: str | None = None
    condition: str | None = None
    until: str | None = None
    counter: str | None = None
    wording_unknown: bool = False
    quote: str | None = None
    speaker: str | None = None
    source: str | None = None
    source_text: str | None = None
    note: str | None = None
    private: bool = False
    kind: Kind | None = None
    key: str = ""
    title: str = ""
    issue: str = ""


class Made(NamedTuple):
    """The moves that one statement became, and what was taken for granted."""

    moves: tuple[Recorded, ...]
    assumed: tuple[str, ...]


def record(case: Case, recorder: Recorder, said: Statement) -> Made:
    """Record what a person said, within the open transaction.

    Raises:
        NotFound: an unknown party, talk or demand.
        Refused: a rule forbids it.
        UsageError: something needed is missing and cannot be taken for granted.
    """
    assumed: list[str] = []
    if said.source_text:
        from tracker.ledger.sources import keep_text

        said = said._replace(source_text=keep_text(case.store, said.source_text))
    talk, day = _when(case, said, recorder, assumed)
    if said.verb is Verb.DEMAND:
        return Made((_demand(case, recorder, said, talk, day),), tuple(assumed))
    key = refs.demand(case, said.demand)
    known = recorder.docket.known(key)
    assert known is not None
    parties = _speaking(case, said, known.demand, assumed)
    draft = _draft(said, parties, key, talk, day)
    if draft.verb is Verb.COUNTER:
        return Made(_counter(case, recorder, said, draft, known.demand, assumed), tuple(assumed))
    return Made(_each(recorder, draft), tuple(assumed))


def _when(
    case: Case, said: Statement, recorder: Recorder, assumed: list[str]
) -> tuple[str | None, FuzzyDate | None]:
    if said.at and said.on:
        raise UsageError(
            "Give either --at TALK or --on DATE (for a statement outside any talk), not both."
        )
    if said.on:
        from tracker import dates

        return None, dates.parse(said.on, today=recorder.stamp.today)
    if said.at:
        return refs.talk(case, said.at).ref, None
    talk = refs.latest_talk(case)
    assumed.append(f"at {talk.ref}, the latest talk held")
    return talk.ref, None


def _speaking(case: Case, said: Statement, demand: Demand, assumed: list[str]) -> tuple[str, ...]:
    if said.by:
        return tuple(dict.fromkeys(refs.party(case, each).code for each in said.by))
    if said.verb in ANSWER_VERBS:
        return _only_addressee(case, said, demand, assumed)
    if demand.proponent is None:
        raise UsageError(
            f"The record does not say who put {demand.key}: name the party with --by.",
            question=Question(f"Who put {demand.key}?", "--by", _named(case, case.parties)),
        )
    assumed.append(f"by {demand.proponent}, its proponent")
    return (demand.proponent,)


def _named(case: Case, codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, case.parties[code].name) for code in codes]


def _only_addressee(
    case: Case, said: Statement, demand: Demand, assumed: list[str]
) -> tuple[str, ...]:
    if len(demand.addressees) == 1:
        assumed.append(f"by {demand.addressees[0]}, its only addressee")
        return demand.addressees
    put_to = f"put to {' and '.join(demand.addressees)}" if demand.addressees else "put to all"
    others = case.parties.keys() - {demand.proponent, *demand.sponsors}
    may_answer = demand.addressees or [code for code in case.parties if code in others]
    raise UsageError(
        f"{demand.key} is {put_to}: say who answers, for example: "
        f"tracker {said.verb} {demand.key} --by {(demand.addressees or ('PARTY',))[0]}",
        question=Question(
            f"{demand.key} is {put_to}. Who answers?", "--by", _named(case, may_answer)
        ),
    )


def _draft(
    said: Statement,
    parties: tuple[str, ...],
    key: str,
    talk: str | None,
    day: FuzzyDate | None,
) -> Draft:
    same = ("verb", "manner", "ad_referendum", "text", "condition", "until", "quote", "speaker",
            "source", "note", "private", "source_text")  # fmt: skip
    return Draft(
        **{name: getattr(said, name) for name in same},
        parties=parties,
        demand=key,
        talk=talk,
        date=day,
    )


def _each(recorder: Recorder, draft: Draft) -> tuple[Recorded, ...]:
    """One move for each party of an answer; one move for all of a proponent's."""
    if draft.verb not in ANSWER_VERBS:
        return (recorder.record(draft),)
    return tuple(recorder.record(draft._replace(parties=(party,))) for party in draft.parties)


def _demand(
    case: Case, recorder: Recorder, said: Statement, talk: str | None, day: FuzzyDate | None
) -> Recorded:
    if not said.by:
        raise UsageError("Say who demands it: --by PARTY.")
    parties = tuple(dict.fromkeys(refs.party(case, each).code for each in said.by))
    to = tuple(dict.fromkeys(refs.party(case, each).code for each in said.to))
    key = said.key or next_key(case, parties[0])
    kind = said.kind or Kind.DEMAND
    draft = _draft(said, parties, key, talk, day)._replace(kind=kind, to=to)
    return recorder.record(draft, Filing(said.title, said.issue))


def _counter(
    case: Case,
    recorder: Recorder,
    said: Statement,
    draft: Draft,
    demand: Demand,
    assumed: list[str],
) -> tuple[Recorded, ...]:
    from tracker.ledger import countering

    if said.counter:
        key = refs.demand(case, said.counter)
        return _each(recorder, draft._replace(counter=key))
    if countering.revises_its_own(draft, demand):
        assumed.append(f"a counter by {draft.party} to its own demand is a revision")
        return _each(recorder, countering.revision_of(draft))
    if said.wording_unknown:
        return _each(recorder, draft)
    if not said.text:
        raise Refused(
            f"Countering {demand.key} needs the wording of the counter-demand, or --with KEY for "
            "one that is on the table, or --wording-unknown where nobody reported it.",
            question=Question(f"What is the wording of the demand that counters {demand.key}?"),
        )
    to = _put_to(case, said, demand, assumed)
    opening, filing = countering.opening_of(
        case, draft._replace(to=to), demand, Filing(said.title, said.issue), kind=said.kind
    )
    key = said.key or next_key(case, draft.party)
    made = recorder.record(opening._replace(demand=key), filing)
    return (made, *_each(recorder, countering.answer_with(draft, key)))


def _put_to(case: Case, said: Statement, demand: Demand, assumed: list[str]) -> tuple[str, ...]:
    """Whom a counter-demand was said to be put to; nobody for those who put the demand."""
    if not said.to and demand.put_by:
        who = "the proponents" if demand.sponsors else "the proponent"
        assumed.append(f"put to {' and '.join(demand.put_by)}, {who} of {demand.key}")
    return tuple(refs.party(case, each).code for each in said.to)
