"""`yichuang search`: find something as the pages do, and build the index anew from what is published."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from yichuang.cli.context import CODE, database, say
from yichuang.definitions.indexing import rebuild
from yichuang.definitions.kinds import KIND_NAMES, KINDS
from yichuang.search import Hit, find

MOST = 20
LONGEST = 40
# What people come for, before what it is made of.
ORDER = tuple(sorted(KINDS, key=lambda kind: kind not in ("bundle", "matter")))


@click.group("search", short_help="检索，以及检索的索引。")
def group() -> None:
    """检索已发布的定义；索引在发布时自动更新，换了存放处、损坏或迁移之后可以重建。"""


@group.command("find", short_help="像页面那样检索。")
@click.argument("query", type=CODE)
@click.option("--kind", "kinds", type=click.Choice(sorted(KINDS)), multiple=True, help="只找这一类；可以重复。")
@click.option("--limit", type=click.IntRange(1, 200), default=MOST, show_default=True, help="最多几个。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def find_command(context: click.Context, query: str, kinds: tuple[str, ...], limit: int, as_json: bool) -> None:
    """按名称、别名、同义词、部门、材料、拼音、首字母或编码检索；没有完全相符的，给出相近的并注明。"""
    if not query.strip():
        raise click.UsageError("没有写要找什么。请写一个词：名称、拼音、首字母或编码。")
    with database(context) as db:
        hits = find(db, query, kinds or ORDER, limit)
    if as_json:
        say([_shown(hit) for hit in hits])
    for hit in hits if not as_json else ():
        note = f"（{hit.note}）" if hit.note else ""
        click.echo(f"{KIND_NAMES[hit.kind]} {hit.ref} {hit.title}{note}{' 相近' if hit.near else ''}")
    if not hits:
        click.echo(f"没有找到“{_short(query)}”。换一个词，或只写其中几个字。", err=True)


def _short(query: str) -> str:
    """As much of a query as a sentence can bear."""
    line = " ".join(query.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _shown(hit: Hit) -> dict[str, Any]:
    shown = asdict(hit)
    return {"kind": shown["kind"], "code": shown["ref"], "name": shown["title"], "note": shown["note"], "near": shown["near"]}


@group.command("rebuild", short_help="按已发布的定义重建索引。")
@click.pass_context
def rebuild_command(context: click.Context) -> None:
    """按各定义的最新发布版重建索引；可以反复运行。"""
    with database(context, writes=True) as db:
        found = rebuild(db)
    click.echo(f"索引已重建，可以检索 {found} 个定义。", err=True)
