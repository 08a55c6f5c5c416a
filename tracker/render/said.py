"""What was said, as lines: the details of an answer, quotes with their source, word diffs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker import words
from tracker.ledger.contests import ruling
from tracker.model import Answer, Contest, Position, Status
from tracker.render.sheet import Cell, Line
from tracker.render.theme import Role
from tracker.render.wording import did, status_words


def details(position: Position | None) -> Iterator[Line]:
    """What was said with an answer, a line each: condition, words, quote with its source."""
    if position and position.settlement:
        yield from spoken(position.settlement)
        return
    answer = position.live_answer if position else None
    if position is None or answer is None:
        return
    if position.contested or answer.until or answer.counter or position.via or answer.final:
        yield (Cell(status_words(position._replace(private=False)), Role.MUTED),)
    yield from spoken(answer)


def accounts(contest: Contest) -> Iterator[Line]:
    """The accounts of a contested answer, each with who recorded it and what it says."""
    for move in contest.accounts:
        said, new = move.said, move.id in contest.pending
        line = [Cell(f"{'new' if new else move.id[:8]}  ", Role.MUTED), Cell(did(said))]
        if not new:
            line.append(Cell(f", recorded by {move.recorded_by}", Role.MUTED))
        words_ = said.condition or said.text
        if words_:
            line.append(Cell(f": {words_}"))
        yield tuple(line)
        if said.quote:
            yield quoted(said.quote, said.speaker, said.source)
    if not contest.pending:
        command = ruling([each.id[:8] for each in contest.accounts])
        yield (Cell(f"say which holds: {command}", Role.MUTED),)


def spoken(answer: Answer) -> Iterator[Line]:
    """The words of an answer, a line each: condition, what was said, quote with its source."""
    if answer.condition:
        label = "the part: " if answer.status is Status.IN_PART else "on condition: "
        yield (Cell(label, Role.MUTED), Cell(answer.condition))
    if answer.text and answer.text != answer.condition:
        yield (Cell(answer.text),)
    if answer.quote:
        yield quoted(answer.quote, answer.speaker, answer.source)


def quoted(quote: str, speaker: str | None, source: str | None) -> Line:
    """A quote with who said it and where it is taken from."""
    line = [Cell(f"“{quote}”", Role.QUOTE)]
    if speaker:
        line.append(Cell(f" — {speaker}"))
    if source:
        line.append(Cell(f" [{short_source(source)}]", Role.MUTED))
    return tuple(line)


def short_source(source: str) -> str:
    """The host of a link, else the citation as it is."""
    _, scheme, rest = source.partition("://")
    return rest.split("/")[0] if scheme and " " not in source else source


_OPS = {"same": "", "gone": Role.GONE, "new": Role.NEW}
_AROUND = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def worded(spans: Sequence[words.Span]) -> list[Cell]:
    """A word diff as one line, with git's marks, so that it keeps its meaning without colour."""
    return [
        Cell(f"{_AROUND[span.op][0]}{span.text}{_AROUND[span.op][1]}", _OPS[span.op])
        for span in spans
    ]
