"""What becomes of several accounts of one thing: pure, and the same in whatever order they came."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.union.facts import Change

FEWEST_DIGITS = 4


def standing(changes: Sequence[Change]) -> list[Change]:
    """The changes that count of one thing: those since it was last taken away.

    Nothing where it is gone.
    """
    last = max((each.at for each in changes if each.field == REMOVED), default=None)
    if last is None:
        return list(changes)
    since = [each for each in changes if each.at > last]
    return since if any(each.field == ADDED for each in since) else []


def values(changes: Iterable[Change]) -> dict[str, Any]:
    """The value of each field of one thing.

    An edit counts more than what it was added with, the latest edit more than an earlier one; of
    several additions made apart the earliest counts.
    """
    latest: dict[str, Change] = {}
    first: Change | None = None
    for each in changes:
        if each.field == ADDED:
            first = min(first or each, each, key=lambda change: change.turn)
        elif each.field != REMOVED:
            best = latest.get(each.field, each)
            latest[each.field] = max(best, each, key=lambda change: change.turn)
    held = first.held if first else {}
    return held | {field: each.new for field, each in latest.items()}


def first_added(changes: Iterable[Change]) -> Change | None:
    """The earliest addition of one thing."""
    added = (each for each in changes if each.field == ADDED)
    return min(added, key=lambda change: change.turn, default=None)


Rename = tuple[str, str, str, str]  # when, by whom, the path before, the path after


def renames(changes: Iterable[Change]) -> list[Rename]:
    """The renamings of the issues of one negotiation, in their order."""
    return sorted(
        (each.at, each.by, each.subject.name, each.new)
        for each in changes
        if each.field == "path" and each.new
    )


def renamed(path: str, at: str, every: Iterable[Rename], until: str | None = None) -> str:
    """The path of an issue named at some time, after all renamings since, or up to `until`."""
    for when, _, before, after in every:
        within = when > at and (until is None or when <= until)
        if within and (path == before or path.startswith(f"{before}/")):
            path = after + path[len(before) :]
    return path


def paths(changes: Iterable[Change], every: Sequence[Rename]) -> set[str]:
    """What the issues that were added and not taken away since are called now.

    A removal takes away what was called so by then, under whatever path it had been added.
    """
    added: list[tuple[str, str]] = []
    removed: list[tuple[str, str]] = []
    for each in changes:
        if each.field in (ADDED, REMOVED):
            (added if each.field == ADDED else removed).append((each.subject.name, each.at))
    return {
        renamed(path, at, every)
        for path, at in added
        if not any(at <= when and renamed(path, at, every, when) == gone for gone, when in removed)
    }


class Turn(NamedTuple):
    """What the turn of a talk is told by: the one it was added with, then its addition."""

    wanted: int
    at: str
    by: str
    given: str
    first_date: str


def turns(talks: Mapping[int, Turn]) -> dict[int, int]:
    """The turn of each talk: the one it was added with, or the next where another has that."""
    found: dict[int, int] = {}
    last = -1
    for talk in sorted(talks, key=lambda each: talks[each]):
        last = found[talk] = max(last + 1, talks[talk].wanted)
    return found


class Namesake(NamedTuple):
    """One of several things that were given the same name.

    Attributes:
        row: its row.
        turn: the first of them keeps the name.
        digits: what the others are told apart by: hexadecimal digits of their own.
    """

    row: int
    turn: tuple[Any, ...]
    digits: str


def told_apart(
    given: str, every: Iterable[Namesake], is_taken: Callable[[str], bool]
) -> dict[int, str]:
    """A name for each of several things that were given the same one.

    Args:
        given: the name.
        every: the things.
        is_taken: whether something else was given a name.
    """
    first, *others = sorted(every, key=lambda each: each.turn)
    found = {first.row: given}
    for each in others:
        names = (f"{given}.{each.digits[:most]}" for most in range(FEWEST_DIGITS, 33))
        free = (name for name in names if name not in found.values() and not is_taken(name))
        found[each.row] = next(free)
    return found
