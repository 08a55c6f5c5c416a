"""Two parties side by side: what each demands of the other, and what both answered to others."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.positions import Filter, positions
from tracker.ledger.refs import AsOf
from tracker.ledger.siding import Siding, are_alike, has_answered
from tracker.model import Position


class Shared(NamedTuple):
    """The answers of both parties to one demand of neither."""

    first: Position
    second: Position

    @property
    def alike(self) -> bool:
        """Whether they have the same headline."""
        return are_alike(self.first, self.second)


class OnIssue(NamedTuple):
    """What lies between two parties on one issue.

    Attributes:
        issue: its path; empty where a demand has none.
        of_first: the answers of the second party to the demands of the first.
        of_second: the answers of the first to those of the second.
        shared: what both answered to others.
    """

    issue: str
    of_first: tuple[Position, ...]
    of_second: tuple[Position, ...]
    shared: tuple[Shared, ...]


class SideBySide(NamedTuple):
    """Two parties, by their codes, issue by issue in the order of their paths."""

    first: str
    second: str
    issues: tuple[OnIssue, ...]

    @property
    def of_first(self) -> list[Position]:
        """The answers of the second party to the demands of the first, on all issues."""
        return [each for issue in self.issues for each in issue.of_first]

    @property
    def of_second(self) -> list[Position]:
        """The answers of the first party to the demands of the second, on all issues."""
        return [each for issue in self.issues for each in issue.of_second]

    @property
    def shared(self) -> list[Shared]:
        """What both answered to others, on all issues."""
        return [each for issue in self.issues for each in issue.shared]

    @property
    def siding(self) -> Siding:
        """How often both answered others alike."""
        alike = sum(each.alike for each in self.shared)
        return Siding(self.first, self.second, alike, len(self.shared))

    @property
    def private(self) -> int:
        """How many of the positions rest on private moves."""
        both = (each for pair in self.shared for each in pair)
        return sum(each.private for each in (*self.of_first, *self.of_second, *both))


def side_by_side(
    case: Case, first: str, second: str, as_of: AsOf, chosen: Filter | None = None
) -> SideBySide:
    """Two parties, by their codes, side by side as of a moment."""
    wanted = (chosen or Filter())._replace(parties=(first, second))
    by_issue: dict[str, list[Position]] = {}
    for each in positions(case, as_of.moment, wanted):
        by_issue.setdefault(each.demand.issue, []).append(each)
    issues = (_on_issue(issue, found, first, second) for issue, found in sorted(by_issue.items()))
    told = (each for each in issues if each.of_first or each.of_second or each.shared)
    return SideBySide(first, second, tuple(told))


def _on_issue(issue: str, found: Iterable[Position], first: str, second: str) -> OnIssue:
    of_first, of_second = [], []
    answers: dict[int, list[Position]] = {}
    for each in found:
        put_by = {each.demand.proponent, *each.demand.sponsors}
        if each.party == second and first in put_by:
            of_first.append(each)
        elif each.party == first and second in put_by:
            of_second.append(each)
        elif has_answered(each):
            answers.setdefault(each.demand.id, []).append(each)
    shared = [_shared(pair, first) for pair in answers.values() if len(pair) > 1]
    return OnIssue(issue, tuple(of_first), tuple(of_second), tuple(shared))


def _shared(pair: list[Position], first: str) -> Shared:
    one, other = pair
    return Shared(one, other) if one.party == first else Shared(other, one)
