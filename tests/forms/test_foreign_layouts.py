"""Layouts of other form libraries arrange a form as far as a layout may; what else they say is named."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from yichuang_command import run

from yichuang.forms.foreign.layouts import understood

NAME, ADDRESS = {"type": "Control", "scope": "#/properties/name"}, {"type": "Control", "scope": "#/properties/address"}


def test_groups_become_sections_and_what_stands_side_by_side_shares_a_line() -> None:
    line = {"type": "HorizontalLayout", "elements": [NAME, {**ADDRESS, "label": "住址"}]}
    layout = {"type": "VerticalLayout", "elements": [
        {"type": "Group", "label": "申请人", "elements": [{"type": "Label", "text": "按证件填写。"}, line]},
        {"type": "Control", "scope": "#/properties/note", "options": {"multi": True}}]}
    assert understood(layout).layout == {"sections": [
        {"code": "1", "title": "申请人", "help": "按证件填写。", "fields": [
            {"field": "name", "width": "half"}, {"field": "address", "width": "half", "title": "住址"}]},
        {"code": "2", "title": "", "help": "", "fields": [{"field": "note", "widget": "textarea"}]}]}


def test_a_rule_is_named_and_not_taken_over() -> None:
    rule = {"effect": "HIDE", "condition": {"scope": "#/properties/a", "schema": {"const": True}}}
    found = understood({"type": "VerticalLayout", "elements": [{**NAME, "rule": rule}]})
    assert [(remark.pointer, remark.severity) for remark in found.remarks] == [("/elements/0/rule", "warning")]
    assert "if/then" in found.remarks[0].fix


def test_a_scope_inside_a_group_of_fields_places_the_whole_group_once() -> None:
    inner = {"type": "Control", "scope": "#/properties/address/properties/street"}
    found = understood({"type": "VerticalLayout", "elements": [inner, {**inner, "scope": "#/properties/address/properties/no"}]})
    assert found.layout["sections"][0]["fields"] == [{"field": "address"}]
    assert len(found.remarks) == 2


def test_the_order_and_widgets_of_a_ui_schema_are_kept() -> None:
    found = understood({"ui:order": ["note", "*"], "name": {"ui:title": "姓名"}, "note": {"ui:options": {"widget": "textarea"}},
                        "secret": {"ui:help": "说明"}})
    assert found.layout["sections"][0]["fields"] == [
        {"field": "note", "widget": "textarea"}, {"field": "name", "title": "姓名"}, {"field": "secret"}]
    assert [remark.pointer for remark in found.remarks] == ["/secret/ui:help"]


@pytest.mark.parametrize("layout", [
    None, [], "x", {}, {"sections": 3}, {"type": "Control"}, {"type": "Control", "scope": 5}, {"type": "Control", "scope": "#name"},
    {"type": "VerticalLayout", "elements": 5}, {"type": "Group", "label": {"show": False}, "elements": [3, {"type": "Chart"}]},
    {"ui:order": 3, "x": 4}, {"ui:order": [{}], "x": {"ui:options": 3}}])
def test_odd_layouts_do_no_harm(layout: object) -> None:
    assert understood(layout).layout is None or isinstance(understood(layout).layout, list | str | dict)


def test_a_page_is_drawn_with_the_layout_of_another_library_and_says_what_it_left_out(tmp_path: Path) -> None:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
              "properties": {"name": {"type": "string", "title": "姓名"}, "address": {"type": "string", "title": "住址"}}}
    (tmp_path / "form.json").write_text(json.dumps(schema), encoding="utf-8")
    layout = {"type": "VerticalLayout", "elements": [ADDRESS, {"type": "Group", "label": "本人", "elements": [NAME], "rule": {}}]}
    (tmp_path / "layout.json").write_text(json.dumps(layout), encoding="utf-8")
    page = run(tmp_path / "var", "forms", "render", tmp_path / "form.json", "--layout", tmp_path / "layout.json")
    assert page.status == 0
    assert page.out.index("住址") < page.out.index("本人") < page.out.index("姓名")
    assert "draft-07" in page.err
    assert "显示规则" in page.err
