"""From what people type to the parties, talks and demands they mean, or to what is near."""

from datetime import date

from tracker.errors import DateError, NotFound, Question, Refused
from tracker.ledger.case import END_OF_TIME, Case, moment_of
from tracker.model import Negotiation, Party, Talk, TalkStatus
from tracker.named import NamedTuple
from tracker.store import registry
from tracker.store.store import Store


class AsOf(NamedTuple):
    """A moment to look at, with the words that name it.

    Attributes:
        moment: as `Talk.moment`; everything up to it, itself included, is seen.
        label: `T3 2022-01-12 NATO–Russia Council, Brussels`, a day, or `now`.
        ref: `T3`, the day, or empty for now.
    """

    moment: int
    label: str
    ref: str

    @property
    def past(self) -> str:
        """The label of a moment that is looked back at; empty for now."""
        return self.label if self.ref else ""


NOW = AsOf(END_OF_TIME, "now", "")


def negotiation(store: Store, wanted: str | None) -> Negotiation:
    """The negotiation of this name or title; without one the current one, or the only one.

    Raises:
        NotFound: none of that name, or none at all.
    """
    every = registry.negotiations(store)
    if wanted is None:
        return _current(store, every)
    exact = [each for each in every if wanted in (each.name, each.title)]
    near = [
        each for each in every if wanted.casefold() in (each.name.casefold(), each.title.casefold())
    ]
    begun = [each for each in every if each.title.casefold().startswith(wanted.casefold())]
    for found in (exact, near, begun):
        if len(found) == 1:
            return found[0]
    from tracker.ledger import suggesting

    titles = [each.title for each in every]
    raise suggesting.unknown("negotiation", wanted, titles, "tracker negotiation list")


def still_open(found: Negotiation) -> Negotiation:
    """The negotiation, which takes what is recorded.

    Raises:
        Refused: it is archived.
    """
    if found.archived:
        raise Refused(
            f"“{found.title}” is archived and takes no more. Bring it back with: "
            "tracker negotiation archive --undo"
        )
    return found


def _current(store: Store, every: list[Negotiation]) -> Negotiation:
    name = registry.current_negotiation(store)
    for each in every:
        if each.name == name or len(every) == 1:
            return each
    if not every and store.known_until is not None:
        raise NotFound("Nothing had been recorded by then; give a later time with --known-at.")
    if not every:
        raise NotFound(f"The database {store.path} holds no negotiation yet. {_first_step(store)}")
    raise NotFound("No negotiation is picked. Pick one with: tracker use NEGOTIATION")


def _first_step(store: Store) -> str:
    if store.one("setting", {"name": "hub"}):
        return "Take in what its hub has with: tracker sync"
    return "Make one with: tracker init TITLE"


def party(case: Case, wanted: str) -> Party:
    """The party with this code, name or alias.

    Raises:
        NotFound: none; the sentence offers the nearest.
    """
    found = find_party(case, wanted)
    if found:
        return found
    from tracker.ledger import suggesting

    raise NotFound(
        f"There is no party “{wanted}”{suggesting.near(wanted, suggesting.party_names(case))}; "
        f"add it with: tracker party add {wanted.split(' ')[0]} NAME"
    )


def party_there(case: Case, wanted: str) -> Party:
    """The party with this code, name or alias, to look at.

    Raises:
        NotFound: none; the sentence offers the nearest.
    """
    found = find_party(case, wanted)
    if found:
        return found
    from tracker.ledger import suggesting

    raise suggesting.unknown("party", wanted, suggesting.party_names(case), "tracker party list")


def _composed(name: str) -> str:
    from tracker.ledger.names import form

    return form(name)


def find_party(case: Case, wanted: str) -> Party | None:
    """The party with this code, name or alias, exactly or else whatever the letters' case."""
    if wanted in case.parties:
        return case.parties[wanted]
    form = str.casefold if wanted.isascii() else _composed
    folded = form(wanted)
    every = case.parties.values()
    by_code = [each for each in every if form(each.code) == folded]
    by_name = [each for each in every if folded in map(form, (each.name, *each.aliases))]
    return next((found[0] for found in (by_code, by_name) if len(found) == 1), None)


def demand(case: Case, wanted: str) -> str:
    """The key of the demand that is meant.

    Raises:
        NotFound: none; the sentence offers the nearest.
    """
    where = {"negotiation": case.negotiation.id, "key": wanted}
    if case.store.one("demand_by_key", where):
        return wanted
    from tracker.ledger import suggesting

    keys = suggesting.demand_keys(case)
    folded = [key for key in keys if key.casefold() == wanted.casefold()]
    if len(folded) == 1:
        return folded[0]
    offered = suggesting.keys_to_suggest(case)
    raise suggesting.unknown("demand", wanted, offered, "tracker positions")


def talk(case: Case, wanted: str) -> Talk:
    """The talk that is meant: T3, a date only one talk has, first, last, prev, last~2.

    Raises:
        NotFound: none, or several on that date.
    """
    found = case.talks_by_ref.get(wanted) or _by_word(case, wanted) or _by_date(case, wanted)
    if found:
        return found
    folded = [each for each in case.talks if each.ref.casefold() == wanted.casefold()]
    if len(folded) == 1:
        return folded[0]
    from tracker.ledger import suggesting

    raise suggesting.unknown("talk", wanted, [each.ref for each in case.talks], "tracker talk list")


def held_talks(case: Case) -> list[Talk]:
    """The talks that have been held, in order of time."""
    return [each for each in case.talks if each.status is TalkStatus.HELD]


def _by_word(case: Case, wanted: str) -> Talk | None:
    held = held_talks(case)
    word = wanted.casefold()
    back = {"last": 0, "prev": 1}.get(word)
    if word.startswith("last~") and word[5:].isdecimal():
        back = int(word[5:])
    if word == "first" and held:
        return held[0]
    if back is None:
        return None
    if back >= len(held):
        raise NotFound(
            f"“{wanted}” reaches back {back} talks before the last one, but "
            f"{len(held)} {'is' if len(held) == 1 else 'are'} held; see: tracker talk list"
        )
    return held[-1 - back]


def _by_date(case: Case, wanted: str) -> Talk | None:
    found = [each for each in case.talks if each.date.known and each.date.text == wanted]
    if len(found) > 1:
        refs = ", ".join(each.ref for each in found)
        raise NotFound(f"{wanted} is the date of {len(found)} talks; name one of them: {refs}")
    return found[0] if found else None


def as_of(case: Case, wanted: str | None, *, today: date) -> AsOf:
    """The moment that is meant by a talk or a date; now without one.

    A date means its end, with what was said on it outside any talk. Where that is nothing, it goes
    by the name of the only talk that has it.

    Raises:
        NotFound: neither a talk nor a date.
    """
    if wanted is None or wanted.casefold() == "now":
        return NOW
    from tracker import dates

    try:
        found = talk(case, wanted)
        by_date = wanted == found.date.text != found.ref
        return _end_of(case, found) if by_date else of_talk(found)
    except NotFound as missing:
        try:
            day = dates.parse(wanted, today=today)
        except DateError as reason:
            raise _neither(wanted, missing, reason) from None
    if day.latest is None:
        raise NotFound(f"“{wanted}” has no last day to look at; name a talk or a day.")
    return AsOf(moment_of(day.latest), day.text, day.text)


def _end_of(case: Case, found: Talk) -> AsOf:
    """The end of the date that a talk was named by."""
    if found.date.latest is None:
        return of_talk(found)
    end = moment_of(found.date.latest)
    where = {"negotiation": case.negotiation.id, "after": found.moment, "until": end}
    row = case.store.one("any_said_between", where)
    return AsOf(end, found.date.text, found.date.text) if row and row[0] else of_talk(found)


def _neither(wanted: str, missing: NotFound, reason: DateError) -> Exception:
    looks_like_a_date = any(char.isdigit() for char in wanted) and not wanted[:1].isalpha()
    return reason if looks_like_a_date else missing


def of_talk(found: Talk) -> AsOf:
    """The moment at the end of a talk."""
    return AsOf(found.moment, label_of(found), found.ref)


def label_of(found: Talk) -> str:
    """A talk in one line: T3 2022-01-12 NATO–Russia Council, Brussels."""
    return f"{found.ref} {occasion(found)}"


def occasion(found: Talk) -> str:
    """A talk without its ref: 2022-01-12 NATO–Russia Council, Brussels."""
    place = f", {found.place}" if found.place else ""
    day = found.date.text if found.date.known else "undated"
    return f"{day} {found.title}{place}"


def latest_talk(case: Case) -> Talk:
    """The latest held talk, at which moves are recorded unless told otherwise.

    Raises:
        Refused: no talk has been held.
    """
    held = held_talks(case)
    if not held:
        raise Refused(
            "No talk has been held yet, so say when it was said: add a talk with "
            "`tracker talk add TITLE --date DATE`, or give --on DATE for a statement outside any.",
            question=Question(
                "No talk has been held yet. When was it said: at one of these, or on which date?"
                if case.talks
                else "No talk has been held yet. On which date was it said?",
                "--at",
                [(each.ref, occasion(each)) for each in case.talks],
                otherwise="--on",
            ),
        )
    return held[-1]
