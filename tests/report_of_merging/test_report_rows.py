"""Every element as a line, every matter as a column: what each demands, in plain words, over all scenarios."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import conflict, decided, documents, field, line, properties, report, with_decisions

from yichuang.definitions.library import read_paths
from yichuang.filing.compose import compose
from yichuang.filing.merge_report.demands import demands_of
from yichuang.filing.merge_report.lines import Column, Report
from yichuang.filing.merge_report.pages import MOST_COLUMNS, bands, overdue
from yichuang.filing.merge_report.report import Occasion, report_of
from yichuang.filing.merge_report.transforms_in_words import transform_in_words
from yichuang.filing.merge_report.types_in_words import type_in_words
from yichuang.forms.compiled import compiled
from yichuang.forms.shape import shape_of
from yichuang.forms.transforms import read_transform

SEEDS = Path(__file__).parents[2] / "seeds"


def test_columns_say_whose_a_matter_is_and_when_it_applies() -> None:
    found = report()
    assert [column.matter for column in found.columns] == ["home", "tax", "care"]
    assert found.columns[0].department == "示例公安局" and found.columns[0].when == ""
    assert found.columns[2].when == "“是否参保”是“参保”"


def test_a_cell_says_type_need_and_the_department_s_own_label() -> None:
    name = line(report(), "person.person.name")
    assert name.name == "本人姓名" and name.section == "本人情况" and name.need == "required"
    own, other = name.of("home")[0], name.of("tax")[0]
    assert (own.type, own.need, own.own_label) == ("文字 1–40 字", "required", False)
    assert (other.label, other.own_label, other.type) == ("纳税人姓名", True, "文字 至多 30 字")
    assert name.type == "文字 1–30 字"


def test_a_field_under_a_condition_says_when_in_the_form_s_own_labels() -> None:
    cell = line(report(), "person.person.country").of("home")[0]
    assert cell.need == "conditional" and cell.when == "“证件类型”是“护照”"
    assert line(report(), "person.person.id_type").of("home")[0].need == "optional"


def test_what_another_matter_produces_is_not_asked_and_says_by_whom() -> None:
    book = line(report(), "person.person.book")
    assert book.need is None and book.type == ""
    assert [cell.how for cell in book.of("home")] == ["produced"]
    assert (book.of("tax")[0].how, book.of("tax")[0].source) == ("upstream", "示例事项home")


def test_what_a_question_answers_says_which_question() -> None:
    cell = line(report(), "person.person.moving").of("tax")[0]
    assert (cell.how, cell.source) == ("answered", "是否参保")


def test_a_transform_is_told_where_it_stands() -> None:
    assert line(report(), "person.person.moved").of("tax")[0].transform == "日期写成 YYYYMMDD"


def test_a_field_without_element_is_a_line_of_its_department_alone() -> None:
    note = line(report(), "home~note")
    assert note.element is None and {cell.matter for cell in note.cells} == {"home"}


def test_a_conflict_stands_first_and_its_fields_are_asked_apart() -> None:
    found = report()
    first = found.conflicts[0]
    assert (first.where, first.kind, first.state, first.open) == ("person.person.sex", "enum", "undecided", True)
    assert set(first.matters) == {"home", "tax", "care"} and {side.matter for side in first.sides} == {"home", "tax", "care"}
    assert "示例事项care" in first.message and "示例示例" not in first.message
    sex = line(found, "person.person.sex")
    assert sex.conflicts == (1,) and sex.type == "各部门分开填写" and {cell.how for cell in sex.cells} == {"apart"}


@pytest.mark.parametrize(("status", "state", "asked"), [("pending", "pending", "apart"), ("oral", "oral", "asked")])
def test_a_decision_stands_with_owner_day_and_basis_and_acts_once_it_is_given(status: str, state: str, asked: str) -> None:
    found = report(with_decisions(decided(status)))
    told = conflict(found, "person.person.sex")
    assert told.state == state and told.decision is not None
    assert (told.decision.owner, told.decision.due) == ("示例医保局 王五（示例）", date(2026, 11, 20))
    assert told.decision.basis == "示例会议纪要" and told.decision.take == "换算"
    assert line(found, "person.person.sex").of("care")[0].how == asked


def test_a_decision_whose_grounds_changed_is_stale_and_open() -> None:
    told = conflict(report(with_decisions(decided("signed", grounds="0" * 64))), "person.person.sex")
    assert told.state == "stale" and told.open and told.decision is not None and told.decision.stale and told.decision.why


@pytest.mark.parametrize(("status", "late"), [("pending", 1), ("oral", 1), ("signed", 0)])
def test_what_should_be_signed_by_the_day_of_the_report_is_overdue(status: str, late: int) -> None:
    assert len(overdue(report(with_decisions(decided(status))))) == late


def test_a_day_that_has_not_passed_is_not_overdue() -> None:
    assert not overdue(report(with_decisions(decided("pending", due="2026-11-25"))))


def test_matters_that_never_apply_together_are_not_called_a_conflict() -> None:
    found = documents()
    found["moving"]["members"][1] = {"matter": "tax", "when": {"properties": {"insured": {"const": "no"}}, "required": ["insured"]}}
    found["moving"]["members"][0] = {"matter": "home", "when": found["moving"]["members"][1]["when"]}
    told = report(found)
    assert not [each for each in told.conflicts if each.where == "person.person.sex"]
    assert {cell.how for cell in line(told, "person.person.sex").cells} == {"asked"}


def test_a_repeated_group_is_told_row_by_row() -> None:
    found = documents()
    name = {"type": "string", "title": "子女姓名", "x-element": "person.name"}
    row = {"type": "object", "properties": {"n": name}, "required": ["n"]}
    properties(found, "home")["children"] = {"type": "array", "x-role": "child", "title": "子女", "items": row}
    found["moving"]["rows"] = [{"role": "child", "title": "子女"}]
    told = line(report(found), "child/*/person.name")
    assert told.role == "子女" and told.of("home")[0].pointer == "/children/*/n" and told.of("home")[0].need == "required"


def test_every_field_of_every_matter_of_a_seed_stands_in_the_matrix() -> None:
    uses = {each.code: each for each in read_paths([SEEDS]).library}
    bundle: Any = uses["newborn"]
    found = report_of(bundle, uses, Occasion("第 1 版", date(2026, 11, 25)))
    told = {(cell.matter, cell.pointer) for each in found.lines for cell in each.cells if cell.how != "produced"}
    assert told == {(taken.code, link.pointer) for taken in compose(bundle, uses).taken for link in taken.links}
    assert all(cell.type for each in found.lines for cell in each.cells if cell.how != "produced")
    assert len({each.key for each in found.lines}) == len(found.lines)


@pytest.mark.parametrize(("schema", "words"), [
    ({"type": "string", "minLength": 1, "maxLength": 40}, "文字 1–40 字"),
    ({"type": "string", "minLength": 18, "maxLength": 18}, "文字 18 字"),
    ({"type": "string", "pattern": "^[0-9]{6}$"}, "文字，有规定写法"),
    ({"type": "string", "format": "date", "maxLength": 10}, "日期"),
    ({"type": "string", "format": "cn-mobile"}, "手机号码"),
    ({"enum": ["男", "女"]}, "单选：男、女"),
    ({"oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]}, "单选：1 男、2 女"),
    ({"type": "integer", "minimum": 0, "maximum": 100}, "整数 0–100"),
    ({"type": "number", "exclusiveMinimum": 0, "maximum": 9.5, "multipleOf": 0.01, "x-unit": "平方米"},
     "数字 大于 0 且至多 9.5，至多两位小数（平方米）"),
    ({"type": "boolean"}, "是或否"),
    ({"const": True, "type": "boolean"}, "固定为“是”"),
    ({"enum": list("甲乙丙丁戊己庚")}, "单选：甲、乙、丙、丁 等 7 项"),
    ({"type": "array", "items": {"enum": ["甲", "乙"]}}, "多选：甲、乙"),
])  # fmt: skip
def test_types_are_told_in_plain_words(schema: dict[str, Any], words: str) -> None:
    form = compiled(schema)
    assert type_in_words(shape_of(form, [form.schema])) == words


@pytest.mark.parametrize(("document", "words"), [
    ({"kind": "codes", "table": {"1": "男", "2": "女"}}, "换算 1→男、2→女"),
    ({"kind": "constant", "value": "330106"}, "固定为“330106”"),
    ({"kind": "date", "pattern": "YYYY年MM月"}, "日期写成 YYYY年MM月"),
    ({"kind": "number", "factor": 0.0001}, "乘以 0.0001"),
    ({"kind": "amount-words"}, "金额写成大写"),
    ({"kind": "part", "separator": "/", "index": -1}, "取以“/”隔开的最后一段"),
])  # fmt: skip
def test_transforms_are_told_in_plain_words(document: dict[str, Any], words: str) -> None:
    found: Any = read_transform(document)
    assert transform_in_words(found) == words


def test_a_form_that_contains_itself_is_read_to_its_end() -> None:
    schema = {"$ref": "#/$defs/person", "$defs": {"person": {"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string"}, "guardian": {"$ref": "#/$defs/person"}}}}}
    assert demands_of(compiled(schema))[("name",)].need == "required"


def test_an_optional_object_does_not_require_its_fields() -> None:
    inner = {"type": "object", "title": "代理人", "properties": {"name": field("person.name", "姓名")}, "required": ["name"]}
    found = demands_of(compiled({"type": "object", "properties": {"agent": inner}}))
    assert found[("agent", "name")].need == "conditional" and found[("agent", "name")].when


@given(st.integers(min_value=0, max_value=90))
def test_tables_share_the_departments_evenly_and_leave_none_out(count: int) -> None:
    columns = tuple(Column(f"m{number}", f"事项{number}", "示例局") for number in range(count))
    found = bands(Report("a", "示例", "草稿", date(2026, 1, 1), "示例局", {}, columns, (), ()))
    assert tuple(column for band in found for column in band.columns) == columns
    sizes = [len(band.columns) for band in found]
    assert max(sizes) <= MOST_COLUMNS and max(sizes) - min(sizes) <= 1
    assert [band.first for band in found][:1] == [1]
