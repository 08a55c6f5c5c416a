"""A ledger and the hub that it is synced with: what each has that the other may lack."""

import json
import sys
from collections.abc import Collection
from typing import NamedTuple

from tracker.errors import NotFound
from tracker.ledger.union.facts import Facts
from tracker.ledger.union.telling import Span, Teller
from tracker.store.store import Store

SETTING = "hub"
NOTHING = Span(sys.maxsize, sys.maxsize)


class Mark(NamedTuple):
    """How far a database had come: the numbers of its last move and change, and what they were."""

    move: int = 0
    change: int = 0
    what: str = ""


class Hub(NamedTuple):
    """The hub that a database is synced with.

    Attributes:
        address: where it is.
        ledger: the name that tells its ledger from any other.
        private: whether private moves go there: whether it took them when it was joined.
        pushed: how far this database had come when all of it had been told to the hub.
        pulled: how far the hub had come when all of it had been taken in here.
        sent: how far the hub had come when it was last told something from here.
        at: when they were last synced; empty where they never were.
        withheld: numbers of the changes of the registry up to `pushed` that were not told, since
            only private moves knew of what they are about; None where that is not known.
    """

    address: str
    ledger: str
    private: bool
    pushed: Mark = Mark()
    pulled: Mark = Mark()
    sent: Mark = Mark()
    at: str = ""
    withheld: tuple[int, ...] | None = None


def hub_of(store: Store) -> Hub | None:
    """The hub that a database is synced with, if any."""
    row = store.one("setting", {"name": SETTING})
    if row is None:
        return None
    held = Hub(**json.loads(row[0]))
    withheld = None if held.withheld is None else tuple(held.withheld)
    pushed, pulled, sent = (Mark(*each) for each in (held.pushed, held.pulled, held.sent))
    return held._replace(pushed=pushed, pulled=pulled, sent=sent, withheld=withheld)


def joined(store: Store) -> Hub:
    """The hub that a database is synced with.

    Raises:
        NotFound: there is none.
    """
    found = hub_of(store)
    if found is None:
        raise NotFound("This database is synced with no hub yet; join one: tracker hub join URL")
    return found


def keep_hub(store: Store, hub: Hub) -> None:
    """Hold which hub the database is synced with, and how far."""
    store.write("setting_set", {"name": SETTING, "value": json.dumps(hub._asdict())})


def leave_hub(store: Store) -> None:
    """Forget the hub; nothing of the ledger changes."""
    store.write("setting_delete", {"name": SETTING})


def mark_of(store: Store) -> Mark:
    """How far a database has come."""
    last, change = store.one("last_move"), store.one("last_change")
    nr = int(last[0]) if last else 0
    return _at(store, nr, int(change[0] or 0) if change else 0)


def _at(store: Store, move: int, change: int) -> Mark:
    row = store.one("mark_at", {"move": move, "change": change})
    return Mark(move, change, row[0] if row else "")


class News(NamedTuple):
    """What one side tells the other.

    Attributes:
        facts: what it tells.
        mark: how far it had come by then.
        withheld: numbers of the changes of its registry that it does not tell.
    """

    facts: Facts
    mark: Mark
    withheld: tuple[int, ...] = ()


class Waiting(NamedTuple):
    """How much waits to be synced, counted.

    Attributes:
        staying: how many private moves stay in this database, since its hub takes none.
    """

    moves_to_send: int
    changes_to_send: int
    moves_to_take: int
    changes_to_take: int
    staying: int


def news(
    store: Store, since: Mark, *, private: bool, withheld: Collection[int] | None = None
) -> News:
    """What came into a database after a mark that it has come by.

    Args:
        store: the database, unchanging while it is read.
        since: a mark of it; the first for all there is.
        private: whether private moves are told.
        withheld: numbers of the changes before that were not told.
    """
    span = Span(since.move, since.change)
    teller = Teller(store, private=private, since=span, untold=withheld)
    facts = Facts(
        teller.changes(), list(teller.labels()), list(teller.moves()), list(teller.texts())
    )
    return News(facts, mark_of(store), tuple(teller.withheld()))


def to_tell(store: Store, hub: Hub) -> News:
    """What a database has that its hub was not told."""
    return news(store, hub.pushed, private=hub.private, withheld=hub.withheld)


def with_what_came_out(store: Store, ours: News) -> News:
    """What we tell, and those changes of it that need not be withheld by what we took since."""
    if not ours.withheld:
        return ours
    teller = Teller(store, private=False, since=NOTHING, untold=ours.withheld)
    still = set(teller.withheld())
    facts = ours.facts._replace(changes=[*ours.facts.changes, *teller.changes()])
    return ours._replace(
        facts=facts, withheld=tuple(each for each in ours.withheld if each in still)
    )


def private_since(store: Store, mark: Mark) -> int:
    """How many private moves came into a database after a mark."""
    row = store.one("private_since", {"nr": mark.move})
    return int(row[0]) if row else 0


def has_come_by(store: Store, mark: Mark) -> bool:
    """Whether a database has come by a mark, rather than been put back from a backup since."""
    return mark == Mark() or _at(store, mark.move, mark.change) == mark


def count_apart(facts: Facts, others: Facts) -> tuple[int, int]:
    """How many moves and changes of the registry there are that the others do not tell."""
    moves = {each.id for each in facts.moves} - {each.id for each in others.moves}
    changes = {(each.key, each.opening) for each in facts.changes}
    changes -= {(each.key, each.opening) for each in others.changes}
    return len(moves), len(changes)


def empty(facts: Facts) -> bool:
    """Whether there is nothing to tell."""
    return not (facts.changes or facts.labels or facts.moves)
