"""What was corrected and struck: the changes of each, a row a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from tracker.ledger.corrections import Correction
from tracker.ledger.moves import When
from tracker.model import Verb
from tracker.render.mended import Change, changed_fields
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import did, parties, recorded

COLUMNS = (
    "negotiation", "demand", "talk", "date", "party", "move", "corrects", "field", "before",
    "after", "reason", "id", "recorded_at", "recorded_by",
)  # fmt: skip
_NOTHING_SAID = "stands as it was said"
_UNKNOWN = "the move that it replaces is not in this ledger"


def corrections_view(found: Iterable[Correction], when: When) -> View:
    """The corrections and strikes as a view: one row a changed field, and one a strike.

    Args:
        found: the corrections, the latest first.
        when: gives the date of a move.
    """
    return View(
        kind="corrections",
        columns=(*COLUMNS, VISIBILITY),
        rows=(row for each in found for row in _records(each, when)),
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found),
        marked=True,
    )


def _changes(correction: Correction) -> list[Change]:
    """What a correction changed; nothing for a strike or where the move before is not here."""
    before, after = correction.before, correction.move.said
    if before is None or after.verb is Verb.STRIKE:
        return []
    labels = (Change(each.field, each.old or None, each.new) for each in correction.labels)
    return [*changed_fields(before.said, after), *labels]


def _records(correction: Correction, when: When) -> Iterator[Row]:
    move = correction.move
    strikes = move.said.verb is Verb.STRIKE
    for change in _changes(correction) or (None,):
        yield (
            move.negotiation,
            move.said.demand,
            move.said.talk,
            when(move) or None,
            ";".join(move.said.parties),
            did(move.said),
            move.said.corrects,
            change.field if change else None,
            change.before if change else None,
            change.after if change else None,
            move.said.text if strikes else None,
            move.id,
            move.recorded_at,
            move.recorded_by,
            visibility(*(each.said.private for each in (move, correction.before) if each)),
        )


def _told(correction: Correction) -> Iterator[str]:
    """What a correction changed in words, or the reason of a strike."""
    changes = _changes(correction)
    if correction.move.said.verb is Verb.STRIKE:
        yield f"reason: {correction.move.said.text}"
    elif correction.before is None:
        yield _UNKNOWN
    else:
        yield from [change.words for change in changes] or [_NOTHING_SAID]


def _draw(found: Iterable[Correction], screen: Screen) -> None:
    last = None
    for each in found:
        if recorded(each.move) != last:
            if last:
                screen.print_line()
            last = recorded(each.move)
            screen.print_line([Cell(last, Role.HEADING)])
        screen.print_line(_heading(each, screen), indent=2, hanging=4)
        for told in _told(each):
            screen.print_line([Cell(told)], indent=6, hanging=2)
    if last is None:
        screen.print_line([Cell("Nothing was corrected or struck.", Role.MUTED)])


def _heading(correction: Correction, screen: Screen) -> Line:
    move = correction.move
    role, ids = Role.GONE, (move.said.corrects or "")[:8]
    if move.said.verb is not Verb.STRIKE:
        role, ids = Role.REVISED, f"{ids} → {move.id[:8]}"
    return (
        Cell(f"{screen.glyph(role)} {_what(correction)}"),
        Cell(f"  {ids}", Role.MUTED),
        *([Cell("  private", Role.PRIVATE)] if _is_private(correction) else []),
    )


def _is_private(correction: Correction) -> bool:
    return any(each.said.private for each in (correction.move, correction.before) if each)


def _what(correction: Correction) -> str:
    """What was done to which move: `struck: EU deferred RU-1 at T3`.

    A correction that changes nothing, as a ruling or an undoing makes it, confirms the move.
    """
    done = "struck" if correction.move.said.verb is Verb.STRIKE else "corrected"
    if done == "corrected" and correction.before and not _changes(correction):
        done = "confirmed"
    said = (correction.before or correction.move).said
    when = f"at {said.talk}" if said.talk else f"on {said.date.text}" if said.date else ""
    return f"{done}: {parties(said.parties)} {did(said)} {said.demand} {when}"


def _sheet(found: Iterable[Correction]) -> Sheet:
    columns = [Column("Recorded"), Column("What", flex=1), Column("Change", flex=2)]
    rows = (
        [Cell(recorded(each.move)), Cell(_what(each)), Cell("\n".join(_told(each)))]
        for each in found
    )
    return Sheet(columns, rows)
