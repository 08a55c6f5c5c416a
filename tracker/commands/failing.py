"""Telling what went wrong: one sentence on stderr, and the exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tracker.context import World
from tracker.errors import MOST_FAULTS, InputFileError, TrackerError, UsageError, told_once


def give_up_output(world: World) -> None:
    """Let what is left in the buffer of standard output go nowhere, without a complaint."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), world.stdout.fileno())


def report_usage(error: Any, world: World) -> int:
    """Report a wrong option or argument in our own words' form; a bare command gets its help."""
    message = error.format_message()
    if message.startswith("Usage:"):
        print(message, file=world.stderr)
        return 2
    return report(UsageError(usage_sentence(error)), world)


def usage_sentence(error: Any) -> str:
    """What typer has to say of a wrong option or argument, and where to read on."""
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "tracker"
    stop = "" if message.endswith("?") else "."
    return f"{message}{stop} {_hint(error, command) or f'See: {command} --help'}"


_WANTED = {
    "--in-part": "Say which part is accepted, for example: --in-part 'the inspections'",
    "--if": "Say on which condition, for example: --if 'both sides withdraw'",
}


def _hint(error: Any, command: str) -> str:
    """What to do about a wrong option, where that can be said better than by the help."""
    option = getattr(error, "option_name", None) or ""
    if option in _WANTED:
        return _WANTED[option]
    if command == "tracker search" and option and not option.startswith("--"):
        return "Words that begin with a minus stand after --, for example: tracker search -- -word"
    if "unexpected extra argument" in error.message and _takes_a_text(command):
        return f"Put a text of several words in quotation marks; see: {command} --help"
    if command == "tracker correct" and option == "--date":
        return (
            "The date of a statement outside any talk is --on DATE; that of a talk is changed "
            "with: tracker talk edit"
        )
    return ""


def _takes_a_text(command: str) -> bool:
    from tracker.model import Verb

    return command.removeprefix("tracker ") in {*map(str, Verb), "offer"}


def refuse_what_is_not_text(arguments: Sequence[str]) -> None:
    """Refuse arguments that are not UTF-8, or hold what no text does.

    Raises:
        UsageError: one is not, or does.
    """
    for argument in arguments:
        if "\0" in argument:  # no system hands one over, but an answer that is asked for may
            raise UsageError(f"“{argument}” holds a NUL character, which no text has; take it out.")
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise UsageError(f"The argument {argument!r} is not valid UTF-8 text.") from None


def report(error: TrackerError, world: World) -> int:
    """Say what went wrong, the problems of a file on lines of their own, and give the code."""
    from tracker.render.text import clean

    print(f"tracker: {clean(str(error))}", file=world.stderr)
    if isinstance(error, InputFileError):
        told = told_once(error.problems)
        for each in told[:MOST_FAULTS]:
            print(f"  {clean(each, newlines=False)}", file=world.stderr)
        more = len(told) - MOST_FAULTS
        if more > 0:
            print(f"  … and {more} more", file=world.stderr)
    return error.exit_code
