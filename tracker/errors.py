"""The error tree. Each class owns its exit code; its sentence names the value and the next step."""

from collections.abc import Sequence
from typing import ClassVar

from tracker.named import NamedTuple


class Question(NamedTuple):
    """What a person who is there can be asked, so that the command need not fail.

    Attributes:
        words: the question.
        option: the option that takes the answer; empty where it is the next argument.
        choices: what may be answered, each with what is known of it; others may do as well.
        otherwise: the option that takes an answer which is none of the choices, if it differs.
    """

    words: str
    option: str = ""
    choices: Sequence[tuple[str, str]] = ()
    otherwise: str = ""


class TrackerError(Exception):
    """Anything the program reports in one sentence on stderr. Never raised itself.

    Attributes:
        question: what the answer to would have spared the failure; None where nothing would.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, question: Question | None = None) -> None:
        super().__init__(message)
        self.question = question


class Declined(TrackerError):
    """The person said no at a confirmation, so nothing was done."""

    exit_code = 1


class UsageError(TrackerError):
    """An option or argument that cannot be used as given."""

    exit_code = 2


class DateError(UsageError):
    """A date that is incomplete, ambiguous or not a date."""


class NotInstalled(UsageError):
    """What is asked for needs a library that is not installed with the program itself.

    Args:
        what: what needs which library.
        extra: the extra of the distribution that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what}, which is not installed. Install it: "
            f"pip install 'negotiation-tracker[{extra}]'"
        )


class NotFound(TrackerError):
    """A party, talk, demand, negotiation or move that the database does not hold."""

    exit_code = 3


class Refused(TrackerError):
    """A move or edit that the rules of the ledger do not allow."""

    exit_code = 4


AS_GIVEN = (UsageError, NotFound, Refused)
"""What is wrong with what was given, and not with the database or the disk."""


class DatabaseBusy(TrackerError):
    """Another process held the database longer than the stated wait."""

    exit_code = 5


class DatabaseUnusable(TrackerError):
    """The database is missing, newer, damaged, not ours, read-only or out of space."""

    exit_code = 6


class Problem(NamedTuple):
    """One thing wrong with one place of an input file.

    Attributes:
        line: line number in the file, counted from 1; 0 where the file has no lines.
        column: the column's name, or empty where the whole row is meant.
        value: what stood there.
        reason: what is wrong with it and what would be right.
    """

    line: int
    column: str
    value: str
    reason: str

    def told(self) -> str:
        """It in one line."""
        column = f", {self.column}" if self.column else ""
        value = f" “{self.value}”" if self.value else ""
        place = f"line {self.line}{column}:" if self.line else self.column
        return f"{place}{value} {self.reason}".strip()


MOST_FAULTS = 100
"""So many problems of one file are told; of the others, how many there are."""
_LINES_NAMED = 5


def told_once(problems: Sequence[Problem]) -> list[str]:
    """Problems in a line each; the same wrong in several lines is told once."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for number, each in enumerate(problems):
        alike.setdefault(each[1:] if each.line else (number,), []).append(each)
    return [first.told() + _so_too(others) for first, *others in alike.values()]


def _so_too(others: Sequence[Problem]) -> str:
    if not others:
        return ""
    lines = ", ".join(str(each.line) for each in others[:_LINES_NAMED])
    more = len(others) - _LINES_NAMED
    noun = "line" if len(others) == 1 else "lines"
    return f" (so too {noun} {lines}{f' and {more} more' if more > 0 else ''})"


_PLAIN = frozenset("-_./:@%+=,")


def as_argument(text: str) -> str:
    """A ref or key as it is typed after a command: in quotation marks where it needs them."""
    if text and all(each.isalnum() or each in _PLAIN for each in text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


class InputFileError(TrackerError):
    """A file to be read has errors; every one of them was found and nothing was written."""

    exit_code = 7

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class OutputError(TrackerError):
    """A file or stream to be written could not be written."""

    exit_code = 2
