"""One move of a history as it is drawn, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker import words
from tracker.ledger.contests import RULED
from tracker.ledger.history import Entry
from tracker.model import Move, Verb
from tracker.render.said import quoted, worded
from tracker.render.sheet import Cell, Line
from tracker.render.theme import Role
from tracker.render.wording import did, mark_of, parties, recorded, role_of

if TYPE_CHECKING:
    from tracker.render.screen import Screen


def done(entry: Entry) -> str:
    """What was done, and with which version of the wording: `rejected v2`."""
    version = f" v{entry.version}" if entry.version else ""
    return f"{did(entry.move.said)}{version}"


def draw_entry(entry: Entry, screen: Screen, *, whole: bool) -> None:
    """Draw one move of a history, with what became of it; with who recorded it where `whole`."""
    move = entry.move
    role = Role.GONE if entry.set_aside else role_of(move.said)
    fates = list(fates_of(entry))
    screen.print_line(
        [
            Cell(f"{mark_of(move.said, screen)} ", role),
            Cell(parties(move.said.parties), Role.GONE if entry.set_aside else ""),
            Cell(f" {done(entry)}", role),
            *_with(move),
            Cell(f"  {move.id[:8]}", Role.MUTED),
            *([Cell("  private", Role.PRIVATE)] if move.said.private else []),
            *(Cell(f"  {fate}", Role.WARNING) for fate in fates if len(fates) == 1),
        ],
        indent=2,
        hanging=4,
    )
    for fate in fates if len(fates) > 1 else ():
        screen.print_line([Cell(fate, Role.WARNING)], indent=6, hanging=2)
    if entry.ruled:
        screen.print_line([Cell(_ruling(entry.ruled), Role.WARNING)], indent=6, hanging=2)
    for line in _details(entry):
        muted = (Cell(cell.text, Role.MUTED) for cell in line)
        screen.print_line(muted if entry.set_aside else line, indent=6, hanging=2)
    if whole:
        screen.print_line([Cell(_recorded(entry), Role.MUTED)], indent=6, hanging=2)


def fates_of(entry: Entry) -> Iterator[str]:
    """What became of a move that others set aside."""
    for later in entry.set_aside:
        said = later.said
        if said.verb is Verb.STRIKE:
            ruling = (said.text or "").startswith(RULED)
            yield f"struck{f' by {later.recorded_by}, who' if ruling else ':'} {said.text}"
        elif said._replace(corrects=entry.move.said.corrects) == entry.move.said:
            yield _again(entry, later)
        else:
            yield f"corrected by {later.id[:8]}"


def _again(entry: Entry, later: Move) -> str:
    """How a move was recorded again in the same words: by an undo, with labels, or by a ruling."""
    from tracker.ledger.logbook import REDO, UNDO

    command = entry.command_of(later.id)
    if command in (UNDO, REDO):
        return f"{'undone' if command == UNDO else 'redone'}; as it was before: {later.id[:8]}"
    if later.said.verb is Verb.DEMAND:  # no ruling is on a demand
        return f"its title or issue corrected, as {later.id[:8]}"
    return f"confirmed by {later.recorded_by}, as {later.id[:8]}"


def _ruling(strike: Move) -> str:
    """That an answer stands by a ruling, whose and why."""
    _, _, reason = (strike.said.text or "").partition(": ")
    return f"stands by the ruling of {strike.recorded_by}: {reason}"


def _recorded(entry: Entry) -> str:
    told = [f"recorded {recorded(entry.move)}"]
    for each in entry.set_aside:
        if each.said.verb is Verb.STRIKE:
            told.append(f"struck {recorded(each)}")
    return "; ".join(told)


def _with(move: Move) -> list[Cell]:
    found = []
    if move.said.counter:
        found.append(Cell(f" with {move.said.counter}"))
    if move.said.until:
        found.append(Cell(f" until {move.said.until}"))
    return found


def _details(entry: Entry) -> Iterator[Line]:
    move = entry.move
    if entry.before is not None and move.said.text and not entry.set_aside:
        yield tuple(worded(words.diff(entry.before, move.said.text)))
    elif move.said.text:
        yield (Cell(move.said.text),)
    if move.said.condition:
        yield (Cell("condition: " if move.said.manner == "if" else "the part: ", Role.MUTED),
               Cell(move.said.condition))  # fmt: skip
    if move.said.quote:
        yield quoted(move.said.quote, move.said.speaker, None)
    elif move.said.speaker:
        yield (Cell("speaker: ", Role.MUTED), Cell(move.said.speaker))
    if move.said.note:
        yield (Cell("note: ", Role.MUTED), Cell(move.said.note))
    if move.said.source:
        yield (Cell(f"source: {move.said.source}", Role.MUTED),)
