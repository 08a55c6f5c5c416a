"""What is offered in the place of a name that the database does not hold."""

from collections.abc import Iterable

from tracker.errors import NotFound
from tracker.ledger.case import Case


def party_names(case: Case) -> list[str]:
    """All that the parties go by: codes, names and aliases."""
    every = case.parties.values()
    return [name for each in every for name in (each.code, each.name, *each.aliases)]


def demand_keys(case: Case) -> list[str]:
    """The keys of the demands."""
    rows = case.store.all("demand_keys", {"negotiation": case.negotiation.id})
    return [row[0] for row in rows]


def keys_to_suggest(case: Case) -> list[str]:
    """The keys of the demands that may be named to whoever reads what went wrong."""
    if not case.store.keeps_secrets:
        return demand_keys(case)
    with case.store.without_private():
        return demand_keys(case)


def unknown(thing: str, wanted: str, known: Iterable[str], see: str) -> NotFound:
    """The error for a ref that the database does not hold, with the nearest that it does."""
    return NotFound(f"There is no {thing} “{wanted}”{near(wanted, known)}; see: {see}")


def near(wanted: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """A question that offers what is called much like `wanted`; empty where nothing is."""
    from difflib import get_close_matches

    choices = {each.casefold(): each for each in known}
    close = get_close_matches(wanted.casefold(), list(choices), n=3, cutoff=cutoff)
    if not close:
        return ""
    offered = [choices[each] for each in close]
    return f" (did you mean {' or '.join(offered)}?)"
