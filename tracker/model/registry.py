"""What the moves refer to: negotiations, parties and their blocs, talks and their dates."""

from datetime import date

from tracker.model.terms import TalkForm, TalkStatus
from tracker.named import NamedTuple


class FuzzyDate(NamedTuple):
    """A date as it was given, with the days it may mean.

    Attributes:
        text: as typed, in the notation of `tracker.dates` (`2022-01`, `2022-01-12~`, `A/B`), or
            `unknown`.
        earliest: first day it may mean; None where unbounded or unknown.
        latest: last day it may mean; None where unbounded or unknown.
    """

    text: str
    earliest: date | None
    latest: date | None

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the day."""
        return self.earliest is not None or self.latest is not None


class Negotiation(NamedTuple):
    """A whole case. `name` is its identity, given once; `title` is what is shown."""

    id: int
    name: str
    title: str
    archived: bool = False


class Party(NamedTuple):
    """A state, organisation, union or employer. `code` is its identity, given once."""

    id: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Membership(NamedTuple):
    """A party's time in a bloc; open-ended where a bound is None. Codes, days inclusive."""

    member: str
    bloc: str
    since: date | None = None
    until: date | None = None

    def covers(self, day: date | None) -> bool:
        """Whether the party was a member on `day`; an unknown day (None) is taken as covered."""
        if day is None:
            return True
        after_start = self.since is None or self.since <= day
        return after_start and (self.until is None or day <= self.until)


class Talk(NamedTuple):
    """One dated occasion. `ref` is its identity, given once and never reused.

    `given` and `first_date` are the ref and the date it was added under, by which it is the same
    in every copy of the ledger; it goes by another ref where two were added under one.

    `moment` orders talks and moves in time: the earliest day as YYYYMMDD, then six digits for the
    talk's turn on that day.
    """

    id: int
    ref: str
    title: str
    date: FuzzyDate
    place: str = ""
    form: TalkForm | None = None
    status: TalkStatus = TalkStatus.HELD
    track: str = ""
    deadline: str | None = None
    seq: int = 0
    moment: int = 0
    given: str = ""
    first_date: str = ""
