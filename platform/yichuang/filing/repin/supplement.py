"""What a filing still needs before it can go to the newer release, as one small form: questions, fields, papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.releases import latest
from yichuang.errors import Problem
from yichuang.filing.answers import answer_schema
from yichuang.filing.composition import Composition
from yichuang.filing.records import Filing
from yichuang.filing.subjects import Subject, subject_of
from yichuang.forms.compiled import compiled
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form
from yichuang.forms.pointers import split
from yichuang.forms.shape import shapes_below
from yichuang.forms.visibility import Fragments, item, possible

from .moving import Supplement, plan_with
from .plan import Lacking, Plan
from .records import RepinDecision
from .standing import last_decision, standing_of

MOST_ROUNDS = 6


@dataclass(frozen=True)
class Awaited:
    """A filing that the lead department wants under the newer release, and that lacks something for it."""

    new: Subject
    plan: Plan
    decision: RepinDecision


@dataclass(frozen=True)
class Asked:
    """The small form with what has been typed into it, what is wrong with that, and what it comes to."""

    form: Form
    data: Mapping[str, Any]
    problems: tuple[Problem, ...]
    supplement: Supplement
    plan: Plan


def awaited(db: Session, filing: Filing) -> Awaited | None:
    """What is waited for; None where the filing stays as it is, or has gone already."""
    newest = latest(db, filing.subject_code)
    if newest is None or standing_of(db, filing).release_id == newest.id:
        return None
    decision = last_decision(db, filing, newest.id)
    if decision is None or decision.choice != "move":
        return None
    new = subject_of(db, newest)
    return Awaited(new, plan_with(db, filing, new, Supplement())[0], decision)


def ask(db: Session, filing: Filing, new: Subject, pairs: Sequence[tuple[str, str]] | None = None) -> Asked:
    """The form that asks for everything lacking. An answer may open more: the form grows until nothing new comes."""
    plan, carried = plan_with(db, filing, new, Supplement())
    wanted = {each.pointer: each for each in plan.lacking}
    asked = Asked(_form(carried.composition, wanted), {}, (), Supplement(), plan)
    for _ in range(MOST_ROUNDS if pairs is not None else 0):
        reading = read_body(asked.form, list(pairs or ()))
        more = _supplement(reading.data)
        plan, carried = plan_with(db, filing, new, more)
        fresh = {each.pointer: each for each in plan.lacking if each.pointer not in wanted}
        wanted.update(fresh)
        form = _form(carried.composition, wanted)
        asked = Asked(form, reading.data, tuple(reading.problems), more, plan)
        if not fresh:
            break
    return asked


def _form(composition: Composition, wanted: Mapping[str, Lacking]) -> Form:
    """One property a pointer: its name is the pointer without the first slash."""
    several = any(step.isdecimal() and step != "0" for pointer in wanted for step in split(pointer))
    properties = {pointer[1:]: _property(composition, each, several) for pointer, each in wanted.items()}
    shelves = {key: composition.form.schema[key] for key in ("$defs",) if key in composition.form.schema}
    return Form({"type": "object", "title": "补充", "properties": properties, "required": list(properties), **shelves})


def _property(composition: Composition, lacking: Lacking, several: bool) -> dict[str, Any]:
    """`several`: whether rows have to be told apart."""
    kind, *steps = split(lacking.pointer)
    if kind == "materials":
        return {"type": "boolean", "const": True, "title": f"已收到“{lacking.name}”纸质件"}
    if kind == "answers":
        question = next((each for each in composition.bundle.questions if each.code == steps[0]), None)
        return {"title": lacking.name, **_named(question)} if question else {"title": lacking.name}
    row = next((f"第 {int(step) + 1} 个 · " for step in steps if step.isdecimal()), "") if several else ""
    return {**_schema_at(composition.form, steps), "title": row + lacking.name}


def _named(question: Any) -> dict[str, Any]:
    if question.type == "single" and question.options:
        return {"oneOf": [{"const": option.value, "title": option.title} for option in question.options]}
    return answer_schema(question)


def _schema_at(form: Form, steps: Sequence[str]) -> dict[str, Any]:
    """All that the merged form says of a place, whatever branch it stands in."""
    whole = compiled(form.schema)
    here: Fragments = [whole.schema]
    for step in steps:
        here = item(list(possible(whole, here)), int(step)) if step.isdecimal() else shapes_below(whole, here).get(step, [])
    found = [dict(part) for part in here if isinstance(part, Mapping)]
    return found[0] if len(found) == 1 else {"allOf": found}


def _supplement(data: Mapping[str, Any]) -> Supplement:
    answers, values, papers = dict[str, Any](), dict[str, Any](), set[str]()
    for name, value in data.items():
        kind, *steps = split(f"/{name}")
        if kind == "answers":
            answers[steps[0]] = value
        elif kind == "materials" and value is True:
            papers.add(steps[0])
        elif kind == "data":
            values[f"/{name}".removeprefix("/data")] = value
    return Supplement(answers, values, frozenset(papers))
