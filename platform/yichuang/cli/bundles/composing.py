"""`yichuang bundles compose|project`: what a bundle asks for under given answers, and what each department gets."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from yichuang.cli.context import CODE, PATH, read_json, say, say_problems
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.errors import Invalid
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.limits import limit_problems
from yichuang.filing.projection import ProjectedCase, project_filing, receiver_of
from yichuang.filing.reductions import reduction_problems
from yichuang.filing.request import FilingRequest, output_problems, read_request, request_problems, with_done_outputs
from yichuang.filing.single import bundle_of

from .subjects import find_subject

FOUR = ("fields", "materials", "days", "visits")
SUBJECT = click.argument("subject", metavar="CODE|PATH", type=CODE)
ONE = click.option("--code", type=CODE, help="路径里有几个一件事时，编排哪一个。")
FILING = click.option("--filing", type=PATH, help="申报文件：answers、data、outputs、done。")


@click.command("compose", short_help="按情形编排：事项、表单、材料、时限。")
@SUBJECT
@ONE
@FILING
@click.pass_context
def compose_command(context: click.Context, subject: str, code: str | None, filing: Path | None) -> None:
    """CODE 是已发布的一件事或事项；PATH 是还没有导入的定义，不用数据库。不带 --filing 时列出所有可能办理的事项。"""
    bundle, uses = _bundle(context, subject, code)
    request = request_in(filing) if filing else FilingRequest()
    composition = compose(bundle, uses, request.answers, request.done)
    say(_composed(composition, request))


@click.command("project", short_help="把申报拆分到各部门。")
@SUBJECT
@ONE
@click.option("--filing", type=PATH, required=True, help="申报文件：answers、data、outputs、done。")
@click.pass_context
def project_command(context: click.Context, subject: str, code: str | None, filing: Path) -> None:
    """每个办件只含该部门自己的字段；缺前序结果的列在 waiting 中。"""
    bundle, uses = _bundle(context, subject, code)
    request = request_in(filing)
    composition = compose(bundle, uses, request.answers or {}, request.done)
    request = with_done_outputs(composition, uses, request)
    projection = project_filing(composition, uses, request)
    problems = [*request_problems(composition, request), *output_problems(composition, uses, request.outputs, request.data),
                *projection.problems]
    errors = [problem for problem in problems if problem.severity == "error"]
    say({"cases": [_case(case) for case in projection.ready],
         "waiting": [{"matter": case.matter, "row": case.row, "receiver": case.receiver,
                      "needs": [need.as_dict() for need in case.needs]} for case in projection.waiting],
         "problems": [problem.as_dict() for problem in problems]})
    if errors:
        say_problems(errors)
        context.exit(1)


def _bundle(context: click.Context, subject: str, code: str | None) -> tuple[Bundle, Mapping[str, Definition]]:
    found = find_subject(context, subject, code)
    if isinstance(found.subject, Bundle):
        return found.subject, found.uses
    return bundle_of(found.subject), {**found.uses, found.subject.code: found.subject}


def request_in(path: Path) -> FilingRequest:
    request = read_request(read_json(path))
    if isinstance(request, list):
        raise Invalid(f"“{path.name}”不是一份申报。", problems=request)
    return request


def _composed(composition: Composition, request: FilingRequest) -> dict[str, Any]:
    limits = composition.limits
    matters = [{"code": taken.code, "name": taken.matter.name, "receiver": receiver_of(taken, request.data, 0),
                "waits_for": list(taken.waits_for)} for taken in composition.taken]
    return {
        "matters": matters,
        "form": composition.form.as_dict(),
        "mapping": composition.mapping(),
        "materials": [asdict(material) | {"code": material.material} for material in composition.materials],
        "limits": {key: getattr(limits, key) for key in ("serial", "critical_path", "promised")},
        "path": list(limits.path),
        "reductions": {key: asdict(composition.reductions[key]) for key in FOUR},
        "warnings": [problem.as_dict() for problem in (
            *limit_problems(composition.bundle, composition.taken, limits), *reduction_problems(composition.reductions))],
        "conflicts": [conflict.as_dict() for conflict in composition.conflicts],
        "decisions": [each.as_dict() for each in composition.decided],
        "stop": composition.stop.model_dump(exclude={"when"}) if composition.stop else None,
    }


def _case(case: ProjectedCase) -> dict[str, Any]:
    return {"matter": case.matter, "row": case.row, "receiver": case.receiver, "instance": dict(case.instance)}
