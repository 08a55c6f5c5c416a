"""Dates in figures, such as 12/01/2022, where somebody says in which order their parts stand."""

import re
from enum import StrEnum

DATED = ("talk_date", "date", "until")
"""Our columns that hold dates."""
_IN_FIGURES = re.compile(r"\s*(\d\d?)([-/. ])(\d\d?)\2(\d{4})\s*")
_MONTHS = 12


class DateOrder(StrEnum):
    """Which part of a date in figures comes first; the year stands at its end."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def in_iso(text: str, order: DateOrder) -> str:
    """A date in figures as YYYY-MM-DD; any other text as it is.

    Raises:
        ValueError: its month would be none; the sentence is for after the value.
    """
    found = _IN_FIGURES.fullmatch(text)
    if found is None:
        return text
    first, _, second, year = found.groups()
    month, day = (second, first) if order is DateOrder.DAY_FIRST else (first, second)
    if int(month) > _MONTHS:
        raise ValueError(f"is not {order}, as --dates says: there is no month {month}")
    return f"{year}-{month:0>2}-{day:0>2}"
