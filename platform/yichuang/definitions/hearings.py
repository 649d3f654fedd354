"""What the departments of a bundle say of each field whatever the scenario, and what staff have decided about it."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from yichuang.forms.compiled import SchemaInvalid
from yichuang.forms.decisions import Decision
from yichuang.forms.form import Form
from yichuang.forms.hearing import Hearing
from yichuang.forms.places import Part

from .bundle import Bundle, Member, MergeDecision
from .common import Definition
from .element import Element
from .matter import Matter
from .place import Department

Resolver = Callable[[str], Definition | None]


def decision_of(declared: MergeDecision) -> Decision:
    """A declared decision as the merge takes it."""
    return Decision(**{**declared.model_dump(), "due": declared.due.isoformat() if declared.due else None})


def decisions_of(bundle: Bundle) -> tuple[Decision, ...]:
    """All of a bundle, in its order."""
    return tuple(decision_of(declared) for declared in bundle.decisions)


def called(matter: Matter, resolve: Resolver) -> str:
    """A matter as people at a meeting call it: whose it is, and its name."""
    department = resolve(matter.department)
    whose = (department.short_name or department.name) if isinstance(department, Department) else ""
    return f"{whose}《{matter.name}》"


def part_of(member: Member, matter: Matter, resolve: Resolver) -> Part:
    """A member's form with nothing given and nothing transformed. Raises SchemaInvalid when it is first used."""
    form = Form(matter.form.schema_, matter.form.layout)
    return Part(matter.code, form, member.roles, row=member.for_each, called=called(matter, resolve))


def hearing_of(bundle: Bundle, resolve: Resolver) -> Hearing:
    """All members, and who else fills a field: matters by what they produce, questions by their answers. Members whose
    form cannot be used are left out; the check of forms says so."""
    parts: list[Part] = []
    gifts: dict[str, dict[str, Any]] = {}
    for member in bundle.members:
        matter = resolve(member.matter)
        if isinstance(matter, Matter):
            parts += [part] if _is_usable(part := part_of(member, matter, resolve)) else []
            for place, said in _outputs(bundle, member, matter, resolve):
                gifts.setdefault(place, {})[matter.code] = said
    for place, question, said in _answers(bundle):
        gifts.setdefault(place, {})[f"?{question}"] = said
    return Hearing(parts, gifts)


def _is_usable(part: Part) -> bool:
    try:
        return bool(part.ready)
    except SchemaInvalid:
        return False


def _outputs(bundle: Bundle, member: Member, matter: Matter, resolve: Resolver) -> Iterator[tuple[str, Any]]:
    for output in matter.outputs:
        element = resolve(output.element)
        said = [element.value if isinstance(element, Element) else None, output.value]
        role = member.roles.get(output.role, output.role)
        yield from ((place, said) for place in _places(bundle, role, output.element))


def _answers(bundle: Bundle) -> Iterator[tuple[str, str, Any]]:
    questions = {question.code: question for question in bundle.questions}
    for field in bundle.answered:
        options = [option.value for option in questions[field.question].options] if field.question in questions else []
        yield from ((place, field.question, [field.values, options]) for place in _places(bundle, field.role, field.element))


def _places(bundle: Bundle, role: str, element: str) -> Iterator[str]:
    """Where the value would stand if it were asked: in a row too, when the role has rows."""
    yield f"{role}.{element}"
    if role in {plan.role for plan in bundle.rows}:
        yield f"{role}/*/{element}"
