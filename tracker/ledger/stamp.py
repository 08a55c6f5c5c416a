"""Who records, and when."""

from datetime import date

from tracker.named import NamedTuple


class Stamp(NamedTuple):
    """Who records, and when.

    Attributes:
        by: the recorder's name.
        at: UTC, ISO 8601 with microseconds and `Z`.
        today: the present day where the recorder is.
    """

    by: str
    at: str
    today: date
