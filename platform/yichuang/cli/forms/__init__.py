"""`yichuang forms`: work with loose forms, no database."""
from __future__ import annotations

import click

from .merge import merge_command, project_command
from .reading import read_form
from .validate import validate_command

__all__ = ["group", "read_form"]


@click.group(short_help="表单：校验、合并、拆分、显示、读取。")
def group() -> None:
    """表单：校验、合并、拆分、显示、读取；不需要数据库。"""


for command in (validate_command, merge_command, project_command):
    group.add_command(command)
