"""What the editor opens on: the talk, the parties, and every open demand, ready to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from tracker.exchange.minutes.characters import is_odd, name
from tracker.exchange.minutes.writing import talk_again
from tracker.ledger import refs
from tracker.ledger.attendance import attending
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.positions import positions
from tracker.model import Headline, Position, Talk

WIDTH = 96
_HOW = """\
# One move a line, what belongs to it indented below; lines that begin with # are not read.
#   NATO rejects RU-1: in your words
#       "in the speaker's words" -- the speaker
#       source https://example.org
#   RU demands NATO, US [Ukraine/troops]: the wording of a new demand
#   US counters RU-3: the wording of its counter-demand
"""
_SETTLED = frozenset({Headline.ACCEPTED, Headline.REJECTED, Headline.WITHDRAWN})
_READY = ("accepts", "rejects", "defers")


def template(case: Case, talk: Talk | None) -> str:
    """The text that the editor opens on; as it stands, it says nothing.

    Args:
        case: the negotiation.
        talk: the talk to take notes of; None where none has been held.
    """
    return "\n".join([*_head(case, talk), *_demands(case)]) + "\n"


def _head(case: Case, talk: Talk | None) -> Iterator[str]:
    title = refs.label_of(talk) if talk else case.negotiation.title
    yield f"# Minutes of {_flat(title)}"
    yield "#"
    yield from _HOW.splitlines()
    yield "#"
    shown = (f"{each.code} {each.name}" for each in attending(case))
    parties = "; ".join(map(_flat, shown)) or "none yet; a line such as party RU Russia adds one"
    yield from (f"# {line}" for line in _wrapped(f"Parties: {parties}"))
    yield ""
    yield talk_again(talk) if talk else "#talk 2022-01-12 Title, Place"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _demands(case: Case) -> Iterator[str]:
    found = positions(case, END_OF_TIME)
    by_demand = (list(group) for _, group in groupby(found, key=lambda each: each.demand.key))
    still_open = [each for each in by_demand if any(map(_is_open, each))]
    if not still_open:
        yield from ("", "# No demand is open.")
        return
    yield from ("", "# Still open. To record an answer, take off the # before it.")
    for each in still_open:
        yield ""
        yield from _demand(each)


def _is_open(position: Position) -> bool:
    return not position.settled_by and position.status.headline not in _SETTLED


def _demand(cells: Sequence[Position]) -> Iterator[str]:
    demand = cells[0].demand
    by = ", ".join(filter(None, (demand.proponent, *demand.sponsors)))
    kind = f"{demand.kind} of {by}" if by else demand.kind
    yield f"# {_flat(f'{demand.key} {demand.title} ({kind})')}"
    standing = "; ".join(_flat(_standing(each)) for each in cells)
    yield from (f"#   {line}" for line in _wrapped(standing))
    for each in filter(_is_open, cells):
        who = name(each.party) if each.party else "PARTY"
        yield from (f"#{who} {verb} {name(demand.key)}:" for verb in _READY)


def _standing(position: Position) -> str:
    words = str(position.status)
    if position.stale:
        words += f" (was {position.stale} on an earlier wording)"
    elif position.answer:
        answer = position.answer
        words += f" at {answer.talk}" if answer.talk else f" on {answer.date}"
    if position.via:
        words += f", via {position.via}"
    if position.settled_by:
        words = f"settled by {position.settled_by}"
    return f"{position.party or 'nobody yet'}: {words}"


def _flat(text: str) -> str:
    """The text in one line, without what acts on an editor."""
    return "".join("�" if is_odd(char) else char for char in " ".join(text.split()))
