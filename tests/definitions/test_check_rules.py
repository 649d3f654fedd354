"""Every rule of `check` has an example that breaks it and one, the sound sample, that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matter_samples import AGENT, IS_YES, library_of, problems, sound

from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry
from yichuang.forms.form import Form
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.pointers import get, split

Break = Callable[[dict[str, Any]], Any]
MISSING = object()
LOOSE = {"properties": {"agent": {"const": "yes"}}}


def put(code: str, pointer: str, value: Any) -> Break:
    """Set one place of one document."""

    def change(documents: dict[str, Any]) -> None:
        *above, last = split(pointer)
        here = get(documents[code], above)
        here[int(last) if isinstance(here, list) else last] = value

    return change


def field(**keywords: Any) -> Break:
    """Change keywords of the only field."""
    return lambda documents: documents["matter-a"]["form"]["schema"]["properties"]["xm"].update(keywords)


def members(*more: dict[str, Any], **change: Any) -> Break:
    """Change the first member, and add others."""

    def changed(documents: dict[str, Any]) -> None:
        documents["bundle-a"]["members"][0].update(change)
        documents["bundle-a"]["members"] += more

    return changed


BY = {"role": "person", "element": "person.name", "table": {"33": "dept"}}
CASES: list[tuple[str, str, str, Break]] = [
    ("dangling-reference", "matter-a", "/department", put("matter-a", "/department", "nobody")),
    ("dangling-reference", "matter-a", "/form/schema/properties/xm/x-element", field(**{"x-element": "person.nmae"})),
    (
        "dangling-reference",
        "bundle-a",
        "/members/0/receiver/by/table/33",
        members(receiver={"by": BY | {"table": {"33": "no"}}}),
    ),
    ("wrong-kind", "matter-a", "/materials/0/material", put("matter-a", "/materials/0/material", "dept")),
    ("unknown-keyword", "matter-a", "/form/schema/properties/xm/maxLenght", field(maxLenght=5)),
    ("unknown-keyword", "matter-a", "/form/schema/properties/xm/anyOf/0/requird", field(anyOf=[{"requird": []}])),
    ("unknown-format", "matter-a", "/form/schema/properties/xm/format", field(format="cn-moble")),
    ("look-around", "matter-a", "/form/schema/properties/xm/pattern", field(pattern="(?=a)b")),
    ("remote-ref", "matter-a", "/form/schema/properties/xm/$ref", field(**{"$ref": "https://example.cn/s.json"})),
    ("draft", "matter-a", "/form/schema/$schema", put("matter-a", "/form/schema/$schema", "http://127.0.0.1:9/none")),
    ("empty-form", "matter-a", "/form/schema", put("matter-a", "/form/schema", {"type": "object"})),
    ("role", "matter-a", "/form/schema/properties/xm", field(**{"x-role": ""})),
    ("role", "matter-a", "/form/schema/properties/xm", field(**{"x-role": "Holder"})),
    ("title", "matter-a", "/form/schema/properties/xm", field(title="")),
    ("element", "matter-a", "/form/schema/properties/xm", field(type="integer")),
    (
        "dangling-field",
        "matter-a",
        "/form/layout/sections/0/fields/0",
        put("matter-a", "/form/layout", {"sections": [{"title": "一", "fields": ["nobody"]}]}),
    ),
    ("unrequired", "matter-a", "/materials/0/when/properties/agent", put("matter-a", "/materials/0/when", LOOSE)),
    (
        "unrequired",
        "matter-a",
        "/materials/0/when/not/properties/agent",
        put("matter-a", "/materials/0/when", {"not": LOOSE}),
    ),
    (
        "unrequired",
        "matter-a",
        "/materials/0/when/anyOf/1/properties/agent",
        put("matter-a", "/materials/0/when", {"anyOf": [IS_YES, LOOSE]}),
    ),
    (
        "unrequired",
        "matter-a",
        "/materials/0/when/allOf/0/properties/agent",
        put("matter-a", "/materials/0/when", {"allOf": [LOOSE]}),
    ),
    (
        "dangling-answer",
        "matter-a",
        "/materials/0/when/required",
        put("matter-a", "/materials/0/when", {"required": ["who"]}),
    ),
    ("duplicate-code", "matter-a", "/questions/1/code", put("matter-a", "/questions", [AGENT, AGENT])),
    ("options", "matter-a", "/questions/0/options", put("matter-a", "/questions/0/options", [])),
    ("cycle", "matter-a", "/questions/0/when", put("matter-a", "/questions/0/when", IS_YES)),
    ("statutory", "matter-a", "/statutory_explanation", put("matter-a", "/statutory_limit", None)),
    ("L01", "matter-a", "/promised_limit", put("matter-a", "/statutory_limit", {"days": 4})),
    ("L01", "matter-a", "/promised_limit", put("matter-a", "/statutory_limit", {"days": 6, "unit": "natural-day"})),
    ("promise", "matter-a", "/promised_limit/days", put("matter-a", "/promised_limit/unit", "immediate")),
    ("WZ-1", "matter-a", "/project_type", put("matter-a", "/project_type", "immediate")),
    ("WZ-2", "matter-a", "/project_type", put("matter-a", "/project_type", "immediate")),
    ("steps-sum", "matter-a", "/steps", put("matter-a", "/steps/0/limit/days", 2)),
    ("code", "matter-a", "/consult_phone", put("matter-a", "/consult_phone", "88001001x")),
    ("code", "dept", "/uscc", put("dept", "/uscc", "123456789012345678")),
    ("dangling-reference", "person.name", "/code_list", put("person.name", "/code_list", "no-list")),
    (
        "duplicate-member",
        "bundle-a",
        "/members/2/matter",
        members({"matter": "matter-a", "roles": {"holder": "person"}}),
    ),
    ("dangling-member", "bundle-a", "/members/0/depends_on/0/matter", members(depends_on=[{"matter": "dept"}])),
    ("cycle", "bundle-a", "/members", members(depends_on=[{"matter": "matter-b"}])),
    ("receiver", "bundle-a", "/members/0/receiver", members(receiver={})),
    ("receiver", "bundle-a", "/members/0/receiver", members(receiver={"department": "dept", "by": BY})),
    ("role", "bundle-a", "/members/0/roles", members(roles={})),
    ("role", "bundle-a", "/members/0/roles/nobody", members(roles={"holder": "person", "nobody": "person"})),
    ("rows", "bundle-a", "/members/0", members(roles={"holder": "child"})),
    ("rows", "bundle-a", "/members/0/for_each", members(for_each="person")),
    ("rows", "bundle-a", "/rows/0", put("bundle-a", "/rows/0/minimum", 30)),
    ("answers", "bundle-a", "/members/0/answers", put("bundle-a", "/questions", [])),
    ("answers", "bundle-a", "/members/0/answers/agent", members(answers={"agent": {"enum": ["yes"]}})),
    (
        "answers",
        "bundle-a",
        "/members/0/answers/agent",
        put("bundle-a", "/questions/0/options/0", {"value": "maybe", "title": "也许"}),
    ),
    ("promise", "bundle-a", "/promise/limit", put("bundle-a", "/promise/limit/days", 9)),
    ("promise", "bundle-a", "/members/0/promise", members(promise={"days": 6})),
    (
        "max-length",
        "matter-a",
        "/form/schema/properties/xm",
        lambda d: d["matter-a"]["form"]["schema"]["properties"]["xm"].pop("maxLength"),
    ),
]


def test_the_sound_sample_has_no_problems() -> None:
    assert problems(sound()) == []


@pytest.mark.parametrize(
    ("rule", "code", "pointer", "break_it"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_what_breaks_a_rule_is_reported_at_its_place(rule: str, code: str, pointer: str, break_it: Break) -> None:
    documents = sound()
    break_it(documents)
    found = [problem for problem in problems(documents) if (problem.rule, problem.pointer) == (rule, pointer)]
    assert found, [(problem.rule, problem.pointer) for problem in problems(documents)]
    assert all(problem.message.endswith(("。", "。”")) and problem.fix for problem in found)


def test_a_licence_in_a_bundle_may_take_at_most_45_days() -> None:
    documents = sound()
    documents["bundle-a"]["promise"]["limit"]["days"] = 46
    assert problems(documents) == []
    documents["matter-a"]["task_type"] = "01"
    found = [problem.rule for problem in problems(documents) if problem.pointer == "/promise/limit"]
    assert found == ["joint-limit"]


def test_limits_of_different_units_are_compared_by_what_they_mean() -> None:
    documents = sound()
    matter = documents["matter-a"]
    matter["steps"] = [{**matter["steps"][0], "limit": {"days": 4, "unit": "hour"}} for _ in range(2)]
    matter["promised_limit"], matter["statutory_limit"] = {"days": 1}, {"days": 8, "unit": "hour"}
    documents["bundle-a"]["members"][0]["promise"] = None
    assert problems(documents) == []
    matter["promised_limit"] = matter["statutory_limit"] = {"days": 20, "unit": "natural-day"}
    assert "L01" not in {problem.rule for problem in problems(documents) if problem.pointer == "/promised_limit"}


@pytest.mark.parametrize(
    ("code_list", "agrees"), [(None, False), ("示例性别", False), ("公安性别代码", True)], ids=["none", "the element's", "its own"]
)
def test_only_a_field_with_a_code_list_of_its_own_may_differ_from_its_element(code_list: str | None, agrees: bool) -> None:
    documents = sound()
    documents["person.name"] |= {"value": {"type": "string", "enum": ["1", "2"]}, "code_list": "示例性别"}
    own = {"enum": ["男", "女"], **({"x-code-list": code_list} if code_list else {})}
    field(**own)(documents)
    found = [problem.pointer for problem in problems(documents) if problem.rule == "element"]
    assert found == ([] if agrees else ["/form/schema/properties/xm"])


def test_a_code_list_of_its_own_is_told_when_forms_are_merged_and_nothing_bridges_it() -> None:
    sex = {"type": "string", "title": "性别", "enum": ["1", "2"], "x-element": "person.sex", "x-role": "p"}
    forms = {"a": {**sex, "x-code-list": "示例性别"}, "b": {**sex, "x-code-list": "公安性别代码"}}
    parts = [Part(name, Form({"type": "object", "properties": {"xb": said}})) for name, said in forms.items()]
    assert [conflict.kind for conflict in merge(parts).conflicts] == ["code-list"]


def test_a_code_is_used_once_across_all_kinds() -> None:
    library = library_of(sound())
    document = {"kind": "element", "code": "doc-a", "name": "示例", "value": {}}
    definition = read_definition(document)
    assert not isinstance(definition, list)
    refused = library.add(Entry(definition, document, "b.json", "/3"))
    assert refused is not None and (refused.rule, refused.pointer, refused.file) == (
        "duplicate-code",
        "/3/code",
        "b.json",
    )


@pytest.mark.parametrize(
    ("pointer", "value", "rule", "said"),
    [
        ("/promissed_limit", {}, "unknown-keyword", "promised_limit"),
        ("/steps/0/limt", 1, "unknown-keyword", "limit"),
        ("/materials/0/exemption", {"mod": "none"}, "unknown-keyword", "mode"),
        ("/visits/number", 10, "type", ""),
        ("/task_type", "99", "choice", ""),
        ("/code", "编码", "pattern", ""),
        ("/name", "", "type", ""),
        ("/name", MISSING, "required", "name"),
        ("/materials", "doc", "type", ""),
        ("/statutory_limit", 5, "type", ""),
        ("/basis/0/effective_on", "昨天", "type", ""),
        ("/charged", "是", "type", ""),
    ],
)
def test_a_document_that_cannot_be_read_says_where_and_what_was_meant(
    pointer: str, value: Any, rule: str, said: str
) -> None:
    document = sound()["matter-a"]
    *above, last = split(pointer)
    here = get(document, above)
    if value is MISSING:
        del here[last]
    else:
        here[last] = value
    found = read_definition(document)
    assert isinstance(found, list)
    assert any(
        problem.rule == rule and problem.pointer.startswith(pointer) and said in problem.fix for problem in found
    ), found
