"""`yichuang search`: build the index anew from what is published."""

from __future__ import annotations

import click

from yichuang.cli.context import database
from yichuang.definitions.indexing import rebuild


@click.group("search", short_help="检索的索引。")
def group() -> None:
    """检索的索引：发布时自动更新，损坏或迁移之后可以重建。"""


@group.command("rebuild", short_help="按已发布的定义重建索引。")
@click.pass_context
def rebuild_command(context: click.Context) -> None:
    """按各定义的最新发布版重建索引；可以反复运行。"""
    with database(context, writes=True) as db:
        found = rebuild(db)
    click.echo(f"索引已重建，可以检索 {found} 个定义。", err=True)
