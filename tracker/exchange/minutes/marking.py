"""The faults of minutes as comments in their text, below the lines they are about."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.exchange.minutes.lines import split_lines
from tracker.exchange.minutes.tree import Fault

MARK = "#!"


def marked(text: str, faults: Sequence[Fault]) -> str:
    """The text with a comment for each fault, its caret below the place where there is room."""
    by_line: dict[int, list[Fault]] = {}
    for fault in faults:
        by_line.setdefault(fault.line, []).append(fault)
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = [
        f"{MARK} Nothing was recorded: {count}, each told below its line after {MARK}.",
        f"{MARK} Mend them, save and close; to give up, close the file as it is.",
    ]
    for number, line in enumerate(split_lines(text), 1):
        lines.append(line)
        lines += (_comment(line, fault) for fault in by_line.get(number, ()))
    return "\n".join(lines)


def _comment(line: str, fault: Fault) -> str:
    before = line[len(MARK) : fault.column - 1]
    room = "".join("\t" if char == "\t" else " " for char in before)
    reason = " ".join(fault.reason.split())  # a name in it may hold a line feed
    return f"{MARK}{room}{'^' * fault.length} {reason}"


def unmarked(text: str) -> str:
    """The text without the comments that `marked` adds."""
    return "\n".join(line for line in split_lines(text) if not line.startswith(MARK))
