"""`yichuang definitions`: the commands over what is declared, one module a concern."""
from __future__ import annotations

import click

from .basics import check_command, list_command, show_command
from .change import diff_command, impact_command, repin_command, verify_command
from .cleanup import cleanup_command, demands_command
from .exchange import export_command, import_command
from .publishing import publish_command
from .reuse import library_command, rename_command
from .rules import rules_command
from .source import proposals_command, sync_command
from .suggesting import suggest_command
from .workbook import workbook_group

COMMANDS = (
    cleanup_command,
    demands_command,
    check_command,
    import_command,
    export_command,
    publish_command,
    list_command,
    show_command,
    diff_command,
    impact_command,
    repin_command,
    verify_command,
    rules_command,
    library_command,
    rename_command,
    workbook_group,
    sync_command,
    proposals_command,
    suggest_command,
)


@click.group(short_help="声明的定义：检查、导入、发布、查看。")
def group() -> None:
    """声明的定义：检查、导入、发布、查看。"""


for command in COMMANDS:
    group.add_command(command)
