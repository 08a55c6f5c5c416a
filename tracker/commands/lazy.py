"""The group of all commands: each is loaded when it is run, and listed from the catalogue."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command, get_command_from_info

from tracker.commands.catalogue import CATALOGUE
from tracker.commands.params import grouped


class LazyCommands(TyperGroup):
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
                info.callback = grouped(info.callback)
                return get_command_from_info(
                    info, pretty_exceptions_short=False, rich_markup_mode=None
                )
        for info in app.registered_commands:
            info.callback = grouped(info.callback)
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
