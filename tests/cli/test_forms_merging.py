"""`forms merge` and `forms project` from outside: one document, conflicts as data, and every form its own instance back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from yichuang_command import run, write

PERSON = {
    "type": "object", "title": "甲部门申请表（示例）", "required": ["xm"],
    "properties": {
        "xm": {"type": "string", "title": "姓名", "maxLength": 30, "x-role": "applicant", "x-element": "person.name"},
        "xb": {"enum": ["男", "女"], "title": "性别", "x-role": "applicant", "x-element": "person.sex"},
    },
}  # fmt: skip
OWNER = {
    "type": "object", "title": "乙部门申请表（示例）", "required": ["name", "sex"],
    "properties": {
        "name": {"type": "string", "title": "申请人", "minLength": 2, "x-role": "owner", "x-element": "person.name"},
        "sex": {"enum": ["1", "2"], "title": "性别", "x-role": "owner", "x-element": "person.sex"},
    },
}  # fmt: skip
ROLES = {"roles": {"b": {"owner": "applicant"}}}
SEX = {"form": "a", "pointer": "/xb", "kind": "codes", "table": {"1": "男", "2": "女"}}


@pytest.fixture
def forms(tmp_path: Path) -> list[Path]:
    return [write(tmp_path, "a.json", PERSON), write(tmp_path, "b.json", {"schema": OWNER, "layout": None})]


def merged(tmp_path: Path, forms: list[Path], given: Any) -> Any:
    done = run(tmp_path, "forms", "merge", *forms, "--map", write(tmp_path, "map.json", given), "--json")
    assert done.status == 0, done.err
    return done.json()


def test_values_without_common_ground_are_a_conflict_and_asked_separately(tmp_path: Path, forms: list[Path]) -> None:
    found = merged(tmp_path, forms, ROLES)
    assert [each["kind"] for each in found["conflicts"]] == ["enum"] and found["conflicts"][0]["proposals"]
    assert {"applicant.person.sex~a", "applicant.person.sex~b"} < set(found["schema"]["properties"])
    assert {each["verdict"] for each in found["proof"]} == {"proved"}


def test_a_transform_settles_it_and_the_data_go_back_to_each_form(tmp_path: Path, forms: list[Path]) -> None:
    found = merged(tmp_path, forms, {**ROLES, "transforms": [SEX]})
    assert found["conflicts"] == [] and set(found["schema"]["properties"]) == {"applicant.person.name", "applicant.person.sex"}
    assert [each["title"] for each in found["layout"]["sections"]] == ["甲部门申请表（示例）"]
    kept = write(tmp_path, "merged.json", found)
    data = write(tmp_path, "data.json", {"applicant.person.name": "林小满（示例）", "applicant.person.sex": "2"})
    back = run(tmp_path, "forms", "project", kept, "--data", data, "--json")
    assert back.status == 0
    assert back.json() == {"a": {"xm": "林小满（示例）", "xb": "女"}, "b": {"name": "林小满（示例）", "sex": "2"}}


def test_data_that_the_merged_form_refuses_are_named_with_status_1(tmp_path: Path, forms: list[Path]) -> None:
    kept = write(tmp_path, "merged.json", merged(tmp_path, forms, {**ROLES, "transforms": [SEX]}))
    for data in ({"applicant.person.name": "林"}, {"applicant.person.name": "林小满", "applicant.person.sex": "1", "more": 1}):
        back = run(tmp_path, "forms", "project", kept, "--data", write(tmp_path, "data.json", data))
        assert back.status == 1 and "数据不合合并表单" in back.err and "Traceback" not in back.err


def test_for_people_it_says_how_many_fields_are_left(tmp_path: Path, forms: list[Path]) -> None:
    done = run(tmp_path, "forms", "merge", *forms)
    assert done.status == 0 and "2 张表单共 4 项" in done.out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "对照文件应为"),
        ({"roles": {"c": {}}}, "没有给出的表单：c"),
        ({"transforms": [{**SEX, "kind": "magic"}]}, "没有“magic”这种换算"),
        ({"transforms": [{"kind": "codes"}]}, "哪张表单的哪个字段"),
    ],
)
def test_a_wrong_map_is_a_sentence(tmp_path: Path, forms: list[Path], given: Any, said: str) -> None:
    done = run(tmp_path, "forms", "merge", *forms, "--map", write(tmp_path, "map.json", given))
    assert done.status == 1 and said in done.err and not done.out


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": {"$ref": "http://127.0.0.1:9/x"}}},
        {"type": "object", "properties": {"a": {"type": "strin"}}},
        {"properties": {"a": {"$ref": "#/properties/a"}}},
        [],
    ],
)
def test_a_form_that_cannot_be_used_is_named(tmp_path: Path, schema: Any) -> None:
    done = run(tmp_path, "forms", "merge", write(tmp_path, "bad.json", schema), "--json")
    assert done.status == 1 and "bad" in done.err and "Traceback" not in done.err


def test_two_forms_of_one_name_and_what_merge_did_not_print_are_refused(tmp_path: Path, forms: list[Path]) -> None:
    (tmp_path / "more").mkdir()
    twice = run(tmp_path, "forms", "merge", forms[0], write(tmp_path / "more", "a.json", PERSON))
    assert twice.status == 1 and "同名" in twice.err
    other = run(tmp_path, "forms", "project", forms[0], "--data", write(tmp_path, "d.json", {}))
    assert other.status == 1 and "不是 forms merge 的输出" in other.err


def test_a_recursive_form_merges_in_a_moment(tmp_path: Path) -> None:
    tree = {"type": "object", "$defs": {"n": {"type": "object", "properties": {"name": {"type": "string", "title": "名称"},
            "below": {"type": "array", "items": {"$ref": "#/$defs/n"}}}}}, "properties": {"root": {"$ref": "#/$defs/n"}}}
    done = run(tmp_path, "forms", "merge", write(tmp_path, "tree.json", tree), "--json")
    assert done.status == 0 and json.loads(done.out)["schema"]["properties"]


def test_a_key_that_the_merged_form_does_not_have_is_named_also_where_conditions_declare_fields(tmp_path: Path) -> None:
    more = {"if": {"properties": {"xb": {"const": "女"}}, "required": ["xb"]},
            "then": {"properties": {"note": {"type": "string", "title": "备注"}}}}  # fmt: skip
    found = run(tmp_path, "forms", "merge", write(tmp_path, "a.json", PERSON | more), "--json").json()
    data = {"applicant.person.name": "林小满（示例）", "applicant.person.sex": "男", "a~note": "x", "surplus": 1}
    back = run(tmp_path, "forms", "project", write(tmp_path, "m.json", found), "--data", write(tmp_path, "d.json", data))
    assert back.status == 1 and "/surplus：" in back.err and "note" not in back.err
    assert back.json() == {"a": {"xm": "林小满（示例）", "xb": "男"}}
