"""`yichuang standards lint|corpus`: find vague wording, and measure how well it is found; needs no database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import click

from yichuang.cli.context import PATH, say
from yichuang.cli.texts import printable, read_text
from yichuang.definitions.canonical import parse
from yichuang.definitions.check.wordings import pattern_rules, rules_of
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.wording_rules import WordingRules
from yichuang.errors import Invalid, Problem
from yichuang.standards.wording import STANDARD, Book, Scope, lint
from yichuang.standards.wording.corpus import Report, Score, measure, read_corpus
from yichuang.standards.wording.regional import book_of

RULES_OPTION = click.option("--rules", "rules_path", type=PATH, metavar="FILE",
                            help="一份用语规则（kind 为 wording-rules 的定义），与通用规则一并检查")  # fmt: skip
SCOPES = click.Choice(["general", "material-name"])


def _book(path: Path | None) -> Book:
    """The rules of a file on top of ours; a file that cannot be used is a usage error that says why."""
    if path is None:
        return STANDARD
    found = read_definition(_json(path, "--rules"))
    if isinstance(found, WordingRules):
        problems = [problem for problem in pattern_rules(found, lambda code: None) if problem.severity == "error"]
        if not problems:
            return book_of(rules_of(found.rules), found.exceptions)
        raise click.BadParameter(_told(problems), param_hint="--rules")
    said = _told(found) if isinstance(found, list) else "kind 应为 wording-rules。"
    raise click.BadParameter(said, param_hint="--rules")


def _told(problems: Sequence[Problem]) -> str:
    return "用语规则不能使用：" + "".join(f"{problem.pointer} {problem.message}" for problem in problems[:5])


def _json(path: Path, option: str) -> Any:
    try:
        return parse(read_text(path, option).encode())
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"不是完整的 JSON：{path}。", param_hint=option) from error


@click.command("lint", context_settings={"ignore_unknown_options": True})
@click.argument("text", required=False)
@click.option("--file", "path", type=PATH, metavar="FILE", help="改为逐行检查一个UTF-8文本文件")
@click.option("--scope", type=SCOPES, default="general", help="material-name：按材料名称检查")
@RULES_OPTION
@click.pass_context
def lint_command(ctx: click.Context, text: str | None, path: Path | None, scope: str, rules_path: Path | None) -> None:
    """检查模糊用语和兜底条款：TEXT或--file二选一；有发现时退出码为1。"""
    if (text is None) == (path is None):
        raise click.UsageError("请给出要检查的文字，或用--file指定一个文件，二者选一。")
    given = printable(text or "") if path is None else read_text(path, "--file")
    found = lint(given, cast(Scope, scope), _book(rules_path))
    say([finding.as_dict() for finding in found])
    ctx.exit(1 if found else 0)


@click.command("corpus")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="FILE...")
@RULES_OPTION
@click.option("--at-least", type=click.FloatRange(0, 1), metavar="0.98", help="总的准确率或召回率低于它时退出码为1")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出")
@click.pass_context
def corpus_command(ctx: click.Context, paths: Sequence[Path], rules_path: Path | None, at_least: float | None,
                   as_json: bool) -> None:
    """在语料上测量用语规则：每条规则和总的准确率、召回率，并列出每一处不符。FILE是[{"text","rules"}]的JSON。"""
    book = _book(rules_path)
    phrases = [phrase for path in paths for phrase in read_corpus(_json(path, "FILE"))]
    report = measure(phrases, book)
    if as_json:
        say(report.as_dict())
    else:
        click.echo("\n".join(_lines(report)).encode())
    if at_least is not None and min(report.overall.precision, report.overall.recall) < at_least:
        raise Invalid(f"准确率或召回率低于 {at_least:g}。")


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.phrases} 条语料，{report.flagged} 条应当命中，{report.phrases - report.flagged} 条不应命中"
    yield f"{'规则':<6}{'准确率':>6}{'召回率':>6}{'命中':>6}{'应有':>6}"
    yield from (_line(score.rule, score) for score in report.rules)
    yield _line("总计", report.overall)
    yield _line("是否命中", report.verdicts)
    for miss in report.errors:
        expected, found = ("、".join(sorted(rules)) or "无" for rules in (miss.phrase.rules, miss.found))
        yield f"不符：{json.dumps(miss.phrase.text, ensure_ascii=False)} 应为 {expected}，得到 {found}"


def _line(name: str, score: Score) -> str:
    shown = score.as_dict()
    return f"{name:<8}{shown['precision']:>8.4f}{shown['recall']:>8.4f}{score.found:>8}{score.expected:>8}"
