"""Compose: a bundle and the answers to its questions → the matters that apply and the one form that serves them all."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.definitions.bridges import transforms_of
from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.hearings import called
from yichuang.definitions.matter import Matter
from yichuang.errors import Invalid
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, RowPlan, merge
from yichuang.forms.places import Identity, Link, Part, links_of

from .agenda import agenda_of
from .answers import answered, asked, counting, holds, stop_of
from .composition import Composition, Taken
from .layout import layout_of
from .limits import limits_of, require_order
from .materials import wanted
from .reductions import Whole, reductions_of
from .surplus import asked_anywhere

Uses = Mapping[str, Definition]


def compose(bundle: Bundle, uses: Uses, answers: Mapping[str, Any] | None = None,
            done: Iterable[str] = ()) -> Composition:
    """What a filing of this bundle asks for. `uses` holds its matters, elements and materials by code.

    Without answers it holds every matter that could apply. `done` are members finished elsewhere: no case is opened for
    them, and what they would have produced is asked of the applicant instead. Raises Invalid for members that are no
    matter or wait for one another, SchemaInvalid for a form that cannot be used.
    """
    kept = None if answers is None else counting(bundle.questions, answers)
    finished = tuple(member.matter for member in bundle.members if member.matter in set(done))
    taken, merged = merged_of(bundle, uses, kept, finished)
    limits = limits_of(bundle, taken)
    materials = wanted(bundle, uses, taken, kept)
    return Composition(
        bundle=bundle, answers=kept, questions=asked(bundle.questions, kept or {}), stop=stop_of(bundle.stops, kept),
        taken=tuple(taken), done=finished, form=_form(bundle, merged), conflicts=merged.conflicts, materials=materials,
        limits=limits, reductions=reductions_of(bundle, taken, Whole(merged.form, materials, limits)),
        elsewhere=asked_anywhere(bundle, uses), decided=merged.decided)


def merged_of(bundle: Bundle, uses: Uses, answers: Mapping[str, Any] | None,
              done: Sequence[str] = ()) -> tuple[list[Taken], Merged]:
    """The matters that apply, and the one form of all. Raises Invalid, SchemaInvalid."""
    taken = taken_of(bundle, uses, answers, done)
    agenda = agenda_of(bundle, uses, taken, answers)
    merged = merge([each.part for each in taken], row_plans(bundle, taken), _titles(bundle, uses, taken), agenda)
    return [replace(each, part=part, links=tuple(link for link in merged.links if link.part == each.code))
            for each, part in zip(taken, merged.parts, strict=True)], merged


def taken_of(bundle: Bundle, uses: Uses, answers: Mapping[str, Any] | None, done: Sequence[str] = ()) -> list[Taken]:
    """The matters that apply, as parts to be merged. Raises Invalid."""
    members = [member for member in bundle.members if holds(member.when, answers) and member.matter not in done]
    taken = [_taken(bundle, members, member, uses, answers) for member in members]
    require_order(bundle, taken)
    return taken


def _taken(bundle: Bundle, members: Sequence[Member], member: Member, uses: Uses,
           answers: Mapping[str, Any] | None) -> Taken:
    matter = uses.get(member.matter)
    if not isinstance(matter, Matter):
        said = f"“{bundle.name}”的成员“{member.matter}”{'没有定义' if matter is None else '不是事项'}，不能编排。"
        raise Invalid(said + "请改正编码，或者补上这个事项。")
    upstream = _upstream(members, member)
    sources = {identity: other.matter for other in upstream for identity in _outputs(other, uses)}
    open_ = frozenset((field.role, field.element) for field in bundle.answered)
    form = Form(matter.form.schema_, matter.form.layout)
    part = Part(matter.code, form, member.roles, open_ | frozenset(sources), member.for_each,
                answered(bundle, answers), open_, transforms_of(member), called(matter, uses.get))
    direct = {dependency.matter for dependency in member.depends_on}
    waits_for = tuple(other.matter for other in upstream if other.matter in direct)
    return Taken(member, matter, part, (), waits_for, sources)


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
    matter = uses.get(member.matter)
    outputs = matter.outputs if isinstance(matter, Matter) else ()
    return [(member.roles.get(output.role, output.role), output.element) for output in outputs]


def row_plans(bundle: Bundle, taken: Sequence[Taken]) -> dict[str, RowPlan]:
    """Plans for the row roles that somebody asks about."""
    used = {feed.rows or (feed.place.rows if feed.place else None) or each.part.row
            for each in taken for link in _links(each) for feed in link.feeds}
    return {rows.role: RowPlan(rows.title, rows.minimum, rows.maximum, rows.key)
            for rows in bundle.rows if rows.role in used}


def _titles(bundle: Bundle, uses: Uses, taken: Sequence[Taken]) -> dict[str, str]:
    """What each place is called: the element's name, after whose it is when the role is a person beside others."""
    roles = {role.code: role for role in bundle.roles}
    titles: dict[str, str] = {}
    for each in taken:
        for link in (feed for whole in _links(each) for feed in whole.feeds):
            identity = link.identity
            element = uses.get(identity[1]) if identity else None
            if link.place is None or not isinstance(element, Element) or identity is None:
                continue
            role = roles.get(identity[0])
            whose = role.title if role and role.person and not link.place.rows else ""
            titles[str(link.place)] = element.name if element.name.startswith(whose) else whose + element.name
    return titles


def _links(taken: Taken) -> Sequence[Link]:
    return taken.links or links_of(taken.part)


def _form(bundle: Bundle, merged: Merged) -> Form:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": bundle.name, **merged.form.schema}
    return Form(schema, layout_of(bundle, merged))
