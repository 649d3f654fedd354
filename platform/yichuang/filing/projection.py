"""Project: one filing → for every case, its department, its row and exactly its own instance; or what it waits for."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import ReceiverByElement
from yichuang.definitions.common import Definition
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.places import Identity
from yichuang.forms.pointers import get, join
from yichuang.forms.project import Sources, project
from yichuang.forms.visibility import prune

from .answers import answered
from .composition import Composition, Taken
from .request import FilingRequest


@dataclass(frozen=True)
class Need:
    """What a waiting case needs: an element that another matter produces, or only that it is granted."""

    matter: str
    element: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As `bundles project` prints it."""
        return {"matter": self.matter, "element": self.element}


@dataclass(frozen=True)
class ProjectedCase:
    """A case to be: `row` is the index in the rows of its role, None for a matter taken once."""

    matter: str
    row: int | None
    receiver: str | None
    instance: Mapping[str, Any]
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Projection:
    """All cases of a filing, ready ones and waiting ones in the bundle's order, and problems with the instances."""

    cases: tuple[ProjectedCase, ...]
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> tuple[ProjectedCase, ...]:
        """Those whose instance is complete."""
        return tuple(case for case in self.cases if not case.needs)

    @property
    def waiting(self) -> tuple[ProjectedCase, ...]:
        """Those that wait for another matter."""
        return tuple(case for case in self.cases if case.needs)


def project_filing(composition: Composition, uses: Mapping[str, Definition], request: FilingRequest) -> Projection:
    """Every case of the filing. An instance that its own department would refuse is a problem, never sent on."""
    form = compiled(composition.form.schema)
    data = prune(form, dict(request.data))
    cases: list[ProjectedCase] = []
    problems: list[Problem] = []
    for taken in composition.taken:
        for row in _rows(taken, data):
            case = _case(composition, uses, taken, FilingRequest(request.answers, data, request.outputs), row)
            cases.append(case)
            problems.extend(_case_problems(taken, case))
    return Projection(tuple(cases), tuple(problems))


def _rows(taken: Taken, data: Mapping[str, Any]) -> Iterator[int | None]:
    role = taken.part.row
    if role is None:
        yield None
    else:
        rows = data.get(role)
        yield from range(len(rows) if isinstance(rows, list) else 0)


def _case(composition: Composition, uses: Mapping[str, Definition], taken: Taken, request: FilingRequest,
          row: int | None) -> ProjectedCase:
    given = {**answered(composition.bundle, composition.answers), **_produced(taken, uses, request, row)}
    sources = Sources(request.data, row, given, _given_rows(taken, uses, request))
    instance = project(taken.part, taken.links, sources)
    return ProjectedCase(taken.code, row, receiver_of(taken, request.data, row), instance,
                         tuple(_needs(composition, taken, request, row)))


def output_of(outputs: Mapping[str, Any], matter: str, row: int | None) -> Mapping[str, Any] | None:
    """What a matter has produced for a row; None while it has produced nothing. One object serves a single row."""
    value = outputs.get(matter)
    if isinstance(value, list):
        index = row or 0
        value = value[index] if index < len(value) else None
    elif isinstance(value, Mapping) and row not in (None, 0):
        return None
    return value if isinstance(value, Mapping) else None


def _produced(taken: Taken, uses: Mapping[str, Definition], request: FilingRequest, row: int | None) -> dict[Identity, Any]:
    found: dict[Identity, Any] = {}
    for identity, matter in taken.sources.items():
        produced = output_of(request.outputs, matter, row)
        if produced is not None and identity[1] in produced:
            found[identity] = produced[identity[1]]
    return found


def _given_rows(taken: Taken, uses: Mapping[str, Definition], request: FilingRequest) -> dict[str, list[dict[Identity, Any]]]:
    """For a department that keeps the list itself: what upstream matters produced for each row."""
    found: dict[str, list[dict[Identity, Any]]] = {}
    for role in {link.rows for link in taken.links if link.rows}:
        rows = request.data.get(role)
        found[role] = [_produced(taken, uses, request, i) for i in range(len(rows) if isinstance(rows, list) else 0)]
    return found


def _needs(composition: Composition, taken: Taken, request: FilingRequest, row: int | None) -> Iterator[Need]:
    """For each matter it waits for: the elements used here that are not there yet, or that it is granted at all."""
    by_code = {each.code: each for each in composition.taken}
    used = {link.given for link in taken.links if link.given}
    for code in taken.waits_for:
        wanted = [identity for identity, matter in taken.sources.items() if matter == code and identity in used]
        rows = list(_rows(by_code[code], request.data))
        for index in ([row] if row is not None and by_code[code].part.row == taken.part.row else rows):
            produced = output_of(request.outputs, code, index)
            if produced is None and not wanted:
                yield Need(code)
            yield from (Need(code, element) for _, element in wanted if element not in (produced or {}))


def receiver_of(taken: Taken, data: Mapping[str, Any], row: int | None) -> str | None:
    """The receiving department: fixed, or by the longest matching prefix of a value; None when the value leads nowhere."""
    receiver = taken.member.receiver
    if receiver is None:
        return taken.matter.department
    return receiver.department if receiver.by is None else _by_element(receiver.by, data, row)


def _by_element(by: ReceiverByElement, data: Mapping[str, Any], row: int | None) -> str | None:
    rows = data.get(by.role)
    inside = rows[row] if isinstance(rows, list) and row is not None and row < len(rows) else {}
    value = get(inside, (by.element,), data.get(f"{by.role}.{by.element}"))
    if not isinstance(value, str):
        return None
    matching = [prefix for prefix in by.table if value.startswith(prefix)]
    return by.table[max(matching, key=len)] if matching else None


def _case_problems(taken: Taken, case: ProjectedCase) -> Iterator[Problem]:
    where = ("cases", taken.code, *([] if case.row is None else [case.row]))
    if case.receiver is None:
        by = taken.member.receiver.by if taken.member.receiver else None
        said = f"{by.role}.{by.element}" if by else "?"
        yield Problem(join((*where, "receiver")), "receiver", f"“{taken.matter.name}”找不到受理部门：“{said}”不在受理范围内。",
                      fix="核对地址，或请改革办补充属地对照。")
    if not case.needs:
        for problem in taken.part.ready.problems(case.instance):
            yield Problem(join(where) + problem.pointer, problem.rule, f"{taken.matter.name}：{problem.message}")
