"""`yichuang definitions rules`: what `check` looks for, each rule with what passes and what does not."""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import click

from yichuang.cli.context import CODE, say
from yichuang.definitions.check.quality.manual import GROUP_NAMES, SOURCES, readable, rows
from yichuang.definitions.check.quality.rule import Example, Row

SEVERITIES = {"error": "错误", "warning": "提醒"}


@click.command("rules", short_help="列出检查规则，各带一个通过和一个不通过的例子。")
@click.argument("ids", nargs=-1, type=CODE, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
def rules_command(ids: Sequence[str], as_json: bool) -> None:
    """列出检查规则：编号、程度、来源、名称、怎么改，通过和不通过的例子；ID 只看这几条，如 WZ-4 L05，大小写不论。"""
    known = {row.id.casefold(): row for row in rows()}
    if unknown := [each for each in ids if each.casefold() not in known]:
        raise click.UsageError(f"没有编号为“{'”“'.join(unknown)}”的规则。不写编号可列出全部规则。")
    wanted = [known[each] for each in dict.fromkeys(map(str.casefold, ids))] if ids else list(known.values())
    if as_json:
        say([row.as_dict() for row in wanted])
        return
    for group in dict.fromkeys(row.group for row in wanted):
        click.echo(f"{GROUP_NAMES[group]}\n".encode(), nl=False)
        for row in (row for row in wanted if row.group == group):
            click.echo("".join(f"  {line}\n" for line in _lines(row)).encode(), nl=False)


def _lines(row: Row) -> Iterator[str]:
    yield f"{row.id:<6} {SEVERITIES[row.severity]}  {row.title}（{SOURCES.get(row.source, row.source)}）"
    yield f"       {row.meaning}"
    yield f"       改：{readable(row.fix)}"
    yield from _example("通过", row.passing)
    yield from _example("不通过", row.failing)


def _example(word: str, example: Example | None) -> Iterator[str]:
    if example is not None:
        at = f" → {example.at}" if example.at else ""
        change = json.dumps(dict(example.change), ensure_ascii=False) if example.change else "样本本身"
        yield f"       {word}：{example.shows}{at}  {change}"
