"""Reading a command line that is still being typed: which command it is, and what it lacks.

What is wrong with a line is passed over where it can be: typer tells of it when it is run.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import typer

from tracker.errors import NotFound


class Typed(NamedTuple):
    """The words of a line that are complete.

    Attributes:
        command: the innermost command that is named, as typer made it.
        names: what it is named by: none for the program itself.
        given: the values and flags given so far, by the names of their options.
        arguments: the words given that are values of arguments, in order.
        awaiting: the option whose value is the next word, if any.
        literal: whether `--` was given, after which nothing is an option.
    """

    command: Any
    names: tuple[str, ...] = ()
    given: Mapping[str, str] = {}
    arguments: tuple[str, ...] = ()
    awaiting: Any = None
    literal: bool = False

    @property
    def next_argument(self) -> Any:
        """The argument that the next word is the value of; None where there is none."""
        after = [each for each in parameters(self.command) if _is_argument(each)]
        if after and after[-1].nargs == -1:
            return after[min(len(self.arguments), len(after) - 1)]
        return after[len(self.arguments)] if len(self.arguments) < len(after) else None

    @property
    def options(self) -> dict[str, Any]:
        """The options of the command by each of their names."""
        return {
            name: each
            for each in parameters(self.command)
            if not _is_argument(each) and not each.hidden
            for name in (*each.opts, *each.secondary_opts)
        }

    @property
    def is_group(self) -> bool:
        """Whether the next word is the name of a command."""
        return hasattr(self.command, "list_commands")


def parameters(command: Any) -> list[Any]:
    """The options and arguments of a command, --help among them."""
    found: list[Any] = command.get_params(typer.Context(command, **command.context_settings))
    return found


def read(program: Any, words: Sequence[str]) -> Typed:
    """Read the words that follow the program's name, as far as they are complete.

    Raises:
        NotFound: there is no such command.
    """
    typed = Typed(program)
    for word in words:
        typed = _after(typed, word)
    return typed


def _after(typed: Typed, word: str) -> Typed:
    if typed.awaiting is not None:
        return _given(typed, typed.awaiting, word)._replace(awaiting=None)
    if word == "--" and not typed.literal:
        return typed._replace(literal=True)
    if word.startswith("-") and word != "-" and not typed.literal:
        return _option(typed, word)
    if typed.is_group:
        command = _command(typed.command, word)
        return typed._replace(command=command, names=(*typed.names, word))
    return typed._replace(arguments=(*typed.arguments, word))


def _command(group: Any, name: str) -> Any:
    found = group.get_command(typer.Context(group), name)
    if found is None:
        raise NotFound(f"There is no command {name}.")
    return found


def _option(typed: Typed, word: str) -> Typed:
    name, equals, value = split_option(typed, word)
    option = typed.options.get(name)
    if option is None:
        return typed
    if option.is_flag or equals or value:
        return _given(typed, option, value)
    return typed._replace(awaiting=option)


def split_option(typed: Typed, word: str) -> tuple[str, str, str]:
    """An option's name, what joins it with its value, and its value: `--by`, `=`, `EU`."""
    if word.startswith("--") or word[:2] not in typed.options:
        return word.partition("=")
    return word[:2], "", word[2:]


def _given(typed: Typed, option: Any, value: str) -> Typed:
    return typed._replace(given={**typed.given, option.name: value})


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")
