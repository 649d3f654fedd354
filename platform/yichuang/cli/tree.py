"""The tree of commands: our own, loaded only when used, and those of plug-ins at any path."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from yichuang.cli.plugins import plugin_commands


class Tree(click.Group):
    """A group whose members are our own commands, plus those of plug-ins at paths below this one."""

    def __init__(self, own: Mapping[str, str], path: str = "", **attributes: Any) -> None:
        super().__init__(**attributes)
        self._own = dict(own)
        self._path = path

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All words, ours first in the order of the table."""
        theirs = (path.removeprefix(self._path).split()[0] for path in self._theirs(ctx))
        return list(dict.fromkeys([*self._own, *super().list_commands(ctx), *theirs]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a word; plug-ins are asked only when the word is not ours."""
        path = f"{self._path}{cmd_name}"
        own = self._own.get(cmd_name)
        command = load(own) if own else super().get_command(ctx, cmd_name)
        if isinstance(command, click.Group):
            return _branch(command, path)
        if command is not None:
            return command
        theirs = self._theirs(ctx)
        if path in theirs:
            return load(theirs[path])
        if any(each.startswith(path + " ") for each in theirs):
            return Tree({}, path + " ", name=cmd_name, help="插件带来的命令。", no_args_is_help=True)
        return None

    def _theirs(self, ctx: click.Context) -> dict[str, str]:
        commands = plugin_commands(ctx.find_root().params.get("ini"))
        return {path: place for path, place in commands.items() if path.startswith(self._path)}


def _branch(group: click.Group, path: str) -> Tree:
    # A copy of the group that also knows what plug-ins add below it.
    return Tree(
        {},
        path + " ",
        name=group.name,
        commands=group.commands,
        help=group.help,
        short_help=group.short_help,
        params=group.params,
        callback=group.callback,
        no_args_is_help=group.no_args_is_help,
    )


def load(place: str) -> click.Command:
    """The click command at `module:name`."""
    module, _, name = place.partition(":")
    command: click.Command = getattr(import_module(module), name)
    return command
