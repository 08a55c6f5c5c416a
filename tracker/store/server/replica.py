"""A replica that lies behind its primary, so that what it shows may be out of date."""

from typing import NamedTuple

LATE_SECONDS = 5
# By when it has replayed what had arrived as it was asked, it was not late but on its way.
_IN_A_MOMENT = "select pg_last_wal_replay_lsn() >= %s::pg_lsn from pg_sleep(0.2)"


class Replica(NamedTuple):
    """How a server stands to its primary, where it has one.

    Attributes:
        is_one: whether it has one.
        shown: when the newest that it shows was recorded, in UTC; None where it knows of nothing.
        seconds: how long ago that was; it lies no further behind, since what waits came later.
        waiting: up to where it has received what it has not replayed; None where that is nothing.
        is_told: whether its primary tells it what is new.
    """

    is_one: bool = False
    shown: str | None = None
    seconds: int | None = None
    waiting: str | None = None
    is_told: bool = True

    @property
    def _may_be_late(self) -> bool:
        """Whether it lies behind, or cannot know; not where nothing was recorded for long."""
        old = self.seconds is None or self.seconds > LATE_SECONDS
        return self.is_one and (not self.is_told or (old and self.waiting is not None))

    @property
    def looking_again(self) -> tuple[str, tuple[str]] | None:
        """What asks whether it was not late after all; None where that is no question."""
        if self.waiting is None or not self.is_told or not self._may_be_late:
            return None
        return (_IN_A_MOMENT, (self.waiting,))

    @property
    def lag(self) -> str:
        """How far it lies behind, as the end of a sentence; empty where it does not."""
        if not self._may_be_late:
            return ""
        known = f"shows the ledger as of {self.shown}, " if self.shown else ""
        if not self.is_told:
            return f"{known}{'and ' if known else ''}hears nothing from its primary"
        if not known:
            return "does not show yet what came from its primary"
        return f"{known}at most {self.seconds} s behind its primary"
