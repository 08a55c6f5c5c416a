"""Mounts the commands, the global options and the one error boundary."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from tracker import __version__
from tracker.commands import completers
from tracker.commands.failing import give_up_output, refuse_what_is_not_text, report
from tracker.commands.lazy import LazyCommands
from tracker.commands.params import ReadOnlyOption
from tracker.context import Context, World
from tracker.errors import OutputError, TrackerError

app = typer.Typer(
    name="tracker",
    cls=LazyCommands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        print(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database.")] = None,
    negotiation: Annotated[
        str | None,
        typer.Option(
            "--negotiation",
            "-n",
            metavar="NAME",
            help="The negotiation.",
            autocompletion=completers.negotiations,
        ),
    ] = None,
    read_only: ReadOnlyOption = False,
    color: Annotated[
        Literal["auto", "always", "never"], typer.Option(help="When to use colour.")
    ] = "auto",
    theme: Annotated[
        Literal["okabe", "classic", "mono"], typer.Option(help="Which colours.")
    ] = "okabe",
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Never ask for what is missing.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    """Keep track of who demanded what, and who said yes, no or later, talk after talk."""
    world = ctx.obj or World.real()
    ctx.obj = Context(world, db, negotiation, color, theme, no_input, read_only=read_only)


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Run the program and give its exit code; every failure is one sentence on stderr."""
    world = world or World.real()
    try:
        return _attempt(arguments, world)
    except TrackerError as error:
        if isinstance(error, OutputError):
            give_up_output(world)
        return report(error, world)
    except (BrokenPipeError, SystemExit):  # typer exits when the reader of a pipe has gone
        give_up_output(world)
        return 0
    except OSError as error:
        give_up_output(world)
        return report(OutputError(f"The output cannot be written: {error.strerror}."), world)


def _attempt(arguments: Sequence[str], world: World) -> int:
    """Run the program once, and again with what it lacked where a person there gives it."""
    try:
        refuse_what_is_not_text(arguments)
        ended = app(list(arguments), prog_name="tracker", obj=world, standalone_mode=False)
        world.stdout.flush()
    except Exception as error:
        # What typer raises of wrong usage has a message; what an answer may mend, a question.
        if not (hasattr(error, "format_message") or getattr(error, "question", None)):
            raise
        from tracker.commands.asking import after_failure

        return after_failure(error, arguments, world, _attempt)
    return ended if isinstance(ended, int) else 0
