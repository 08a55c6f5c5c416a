"""Answering the shell at TAB: what could stand at the end of the line that is being typed.

The scripts of `tracker.commands.completion` ask by running the program with `_TRACKER_COMPLETE`
set to the shell's name and the line as its arguments. Whatever fails, nothing is offered.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import typer

from tracker.commands.typed import Typed, parameters, read, split_option
from tracker.context import Context, World


class Asked(NamedTuple):
    """For whom and for what values are offered.

    Attributes:
        context: of the command whose line is typed.
        begun: what is typed of the value so far.
    """

    context: Context
    begun: str


class Answer(NamedTuple):
    """What is offered for the word at the end of a line.

    Attributes:
        offers: the whole words that it could be, each with what is known of it.
        lead: where the names of files are to be offered, what stands before the name in the word.
    """

    offers: tuple[tuple[str, str], ...] = ()
    lead: str | None = None


NOTHING = Answer()


def complete(app: typer.Typer, shell: str, line: Sequence[str]) -> int:
    """Print what a shell is to offer, in its own form, and give the exit code."""
    try:
        from typer.main import get_command

        from tracker.commands.shells import asked_by

        asked = asked_by(shell, line)
        answer = answer_to(get_command(app), asked.words, asked.begun, World.real())
        print("\n".join(asked.told(answer)))
    except (Exception, KeyboardInterrupt):  # a traceback would land in the middle of the prompt
        return 1
    return 0


def answer_to(program: Any, words: Sequence[str], begun: str, world: World) -> Answer:
    """What could stand where `begun` stands, after these words."""
    typed = read(program, words)
    if typed.awaiting is not None:
        return values(typed, typed.awaiting, begun, world)
    if begun.startswith("-") and not typed.literal:
        return _option(typed, begun, world)
    if typed.is_group:
        return Answer(tuple(_commands(typed.command, begun)))
    argument = typed.next_argument
    found = values(typed, argument, begun, world)
    if found == NOTHING and not begun and not typed.literal and not _needed(argument):
        return Answer(tuple(_options(typed, "")))
    return found


def _needed(argument: Any) -> bool:
    """Whether the next word must be the value of an argument that could have been offered."""
    return argument is not None and argument.required and argument.metavar != "TEXT"


def values(typed: Typed, parameter: Any, begun: str, world: World) -> Answer:
    """What could be the value of an option or argument."""
    if parameter is None:
        return NOTHING
    metavar = parameter.metavar or ""
    if "FILE" in metavar:
        return Answer(lead="")
    if "TEXT" in metavar and begun.startswith("@"):
        return Answer(lead="@")
    asked = Asked(context_of(typed, world), begun)
    # Asked for all that begins with nothing: typer would look at the letters' case.
    found = parameter.shell_complete(typer.Context(typed.command, obj=asked), "")
    offers = tuple((item.value, item.help or "") for item in found)
    if not hasattr(parameter.type, "choices"):
        return Answer(offers)
    return Answer(tuple(offer for offer in offers if offer[0].startswith(begun)))


def context_of(typed: Typed, world: World) -> Context:
    """The context in which the line would be run: the database and negotiation it names."""
    db = typed.given.get("db")
    return Context(world, os.path.expandvars(db) if db else None, typed.given.get("negotiation"))


def _option(typed: Typed, begun: str, world: World) -> Answer:
    name, joint, value = split_option(typed, begun)
    if not (joint or value) or name not in typed.options:
        return Answer(tuple(_options(typed, begun)))
    offers, lead = values(typed, typed.options[name], value, world)
    before = name + joint
    return Answer(
        tuple((before + offer, about) for offer, about in offers),
        None if lead is None else before + lead,
    )


def _options(typed: Typed, begun: str) -> Iterator[tuple[str, str]]:
    """The names of the options that are not given yet; one for each unless another is typed."""
    for each in parameters(typed.command):
        if each.param_type_name == "argument" or each.hidden:
            continue
        if each.name in typed.given and not each.multiple:
            continue
        names = [name for name in (*each.opts, *each.secondary_opts) if name.startswith(begun)]
        long = [name for name in names if name.startswith("--")]
        for name in long[:1] + each.secondary_opts if begun in ("", "-", "--") else long or names:
            yield name, each.help or ""


def _commands(group: Any, begun: str) -> Iterator[tuple[str, str]]:
    """The commands of a group; those at the top level are told without loading one."""
    from tracker.commands.catalogue import CATALOGUE
    from tracker.commands.lazy import LazyCommands

    context = typer.Context(group)
    for name in group.list_commands(context):
        if not name.startswith(begun):
            continue
        if isinstance(group, LazyCommands):
            yield name, CATALOGUE[name].help
        else:
            yield name, group.get_command(context, name).get_short_help_str(80)
