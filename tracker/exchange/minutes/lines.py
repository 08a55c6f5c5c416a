"""Minutes as lines: comments left out, texts of several lines joined, details under their line."""

from typing import NamedTuple

from tracker.exchange.minutes.characters import GO_ON, GO_ON_ESCAPED, unescape
from tracker.exchange.minutes.tree import Fault, Ref

_DEEP = 2
_MARK = "\ufeff"  # of byte order, where files were put one after the other
_ALONE = "this line is indented like a detail, but there is no line above it"
_GOES_ON_ALONE = "this line goes on with a text, but there is no line above it"


class Line(NamedTuple):
    """One line, with those that go on with its text.

    Attributes:
        number: of the line, from 1.
        column: where its body begins, from 1.
        body: without the spaces around it.
        more: the lines of text that follow it.
    """

    number: int
    column: int
    body: str
    more: list[str]

    @property
    def place(self) -> Ref:
        """The whole of it."""
        return Ref(self.body, self.number, self.column, len(self.body))

    def text(self, start: int = 0) -> str | None:
        """The text that begins at the offset `start` of the body; None where there is none."""
        first = self.body[start:].strip()
        lines = [first, *self.more] if first or not self.more else self.more
        return "\n".join(lines) or None

    def split_keyword(self) -> tuple[str, int]:
        """The first word without a colon after it, and the offset of what follows."""
        word = self.body.split(None, 1)[0]
        at = len(word)
        return word.removesuffix(":"), at


class Entry(NamedTuple):
    """A line with the details indented below it."""

    line: Line
    details: list[Line]


def entries(text: str) -> tuple[list[Entry], list[Fault]]:
    """The lines of minutes, and those that stand where they cannot."""
    found: list[Entry] = []
    faults: list[Fault] = []
    for number, raw in enumerate(split_lines(text), 1):
        body = raw.lstrip().lstrip(_MARK).lstrip()
        column = len(raw) - len(body) + 1
        if not body or body.startswith("#"):
            continue
        line = Line(number, column, body.rstrip(), [])
        if body.startswith((GO_ON, GO_ON_ESCAPED)):
            _go_on(line, body, found, faults)
        elif not _is_indented(raw, column):
            found.append(Entry(line, []))
        elif found:
            found[-1].details.append(line)
        else:
            faults.append(line.place.fault(_ALONE))
    return found, faults


def split_lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them; without a byte-order mark."""
    text = text.removeprefix(_MARK)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def _is_indented(raw: str, column: int) -> bool:
    """Whether a line is a detail: one space may be left over where a `#` was taken off."""
    return column > _DEEP or raw.startswith("\t")


def _go_on(line: Line, body: str, found: list[Entry], faults: list[Fault]) -> None:
    if not found:
        faults.append(line.place.fault(_GOES_ON_ALONE))
        return
    content = body[1:].removeprefix(" ")
    above = found[-1].details[-1] if found[-1].details else found[-1].line
    above.more.append(unescape(content) if body[0] == GO_ON_ESCAPED else content)
