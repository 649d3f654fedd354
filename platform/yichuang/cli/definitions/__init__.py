"""`yichuang definitions`: the commands over what is declared, one module a concern."""
from __future__ import annotations

import click

from .basics import check_command, import_command, list_command, publish_command, show_command

COMMANDS = (
    check_command,
    import_command,
    publish_command,
    list_command,
    show_command,
)


@click.group(short_help="声明的定义：检查、导入、发布、查看。")
def group() -> None:
    """声明的定义：检查、导入、发布、查看。"""


for command in COMMANDS:
    group.add_command(command)
