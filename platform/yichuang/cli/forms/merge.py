"""`yichuang forms merge|project`: one form from loose ones, and its data back to each of them."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from yichuang.cli.context import PATH, read_json, say
from yichuang.errors import Invalid, Problem
from yichuang.forms.compiled import Compiled, SchemaInvalid, compiled
from yichuang.forms.decisions import STATES, TAKES
from yichuang.forms.form import Form
from yichuang.forms.loose import layout_of, merged_document, read_merged
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.pointers import join
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.settling import Agenda
from yichuang.forms.visibility import declared, prune

from .map_file import MapFile, read_map, with_map
from .reading import read_form

SAMPLES = 50


@click.command("merge", short_help="把几张表单合并成一张。")
@click.argument("forms", nargs=-1, required=True, type=PATH)
@click.option("--map", "map_file", type=PATH,
              help="对照：roles 写各表单的角色是谁，transforms 写字段怎样换算，decisions 写对冲突的决定。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 给出合并表单、对照、冲突和证明。")
def merge_command(forms: Sequence[Path], map_file: Path | None, as_json: bool) -> None:
    """表单以文件名（不含后缀）为名；角色和数据元相同的字段只问一次。不能调和的各问各的，列为冲突。"""
    given = read_map(map_file)
    parts = _parts(forms, given)
    merged = merge(parts, agenda=Agenda(given.decisions))
    verification = verify(Trial(merged, merged.parts, samples=SAMPLES))
    document = merged_document(parts, merged, layout_of(parts, merged), verification)
    if as_json:
        say(document)
        return
    before = sum(1 for _ in merged.links)
    click.echo(f"{len(parts)} 张表单共 {before} 项，合并后 {len(merged.form.schema['properties'])} 项。")
    for conflict in merged.conflicts:
        click.echo(f"冲突 {conflict.where} [{conflict.kind}] {conflict.message}可以：{'；'.join(conflict.proposals)}。")
    for each in merged.decided:
        click.echo(f"决定 {each.decision.where} [{TAKES[each.decision.take]}] {STATES[each.state]}。{each.why}")
    for example in verification.counterexamples:
        click.echo(f"反例 {example.part}{example.pointer}：{example.message}")


def _parts(paths: Sequence[Path], given: MapFile) -> list[Part]:
    names = [path.stem for path in paths]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Invalid(f"有两张表单同名：{'、'.join(twice)}。表单以文件名为名，请改名后再合并。")
    forms = {path.stem: read_form(path) for path in paths}
    for path in paths:
        _require_object(path, forms[path.stem])
    return with_map(forms, given)


def _require_object(path: Path, form: Form) -> None:
    try:
        compiled(form.schema)
    except SchemaInvalid as refused:
        at = [Problem(each.pointer, each.rule, each.message, each.severity, each.fix, str(path)) for each in refused.problems]
        raise Invalid(f"“{path.name}”不是可用的表单，没有合并。", problems=at) from None


@click.command("project", short_help="把合并表单的数据拆回各张表单。")
@click.argument("merged", type=PATH)
@click.option("--data", "data_file", type=PATH, required=True, help="合并表单的数据。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 给出（总是 JSON）。")
@click.pass_context
def project_command(context: click.Context, merged: Path, data_file: Path, as_json: bool) -> None:
    """MERGED 是 merge --json 的输出；每张表单只得到自己的字段。数据不合合并表单时列出问题，退出码为 1。"""
    parts, found = read_merged(read_json(merged))
    data = read_json(data_file)
    form = compiled(found.form.schema)
    if not isinstance(data, dict):
        raise Invalid(f"“{data_file.name}”应为一个 JSON 对象。")
    kept = prune(form, data)
    problems = [*_surplus(form, data), *form.problems(kept)]
    instances = {part.name: project(part, [link for link in found.links if link.part == part.name], Sources(kept))
                 for part in parts}
    say(instances)
    if problems:
        raise Invalid("数据不合合并表单。", problems=problems) from None


def _surplus(form: Compiled, data: Mapping[str, Any]) -> Iterator[Problem]:
    """What no branch of the form declares; what only a closed one does is hidden, and just left out."""
    known = declared(form, [form.schema])
    yield from (Problem(join((key,)), "unknown-field", f"合并表单没有“{key}”这一项。", fix="删去它。")
                for key in data if key not in known)
