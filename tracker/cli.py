"""Mounts the commands, the global options and the one error boundary."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer

from tracker import __version__
from tracker.commands.lazy import LazyCommands
from tracker.context import Context, World
from tracker.errors import InputFileError, TrackerError, UsageError

app = typer.Typer(
    name="tracker",
    cls=LazyCommands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def options(
    ctx: typer.Context,
    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database.")] = None,
    negotiation: Annotated[
        str | None, typer.Option("--negotiation", "-n", metavar="NAME", help="The negotiation.")
    ] = None,
    color: Annotated[
        Literal["auto", "always", "never"], typer.Option(help="When to use colour.")
    ] = "auto",
    theme: Annotated[
        Literal["okabe", "classic", "mono"], typer.Option(help="Which colours.")
    ] = "okabe",
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Keep track of who demanded what, and who said yes, no or later, talk after talk."""
    if version:
        print(f"tracker {__version__}")
        raise typer.Exit
    ctx.obj = Context(ctx.obj or World.real(), db, negotiation, color, theme)


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Run the program and give its exit code; every failure is one sentence on stderr."""
    world = world or World.real()
    try:
        _refuse_what_is_not_text(arguments)
        ended = app(list(arguments), prog_name="tracker", obj=world, standalone_mode=False)
    except TrackerError as error:
        return _report(error, world)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not hasattr(error, "format_message"):  # what typer raises of wrong usage has one
            raise
        return _report_usage(error, world)
    return ended if isinstance(ended, int) else 0


def _report_usage(error: Any, world: World) -> int:
    """Report a wrong option or argument in our own words' form; a bare command gets its help."""
    message = error.format_message()
    command = error.ctx.command_path if error.ctx else "tracker"
    if message.startswith("Usage:"):
        print(message, file=world.stderr)
        return 2
    message = message.rstrip(".")
    stop = "" if message.endswith("?") else "."
    sentence = f"{message}{stop} See: {command} --help"
    return _report(UsageError(sentence), world)


def _refuse_what_is_not_text(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise UsageError(f"The argument {argument!r} is not valid UTF-8 text.") from None


def _report(error: TrackerError, world: World) -> int:
    from tracker.render.text import clean

    print(f"tracker: {clean(str(error))}", file=world.stderr)
    if isinstance(error, InputFileError):
        for problem in error.problems:
            column = f", {problem.column}" if problem.column else ""
            value = f" “{problem.value}”" if problem.value else ""
            line = f"  line {problem.line}{column}:{value} {problem.reason}"
            print(clean(line, newlines=False), file=world.stderr)
    return error.exit_code
