"""Why a material is needed and why a field stands on the form."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.definitions.bridges import transforms_of
from yichuang.definitions.material import RequiredMaterial
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.form import Form
from yichuang.forms.keywords import walk
from yichuang.forms.places import Link as Placed
from yichuang.forms.places import Part, links_of

from .subject import Taking
from .telling import Chain, Link, Telling, needed, taken
from .why_asked import asked_link, matter_links
from .words import condition_in_words

EXEMPT = {
    "register": "免提交：由部门之间核对。",
    "e-cert": "免提交：调用电子证照。",
    "promise": "免提交：可以书面承诺代替。",
    "internal": "免提交：由本部门内部核对。",
    "upstream": "免提交：由前面的事项办出。",
    "generated": "免提交：由系统按表单生成。",
}


def why_materials(tell: Telling, code: str) -> Iterator[Chain]:
    """Of each role that the material is asked of: which matters demand it, when, on what ground."""
    groups: dict[str | None, list[tuple[Taking, RequiredMaterial]]] = {}
    for taking in tell.subject.takings:
        for required in taking.matter.materials:
            if required.material == code:
                role = taking.member.roles.get(required.role, required.role) if required.role else None
                groups.setdefault(role, []).append((taking, required))
    for role, demands in groups.items():
        links = [link for taking, required in demands for link in _demand(tell, taking, required)]
        states = [needed(tell, taking, required) for taking, required in demands]
        title = tell.uses[code].name if code in tell.uses else code
        whose = tell.role(role)
        yield Chain("material", code, f"{title}（{whose}）" if whose else title, _any(states), tuple(links), role)


def _demand(tell: Telling, taking: Taking, required: RequiredMaterial) -> Iterator[Link]:
    name = f"“{taking.matter.name}”要{tell.name(required.material)}"
    met = needed(tell, taking, required)
    if required.when is None:
        yield Link("material", required.material, f"{name}，办这一事项都要。", met)
    else:
        yield Link("material", required.material, f"{name}：在{tell.words(required.when, taking)}时要。"
                   + (required.condition or ""), met)
        yield from (asked_link(tell, question) for question in tell.asked_by(required.when, taking.questions))
    yield from matter_links(tell, taking)
    for basis in required.basis or taking.matter.basis[:1]:
        yield Link("matter", taking.code, f"依据：{basis.law}{basis.article or ''}。")
    if required.exemption.mode in EXEMPT:
        yield Link("material", required.material, EXEMPT[required.exemption.mode])


def why_field(tell: Telling, about: str) -> Iterator[Chain]:
    """A field by its place in the merged form (`role.element`, `role/*/element`, `MATTER~name`) or by its element."""
    found: dict[str, list[tuple[Taking, Field]]] = {}
    for taking in tell.subject.takings:
        for placed in _placed(taking):
            names = _names(placed)
            if about in names:
                found.setdefault(names[0], []).append((taking, placed.field))
    for key, uses in found.items():
        links = [link for taking, field in uses for link in _use(tell, taking, field)]
        states = [taken(tell, taking) for taking, _ in uses]
        yield Chain("field", key, _title(uses), _any(states), (*_supplied(tell, key), *links))


def _title(uses: list[tuple[Taking, Field]]) -> str:
    return next((field.shape.title for _, field in uses if field.shape.title), uses[0][1].steps[-1])


def _placed(taking: Taking) -> list[Placed]:
    """Every field of the matter's form with its place."""
    if not taking.readable:
        return []
    part = Part(taking.code, Form(taking.matter.form.schema_), taking.member.roles, row=taking.member.for_each,
                transforms=transforms_of(taking.member))
    return [feed for placed in links_of(part) for feed in placed.feeds if feed.place is not None]


def _names(placed: Placed) -> tuple[str, ...]:
    """What a field may be called: its place, its place without the star, its element."""
    place = placed.place
    if place is None:
        return ()
    inside = (f"{place.rows}.{place.key}", place.key) if place.rows else ()
    return (str(place), *inside, *((placed.field.element,) if placed.field.element else ()))


def _supplied(tell: Telling, key: str) -> Iterator[Link]:
    """Where its value comes from when it is not the applicant's to fill in."""
    whole = key.replace("/*/", ".")
    for each in tell.subject.answered:
        question = tell.subject.question(each.question)
        if f"{each.role}.{each.element}" == whole and question is not None:
            yield asked_link(tell, question)
            yield Link("field", key, f"它由情形问题{tell.question(question)}的回答填入，表上不再问。")
    for taking in tell.subject.takings:
        for output in taking.matter.outputs:
            if f"{taking.member.roles.get(output.role, output.role)}.{output.element}" == whole:
                yield Link("matter", taking.code,
                           f"办“{taking.matter.name}”时由部门产生，之后的事项直接用，不用再填。", taken(tell, taking))


def _use(tell: Telling, taking: Taking, field: Field) -> Iterator[Link]:
    said = list(dict.fromkeys(_conditions(taking, field)))
    # A condition that says another one and more adds nothing.
    conditions = [each for each in said if not any(other != each and other in each for other in said)]
    label = f"“{field.shape.title or field.steps[-1]}”"
    when = f"：在{'，或者'.join(conditions)}时填" if conditions else ""
    yield Link("field", ".".join(field.steps), f"“{taking.matter.name}”的表单有{label}{when}。", taken(tell, taking))
    yield from matter_links(tell, taking)
    if reason := field.shape.keywords.get("x-reason"):
        yield Link("field", ".".join(field.steps), f"为什么填：{reason}")
    for basis in taking.matter.basis[:1]:
        yield Link("matter", taking.code, f"依据：{basis.law}{basis.article or ''}。")


def _conditions(taking: Taking, field: Field) -> Iterator[str]:
    """The conditions under which the form has the field, in the words of its own labels; none when it always has it."""
    schema = taking.matter.form.schema_
    if len(field.steps) != 1 or field.steps[0] in schema.get("properties", {}):
        return
    spoken = [{"code": own.steps[0], "title": own.shape.title or own.steps[0],
               "options": [{"value": choice.value, "title": choice.title} for choice in own.shape.choices]}
              for own in fields_of(compiled(schema)) if len(own.steps) == 1]
    for _, here in walk(schema):
        if isinstance(here, Mapping) and "if" in here and field.steps[0] in _named(here.get("then")):
            yield condition_in_words(here["if"], spoken)


def _named(schema: Any) -> Mapping[str, Any]:
    return schema.get("properties", {}) if isinstance(schema, Mapping) else {}


def _any(states: list[bool | None]) -> bool | None:
    known = [state for state in states if state is not None]
    return any(known) if known else None
