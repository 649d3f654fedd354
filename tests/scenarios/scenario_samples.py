"""Small bundles and matters for the analysis, all invented, and random ones with every kind of question and condition."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.matter import Matter

MATTER: dict[str, Any] = {
    "kind": "matter",
    "name": "示例事项",
    "task_type": "07",
    "use_levels": ["4"],
    "department": "dept",
    "audiences": ["1"],
    "scope": "示例。",
    "project_type": "promised",
    "review_type": "reviewed",
    "basis": [{"law": "《示例条例》", "article": "第一条"}],
    "conditions": ["示例。"],
    "statutory_limit": {"days": 20},
    "promised_limit": {"days": 5},
    "steps": [],
    "visits": {"number": 1},
    "locations": [],
    "consult_phone": "0571-88001001",
    "complaint_phone": "12345",
    "result": {"name": "示例决定书", "type": "document"},
    "form": {"schema": {"type": "object", "properties": {}}},
}
BUNDLE: dict[str, Any] = {
    "kind": "bundle",
    "code": "sample",
    "name": "示例一件事",
    "lead": "dept",
    "region": "330106",
    "audiences": ["1"],
    "summary": "示例。",
    "roles": [{"code": "holder", "title": "申请人"}],
    "promise": {"limit": {"days": 5}},
    "consult_phone": "0571-88001001",
    "complaint_phone": "12345",
}


def matter(code: str = "matter-a", **said: Any) -> Matter:
    """A matter with these questions, materials, form …"""
    return Matter.model_validate({**MATTER, "code": code, "name": f"示例{code}", "materials": [], **said})


def material(code: str, when: Any = None, **said: Any) -> dict[str, Any]:
    """A required material."""
    return {"material": code, "originals": 1, **({"when": when} if when is not None else {}), **said}


def question(code: str, *options: Any, **said: Any) -> dict[str, Any]:
    """A question; of options a single choice."""
    chosen = [{"value": value, "title": f"选{value}"} for value in options]
    return {"code": code, "title": f"问{code}", **({"options": chosen} if chosen else {"type": "bool"}), **said}


def bundle(questions: list[dict[str, Any]], members: list[dict[str, Any]], **said: Any) -> Bundle:
    """A bundle of these."""
    return Bundle.model_validate({**BUNDLE, "questions": questions, "members": members, **said})


def equals(code: str, value: Any) -> dict[str, Any]:
    """The condition that a question is answered like this."""
    return {"properties": {code: {"const": value}}, "required": [code]}


def over(code: str, number: float) -> dict[str, Any]:
    """The condition that a number is above this."""
    return {"properties": {code: {"exclusiveMinimum": number}}, "required": [code]}


NUMBERS = [0, 0.25, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]
DAYS = ["2026-01-01", "2026-06-15", "2027-01-01", "2026-09-09", "2031-05-20"]
SHAPES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "single": st.sampled_from([{"const": "a"}, {"enum": ["a", "b"]}, {"enum": ["b", "nothing"]}, {"pattern": "^[bc]"}]),
    "bool": st.sampled_from([{"const": True}, {"const": False}, {"type": "boolean"}]),
    "multi": st.sampled_from([
        {"contains": {"const": "a"}}, {"contains": {"enum": ["a", "c"]}}, {"minItems": 2}, {"maxItems": 0},
        {"items": {"enum": ["a", "b"]}}, {"contains": {"pattern": "."}, "minContains": 2}, {"const": ["b", "a"]},
    ]),
    "number": st.sampled_from([
        {"minimum": 1}, {"exclusiveMinimum": 1}, {"maximum": 1.5}, {"exclusiveMaximum": 2}, {"const": 2},
        {"multipleOf": 2}, {"multipleOf": 1.5}, {"type": "integer"}, {"enum": [0, 3]}, {"minimum": 9},
    ]),
    "date": st.sampled_from([{"const": DAYS[0]}, {"enum": DAYS[:2]}, {"pattern": "^2026-"}, {"pattern": "-01-01$"}]),
}
KINDS = list(SHAPES)


def conditions(kinds: dict[str, str]) -> st.SearchStrategy[Any]:
    """Conditions over questions of these kinds, joined in every way that JSON Schema has."""
    if not kinds:
        return st.just(True)
    codes = st.sampled_from(sorted(kinds))
    one = codes.flatmap(lambda code: SHAPES[kinds[code]].flatmap(lambda said: st.sampled_from([
        {"properties": {code: said}, "required": [code]}, {"properties": {code: said}}, {"required": [code]},
        {"patternProperties": {f"^{code}$": said}}, {"additionalProperties": said},
        {"minProperties": 2}, {"maxProperties": 1}, {"propertyNames": {"pattern": f"[^{code[-1]}]$"}},
        {"$ref": "#/$defs/one", "$defs": {"one": {"properties": {code: said}, "required": [code]}}},
        {"properties": {code: said}, "unevaluatedProperties": False},
        {"dependentSchemas": {code: {"properties": {code: said}}}}, {"dependentRequired": {code: [sorted(kinds)[0]]}},
    ])))
    return one | st.recursive(one.filter(lambda said: "$ref" not in said), _joined, max_leaves=3)


def _joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    two = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        two.map(lambda parts: {"allOf": parts}), two.map(lambda parts: {"anyOf": parts}),
        two.map(lambda parts: {"oneOf": parts}), inner.map(lambda part: {"not": part}),
        two.map(lambda parts: {"if": parts[0], "then": parts[1]}), two.map(lambda parts: {"if": parts[0], "else": parts[1]}),
    )


@st.composite
def question_lists(draw: st.DrawFn, prefix: str = "q", most: int = 3) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Questions of all kinds, each asked under a condition on earlier ones; with the kind of each."""
    kinds: dict[str, str] = {}
    found = []
    for number in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(KINDS))
        said: dict[str, Any] = {"type": kind, "required": draw(st.booleans()) or draw(st.booleans())}
        if kinds and draw(st.booleans()):
            said["when"] = draw(conditions(kinds).filter(lambda when: not looks_at_all(when)))
        if kind == "number":
            said |= {"minimum": 0, "maximum": 3}
        options = "abc" if kind in ("single", "multi") else ""
        found.append(question(f"{prefix}{number}", *options, **said))
        kinds[f"{prefix}{number}"] = kind
    return found, kinds


def looks_at_all(when: Any) -> bool:
    """Whether it counts or sweeps over all answers: of a question that would be its own as well."""
    text = str(when)
    return any(key in text for key in ("minProperties", "maxProperties", "propertyNames", "additionalP", "unevaluated"))


@st.composite
def bundles(draw: st.DrawFn) -> tuple[Bundle, dict[str, Matter]]:
    """Small bundles with stops, members under conditions, materials under the matter's own names."""
    questions, kinds = draw(question_lists())
    matters: dict[str, Matter] = {}
    members = []
    for number in range(draw(st.integers(1, 3))):
        code = f"m{number}"
        own, own_kinds, answers = _own_questions(draw, kinds)
        materials = [material(f"doc-{i}", draw(conditions(own_kinds))) for i in range(draw(st.integers(0, 2)))]
        matters[code] = matter(code, questions=own, materials=materials)
        member: dict[str, Any] = {"matter": code, "answers": answers}
        if draw(st.booleans()):
            member["when"] = draw(conditions(kinds))
        members.append(member)
    stops = [{"when": draw(conditions(kinds)), "reason": "示例。", "alternative": "示例。"}
             for _ in range(draw(st.integers(0, 2)))]
    return bundle(questions, members, stops=[stop for stop in stops if stop["when"] is not True]), matters


def _own_questions(draw: st.DrawFn, kinds: dict[str, str]) -> tuple[list[dict[str, Any]], dict[str, str], dict[str, Any]]:
    """A matter's questions under names of its own, fed by the bundle's, by a constant, or by nothing."""
    own: list[dict[str, Any]] = []
    own_kinds: dict[str, str] = {}
    answers: dict[str, Any] = {}
    for code in sorted(kinds):
        name = draw(st.sampled_from([code, f"own-{code}"]))
        options = "abc" if kinds[code] in ("single", "multi") else ""
        own.append(question(name, *options, type=kinds[code]))
        own_kinds[name] = kinds[code]
        if name != code:
            fixed = {"single": "a", "multi": ["a"], "bool": True, "number": 1, "date": DAYS[0]}[kinds[code]]
            answers[name] = draw(st.sampled_from([code, {"const": fixed}]))
    return own, own_kinds, answers
