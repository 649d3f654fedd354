"""`yichuang bundles reductions`: what a bundle asks for against its matters one by one, scenario by scenario."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from yichuang.cli.context import CODE, say, say_problems
from yichuang.definitions.bundle import Bundle
from yichuang.errors import Invalid
from yichuang.filing.comparison import Comparison, Figure, Line, Span, as_dict, compare
from yichuang.filing.composition import Composition
from yichuang.filing.reductions import NAMES
from yichuang.filing.scenario_words import answers_in_words
from yichuang.filing.single import bundle_of

from .subjects import Found, find_subject


@click.command("reductions", short_help="四减：逐个办理与一件事，按情形对比。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--code", type=CODE, help="路径里有几个一件事时，对比哪一个。")
@click.option("--done", multiple=True, type=CODE, metavar="MATTER", help="已在别处办完的事项；可以重复。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def reductions_command(context: click.Context, subject: str, code: str | None, done: Sequence[str], as_json: bool) -> None:
    """字段、材料、环节、时限、跑动，办的事项相同的情形为一行，另有全部情形的范围。增加的如实列出，不作减少计。

    承诺短于最长一串事项、或者超过联合办理的法定期限的，退出码为 1。"""
    found = find_subject(context, subject, code)
    bundle = found.subject if isinstance(found.subject, Bundle) else bundle_of(found.subject)
    _require_members(bundle, done)
    comparison = compare(bundle, {**found.uses, found.subject.code: found.subject}, done)
    if as_json:
        say({"code": bundle.code, "name": bundle.name, **as_dict(comparison)})
    else:
        for text in _lines(found, comparison):
            click.echo(text)
    problems = list(dict.fromkeys(problem for line in comparison.lines for problem in line.problems))
    say_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        context.exit(1)


def _require_members(bundle: Bundle, done: Sequence[str]) -> None:
    known = {member.matter for member in bundle.members}
    unknown = [code for code in done if code not in known]
    if unknown:
        raise Invalid(f"“{bundle.name}”里没有“{'”“'.join(unknown)}”。--done 应为它的成员事项的编码。")


def _lines(found: Found, comparison: Comparison) -> Iterator[str]:
    lines = comparison.lines
    yield f"{found.subject.name}（{found.subject.code}）：按办理的事项分 {len(lines)} 种"
    if not comparison.exhaustive:
        yield "注意：情形过多，只看了其中一部分，范围可能不全。"
    yield from _typical(comparison.typical)
    for number, line in enumerate(lines, 1):
        yield from _scenario(number, line)
    yield from ("", "全部情形")
    yield from _figures(comparison.figures)


def _typical(composition: Composition) -> Iterator[str]:
    yield ""
    yield "常见情形（问题按默认回答，没有默认的取第一个能办的回答）"
    yield f"  {answers_in_words(composition.bundle, composition.answers or {}) or '没有情形问题'}"
    yield from _figures({key: Figure.of(each) for key, each in composition.reductions.items()})


def _scenario(number: int, line: Line) -> Iterator[str]:
    limits = line.example.limits
    yield ""
    yield f"{number}. {line.words}（{line.combinations:,} 种回答）"
    yield f"  办 {len(line.example.taken)} 项：{'、'.join(taken.matter.name for taken in line.example.taken)}"
    yield f"  逐个办 {limits.serial} 个工作日，最长一串 {limits.critical_path} 个工作日，承诺 {limits.promised} 个工作日"
    yield from _figures(line.figures)


def _figures(figures: dict[str, Figure]) -> Iterator[str]:
    for key, figure in figures.items():
        name, unit = NAMES[key]
        grown = "　不减反增" if figure.after.most > figure.before.most or figure.after.least > figure.before.least else ""
        yield f"  {name} {_span(figure.before)} → {_span(figure.after)} {unit}{grown}"


def _span(span: Span) -> str:
    return str(span.least) if span.least == span.most else f"{span.least} 至 {span.most}"
