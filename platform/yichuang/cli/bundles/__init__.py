"""`yichuang bundles`: what a bundle asks for, what each department gets, and what its questions lead to."""
from __future__ import annotations

import click

from .analysing import analyse_command
from .composing import compose_command, project_command
from .deciding import conflicts_command, decide_command
from .explaining import why_command
from .previewing import preview_command
from .proving import proof_command, sign_command
from .reducing import reductions_command
from .reporting import report_command
from .verifying import verify_command

COMMANDS = (compose_command, project_command, reductions_command, analyse_command, why_command, verify_command, proof_command,
            sign_command, preview_command, conflicts_command, decide_command, report_command)


@click.group(short_help="一件事：编排、拆分、情形分析、验证。")
def group() -> None:
    """一件事：编排、拆分、情形分析、验证。"""


for command in COMMANDS:
    group.add_command(command)
