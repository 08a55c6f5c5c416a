"""The line that says what was recorded, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.ledger.recording import Recorded
from tracker.model import PROPONENT_VERBS, Draft, Kind, Verb
from tracker.render.sheet import Cell, Line
from tracker.render.theme import Role
from tracker.render.wording import did, parties, role_of


def recorded_line(
    made: Recorded,
    mark: str,
    when: str,
    short: str,
    assumed: Sequence[str],
    *,
    private: bool,
) -> Line:
    """One line: ✘ NATO rejected RU-1 v1 at T3 (2022-01-12)  a3f9c2.

    Args:
        made: the move.
        mark: its glyph.
        when: `at T3 (2022-01-12)` or `on 2022-01-13`.
        short: the shortest prefix of its id.
        assumed: what was taken for granted.
        private: whether the words of a private move may be shown.
    """
    move = made.move
    said = move.said
    if said.private and not private:
        said = said._replace(text=None, condition=None)
    line = [
        Cell(f"{mark} ", role_of(move.said)),
        Cell(f"{parties(move.said.parties)} "),
        Cell(did(move.said), role_of(move.said)),
        Cell(f" {_object(said, made.version)} {when}  "),
        Cell(short, Role.MUTED),
    ]
    if move.said.private:
        line.append(Cell("  private", Role.PRIVATE))
    if assumed:
        line.append(Cell(f"  (assumed: {'; '.join(assumed)})", Role.MUTED))
    return tuple(line)


def warnings_of(moves: Sequence[Recorded]) -> list[str]:
    """The warnings about the moves of one statement, each once, with the parties it is about."""
    found: dict[str, list[str]] = {}
    for each in moves:
        party = each.move.said.party
        for warning in each.warnings:
            found.setdefault(_of_nobody(warning, party), []).append(party)
    return [_of_all(warning, parties) for warning, parties in found.items()]


_IS = "\0 is "


def _of_nobody(warning: str, party: str) -> str:
    """A warning that says what a party is, without saying which."""
    begun = f"{party} is "
    return _IS + warning.removeprefix(begun) if warning.startswith(begun) else warning


def _of_all(warning: str, codes: Sequence[str]) -> str:
    if not warning.startswith(_IS):
        return warning
    rest = warning.removeprefix(_IS)
    if len(codes) == 1:
        return f"{codes[0]} is {rest}"
    return f"{parties(tuple(codes))} are {rest.replace('not an addressee', 'not addressees', 1)}"


_SHORT = 60


def _unstopped(text: str) -> str:
    """A wording without the full stop at its end, to stand within a sentence."""
    return text if text.endswith("..") else text.removesuffix(".")


def _object(said: Draft, version: int) -> str:
    if said.verb is Verb.DEMAND:
        link = "of" if said.kind in (None, Kind.DEMAND, Kind.REQUEST) else "to"
        to = f" {link} {parties(said.to) or 'all'}"
        text = said.text or ""
        shown = f": {_unstopped(text)}" if 0 < len(text) < _SHORT else ""
        return f"{said.demand}{to}{shown}"
    words = [said.demand]
    if version and said.verb is not Verb.WITHDRAW:
        words.append(f"v{version}")
    if said.counter:
        words.append(f"with {said.counter}")
    if said.condition and said.verb not in PROPONENT_VERBS:
        words.append(f"({said.condition})")
    if said.until:
        words.append(f"until {said.until}")
    return " ".join(words)
