"""Compose: a bundle and the answers to its questions → the matters that apply and the one form that serves them all."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, RowPlan, merge
from yichuang.forms.places import Identity, Link, Part, links_of
from yichuang.forms.transforms import Transform, read_transform

from .answers import answered, asked, counting, holds, stop_of
from .composition import Composition, Taken
from .layout import layout_of
from .limits import limits_of
from .materials import wanted
from .reductions import reductions_of
from .surplus import asked_anywhere

Uses = Mapping[str, Definition]


def compose(bundle: Bundle, uses: Uses, answers: Mapping[str, Any] | None = None,
            done: Iterable[str] = ()) -> Composition:
    """What a filing of this bundle asks for. `uses` holds its matters, elements and materials by code.

    Without answers it holds every matter that could apply. `done` are members finished elsewhere: no case is opened for
    them, and what they would have produced is asked of the applicant instead.
    """
    kept = None if answers is None else counting(bundle.questions, answers)
    finished = tuple(member.matter for member in bundle.members if member.matter in set(done))
    members = [member for member in bundle.members if holds(member.when, kept) and member.matter not in finished]
    taken = [_taken(bundle, members, member, uses, kept) for member in members]
    merged = merge([each.part for each in taken], _rows(bundle, taken), _titles(bundle, uses, taken))
    taken = [replace(each, links=tuple(link for link in merged.links if link.part == each.code)) for each in taken]
    materials = wanted(bundle, uses, taken, kept)
    limits = limits_of(bundle, taken)
    return Composition(
        bundle=bundle, answers=kept, questions=asked(bundle.questions, kept or {}), stop=stop_of(bundle.stops, kept),
        taken=tuple(taken), done=finished, form=_form(bundle, merged), conflicts=merged.conflicts, materials=materials,
        limits=limits, reductions=reductions_of(bundle, taken, materials, limits), elsewhere=asked_anywhere(bundle, uses))


def _taken(bundle: Bundle, members: Sequence[Member], member: Member, uses: Uses,
           answers: Mapping[str, Any] | None) -> Taken:
    matter = uses[member.matter]
    if not isinstance(matter, Matter):
        raise TypeError(member.matter)
    upstream = _upstream(members, member)
    sources = {identity: other.matter for other in upstream for identity in _outputs(other, uses)}
    open_ = frozenset((field.role, field.element) for field in bundle.answered)
    form = Form(matter.form.schema_, matter.form.layout)
    part = Part(matter.code, form, member.roles, open_ | frozenset(sources), member.for_each,
                answered(bundle, answers), open_, transforms_of(member))
    direct = {dependency.matter for dependency in member.depends_on}
    waits_for = tuple(other.matter for other in upstream if other.matter in direct)
    return Taken(member, matter, part, (), waits_for, sources)


def transforms_of(member: Member) -> dict[str, Transform]:
    """The transforms of a member's fields; checking refuses those that cannot be read, and here they count for nothing."""
    read = {pointer: read_transform(document) for pointer, document in member.transforms.items()}
    return {pointer: found for pointer, found in read.items() if not isinstance(found, Problem)}


def _upstream(members: Sequence[Member], member: Member) -> list[Member]:
    """The members that this one waits for, directly or through others, in the bundle's order."""
    by_code = {other.matter: other for other in members}
    found: set[str] = set()
    todo = [dependency.matter for dependency in member.depends_on]
    while todo:
        code = todo.pop()
        if code in by_code and code not in found and code != member.matter:
            found.add(code)
            todo.extend(dependency.matter for dependency in by_code[code].depends_on)
    return [other for other in members if other.matter in found]


def _outputs(member: Member, uses: Uses) -> list[Identity]:
    """The identities that a member's matter produces, in the bundle's roles."""
    matter = uses[member.matter]
    outputs = matter.outputs if isinstance(matter, Matter) else ()
    return [(member.roles.get(output.role, output.role), output.element) for output in outputs]


def _rows(bundle: Bundle, taken: Sequence[Taken]) -> dict[str, RowPlan]:
    """Plans for the row roles that somebody asks about."""
    used = {link.rows or (link.place.rows if link.place else None) or each.part.row
            for each in taken for link in _links(each)}
    return {rows.role: RowPlan(rows.title, rows.minimum, rows.maximum, rows.key)
            for rows in bundle.rows if rows.role in used}


def _titles(bundle: Bundle, uses: Uses, taken: Sequence[Taken]) -> dict[str, str]:
    """What each place is called: the element's name, after whose it is when the role is a person beside others."""
    roles = {role.code: role for role in bundle.roles}
    titles: dict[str, str] = {}
    for each in taken:
        for link in _links(each):
            identity = link.field.identity
            element = uses.get(identity[1]) if identity else None
            if link.place is None or not isinstance(element, Element) or identity is None:
                continue
            role = roles.get(each.part.role(identity[0]) or "")
            whose = role.title if role and role.person and not link.place.rows else ""
            titles[str(link.place)] = element.name if element.name.startswith(whose) else whose + element.name
    return titles


def _links(taken: Taken) -> Sequence[Link]:
    return taken.links or links_of(taken.part)


def _form(bundle: Bundle, merged: Merged) -> Form:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": bundle.name, **merged.form.schema}
    return Form(schema, layout_of(bundle, merged))
