"""`yichuang definitions suggest`: which element a field means that names none; and how well that is guessed."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import click

from yichuang.cli.context import PATH, database, has_database, read_json, say, say_problems
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.library import read_paths
from yichuang.definitions.suggest import Dictionary, Open, dictionary_of, open_fields, suggest
from yichuang.definitions.suggest.form import stands_at
from yichuang.definitions.suggest.measure import Half, Report, measure, read_labels
from yichuang.errors import Invalid

from .suggested import SUBJECT, Subject, subjects

HALVES = click.Choice(["all", "tuning", "apart"])
SHOWN = 0.05
"""Fainter candidates are left out of what people read."""


@click.command("suggest", short_help="字段没写数据元的，给出候选。")
@click.argument("subject", required=False, type=SUBJECT, metavar="PATH|CODE")
@click.option("--field", "pointer", metavar="POINTER", help="只看这个位置的字段，如 /properties/xm；已写数据元的也给候选。")
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="每个字段最多几个候选。")
@click.option("--elements", "paths", type=PATH, multiple=True, metavar="PATH", help="数据元从这里读，不用数据库；可多次。")
@click.option("--measure", "labels", type=PATH, metavar="LABELS", help="改为在标注集上测量。")
@click.option("--half", type=HALVES, default="all", show_default=True, help="标注集只用调试的一半（tuning）或留出的一半（apart）。")
@click.option("--at-least", type=click.FloatRange(0, 1), metavar="0.9", help="测量的首选正确率低于它时退出码为 1。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def suggest_command(context: click.Context, subject: str | None, labels: Path | None, **options: Any) -> None:
    """没有写数据元（x-element）的字段，各给出候选、角色、分值和理由。PATH 是表单、事项文件或文件夹，CODE 是草稿的编码。

    分值在 0 到 1 之间，估计这个候选正确的可能性；一个字段的候选和“都不是”合计为 1。只作参考，由人确认。
    """
    if (subject is None) == (labels is None):
        raise click.UsageError("请给出表单、事项的文件或编码，或用 --measure 给出标注集，二者选一。")
    if labels is not None:
        _measured(context, labels, options)
        return
    found, around = subjects(context, subject or "")
    dictionary = _dictionary(context, options["paths"], around)
    rows = list(_rows(found, dictionary, options["pointer"], options["limit"]))
    if options["pointer"] and not rows:
        raise Invalid(f"没有位置为“{options['pointer']}”的字段。请照 definitions suggest 列出的 pointer 写。")
    if options["as_json"]:
        say(rows)
    else:
        _print(rows)


def _dictionary(context: click.Context, paths: Sequence[Path], around: Iterable[Definition] = ()) -> Dictionary:
    """From the paths, or else the drafts of the database; and what was declared beside the form."""
    known = {each.code: each for each in around}
    if paths:
        reading = read_paths(paths)
        say_problems(reading.problems)
        known |= {each.code: each for each in reading.library}
    elif has_database(context):
        with database(context) as db:
            known = {each.code: each for each in draft_library(db)} | known
    dictionary = dictionary_of(known.values())
    if not dictionary.names:
        raise Invalid("没有数据元可比对。请用 --elements 指明数据元的文件，或先导入数据库。")
    return dictionary


def _rows(found: Iterable[Subject], dictionary: Dictionary, pointer: str | None, limit: int) -> Iterator[dict[str, Any]]:
    for subject in found:
        for field in open_fields(subject.form, pointer.removeprefix(subject.base) if pointer else None):
            if pointer is None or stands_at(field.place, pointer, subject.base):
                yield _row(subject, field, dictionary, limit)


def _row(subject: Subject, field: Open, dictionary: Dictionary, limit: int) -> dict[str, Any]:
    candidates = suggest(field.place.asked, field.context, dictionary, limit)
    return {"form": subject.name, "pointer": field.place.pointer(subject.base), "label": field.place.label,
            "candidates": [candidate.as_dict() for candidate in candidates]}


def _print(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(f"{row['form']} {row['pointer']} “{row['label']}”")
        shown = [each for each in row["candidates"] if each["score"] >= SHOWN]
        for each in shown:
            role = f" 角色 {each['role']}" if each["role"] else ""
            click.echo(f"  {each['score']:.2f} {each['element']} {each['name']}{role}：{'；'.join(each['reasons'])}")
        if not shown:
            click.echo("  字典里没有像的数据元。")
    click.echo(f"{len(rows)} 个字段没有写数据元。" if rows else "没有要建议的字段：都写了数据元。", err=True)


def _measured(context: click.Context, path: Path, options: dict[str, Any]) -> None:
    half = cast(Half, options["half"])
    labels = [each for each in read_labels(read_json(path)) if half in ("all", each.half)]
    report = measure(labels, _dictionary(context, options["paths"]))
    if options["as_json"]:
        say(report.as_dict())
    else:
        click.echo("\n".join(_lines(report)))
    wanted = options["at_least"]
    if wanted is not None and report.top1 < wanted * report.meant:
        raise Invalid(f"首选正确率低于 {wanted:g}。")


def _lines(report: Report) -> Iterator[str]:
    said = report.as_dict()
    yield f"{report.labels} 条标注，{report.meant} 条有对应的数据元，{report.nothing} 条没有"
    yield f"首选正确 {report.top1}/{report.meant}（{_percent(said['top1'])}）"
    yield f"前三含有 {report.top3}/{report.meant}（{_percent(said['top3'])}）"
    yield f"首选正确且标了角色的，角色正确 {report.roles[0]}/{report.roles[1]}（{_percent(said['roles']['share'])}）"
    yield f"没有对应数据元却给出 0.5 以上的 {report.alarms}/{report.nothing}（{_percent(said['nothing']['share'])}）"
    for band in said["bands"]:
        if band["count"]:
            right = band["right"] / band["count"]
            yield f"分值 {band['from']:.1f} 起：{band['count']} 条，平均 {band['mean']:.2f}，正确 {right:.2f}"
    for miss in said["misses"]:
        found = "、".join(f"{each['element']} {each['score']:.2f}" for each in miss["found"]) or "无"
        yield f"不符：“{miss['label']}” 应为 {miss['expected'] or '无'}，得到 {found}"


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"
