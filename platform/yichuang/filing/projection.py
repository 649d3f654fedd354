"""Project: one filing → for every case, its department, its row and exactly its own instance; or what it waits for."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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

RowAt = tuple[str | None, int | None]
"""The role of rows and the index of one of them; both None for what is taken once."""


@dataclass(frozen=True)
class Need:
    """What a waiting case needs: an element that another matter produces, or only that it is granted. `row` is set where a
    case that is taken once waits for one of several."""

    matter: str
    element: str | None = None
    row: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """As `bundles project` prints it."""
        need: dict[str, Any] = {"matter": self.matter, "element": self.element}
        return need if self.row is None else {**need, "row": self.row}


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
            case = _case(composition, taken, replace(request, data=data), row)
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


def _case(composition: Composition, taken: Taken, request: FilingRequest, row: int | None) -> ProjectedCase:
    given = {**answered(composition.bundle, composition.answers), **_produced(composition, taken, request, (taken.part.row, row))}
    sources = Sources(request.data, row, given, _given_rows(composition, taken, request))
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


def _produced(composition: Composition, taken: Taken, request: FilingRequest, at: RowAt) -> dict[Identity, Any]:
    """What upstream matters have produced for a row; those taken once have produced it for every row."""
    by_code = {each.code: each for each in composition.taken}
    role, row = at
    found: dict[Identity, Any] = {}
    for identity, matter in taken.sources.items():
        produced = output_of(request.outputs, matter, row if by_code[matter].part.row == role else None)
        if produced is not None and identity[1] in produced:
            found[identity] = produced[identity[1]]
    return found


def _given_rows(composition: Composition, taken: Taken, request: FilingRequest) -> dict[str, list[dict[Identity, Any]]]:
    """For a department that keeps the list itself: what upstream matters produced for each row."""
    found: dict[str, list[dict[Identity, Any]]] = {}
    for role in {link.rows for link in taken.links if link.rows}:
        rows = request.data.get(role)
        found[role] = [_produced(composition, taken, request, (role, i)) for i in range(len(rows) if isinstance(rows, list) else 0)]
    return found


def _needs(composition: Composition, taken: Taken, request: FilingRequest, row: int | None) -> Iterator[Need]:
    """For each matter it waits for: the elements used here that are not there yet, or that it is granted at all."""
    by_code = {each.code: each for each in composition.taken}
    used = {feed.given for link in taken.links for feed in link.feeds if feed.given}
    for code in taken.waits_for:
        wanted = [identity for identity, matter in taken.sources.items() if matter == code and identity in used]
        mine = row is not None and by_code[code].part.row == taken.part.row
        for index in [row] if mine else list(_rows(by_code[code], request.data)):
            produced = output_of(request.outputs, code, index)
            told = None if mine else index
            if produced is None and not wanted and (code, index) not in request.given_up:
                yield Need(code, None, told)
            yield from (Need(code, element, told) for _, element in wanted if element not in (produced or {}))


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
