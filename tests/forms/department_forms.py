"""Small forms as different departments would declare them over one element dictionary, and data for their merged form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Form
from yichuang.forms.places import Part
from yichuang.forms.visibility import active, item, prune, visible

ELEMENTS: Mapping[str, Sequence[dict[str, Any]]] = {
    "kind": (
        {"type": "string", "enum": ["1", "2", "3"]},
        {"type": "string", "enum": ["2", "3", "1"]},
        {"type": "string", "oneOf": [{"const": "1", "title": "甲"}, {"const": "2", "title": "乙"}]},
        {"enum": ["1", "2"]},
    ),
    "name": (
        {"type": "string", "maxLength": 3},
        {"type": "string", "minLength": 1},
        {"type": "string", "pattern": "^a"},
    ),
    "count": (
        {"type": "integer", "minimum": 1},
        {"type": "integer", "maximum": 5},
        {"type": "number", "multipleOf": 2},
    ),
    "used": ({"type": "boolean"}, {"type": "boolean"}),
    "where": ({"type": "string"}, {"type": ["string", "null"], "maxLength": 2}),
}
POOL: list[Any] = ["1", "2", "3", "", "a", "ab", "abc", "b", 0, 1, 2, 4, 6, 7, 1.5, True, False, None]
ROLES = ("p", "q")
ROW = "c"


def _field(draw: st.DrawFn, element: str, role: str) -> dict[str, Any]:
    schema = draw(st.sampled_from(ELEMENTS[element]))
    return {**schema, "title": element, "x-element": element, "x-role": f"own_{role}"}


def _condition(draw: st.DrawFn, fields: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """A condition on one field that declares others, or demands or narrows those that are there."""
    asked = draw(st.sampled_from(sorted(fields)))
    element = fields[asked].get("x-element", "kind")
    met = {
        "kind": {"enum": draw(st.sampled_from([["1"], ["2"], ["1", "3"]]))},
        "used": {"const": draw(st.booleans())},
        "count": {"minimum": 2},
        "name": {"minLength": 2},
        "where": {"const": "a"},
    }[element]
    condition: dict[str, Any] = {"properties": {asked: met}, "required": [asked]}
    condition = draw(st.sampled_from([condition, {"not": condition}, {"required": [asked]}, {"anyOf": [condition]}]))
    needed = draw(st.lists(st.sampled_from(sorted({**fields, **more})), max_size=2, unique=True))
    branch = {"properties": dict(more), "required": needed}
    return {"if": condition, draw(st.sampled_from(["then", "else"])): branch}


@st.composite
def _level(draw: st.DrawFn, name: str, roles: Sequence[str], conditions: int = 2) -> dict[str, Any]:
    """An object's properties, requirements and conditions; conditional fields are declared nowhere else."""
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(ELEMENTS)), st.sampled_from(list(roles))),
            min_size=2,
            max_size=5,
            unique=True,
        )
    )
    named = {f"{name}_{role}_{element}": _field(draw, element, role) for element, role in places}
    if draw(st.booleans()):
        named[f"{name}_own"] = {"type": "string", "title": "本部门自用", "enum": ["1", "2"]}
    kept = draw(st.integers(1, len(named)))
    always = dict(list(named.items())[:kept])
    later = dict(list(named.items())[kept:])
    said: list[Any] = []
    for _ in range(draw(st.integers(0, conditions))):
        more = {key: later.pop(key) for key in list(later) if draw(st.booleans())}
        said.append(_condition(draw, always, more))
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {**always, **later},
        "required": draw(st.lists(st.sampled_from(sorted(always)), max_size=3, unique=True)),
    }
    if said and draw(st.booleans()):
        schema.update(said.pop())
    return {**schema, "allOf": said} if said else schema


@st.composite
def parts(draw: st.DrawFn, name: str) -> Part:
    """One department: a plain form, one taken once a row, one with a list of its own, or one with a nested object."""
    sort = draw(st.sampled_from(["plain", "each", "list", "nested"]))
    roles = {f"own_{role}": role for role in (*ROLES, ROW)}
    schema = draw(_level(name, (*ROLES, ROW) if sort == "each" else ROLES))
    if sort == "list":
        items = draw(_level(f"{name}i", (ROW,)))
        schema["properties"][f"{name}_rows"] = {"type": "array", "title": "名单", "x-role": "own_c", "items": items}
        if draw(st.booleans()):
            schema["required"] = [*schema["required"], f"{name}_rows"]
    if sort == "nested":
        schema["properties"][f"{name}_group"] = draw(_level(f"{name}n", ROLES, 1))
        if draw(st.booleans()):
            schema["required"] = [*schema["required"], f"{name}_group"]
    return Part(name, Form(schema), roles, row=ROW if sort == "each" else None)


PARTS: st.SearchStrategy[list[Part]] = st.integers(1, 3).flatmap(
    lambda n: st.tuples(*(parts("abc"[i]) for i in range(n))).map(list)
)


@st.composite
def filled(draw: st.DrawFn, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Data of a form, filled in as a person would: what is shown is answered, or left out where it may be."""
    form = compiled(schema)
    return dict(prune(form, _filled(draw, form, [form.schema])))


def _filled(draw: st.DrawFn, form: Compiled, said: list[Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    decided: set[str] = set()
    for _ in range(6):
        todo = {name: parts_ for name, parts_ in visible(form, said, data).items() if name not in decided}
        if not todo:
            break
        for name, fragments in todo.items():
            decided.add(name)
            needed = any(
                name in part.get("required", ()) for part in active(form, said, data) if isinstance(part, Mapping)
            )
            if needed or draw(st.integers(0, 3)):
                _answer(draw, form, data, name, fragments)
    return data


def _answer(draw: st.DrawFn, form: Compiled, data: dict[str, Any], name: str, fragments: list[Any]) -> None:
    spoken = [part for part in active(form, fragments, None) if isinstance(part, Mapping)]
    if any("items" in part for part in spoken):
        data[name] = [_filled(draw, form, item(spoken, 0)) for _ in range(draw(st.integers(0, 2)))]
    elif any("properties" in part for part in spoken):
        data[name] = _filled(draw, form, fragments)
    else:
        fitting = [value for value in POOL if all(form.holds(part, value) for part in fragments)]
        if fitting:
            data[name] = draw(st.sampled_from(fitting))
