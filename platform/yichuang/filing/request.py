"""A filing as data: answers, data, outputs produced so far, members done elsewhere. What is wrong with one, as problems."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.pointers import join
from yichuang.forms.visibility import prune

from .answers import answer_problems
from .composition import Composition, Spot
from .outputs import output_schema
from .surplus import asked_now, surplus_problems

KEYS = ("answers", "data", "outputs", "done")


@dataclass(frozen=True)
class FilingRequest:
    """What stands in a filing file, and in a draft."""

    answers: Mapping[str, Any] | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    done: tuple[str, ...] = ()


def read_request(document: Any) -> FilingRequest | list[Problem]:
    """From parsed JSON, or what keeps it from being a filing."""
    if not isinstance(document, Mapping):
        return [Problem("", "shape", "申报文件应为一个 JSON 对象。", fix="写成 {\"answers\": …, \"data\": …}。")]
    problems = [Problem(join((key,)), "unknown-keyword", f"申报文件不认识“{key}”。", fix="可用：answers、data、outputs、done。")
                for key in document if key not in KEYS]
    for key in ("answers", "data", "outputs"):
        if not isinstance(document.get(key, {}), Mapping):
            problems.append(Problem(join((key,)), "type", f"“{key}”应为一个对象。", fix="用花括号写。"))
    done = document.get("done", [])
    if not isinstance(done, list) or not all(isinstance(code, str) for code in done):
        problems.append(Problem("/done", "type", "“done”应为事项编码的列表。", fix="写成 [\"事项编码\"]。"))
    if problems:
        return problems
    return FilingRequest(document.get("answers"), document.get("data", {}), document.get("outputs", {}), tuple(done))


def request_problems(composition: Composition, request: FilingRequest) -> list[Problem]:
    """Everything that keeps this filing from being submitted, pointers into the filing file."""
    found = list(answer_problems(composition.bundle.questions, request.answers or {}))
    known = {member.matter for member in composition.bundle.members}
    found += [Problem(join(("done", i)), "unknown-matter", f"这件事里没有“{code}”。", fix="改成成员事项的编码。")
              for i, code in enumerate(request.done) if code not in known]
    found += surplus_problems(composition, request.data)
    found += [Problem("/data" + p.pointer, p.rule, p.message, p.severity, p.fix)
              for p in data_problems(composition, request.data)]
    return found


def data_problems(composition: Composition, data: Mapping[str, Any]) -> list[Problem]:
    """What the merged form says against data, once what is hidden has been left out."""
    form = compiled(composition.form.schema)
    return form.problems(prune(form, data))


def with_done_outputs(composition: Composition, uses: Mapping[str, Definition], request: FilingRequest) -> FilingRequest:
    """A member done elsewhere gives its outputs to the form that asks for them; what was typed stays as typed."""
    data = dict(request.data)
    spots = asked_now(composition)
    for member in composition.bundle.members:
        matter = uses.get(member.matter)
        if member.matter in composition.done and isinstance(matter, Matter):
            for output in matter.outputs:
                _give(data, spots, (member.roles.get(output.role, output.role), output.element),
                      request.outputs.get(matter.code))
    return replace(request, data=data)


def _give(data: dict[str, Any], spots: frozenset[Spot], identity: Spot, produced: Any) -> None:
    role, element = identity
    if ("", f"{role}.{element}") in spots and isinstance(produced, Mapping) and element in produced:
        data.setdefault(f"{role}.{element}", produced[element])
    rows = data.get(role)
    if identity in spots and isinstance(rows, list):
        given = produced if isinstance(produced, list) else [produced]
        data[role] = [{element: one[element], **row} if isinstance(row, Mapping) and isinstance(one, Mapping)
                      and element in one else row for row, one in zip_longest(rows, given[:len(rows)])]


def output_problems(composition: Composition, uses: Mapping[str, Definition], outputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Outputs that no matter of the bundle produces, or whose value does not fit the element."""
    for code, value in outputs.items():
        matter = uses.get(code)
        if not isinstance(matter, Matter):
            yield Problem(join(("outputs", code)), "unknown-matter", f"这件事里没有“{code}”。", fix="改成成员事项的编码。")
            continue
        for at, row in _output_rows(code, value):
            if not isinstance(row, Mapping):
                yield Problem(join(at), "type", "产出应为一个对象：数据元 → 值。", fix="用花括号写。")
                continue
            for element, produced in row.items():
                yield from _output_problem((*at, element), matter, uses, produced)


def _output_rows(code: str, value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, list):
        yield from ((("outputs", code, i), row) for i, row in enumerate(value) if row is not None)
    else:
        yield ("outputs", code), value


def _output_problem(at: tuple[Any, ...], matter: Matter, uses: Mapping[str, Definition], value: Any) -> Iterator[Problem]:
    declared = {output.element: output.name for output in matter.outputs}
    element: str = at[-1]
    if element not in declared:
        yield Problem(join(at), "unknown-output", f"事项没有声明产出“{element}”。", fix="改成它声明的产出。")
    elif not compiled(output_schema(matter, element, uses)).is_valid(value):
        yield Problem(join(at), "output", f"“{declared[element]}”的值不符合要求。", fix="核对产出的值。")
