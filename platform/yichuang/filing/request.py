"""A filing as data: answers, data, outputs produced so far, members done elsewhere. What is wrong with one, as problems."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from yichuang.definitions.bundle import Member
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
    given_up: frozenset[tuple[str, int | None]] = frozenset()
    """Cases (matter, row) that ended without a result while the bundle lets the others go on; no part of a file."""


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
    found += row_problems(composition, request.data)
    found += [Problem("/data" + p.pointer, p.rule, p.message, p.severity, p.fix)
              for p in data_problems(composition, request.data)]
    return found


def row_problems(composition: Composition, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Rows that agree in all that tells them apart: one of them was entered twice. Rows without a key differ by their place."""
    for plan in composition.bundle.rows:
        rows = data.get(plan.role)
        seen: dict[tuple[str, ...], int] = {}
        for index, row in enumerate(rows if plan.key and isinstance(rows, list) else ()):
            key = tuple(repr(row.get(element)) for element in plan.key) if isinstance(row, Mapping) else ()
            if not key or any(row.get(element) in (None, "") for element in plan.key):
                continue
            if key in seen:
                said = f"“{plan.title}”第 {index + 1} 行与第 {seen[key] + 1} 行是同一个。"
                yield Problem(join(("data", plan.role, index)), "row-key", said, fix="删去重复的一行，或者改正填错的一行。")
            seen.setdefault(key, index)


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


def output_problems(composition: Composition, uses: Mapping[str, Definition], outputs: Mapping[str, Any],
                    data: Mapping[str, Any] | None = None) -> Iterator[Problem]:
    """Outputs that no matter of the bundle produces, or whose value does not fit; beside the data, also those that are not
    one for each row."""
    members = {member.matter: member for member in composition.bundle.members}
    for code, value in outputs.items():
        matter = uses.get(code)
        if code not in members or not isinstance(matter, Matter):
            yield Problem(join(("outputs", code)), "unknown-matter", f"这件事里没有“{code}”。", fix="改成成员事项的编码。")
            continue
        if data is not None:
            yield from _row_problems(members[code], value, data)
        for at, row in _output_rows(code, value):
            if not isinstance(row, Mapping):
                yield Problem(join(at), "type", "产出应为一个对象：数据元 → 值。", fix="用花括号写。")
                continue
            for element, produced in row.items():
                yield from _output_problem((*at, element), matter, uses, produced)


def _row_problems(member: Member, value: Any, data: Mapping[str, Any]) -> Iterator[Problem]:
    """A matter taken once produces one object; one taken for each row a list as long as the rows, null where none is yet."""
    at = join(("outputs", member.matter))
    if member.for_each is None:
        if isinstance(value, list):
            yield Problem(at, "output-rows", f"“{member.matter}”只办一次，产出不是列表。", fix="写成一个对象：数据元 → 值。")
        return
    rows = data.get(member.for_each)
    count = len(rows) if isinstance(rows, list) else 0
    if isinstance(value, list) and len(value) > count:
        yield Problem(at, "output-rows", f"产出有 {len(value)} 份，表里只有 {count} 行。",
                      fix="与表里的行一一对应，还没有的写 null。")
    elif isinstance(value, Mapping) and count > 1:
        yield Problem(at, "output-rows", f"表里有 {count} 行，产出只有一份，不知道是哪一行的。",
                      fix="写成列表，与表里的行一一对应，还没有的写 null。")


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
