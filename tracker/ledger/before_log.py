"""Taking back edits of the registry from before there was a log of commands.

They were kept by other names than those of today: the blocs and the other names of a party as text
of one field, an issue by its path alone, a talk's date without the places in time that follow it.
"""

from tracker.ledger import parties, turns
from tracker.ledger.case import Case
from tracker.ledger.reverting import Change, placed
from tracker.model import Negotiation
from tracker.store.store import Store


def take_back(store: Store, change: Change) -> bool:
    """Take one such edit back in what stands in for the registry.

    Returns:
        False where it was kept as the edits of today are.
    """
    taking = _TAKING.get((change.kind, change.field))
    if taking:
        taking(store, change)
    return taking is not None


def replace_talk(store: Store, change: Change) -> None:
    """Give the talk of an edited date, and its moves, the place in time that goes with it."""
    case, _ = placed(store, change)
    wanted = turns.places(case.talks)[change.row]
    store.write("talk_set_moment", {"id": change.row, "value": wanted})
    store.write("known_moment_set", {"talk": change.row, "moment": wanted})


def _blocs(store: Store, change: Change) -> None:
    """A party had joined a bloc, or left it: `FED`, or `FED until 2022-01-11`."""
    case = Case(store, Negotiation(0, "", ""))
    code, _, until = (change.new or "").partition(" until ")
    bloc = case.parties[code]
    stays = [each for each in parties.stays_of(case, change.ref, code).split(";") if each]
    if until:
        held = [each.removesuffix(until) + ".." if each.endswith(until) else each for each in stays]
    else:
        held = stays[:-1]
    parties.write_stays(store, change.row, bloc.id, ";".join(held))


def _aliases(store: Store, change: Change) -> None:
    store.write("party_aliases_delete", {"party": change.row, "id": change.row})
    for alias in (change.old or "").split("; "):
        if alias:
            store.write("party_alias_insert", {"party": change.row, "alias": alias})


def _path(store: Store, change: Change) -> None:
    """An issue had another path, unless it has become one with another, or two have that path."""
    found = store.all("issue_ids_by_path", {"path": change.new})
    if len(found) == 1:
        store.write("issue_update", {"id": found[0][0], "path": change.old})


_TAKING = {
    ("party", "blocs"): _blocs,
    ("party", "aliases"): _aliases,
    ("issue", "path"): _path,
}
