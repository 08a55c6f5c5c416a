"""The group of all commands: each is loaded when it is run, and listed from the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info

from tracker.commands.catalogue import CATALOGUE
from tracker.commands.params import grouped


class _Once:
    """Refuses an option of one value that is given twice: the first would go unseen."""

    def make_parser(self, ctx: Any) -> Any:
        parser = super().make_parser(ctx)  # type: ignore[misc]
        parse = parser.parse_args

        def parsed(args: list[str]) -> Any:
            found = parse(args=args)
            if not ctx.resilient_parsing:
                _refuse_twice(ctx, found[2])
            return found

        parser.parse_args = parsed
        return parser


def _refuse_twice(ctx: Any, given: Sequence[Any]) -> None:
    seen = set[str]()
    for each in given:
        takes_one = each.param_type_name == "option" and not (each.multiple or each.is_flag)
        if takes_one and each.name in seen:
            several = "," in (each.metavar or "")
            how = "several go in one, with commas between them" if several else "give it once"
            ctx.fail(f"{each.opts[0]} is given twice; {how}.")
        seen.add(each.name)


class Command(_Once, TyperCommand):
    """A command in which no option of one value is given twice."""


class LazyCommands(_Once, TyperGroup):
    """Loads a command's module when that command is run, and lists all from the catalogue."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        self.commands = dict.fromkeys(CATALOGUE, self)  # names only, for "did you mean"
        return list(CATALOGUE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, or None."""
        entry = CATALOGUE.get(cmd_name)
        if entry is None:
            self.list_commands(ctx)
            return None
        app = import_module(f"tracker.commands.{entry.module}").app
        for info in app.registered_commands:
            if info.name == cmd_name:
                info.callback, info.cls = grouped(info.callback), Command
                return get_command_from_info(
                    info, pretty_exceptions_short=False, rich_markup_mode=None
                )
        for info in app.registered_commands:
            info.callback, info.cls = grouped(info.callback), Command
        group = get_command(app)
        group.name = cmd_name
        return group

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands by the sections of the catalogue."""
        for section in dict.fromkeys(entry.section for entry in CATALOGUE.values()):
            with formatter.section(section):
                formatter.write_dl(
                    [(name, e.help) for name, e in CATALOGUE.items() if e.section == section]
                )
