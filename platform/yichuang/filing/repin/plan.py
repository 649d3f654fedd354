"""What going to a newer release would mean for one filing or draft. Pure: two subjects and the facts of the filing.

Law 1 stands: a filing stays under its release unless somebody decides otherwise, and it can go to a newer one only where
nothing that a department has received changes: cases that wait for another matter have no instance yet and may follow,
all others must get exactly the instance they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yichuang.cases.vocabulary import ENDED, State
from yichuang.errors import Problem
from yichuang.filing.answers import answer_problems
from yichuang.filing.composition import Composition
from yichuang.filing.projection import ProjectedCase, Projection, project_filing
from yichuang.filing.request import FilingRequest, data_problems, output_problems
from yichuang.filing.subjects import Subject
from yichuang.filing.surplus import surplus_problems
from yichuang.forms.compiled import compiled
from yichuang.forms.pointers import join, split

from .keys import Moved, follow, moved_keys

Verdict = Literal["stays", "needs", "blocked"]
LacksKind = Literal["question", "field", "material"]
EMPTY = frozenset({"required", "minItems", "minProperties", "dependentRequired"})
DECIDED = frozenset({State.GRANTED, State.DENIED, State.CLOSED})


@dataclass(frozen=True)
class CaseFact:
    """One case of a filing as it stands."""

    number: str
    matter: str
    name: str
    row: int | None
    state: State
    department: str
    instance: Mapping[str, Any] | None

    @property
    def place(self) -> tuple[str, int | None]:
        """What it is within the filing."""
        return self.matter, self.row


@dataclass(frozen=True)
class FilingFacts:
    """What a filing says and how far it is. `given` are the keys of materials taken in; a draft has no cases."""

    answers: Mapping[str, Any]
    data: Mapping[str, Any]
    done: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    outputs: Mapping[str, Any] = field(default_factory=dict)
    cases: tuple[CaseFact, ...] = ()


@dataclass(frozen=True)
class Lacking:
    """Something the newer release asks for that the filing does not have: where it belongs, what it is called."""

    kind: LacksKind
    pointer: str
    name: str


@dataclass(frozen=True)
class Plan:
    """The verdict, what is lacking, why it cannot go, and what the newer release asks no more (by name)."""

    verdict: Verdict
    lacking: tuple[Lacking, ...] = ()
    reasons: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As `definitions repin` prints it."""
        needs = [{"kind": each.kind, "pointer": each.pointer, "name": each.name} for each in self.lacking]
        return {"verdict": self.verdict, "needs": needs, "reasons": list(self.reasons), "left": list(self.left)}


@dataclass(frozen=True)
class Carried:
    """A filing's content as the newer release takes it: composed, projected, and what could not be carried over."""

    composition: Composition
    projection: Projection
    request: FilingRequest
    left: Mapping[str, Mapping[str, Any]]


def carry(old: Subject, new: Subject, facts: FilingFacts, moved: Moved | None = None) -> Carried:
    """Answers and data where they fit. `moved` adds to the keys that are found to have moved by themselves."""
    known = {question.code for question in new.bundle.questions}
    answers = {code: value for code, value in facts.answers.items() if code in known}
    members = {member.matter for member in new.bundle.members}
    done = tuple(code for code in facts.done if code in members)
    composition = new.compose(answers, done)
    keys = {**moved_keys(old.compose(facts.answers, facts.done), composition), **(moved or {})}
    data, left = _fitting(composition, follow(facts.data, keys))
    request = FilingRequest(answers, data, facts.outputs, done)
    gone = {code: value for code, value in facts.answers.items() if code not in known}
    return Carried(composition, project_filing(composition, new.uses, request), request, {"answers": gone, "data": left})


def _fitting(composition: Composition, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data without what no scenario of the newer release asks for, and that."""
    kept, left = dict(data), dict[str, Any]()
    for problem in surplus_problems(composition, data):
        _, key, *rest = split(problem.pointer)
        if not rest:
            left[key] = kept.pop(key, None)
        elif isinstance(kept.get(key), list):
            place = int(rest[0])
            rows = [dict(row) if isinstance(row, Mapping) else row for row in kept[key]]
            left[f"{key}/{place}/{rest[1]}"] = rows[place].pop(rest[1], None)
            kept[key] = rows
    return kept, left


def plan_filing(old: Subject, new: Subject, facts: FilingFacts, moved: Moved | None = None) -> Plan:
    """What going to the newer release would mean for a filing whose cases have been opened."""
    carried = carry(old, new, facts, moved)
    waiting = frozenset(case.matter for case in facts.cases if case.state == State.WAITING_UPSTREAM)
    reasons = tuple(dict.fromkeys(_obstacles(new, carried, facts)))
    lacking = tuple(_lacking(carried, facts, waiting))
    verdict: Verdict = "blocked" if reasons else "needs" if lacking else "stays"
    return Plan(verdict, lacking, reasons, tuple(_names_left(old, carried)))


def plan_draft(old: Subject, new: Subject, facts: FilingFacts, moved: Moved | None = None) -> Plan:
    """What the newer release asks of a draft beyond what is still open anyway. A draft can always go."""
    carried = carry(old, new, facts, moved)
    before = old.compose(facts.answers, facts.done)
    missing = {each.pointer for each in _missing(before, FilingRequest(facts.answers, facts.data, {}, facts.done), facts.given)}
    lacking = tuple(each for each in _missing(carried.composition, carried.request, facts.given) if each.pointer not in missing)
    return Plan("needs" if lacking else "stays", lacking, (), tuple(_names_left(old, carried)))


def _missing(composition: Composition, request: FilingRequest, given: Iterable[str]) -> Iterator[Lacking]:
    """Everything that is asked and not there, or no longer right."""
    titles = {question.code: question.title for question in composition.bundle.questions}
    for problem in answer_problems(composition.bundle.questions, request.answers or {}):
        code = split(problem.pointer)[-1]
        yield Lacking("question", problem.pointer, titles.get(code, code))
    for problem in data_problems(composition, request.data):
        yield Lacking("field", "/data" + problem.pointer, _title(composition, problem))
    for wanted in composition.materials:
        if wanted.to_bring and wanted.necessity == "required" and wanted.key not in given:
            yield Lacking("material", join(("materials", wanted.key)), wanted.name)


def _lacking(carried: Carried, facts: FilingFacts, waiting: frozenset[str]) -> Iterator[Lacking]:
    """What is still to be given for the cases that follow; what only others asked for is theirs as it was."""
    wanted = {material.key for material in carried.composition.materials if waiting & set(material.matters)}
    fields = {problem.pointer for problem in data_problems(carried.composition, carried.request.data) if problem.rule in EMPTY}
    used = _used_by(carried.composition, waiting)

    def concerns(each: Lacking) -> bool:
        if each.kind == "material":
            return _key(each.pointer) in wanted
        return each.kind == "question" or (each.pointer.removeprefix("/data") in fields and _key(each.pointer) in used)

    yield from filter(concerns, _missing(carried.composition, carried.request, facts.given))


def _used_by(composition: Composition, matters: frozenset[str]) -> set[str]:
    """Top-level keys of the merged form that these matters use, arrays of rows by their role."""
    return {feed.place.rows or feed.place.key for taken in composition.taken if taken.code in matters
            for link in taken.links for feed in link.feeds if feed.place is not None}


def _key(pointer: str) -> str:
    return split(pointer)[1]


def _title(composition: Composition, problem: Problem) -> str:
    """The field's own title, of the row's field inside rows."""
    here: Any = composition.form.schema
    title = ""
    for step in split(problem.pointer):
        here = here.get("items", here) if step.isdecimal() else here.get("properties", {}).get(step, {})
        title = str(here.get("title", title)) if isinstance(here, Mapping) else title
    return title or problem.message


def _names_left(old: Subject, carried: Carried) -> Iterator[str]:
    titles = {question.code: question.title for question in old.bundle.questions}
    yield from (titles.get(code, code) for code in carried.left["answers"])
    fields = old.compose(None).form.schema.get("properties", {}) if carried.left["data"] else {}
    for key in carried.left["data"]:
        here = fields.get(key.split("/")[0], {})
        inner = here.get("items", {}).get("properties", {}).get(key.split("/")[-1], {}) if "/" in key else here
        yield str(inner.get("title", key)) if isinstance(inner, Mapping) else key


def _obstacles(new: Subject, carried: Carried, facts: FilingFacts) -> Iterator[str]:
    """Why a filing cannot go, a sentence each."""
    if carried.composition.stop is not None:
        yield f"新版本按这些回答不能办理：{carried.composition.stop.reason}"
    projected = {(case.matter, case.row): case for case in carried.projection.cases}
    members = {member.matter for member in new.bundle.members}
    for fact in facts.cases:
        yield from _case_obstacles(fact, projected.get(fact.place), carried, members)
    opened = {fact.place for fact in facts.cases}
    names = {taken.code: taken.matter.name for taken in carried.composition.taken}
    for place in projected:
        if place not in opened:
            yield f"新版本还要办理“{names[place[0]]}”，这份申报没有它的办件；需要的请另行申报。"
    for problem in output_problems(carried.composition, new.uses, facts.outputs):
        yield f"已经产生的结果不符合新版本：{problem.message}"
    for problem in data_problems(carried.composition, carried.request.data):
        if problem.rule not in EMPTY:
            yield f"已填的“{_title(carried.composition, problem)}”不符合新版本：{problem.message}"


def _case_obstacles(fact: CaseFact, case: ProjectedCase | None, carried: Carried, members: set[str]) -> Iterator[str]:
    if fact.state in ENDED:
        return
    if case is None:
        why = "按现有回答不再办理" if fact.matter in members else "已不在这件事里"
        yield f"新版本里“{fact.name}”{why}，而它的办件（{fact.state.label}）还没有办完。"
    elif fact.state != State.WAITING_UPSTREAM and _differs(fact, case, carried):
        done = "已经作出决定" if fact.state in DECIDED else f"已在办理（{fact.state.label}）"
        yield f"“{fact.name}”{done}，新版本会改变部门收到的内容或者要求，不能改。"
    elif fact.state == State.WAITING_UPSTREAM and case.receiver is None:
        yield f"新版本里“{fact.name}”找不到受理部门。"


def _differs(fact: CaseFact, case: ProjectedCase, carried: Carried) -> bool:
    """Whether a department that has its part would have got something else, or would refuse what it has."""
    taken = next(each for each in carried.composition.taken if each.code == fact.matter)
    same = dict(case.instance) == dict(fact.instance or {}) and case.receiver == fact.department and not case.needs
    return not same or not compiled(taken.part.form.schema).is_valid(dict(fact.instance or {}))
