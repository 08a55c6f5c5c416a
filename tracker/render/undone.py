"""Undoing: what it takes back, shown before it is kept; and the list of commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.reverting import ALIAS, STAYS, Change
from tracker.ledger.undoing import Content, Undone
from tracker.model import Move, Verb
from tracker.render.changes import summary
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import Row, View
from tracker.render.wording import did, parties

MOST = 12
COLUMNS = ("command", "at", "by", "name", "moves", "changes", "what", "undone_by")


def draw_undone(done: Undone, screen: Screen, *, private: bool, kept: bool) -> None:
    """Show what undoing a command does, or would do.

    Args:
        done: the undoing.
        screen: where to.
        private: whether the words of private moves may be shown there.
        kept: whether it is done; before, what is to stand again has no ids yet.
    """
    command = done.command
    head = [
        Cell("Takes back ", Role.HEADING),
        Cell(command.name, Role.HEADING),
        Cell(f" of {when(command.at)} by {command.by}", Role.MUTED),
    ]
    screen.print_line(head, hanging=2)
    _draw("strikes", [_move(each, private=private) for each in done.struck], screen)
    draw_restored(done, screen, private=private, ids=kept)
    _draw("takes back", list(_told(done.changes, private=private)), screen)
    for sentence in _staying(done.left, private=private):
        screen.print_line([Cell(sentence, Role.WARNING)], indent=2, hanging=2)
    for title, diff in done.diffs.items():
        told = "no position changes" if diff.empty else summary(diff)
        screen.print_line([Cell(f"{title}: {told}")], indent=2, hanging=2)


def draw_restored(done: Undone, screen: Screen, *, private: bool, ids: bool = True) -> None:
    """Show what stands again, by the ids that it has now."""
    moves = (_move(each, private=private) for each in done.restored)
    _draw("stands again", [each if ids else each.rpartition("  ")[0] for each in moves], screen)


def _draw(what: str, items: Sequence[str], screen: Screen) -> None:
    for item in items[:MOST]:
        screen.print_line([Cell(f"{what}: ", Role.MUTED), Cell(item)], indent=2, hanging=2)
    if len(items) > MOST:
        screen.print_line([Cell(f"{what}: {len(items) - MOST} more", Role.MUTED)], indent=2)


def _staying(left: Sequence[Change], *, private: bool) -> Iterator[str]:
    """What stays because the history names it, a sentence for each kind."""
    if not private and any(each.kind == "issue" for each in left):  # as that of a private demand
        left = [each for each in left if each.kind != "issue"]
        yield "Issues stay: the history names them."
    for kind in dict.fromkeys(each.kind for each in left):
        refs = [each.ref for each in left if each.kind == kind][::-1]
        if kind == "talk":
            refs = [ref.rpartition("/")[2] for ref in refs]
        shown = ", ".join(refs[:MOST]) + (" and others" if len(refs) > MOST else "")
        as_ = ", as cancelled" if kind == "talk" else ""
        one = f"The {kind} {shown} stays{as_}: the history names it."
        yield one if len(refs) == 1 else f"{shown} stay{as_}: the history names them."


def _move(move: Move, *, private: bool) -> str:
    said = move.said
    if said.private and not private:
        return f"a private move  {move.id[:8]}"
    at = f"at {said.talk}" if said.talk else f"on {said.date.text if said.date else ''}"
    hidden = ", private" if said.private else ""
    told = f"{parties(said.parties)} {did(said)} {said.demand}"
    if said.verb is Verb.STRIKE:  # by the recorder: the party is that of the struck move
        told = f"a move of {parties(said.parties)} on {said.demand} struck"
    return f"{told} {at}{hidden}  {move.id[:8]}"


def change_words(change: Change) -> str:
    """One change of the registry in words: `party SE added`, `T2: date “…” → “…”`."""
    if change.field == "moment":  # it follows from the date
        return ""
    kind = "" if change.kind == "setting" else f"{change.kind} "
    subject = f"{kind}{_named(change)}"
    if change.field in (ADDED, REMOVED):
        return f"{subject} {change.field}"
    if change.field.startswith(STAYS):
        return f"{subject}: {_stay(change)}"
    if change.field.startswith(ALIAS):
        name = change.field.removeprefix(ALIAS)
        return f"{subject}: alias “{name}” {'added' if change.new else 'dropped'}"
    if change.kind == "mapping":
        done = "kept" if not change.old else "replaced" if change.new else "removed"
        return f"{subject} {done}"
    if change.kind == "setting" and not change.old:
        return f"current negotiation “{change.new or ''}”"
    if change.kind == "setting":
        return f"current negotiation “{change.old or ''}” → “{change.new or ''}”"
    return f"{subject}: {change.field} “{change.old or ''}” → “{change.new or ''}”"


def _named(change: Change) -> str:
    """What was changed, in words: a talk with the negotiation it is of."""
    if change.kind != "talk":
        return change.ref
    negotiation, _, ref = change.ref.rpartition("/")
    return f"{ref} of {negotiation}" if negotiation else ref


def _stay(change: Change) -> str:
    """A stay in a bloc in words: since when and until when, where that is known."""
    bloc = change.field.removeprefix(STAYS)
    if change.old and change.new:
        return f"a member of {bloc} {change.old} → {change.new}"
    days = change.new or change.old or ""
    said = "a member of" if change.new else "no longer a member of"
    return f"{said} {bloc}" + ("" if days == "../.." else f" ({days})")


def when(at: str) -> str:
    """A time of recording in a form to read: 2026-01-15 12:00:07 UTC."""
    return f"{at[:10]} {at[11:19]} UTC" if at else "an unknown time"


def commands_view(listed: Sequence[Content], *, private: bool) -> View:
    """The commands that recorded something as a view: one row each, the latest first."""
    rows: list[Row] = [_record(each, private=private) for each in listed]
    return View("commands", COLUMNS, rows, lambda: _sheet(listed, private=private))


def _record(each: Content, *, private: bool) -> Row:
    command = each.command
    moves, changes = each.counts
    what = _what(each, private=private)
    return (command.nr, command.at, command.by, command.name, moves, changes, what,
            command.undone_by)  # fmt: skip


def _what(each: Content, *, private: bool) -> str:
    return "; ".join(_pieces(each, private=private))


def _pieces(each: Content, *, private: bool) -> Iterator[str]:
    moves, changes = each.counts
    if len(each.moves) < moves:
        yield f"{moves} moves"
    yield from (_move(move, private=private) for move in each.moves)
    if len(each.changes) < changes:
        yield f"{changes} changes of the registry"
    yield from _told(each.changes, private=private)


def _told(changes: Sequence[Change], *, private: bool) -> Iterator[str]:
    """Changes in words, equal ones once; a label of a demand may belong to one put privately."""
    words = (_label(each) if not private else change_words(each) for each in changes)
    yield from filter(None, dict.fromkeys(words))


def _label(change: Change) -> str:
    """A change in words that tell nothing of what was put privately."""
    if change.kind == "issue":
        return "an issue " + (change.field if change.field in (ADDED, REMOVED) else "renamed")
    return f"the {change.field} of a demand" if change.kind == "demand" else change_words(change)


def _sheet(listed: Sequence[Content], *, private: bool) -> Sheet:
    columns = [
        Column("Nr", right=True),
        Column("When"),
        Column("By"),
        Column("Command", flex=1, minimum=8),
        Column("What", flex=4, minimum=20),
    ]
    rows = (
        [
            Cell(str(each.command.nr), Role.MUTED),
            Cell(when(each.command.at).removesuffix(" UTC"), Role.MUTED),
            Cell(each.command.by),
            Cell(each.command.name, Role.GONE if each.command.undone_by else Role.KEY),
            Cell(_undone(each) + _what(each, private=private)),
        ]
        for each in listed
    )
    return Sheet(columns, rows)


def _undone(each: Content) -> str:
    return f"undone by {each.command.undone_by}: " if each.command.undone_by else ""
