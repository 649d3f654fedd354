"""`yichuang definitions library|rename`: what is reused, what seems to be there twice, and a rename that follows."""
from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from yichuang.cli.context import CODE, ME, database, now, say, say_problems
from yichuang.definitions.change.impact import Held
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.reuse.applying import documents_of, planned, rename
from yichuang.definitions.reuse.counts import KINDS, Reuse, reuse_of
from yichuang.definitions.reuse.near import Near, near_duplicates
from yichuang.definitions.reuse.renaming import Renaming
from yichuang.filing.repin.tied import tied_to

NAMES = {**KIND_NAMES, "code-list": "代码集"}
JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")


@click.command("library", short_help="公共库：复用次数、没有用到的、疑似重复的。")
@click.option("--kind", type=click.Choice(KINDS), help="只列这一类。")
@click.option("--unused", is_flag=True, help="只列没有用到的。")
@click.option("--duplicates", is_flag=True, help="列出疑似同一含义的，附理由和分值。")
@JSON
@click.pass_context
def library_command(context: click.Context, kind: str | None, unused: bool, duplicates: bool, as_json: bool) -> None:
    """数据元、材料、代码集各被多少事项、一件事用到（按现在的草稿）。"""
    with database(context) as db:
        drafts = documents_of(db)
    if duplicates:
        pairs = near_duplicates(drafts, (kind,) if kind else KINDS)
        if as_json:
            say([near.as_dict() for near in pairs])
        else:
            _print_pairs(pairs)
        return
    things = [thing for thing in reuse_of(drafts) if kind in (None, thing.kind) and not (unused and thing.used)]
    if as_json:
        say([thing.as_dict() for thing in things])
    else:
        _print_things(things)


def _print_things(things: Sequence[Reuse]) -> None:
    for thing in things:
        used = f"事项 {thing.count('matter')}，一件事 {thing.count('bundle')}，字段 {thing.fields}，共 {thing.places} 处"
        click.echo(f"{NAMES[thing.kind]} {thing.code} {thing.name}：{used if thing.used else '没有用到'}")
    click.echo(f"{len(things)} 个，其中 {sum(not thing.used for thing in things)} 个没有用到。", err=True)


def _print_pairs(pairs: Sequence[Near]) -> None:
    for near in pairs:
        names = " / ".join(f"{code}“{name}”" for code, name in zip((near.first, near.second), near.names, strict=True))
        click.echo(f"{NAMES[near.kind]} {names} {near.score:.2f}：{'；'.join(near.reasons)}")
    click.echo(f"{len(pairs)} 对疑似重复。核对含义之后，用 definitions rename OLD NEW --merge 合并。", err=True)


@click.command("rename", short_help="改编码，所有引用一起改。")
@click.argument("old", type=CODE)
@click.argument("new", type=CODE)
@click.option("--merge", is_flag=True, help="NEW 已存在：把 OLD 并入 NEW。")
@click.option("--dry-run", is_flag=True, help="只列出会改的地方，不写入。")
@JSON
@click.pass_context
def rename_command(context: click.Context, old: str, new: str, merge: bool, dry_run: bool, as_json: bool) -> None:
    """把 OLD 改名为 NEW：所有草稿里的引用一起改，逐处列出。已发布的版本不变。改名后会有错误的，不改，退出码为 1。"""
    with database(context, writes=not dry_run) as db:
        plan = planned(db, old, new, merge)
        drafts = _concerned(db, plan)
        if not dry_run and not plan.problems:
            rename(db, plan, now(), ME)
    if as_json:
        done = not dry_run and not plan.problems
        say(plan.as_dict() | {"done": done, "filing_drafts": [{"id": each.id, "subject": each.subject} for each in drafts]})
    else:
        _print_plan(plan, drafts)
    say_problems(plan.problems)
    if plan.problems:
        click.echo("改名之后会有以上错误，没有改名。" if not dry_run else "照此改名会有以上错误。", err=True)
        context.exit(1)
    click.echo("只是预览，没有写入。" if dry_run else "已写入草稿；要生效，请发布改过的定义。", err=True)


def _concerned(db: Session, plan: Renaming) -> Sequence[Held]:
    """The drafts of filings that still use the old code; their values follow when they are moved to a new release."""
    return tied_to(db, plan.old).drafts


def _print_plan(plan: Renaming, drafts: Sequence[Held]) -> None:
    kind = NAMES.get(plan.kind, plan.kind)
    click.echo(f"{kind}“{plan.name}”：{plan.old} → {plan.new}{'（合并）' if plan.merge else ''}")
    for place in plan.places:
        click.echo(f"  {place.code}“{place.name}” {place.pointer}：{place.before} → {place.after}")
    click.echo(f"共 {len(plan.places)} 处，{len(plan.documents)} 个定义改动。")
    for note in plan.notes:
        click.echo(f"注意：{note}")
    for held in drafts:
        click.echo(f"申报草稿 {held.id}“{held.subject}”（第 {held.release} 版）仍用旧编码；换到新版时，已填的值跟到新编码下。")
