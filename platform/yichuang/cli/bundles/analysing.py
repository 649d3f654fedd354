"""`yichuang bundles analyse`: every combination of answers, what follows from it, and what is wrong with the questions."""
from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

import click

from yichuang.cli.context import CODE, say
from yichuang.definitions.scenarios.analysis import Analysis, analyse
from yichuang.definitions.scenarios.effects import Finding

from .subjects import Found, find_subject

OFTEN = {"always": "每次", "sometimes": "有时", "never": "从不"}


@click.command("analyse", short_help="情形分析：问到什么、办到什么、哪里矛盾。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--code", type=CODE, help="路径里有几个一件事或事项时，分析哪一个。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def analyse_command(context: click.Context, subject: str, code: str | None, as_json: bool) -> None:
    """CODE 是已发布的一件事或事项；PATH 是还没有导入的定义（文件夹、.json 或 .zip），不用数据库。有错误时退出码为 1。"""
    found = find_subject(context, subject, code)
    began = time.perf_counter()
    analysis = analyse(found.subject, found.uses)
    seconds = round(time.perf_counter() - began, 3)
    analysis = replace(analysis, findings=tuple(_filed(finding, found) for finding in analysis.findings))
    if as_json:
        say({"subject": found.subject.code, **document(analysis), "seconds": seconds})
    else:
        for line in _lines(found, analysis, seconds):
            click.echo(line)
    if analysis.errors:
        context.exit(1)


def document(analysis: Analysis) -> dict[str, Any]:
    """The analysis as JSON."""
    return {
        "combinations": analysis.combinations, "stopped": analysis.stopped, "exhaustive": analysis.exhaustive,
        "questions": [asdict(each) for each in analysis.questions], "matters": [asdict(each) for each in analysis.matters],
        "materials": [asdict(each) for each in analysis.materials],
        "problems": [finding.as_dict() for finding in analysis.findings],
    }


def _filed(finding: Finding, found: Found) -> Finding:
    """With the file that holds what it is about."""
    file = found.files.get(found.subject.code, "")
    return replace(finding, problem=replace(finding.problem, file=file))


def _lines(found: Found, analysis: Analysis, seconds: float) -> Iterator[str]:
    errors = analysis.errors
    yield f"{found.subject.name}（{found.subject.code}）"
    yield (f"能回答出 {analysis.combinations:,} 种情形，其中 {analysis.stopped:,} 种不能继续办理；"
           f"{errors} 处错误，{len(analysis.findings) - errors} 处提醒；用时 {seconds} 秒。")
    if not analysis.exhaustive:
        yield "注意：有的条件牵连过宽，没有逐一分析完，下面可能不全。"
    yield from _findings(analysis)
    yield from ("", "问题")
    for question in analysis.questions:
        marks = [] if question.reachable else ["问不到"]
        marks += [] if question.consequence else ["怎么回答都一样"]
        marks += [f"选“{option.title}”不能继续" for option in question.options if option.stops]
        yield f"  {question.title}（{question.code}）{'：' if marks else ''}{'；'.join(marks)}"
    yield from ("", "事项")
    for matter in analysis.matters:
        yield f"  {OFTEN[matter.selected]}  {matter.name}（{matter.code}）"
    yield from ("", "材料")
    for material in analysis.materials:
        name = found.uses[material.material].name if material.material in found.uses else material.material
        role = f"·{material.role}" if material.role else ""
        yield f"  {OFTEN[material.selected]}  {name}（{material.material}{role}）← {material.matter}"


def _findings(analysis: Analysis) -> Iterator[str]:
    for severity, mark in (("error", "错误"), ("warning", "提醒")):
        for finding in analysis.findings:
            problem = finding.problem
            if problem.severity == severity:
                yield f"\n{mark} {problem.pointer} [{problem.rule}] {problem.message}"
                yield f"  怎么办：{problem.fix}"
                if finding.witness:
                    yield f"  例如：{_said(finding.witness)}"


def _said(answers: Mapping[str, Any]) -> str:
    return json.dumps(answers, ensure_ascii=False)
