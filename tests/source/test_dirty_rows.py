"""Dirty data of a library is said row by row, and nothing of it is lost."""
from __future__ import annotations

import json

import pytest

from yichuang.definitions.source.cleaning import cleaned
from yichuang.definitions.source.mapping import built_in


def said(snapshot):
    return [(problem.row, problem.column, problem.rule) for problem in snapshot.problems if problem.rule != "code-scheme"]


def one(library, row, **changes):
    snapshot = library([row(**changes)]).snapshot()
    return snapshot.matters[0], said(snapshot)


def test_html_is_cleaned_and_kept(library, row):
    raw = "<p>有&nbsp;营业执照。</p><script>alert(1)</script><br>场所<b>固定</b>。"
    matter, problems = one(library, row, accept_condition=raw)
    assert matter.columns["conditions"] == ["有 营业执照。", "场所固定。"]
    assert problems == [(1, "accept_condition", "html")] and matter.raw["accept_condition"] == raw


def test_broken_and_control_characters_are_said_and_kept(library, row):
    matter, problems = one(library, row, task_name="示例\ufffd招牌\x07备案", result_name="证\x00书")
    assert matter.name == "示例\ufffd招牌备案" and matter.columns["result"]["name"] == "证书"
    assert {rule for _, _, rule in problems} == {"broken-character", "control-character"}
    assert matter.raw["task_name"] == "示例\ufffd招牌\x07备案"


def test_a_name_that_is_too_long_is_cut_and_kept_whole(library, row):
    name = "长" * 300
    matter, problems = one(library, row, task_name=name)
    assert matter.name == "长" * 200 and matter.raw["task_name"] == name and problems == [(1, "task_name", "too-long")]


@pytest.mark.parametrize(
    ("day", "unit", "limit", "rules"),
    [
        ("5个工作日", "", {"days": 5, "unit": "workday"}, ["number-with-unit"]),
        (5, "N", {"days": 5, "unit": "natural-day"}, []),
        ("当场办结", "", {"days": 0, "unit": "immediate"}, []),
        ("１０", "工作日", {"days": 10, "unit": "workday"}, []),
        ("若干", "工作日", None, ["limit"]),
        ("5", "7", None, ["unit"]),
        ("5个工作日", "自然日", None, ["unit"]),
        ("", "", None, []),
    ],
)
def test_limits_are_read_with_their_unit_wherever_it_stands(library, row, day, unit, limit, rules):
    matter, problems = one(library, row, promise_day=day, promise_type=unit)
    assert matter.columns.get("promised_limit") == limit and [rule for _, _, rule in problems] == rules
    assert not rules or matter.raw["promise_day"] == day


def test_a_choice_that_is_not_in_the_list_is_left_out_and_kept(library, row):
    matter, problems = one(library, row, task_type="行政好事")
    assert "task_type" not in matter.columns and matter.raw["task_type"] == "行政好事" and problems == [(1, "task_type", "choice")]


def test_columns_that_nobody_reads_are_kept(library, row):
    matter, problems = one(library, row, town_code="330106001", village={"a": [1]})
    assert matter.raw["town_code"] == "330106001" and matter.raw["village"] == {"a": [1]} and problems == []


@pytest.mark.parametrize(
    "name",
    ["其配偶、父母、子女参与提取的，需提供婚姻、直系亲属关系证明", "委托代理人办理提取的，提供代理人身份证明及委托书",
     "身份证、户口簿", "营业执照和法定代表人身份证"],
)
def test_several_documents_in_one_row_are_said_and_kept_whole(library, row, material, name):
    snapshot = library([row(), material(material_name=name)]).snapshot()
    assert said(snapshot) == [(2, "", "several-documents")] or said(snapshot) == [(2, "material_name", "several-documents")]
    assert snapshot.matters[0].materials[0].name == name


@pytest.mark.parametrize(
    "name", ["居民身份证", "《出生医学证明》首次签发登记表", "食品安全管理人员和从业人员健康证明", "申请表（加盖公章）"])
def test_one_document_is_not_taken_for_several(library, row, material, name):
    assert said(library([row(), material(material_name=name)]).snapshot()) == []


def test_rows_without_name_code_or_department_are_said(library, row):
    rows = [row(task_name=""), row(task_handle_item=""), row(task_handle_item="示例-3", dept_name="", dept_code="")]
    snapshot = library(rows).snapshot()
    assert [(number, rule) for number, _, rule in said(snapshot)] == [
        (1, "missing-name"), (2, "missing-code"), (3, "missing-department")]
    assert [problem.is_error for problem in snapshot.problems if problem.rule == "missing-name"] == [True]
    assert [matter.row for matter in snapshot.matters] == [2, 3] and snapshot.matters[0].key.startswith("N")


def test_a_code_twice_is_an_error_only_where_the_rows_differ(library, row):
    snapshot = library([row(), row(), row(task_name="另一个名称")]).snapshot()
    assert said(snapshot) == [(3, "", "duplicate-code")] and len(snapshot.matters) == 1
    assert "第 1 行" in snapshot.problems[-1].message and "name" in snapshot.problems[-1].message


def test_a_code_that_became_a_number_is_not_used(library, row):
    snapshot = library([row(task_handle_item=3.30106e32, task_code="1.1330106E+30")], "xlsx").snapshot()
    assert [rule for _, _, rule in said(snapshot)] == ["digits-lost", "digits-lost", "missing-code"]


def test_a_material_of_an_unknown_matter_is_said(library, row, material):
    snapshot = library([row(), material(task_handle_item="别处-9")]).snapshot()
    assert said(snapshot) == [(2, "", "unknown-matter")]


def test_materials_inside_their_matter_and_beside_every_row_are_read(library, row, material):
    inside = row(materials=[material(), material(material_name="示例图")])
    assert [each.name for each in library([inside]).snapshot().matters[0].materials] == ["示例登记表（示例）", "示例图"]
    beside = [{**row(), **material()}, {**row(), **material(material_name="示例图")}]
    snapshot = library(beside, "csv").snapshot()
    assert [each.name for each in snapshot.matters[0].materials] == ["示例登记表（示例）", "示例图"] and len(snapshot.matters) == 1


def test_objects_become_locations_and_questions(library, row):
    place = {"hall": "示例大厅", "address": "示例路1号", "open_hours": "9至17点", "phone": "1"}
    asked = [{"question": "怎么办", "answer": "到窗口"}]
    matter, _ = one(library, row, transact_addr=[place], questions=asked)
    assert matter.columns["locations"][0]["hall"] == "示例大厅" and matter.columns["faq"] == asked


def test_a_catalogue_by_department_is_read_and_its_links_are_kept(tmp_path, library):
    link = "http://example.invalid/to?areaCode=1&itemCode=511A-0001-00&taskType=7&deptCode=083300001"
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps([{"department": "示例区教育局（示例）", "items": [
        {"main_item": "未分类", "sub_items": [{"name": "示例称号认定（示例）", "link": link, "qrcode": ""}]}]}]), encoding="utf-8")
    source = type(library([]))(path)
    matter = source.snapshot().matters[0]
    assert (matter.key, matter.columns["task_type"], matter.department_code) == ("511A-0001-00", "07", "083300001")
    assert matter.department_name == "示例区教育局（示例）" and matter.raw["link"] == link and matter.raw["main_item"] == "未分类"


def test_cleaning_leaves_plain_text_alone():
    for text in ("A<B，价格>100元", "甲 & 乙", "第1条：<无>", "AT&T;"):
        assert cleaned(text) == (text, [])


def test_every_built_in_mapping_names_only_columns_that_there_are():
    from yichuang.definitions.matter import Matter

    for mapping in built_in().values():
        assert {rule.path[0] for rule in mapping.columns} <= set(Matter.model_fields)
