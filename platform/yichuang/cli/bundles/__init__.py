"""`yichuang bundles`: what a bundle asks for, what each department gets, and what its questions lead to."""
from __future__ import annotations

import click

from .analysing import analyse_command
from .composing import compose_command, project_command
from .explaining import why_command
from .verifying import verify_command

COMMANDS = (compose_command, project_command, analyse_command, why_command, verify_command)


@click.group(short_help="一件事：编排、拆分、情形分析、验证。")
def group() -> None:
    """一件事：编排、拆分、情形分析、验证。"""


for command in COMMANDS:
    group.add_command(command)
