"""The marks of a page: drawn, so that they look the same with any font, and never without a word.

Each is a square in the colour of its status with a sign in black, which can be told apart by its
shape alone and is legible on a light page and on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.model import Draft, Headline, Position, Status, Verb
from tracker.render.theme import Role, colour, glyph
from tracker.rules.standing import answer_of

if TYPE_CHECKING:
    from markupsafe import Markup

PALE = "#FFFFFF"
GREY = "#BBBBBB"
_RING = '<circle cx="8" cy="8" r="3.6"{}/>'
_SIGNS: dict[Status | Role, str] = {
    Status.OPEN: _RING.format(""),
    Status.NOTED: _RING.format("") + '<path d="M8 8h.01"/>',
    Status.DEFERRED: _RING.format(' stroke-dasharray="1.5 2.27"'),
    Status.ASKED: '<path d="M5.8 6.2a2.2 2.2 0 1 1 2.9 2.1c-.5.2-.7.6-.7 1.2M8 12h.01"/>',
    Status.COUNTERED: '<path d="M3.5 10.5a4.3 4.3 0 0 1 8.4-1M12.6 5.8l-.6 3.8-3.5-1.3"/>',
    Status.IN_PART: '<path d="M4 8.6 6.8 11.4 12 5" stroke-dasharray="2.6 1.4"/>',
    Status.ACCEPTED: '<path d="M3.6 8.4 6.8 11.6 12.4 4.6" stroke-width="2.4"/>',
    Status.REJECTED: '<path d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8" stroke-width="2.2"/>',
    Status.WITHDRAWN: '<path d="M4.4 8h7.2"/>',
    Role.NEW: '<path d="M8 4v8M4 8h8"/>',
    Role.REVISED: '<path d="M4 9c1.4-2.6 2.7-2.6 4-1s2.600 1.600 4-1"/>',
    Role.SAID_AGAIN: '<path d="M4.400 6.400h7.200M4.400 9.600h7.200"/>',
}
_ALIKE = {Status.IN_PRINCIPLE: Status.IN_PART, Status.IF: Status.IN_PART}


def fill(status: Status) -> str:
    """The colour of a status; `none` for what is open."""
    return colour(status) or (GREY if status is Status.WITHDRAWN else "none")


def name(role: Status | Role) -> str:
    """The name of a mark within the page."""
    alike = _ALIKE.get(role, role) if isinstance(role, Status) else role
    return f"m-{alike.value.replace(' ', '-')}"


def symbols() -> Markup:
    """Every mark, drawn once, for the page to use by name."""
    from markupsafe import Markup

    return Markup("").join(Markup(each) for each in _symbols())


def _symbols() -> Iterator[str]:
    for role, sign in _SIGNS.items():
        filled = fill(role) if isinstance(role, Status) else "none"
        filled = PALE if filled == "none" else filled
        yield (
            f'<symbol id="{name(role)}" viewBox="0 0 16 16">'
            f'<rect x=".5" y=".5" width="15" height="15" rx="3.5" fill="{filled}" stroke="#333"/>'
            '<g fill="none" stroke="#111" stroke-width="1.7" stroke-linecap="round"'
            f' stroke-linejoin="round">{sign}</g></symbol>'
        )


def mark(role: Status | Role) -> Markup:
    """A mark; the word for it stands beside it."""
    from markupsafe import Markup

    return Markup('<svg class="m" aria-hidden="true"><use href="#{}"/></svg>').format(name(role))


def mark_of_position(position: Position) -> Markup:
    """The mark of a position: that of an acceptance where a counter-demand settles it."""
    return mark(Status.ACCEPTED if position.settled_by else position.status)


def mark_of_move(said: Draft) -> Markup:
    """The mark of a move: the status it leads to, or that of a wording."""
    wordings = {Verb.DEMAND: Role.NEW, Verb.REAFFIRM: Role.SAID_AGAIN}
    if said.verb is Verb.WITHDRAW:
        return mark(Status.WITHDRAWN)
    return mark(answer_of(said.verb, said.manner) or wordings.get(said.verb, Role.REVISED))


def mark_of_group(role: Headline | Role) -> Markup:
    """The mark of a group of changes."""
    alike = {Headline.QUALIFIED: Status.IN_PART, Role.GONE: Status.WITHDRAWN}
    return mark(alike.get(role) or (role if isinstance(role, Role) else Status(role.value)))


def letter(position: Position) -> str:
    """The letter of a position, a small one for a member that takes its bloc's answer."""
    found = glyph(position.status, unicode=False)
    return found.lower() if position.via else found


MARKS = {
    "symbols": symbols,
    "mark": mark,
    "mark_of_position": mark_of_position,
    "mark_of_move": mark_of_move,
    "mark_of_group": mark_of_group,
    "letter": letter,
    "glyph": glyph,
    "Role": Role,
    "Status": Status,
}
"""What templates call."""
