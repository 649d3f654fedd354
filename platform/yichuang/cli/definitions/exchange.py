"""`yichuang definitions export|import`: what is declared goes out as a folder or ZIP and comes in elsewhere."""
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from yichuang.cli.context import CODE, ME, PATH, database, now, say
from yichuang.cli.settings import loaded
from yichuang.definitions.exchange import (
    Choices,
    Plan,
    apply_plan,
    gather,
    gather_all,
    make_export,
    plan_import,
    record_export,
    write_export,
)
from yichuang.definitions.exchange.report import as_report, conflicts_of, in_one_line, refused_report
from yichuang.definitions.library import read_paths
from yichuang.errors import Invalid, Problem, YichuangError

NAMES = {"added": "新增", "changed": "修改", "unchanged": "未变"}
NEXT_STEP = ("没有写入任何内容。--merge 合并能合并的，其余留着不动；--ours 以这里为准，--theirs 以来的为准；"
             "先用 --dry-run 看结果。")
FEW = 5


@click.command("export", short_help="导出为文件夹或 ZIP。")
@click.argument("codes", nargs=-1, type=CODE)
@click.option("-o", "--output", "target", required=True, type=PATH, help="文件夹，或以 .zip 结尾的文件。")
@click.option("--all", "everything", is_flag=True, help="全部定义和全部发布版本。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 打印导出清单。")
@click.pass_context
def export_command(context: click.Context, codes: Sequence[str], target: Path, everything: bool, as_json: bool) -> None:
    """连同用到的一切导出这些编码：草稿、最新发布版本和它们引用的版本。导入别处后摘要相同。"""
    if bool(codes) == everything:
        raise click.UsageError("请给出编码，或者用 --all 导出全部；两者选一。")
    at = now()
    with database(context, writes=True) as db:
        gathered = gather_all(db) if everything else gather(db, codes)
        export = make_export(db, gathered, loaded(context).settings.hall, at)
        write_export(export, target)
        record_export(db, export, shown(target.name), at, ME)
    if as_json:
        say(export.manifest)
    counts = export.counts
    click.echo(f"已导出 {counts['drafts']} 个定义、{counts['releases']} 个发布版本到 {shown(target)}。", err=True)


@click.command("import", short_help="导入为草稿，恢复发布版本。")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--dry-run", is_flag=True, help="只说明会改变什么，不写入。")
@click.option("--merge", is_flag=True, help="两边都改过的，自动合并；合并不了的留着不动并列出。")
@click.option("--ours", is_flag=True, help="合并不了的以这里的为准。")
@click.option("--theirs", is_flag=True, help="合并不了的以导入的为准。")
@click.option("--from-library", is_flag=True, help="文件代表省级事项库：可以改动由它同步来的列。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出结果。")
@click.pass_context
def import_command(context: click.Context, paths: Sequence[Path], dry_run: bool, as_json: bool, **how: bool) -> None:
    """导入文件夹、.json 或 .zip；导出的文件连同其中的发布版本。反复导入同样的内容不产生变化。

    这里和来处都改过的草稿不会被悄悄盖掉：列出冲突，退出码为 1。
    """
    choices = _choices(**how)
    try:
        plan, written = _import(context, paths, choices, dry_run)
    except YichuangError as refused:
        if as_json and refused.exit_status == 1:
            say(refused_report(refused))
        raise
    if as_json:
        say(as_report(plan))
    else:
        for line in _lines(plan, dry_run, written):
            click.echo(line)
    _say_rest(plan, dry_run or written)
    if not plan.settled:
        context.exit(1)


def _choices(merge: bool, ours: bool, theirs: bool, from_library: bool) -> Choices:
    if ours and theirs:
        raise click.UsageError("--ours 和 --theirs 只能选一个：冲突的地方，要么以这里的为准，要么以导入的为准。")
    return Choices(merge, "ours" if ours else "theirs" if theirs else None, from_library=from_library)


def _import(context: click.Context, paths: Sequence[Path], choices: Choices, dry_run: bool) -> tuple[Plan, bool]:
    """What importing comes to, and whether it was written. Raises Invalid for files without a single definition."""
    reading = read_paths(paths)
    if not (reading.library.entries or reading.releases or reading.problems):
        nothing = Problem("", "empty", "没有一份定义。", fix="请核对路径；定义是写明 kind、code、name 的 .json 文件。")
        raise Invalid(f"“{'、'.join(shown(path) for path in paths)}”里没有一份定义，没有导入。", problems=[nothing])
    with database(context, writes=not dry_run) as db:
        plan = plan_import(db, reading, choices)
        written = not dry_run and (plan.settled or choices.merge or choices.side is not None)
        if written:
            apply_plan(db, plan, now(), ME, "、".join(shown(path.name) for path in paths))
    return plan, written


def shown(path: Path | str) -> str:
    """A path as it can be printed, whatever bytes it is made of."""
    return os.fsencode(path).decode(errors="replace")


def _lines(plan: Plan, dry_run: bool, written: bool) -> Iterator[str]:
    if not (dry_run or written):
        return
    for outcome, name in NAMES.items():
        for step in plan.of(outcome):  # type: ignore[arg-type]
            yield f"{name} {step.code}" + ("（这里改过，来处没有改，保留这里的）" if step.kept else "")
            yield from (f"    {in_one_line(change)}" for change in step.changes if dry_run)
    for sealed, number in plan.releases.added:
        came = f"（来处为第 {sealed.number} 版）" if number != sealed.number else ""
        yield f"新增 {sealed.code} 第 {number} 版{came} {sealed.digest[:12]}"


def _say_rest(plan: Plan, going_on: bool) -> None:
    """What stands apart from the result: files left aside, conflicts and what to do about them."""
    ignored = plan.reading.ignored
    if ignored:
        more = f" 等 {len(ignored)} 个" if len(ignored) > FEW else ""
        click.echo(f"不是定义，没有读：{'、'.join(ignored[:FEW])}{more}。", err=True)
    for conflict in conflicts_of(plan):
        click.echo(f"冲突 {conflict['code']} {conflict.get('pointer', '')} {conflict['message']}", err=True)
    if not plan.settled and not going_on:
        click.echo(NEXT_STEP, err=True)
