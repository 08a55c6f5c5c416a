"""Options that several commands share, written once.

A group of options is a named tuple whose fields are annotated for typer. A command takes it as
one parameter; `grouped` unfolds it into the options and folds their values back.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from tracker.commands import completers
from tracker.context import Context
from tracker.named import NamedTuple

_Parameter = inspect.Parameter
MANY = 2**31
"""More than there ever is to list, and a number that everything here can hold."""
ReadOnlyOption = Annotated[
    bool, typer.Option("--read-only", help="Write nothing at all to the database.")
]


def bounded(limit: int | None) -> int | None:
    """How many to give at most, where more are asked for than anything here can hold."""
    return limit if limit is None else min(limit, MANY)


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Unfold the option groups among a command's parameters into options of their own."""
    if hasattr(command, "__wrapped__"):
        return command
    groups: dict[str, Any] = {}
    unfolded: list[_Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if hasattr(parameter.annotation, "_fields"):
            groups[parameter.name] = parameter.annotation
            unfolded.extend(_options(parameter.annotation))
        else:
            unfolded.append(parameter.replace(kind=_Parameter.KEYWORD_ONLY))

    @wraps(command)
    def folded(**values: Any) -> None:
        made = {
            name: group(*(values.pop(field) for field in group._fields))
            for name, group in groups.items()
        }
        command(**values, **made)

    folded.__signature__ = inspect.Signature(unfolded)  # type: ignore[attr-defined]
    folded.__annotations__ = {}  # typer has them from the signature, and would resolve them twice
    return folded


def _options(group: Any) -> list[_Parameter]:
    hints, defaults = group.__annotations__, group._field_defaults
    return [
        _Parameter(name, _Parameter.KEYWORD_ONLY, default=defaults[name], annotation=hints[name])
        for name in group._fields
    ]


def family(about: str = "") -> typer.Typer:
    """The commands of one file; with `about` they are listed as the sub-commands of one."""
    return typer.Typer(
        help=about or None,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


class Where(NamedTuple):
    """Which database and which negotiation."""

    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database to use.")] = (
        None
    )
    negotiation: Annotated[
        str | None,
        typer.Option(
            "--negotiation",
            "-n",
            metavar="NAME",
            help="The negotiation to use.",
            autocompletion=completers.negotiations,
        ),
    ] = None
    read_only: ReadOnlyOption = False


def context_of(ctx: typer.Context, where: Where, known_at: str | None = None) -> Context:
    """The context of this run, with the options that were given after the command.

    Raises:
        DateError: `known_at` is no time.
    """
    from tracker import settings

    context: Context = ctx.obj
    environment = context.world.environment
    return context._replace(
        db=where.db if where.db is not None else context.db,
        negotiation=where.negotiation or context.negotiation,
        command=ctx.command_path.removeprefix("tracker "),
        known_at=_time(known_at) if known_at is not None else None,
        read_only=where.read_only or context.read_only or settings.is_read_only(environment),
    )


def _time(text: str) -> str:
    from tracker import dates

    return dates.parse_timestamp(text)


def say_edits(context: Context, ref: str, done: dict[str, tuple[str, str]]) -> None:
    """Print what an edit changed, old and new."""
    for field, (old, new) in done.items():
        context.print(f"{ref}: {field} “{old}” → “{new}”" if old else f"{ref}: {field} “{new}”")
    if not done:
        context.say(f"{ref} is as it was: nothing to change was given.")


def codes(joined: str | None) -> tuple[str, ...]:
    """The party refs of a value such as `EU,US`, without empty ones."""
    return tuple(each.strip() for each in (joined or "").split(",") if each.strip())


NoInputOption = Annotated[  # heeded where something is found missing, in tracker.commands.asking
    bool, typer.Option("--no-input", help="Never ask for what is missing.")
]


DemandArgument = Annotated[
    str,
    typer.Argument(
        metavar="DEMAND",
        help="The key of a demand, e.g. RU-1.",
        autocompletion=completers.demands,
    ),
]
TextArgument = Annotated[
    str | None,
    typer.Argument(metavar="[TEXT]", help="The words; - reads them from stdin, @FILE from a file."),
]
SourceFileOption = Annotated[
    str | None,
    typer.Option(
        "--source-file", metavar="FILE", help="The text of the source, to be kept; - reads stdin."
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; go ahead.")]
