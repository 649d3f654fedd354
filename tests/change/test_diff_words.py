"""Two documents of one code: every difference is told once, in words, and on the right side."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from department_forms import filled, parts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matter_samples import bundle, matter

from yichuang.definitions.change.documents import diff
from yichuang.definitions.change.kinds import CHANGE_KINDS
from yichuang.definitions.change.values import Change
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KINDS, read_definition
from yichuang.definitions.library import read_paths
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.pointers import get, split

SEEDS = {code: entry.document for code, entry in read_paths([Path(__file__).parents[2] / "seeds"]).library.entries.items()}
CARE = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def form_of(document: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = document["form"]["schema"]
    return schema


def changed(edit: Any, of: Any = matter) -> tuple[Change, ...]:
    """The changes that an edit makes to a sound document."""
    before = of()
    after = copy.deepcopy(before)
    edit(after)
    return diff(before, after).changes


def field(name: str, **schema: Any) -> Any:
    return lambda document: form_of(document)["properties"].update({name: {"type": "string", "title": "备注", **schema}})


def name_is(**schema: Any) -> Any:
    return lambda document: form_of(document)["properties"]["xm"].update(schema)


def rename(document: dict[str, Any]) -> None:
    form_of(document)["properties"] = {"mc": form_of(document)["properties"]["xm"]}
    form_of(document)["required"] = ["mc"]


def required_field(document: dict[str, Any]) -> None:
    field("bz")(document)
    form_of(document)["required"].append("bz")


def drop_field(document: dict[str, Any]) -> None:
    form_of(document).update(properties={}, required=[])


def condition(document: dict[str, Any]) -> None:
    form_of(document)["if"] = {"properties": {"xm": {"const": "甲"}}, "required": ["xm"]}
    form_of(document)["then"] = {"properties": {"by": {"type": "string", "title": "别名"}}, "required": ["by"]}


def materials(edit: Any) -> Any:
    return lambda document: edit(document["materials"])


CASES: list[tuple[str, bool, Any]] = [
    ("field-added", True, field("bz")),
    ("field-added-required", False, required_field),
    ("field-removed", False, drop_field),
    ("field-renamed", False, rename),
    ("field-identity-changed", False, name_is(**{"x-role": "agent"})),
    ("required-removed", True, lambda d: form_of(d).update(required=[])),
    ("type-narrowed", False, name_is(type="integer")),
    ("type-widened", True, name_is(type=["string", "null"])),
    ("length-shortened", False, name_is(maxLength=10)),
    ("length-extended", True, name_is(maxLength=30)),
    ("pattern-changed", False, name_is(pattern="^甲")),
    ("annotation-changed", True, name_is(title="名字")),
    ("annotation-changed", True, name_is(**{"x-help": "照身份证填写。"})),
    ("condition-changed", False, condition),
    ("material-added", False, materials(lambda m: m.append({"material": "doc-b"}))),
    ("material-removed", True, materials(lambda m: m.pop())),
    ("material-easier", True, materials(lambda m: m[0].update(exemption={"mode": "e-cert"}))),
    ("material-stricter", False, materials(lambda m: m[0].update(copies=2))),
    ("material-condition-wider", False, materials(lambda m: m[0].pop("when"))),
    ("question-added", False, lambda d: d["questions"].append({"code": "q", "title": "问", "type": "bool"})),
    ("question-added-optional", True,
     lambda d: d["questions"].append({"code": "q", "title": "问", "type": "bool", "required": False})),
    ("question-removed", False, lambda d: d["questions"].clear()),
    ("option-removed", False, lambda d: d["questions"][0]["options"].pop()),
    ("option-added", True, lambda d: d["questions"][0]["options"].append({"value": "x", "title": "其他"})),
    ("stop-added", False, lambda d: d.update(stops=[{"when": {"required": ["agent"]}, "reason": "甲。", "alternative": "乙。"}])),
    ("limit-longer", False, lambda d: d.update(promised_limit={"days": 6})),
    ("limit-shorter", True, lambda d: d.update(promised_limit={"days": 4})),
    ("department-changed", False, lambda d: d.update(department="dept-2")),
    ("suspended", False, lambda d: d.update(state="suspended")),
    ("charge-added", False, lambda d: d.update(charged=True)),
    ("visits-more", False, lambda d: d["visits"].update(number=2)),
    ("demand-added", False, lambda d: d["conditions"].append("有固定住所。")),
    ("choice-removed", False, lambda d: d.update(channels=[])),
    ("step-changed", True, lambda d: d["steps"][0].update(name="收件")),
    ("output-removed", False, lambda d: d.update(outputs=[])),
    ("result-changed", False, lambda d: d["result"].update(name="另一种决定书")),
    ("text-changed", True, lambda d: d.update(note="说明。")),
    ("fact-changed", True, lambda d: d.update(consult_phone="0571-88001002")),
    ("name-changed", True, lambda d: d.update(name="另一个名称（示例）")),
]
BUNDLE_CASES: list[tuple[str, bool, Any]] = [
    ("member-added", False, lambda d: d["members"].append({"matter": "matter-c"})),
    ("member-removed", False, lambda d: d["members"].pop()),
    ("member-changed", False, lambda d: d["members"][0].update(when={"required": ["agent"]})),
    ("receiver-changed", False, lambda d: d["members"][0].update(receiver={"department": "dept-2"})),
    ("rows-narrowed", False, lambda d: d["rows"][0].update(maximum=3)),
    ("rows-widened", True, lambda d: d["rows"][0].update(maximum=50)),
    ("role-removed", False, lambda d: d["roles"].pop()),
    ("limit-longer", False, lambda d: d["promise"].update(limit={"days": 11})),
    ("decision-changed", False,
     lambda d: d.update(decisions=[{"where": "person.person.name", "take": "apart", "grounds": "0" * 64}])),
    ("answered-changed", False,
     lambda d: d.update(answered=[{"role": "person", "element": "person.name", "question": "agent"}])),
    ("order-changed", True, lambda d: d["roles"].reverse()),
]


@pytest.mark.parametrize(("kind", "compatible", "edit"), CASES, ids=[f"{kind}-{i}" for i, (kind, _, _) in enumerate(CASES)])
def test_each_change_of_a_matter_is_told_once_and_on_its_side(kind: str, compatible: bool, edit: Any) -> None:
    found = changed(edit)
    assert kind in [change.kind for change in found], found
    assert all(change.compatible for change in found) is compatible, found
    assert all(change.message.endswith("。") and change.pointer.startswith("/") for change in found)


@pytest.mark.parametrize(("kind", "compatible", "edit"), BUNDLE_CASES, ids=[kind for kind, _, _ in BUNDLE_CASES])
def test_each_change_of_a_bundle_is_told_once_and_on_its_side(kind: str, compatible: bool, edit: Any) -> None:
    found = changed(edit, bundle)
    assert [change.kind for change in found] == [kind]
    assert CHANGE_KINDS[kind].compatible is compatible


def test_values_that_came_and_went_are_named() -> None:
    before, after = matter(), matter()
    name_is(oneOf=[{"const": "1", "title": "男"}, {"const": "2", "title": "女"}])(before)
    name_is(oneOf=[{"const": "2", "title": "女"}, {"const": "9", "title": "其他"}])(after)
    found = {change.kind: change.message for change in diff(before, after).changes}
    assert "“男”" in found["values-removed"] and "“其他”" in found["values-added"]


def test_a_field_of_a_condition_is_told_under_its_condition() -> None:
    before, after = matter(), matter()
    condition(before)
    condition(after)
    form_of(after)["then"]["properties"]["by"]["maxLength"] = 5
    found = diff(before, after).changes
    assert [(change.kind, change.pointer) for change in found] == [
        ("length-shortened", "/form/schema/then/properties/by/maxLength")]
    assert "“姓名”的条件下，字段“别名”的最多字数写为5" in found[0].message


def test_a_step_with_another_name_is_one_rename_and_an_insertion_one_addition() -> None:
    renamed = changed(lambda d: d["steps"][0].update(name="收件"))
    assert [change.message for change in renamed] == ["办理步骤“受理”改称“收件”，内容没有变。"]
    step = {"stage": "收件与受理", "name": "登记", "limit": {"days": 0}, "role": "收件岗", "result": "登记"}
    assert [change.pointer for change in changed(lambda d: d["steps"].insert(0, step))] == ["/steps/0"]


def test_writing_the_same_in_another_order_is_no_change_of_meaning() -> None:
    before = matter()
    found = diff(before, dict(reversed(list(before.items())))).changes
    assert [change.kind for change in found] == ["spelling-changed"]


@pytest.mark.parametrize("code", list(SEEDS))
def test_a_document_does_not_differ_from_itself(code: str) -> None:
    assert diff(SEEDS[code], json.loads(json.dumps(SEEDS[code]))).changes == ()


def scalars(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every single value of a document."""
    if isinstance(value, dict):
        return [steps for key, each in value.items() for steps in scalars(each, (*at, key))]
    if isinstance(value, list):
        return [steps for i, each in enumerate(value) for steps in scalars(each, (*at, i))]
    return [at]


@CARE
@given(data=st.data())
def test_a_change_of_any_single_value_is_told(data: st.DataObject) -> None:
    before = SEEDS[data.draw(st.sampled_from(sorted(SEEDS)))]
    after = json.loads(json.dumps(before))
    *way, last = data.draw(st.sampled_from(scalars(after)))
    here = after
    for step in way:
        here = here[step]
    value = here[last]
    if data.draw(st.booleans()):
        del here[last]
    else:
        here[last] = (not value) if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}改"
    if isinstance(read_definition(after), Definition):
        assert diff(before, after).changes != ()


@CARE
@given(data=st.data())
def test_every_pointer_leads_somewhere_in_one_of_the_two(data: st.DataObject) -> None:
    codes = sorted(code for code in SEEDS if SEEDS[code]["kind"] in ("matter", "bundle"))
    one, other = (SEEDS[data.draw(st.sampled_from(codes))] for _ in range(2))
    if one["kind"] == other["kind"]:
        whole = [KINDS[d["kind"]].model_validate(d).model_dump(mode="json", by_alias=True) for d in (one, other)]
        for change in diff(one, other).changes:
            steps, gone = split(change.pointer), object()
            nearest = [get(document, steps[:-1], gone) for document in (*whole, one, other)]
            assert any(found is not gone for found in nearest), change


def edits(data: st.DataObject, schema: dict[str, Any]) -> dict[str, Any]:
    """One thing about a generated form said otherwise, as an editor would."""
    new: dict[str, Any] = json.loads(json.dumps(schema))
    names = sorted(new["properties"])
    name = data.draw(st.sampled_from(names))
    acts = [
        lambda: new["properties"].pop(name),
        lambda: new["properties"].update({name: {"type": "string", "maxLength": 1}}),
        lambda: new["properties"].update({"more": {"type": "string"}}),
        lambda: new.update(required=sorted({*new.get("required", []), name})),
        lambda: new.update(required=[]),
        lambda: new.update(allOf=new.get("allOf", [])[1:]),
        lambda: new.update(allOf=[*new.get("allOf", []), {"if": {"required": [name]}, "then": {"required": names[:1]}}]),
        lambda: new["properties"].update({name: {**new["properties"][name], "enum": ["1", "a", 2]}}),
        lambda: new.update(additionalProperties=False),
        lambda: [new.pop(key, None) for key in ("if", "then", "else")],
    ]
    for act in data.draw(st.lists(st.sampled_from(acts), min_size=1, max_size=2)):
        if name in new["properties"]:
            act()
    return new


@CARE
@given(data=st.data(), part=parts("a"))
def test_what_was_accepted_and_is_refused_is_never_called_compatible(data: st.DataObject, part: Any) -> None:
    old = part.form.schema
    new = edits(data, old)
    before, after = ({"kind": "matter", "code": "a", "form": {"schema": schema}} for schema in (old, new))
    found = diff(before, after)
    try:
        checker = compiled(new)
    except SchemaInvalid:
        return
    values = data.draw(filled(old))
    if compiled(old).is_valid(values) and not checker.is_valid(values):
        assert found.incompatible != ()
