"""`yichuang definitions check|list|show`: what is wrong with declared documents, and what there is."""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from yichuang.cli.context import CODE, PATH, database, has_database, now, say, say_problems
from yichuang.definitions.check import check
from yichuang.definitions.drafts import draft_library, drafts
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Library, read_paths
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.releases import latest, release_of
from yichuang.errors import NotFound
from yichuang.standards.legal_days import legal_day


@click.command("check", short_help="检查定义文件。")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出全部问题。")
@click.pass_context
def check_command(context: click.Context, paths: Sequence[Path], as_json: bool) -> None:
    """检查文件夹、.json 或 .zip 中的定义；有错误时退出码为 1。文件里没有的编码到数据库里找（如有）。"""
    reading = read_paths(paths)
    problems = [*reading.problems, *check(reading.library, _beyond(context), on=legal_day(now()))]
    if as_json:
        say([problem.as_dict() for problem in problems])
    else:
        say_problems(problems)
        errors = sum(problem.severity == "error" for problem in problems)
        click.echo(f"{len(reading.library.entries)} 个定义，{errors} 处错误，{len(problems) - errors} 处提醒。", err=True)
    if any(problem.severity == "error" for problem in problems):
        context.exit(1)


def _beyond(context: click.Context) -> Library:
    if not has_database(context):
        return Library()
    with database(context) as db:
        return draft_library(db)


@click.command("list", short_help="列出定义。")
@click.option("--kind", type=click.Choice(sorted(KINDS)), help="只列这一类。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def list_command(context: click.Context, kind: str | None, as_json: bool) -> None:
    """列出草稿与发布版本。"""
    with database(context) as db:
        rows = [_row(draft, latest(db, draft.code)) for draft in drafts(db, kind)]
    if as_json:
        say(rows)
        return
    for row in rows:
        release = f"第{row['release']}版" if row["release"] else "未发布"
        click.echo(f"{row['kind']:<13} {row['code']:<32} {release:<6} {row['state']:<10} {row['name']}")


def _row(draft: Draft, release: Release | None) -> dict[str, Any]:
    return {"kind": draft.kind, "code": draft.code, "name": draft.name, "release": release.number if release else None,
            "digest": release.digest if release else None, "state": _state(draft, release)}


def _state(draft: Draft, release: Release | None) -> str:
    if release is None:
        return "draft"
    sealed = {key: value for key, value in json.loads(release.body).items() if key != "pins"}
    return "published" if sealed == json.loads(draft.body) else "changed"


@click.command("show", short_help="显示一个定义。")
@click.argument("code", type=CODE)
@click.option("--release", type=click.IntRange(min=1), help="第几版；默认最新发布版，没有则为草稿。")
@click.option("--json", "as_json", is_flag=True, help="原文（一行 JSON，摘要即对它计算）。")
@click.pass_context
def show_command(context: click.Context, code: str, release: int | None, as_json: bool) -> None:
    """显示定义的原文。"""
    with database(context) as db:
        text = _text(db, code, release)
    if as_json:
        click.echo(text.encode())
    else:
        say(json.loads(text))


def _text(db: Session, code: str, number: int | None) -> str:
    if number is not None or latest(db, code) is not None:
        return release_of(db, code, number).body
    draft = db.get(Draft, code)
    if draft is None:
        raise NotFound(f"没有编码为“{code}”的定义。")
    return draft.body
