"""Which deferred answers are overdue."""

from datetime import date

from tracker.model import Position, Status


def is_overdue(position: Position, day: date | None) -> bool:
    """Whether an answer was put off until a date that has passed by `day`.

    A month or a range has passed when its last day has; nothing has by an unknown day (None).
    """
    answer = position.live_answer
    if position.status is not Status.DEFERRED or answer is None or not answer.until or day is None:
        return False
    from tracker import dates

    latest = dates.parse(answer.until, today=day).latest
    return latest is not None and latest < day
