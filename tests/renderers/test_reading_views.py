"""A filled form to be read and printed: named answers, nothing hidden, nothing to change."""

from __future__ import annotations

from yichuang.forms.form import Form
from yichuang_renderers.nodes import Mode
from yichuang_renderers.tree import build
from yichuang_renderers.view import lines_of, paper_html, view_html

FORM = Form(
    {
        "type": "object",
        "properties": {
            "sex": {"title": "性别", "oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]},
            "ok": {"title": "同意", "type": "boolean"},
            "tags": {"title": "种类", "type": "array", "items": {"enum": ["热食", "冷食"]}},
            "area": {"title": "面积", "type": "number", "x-unit": "平方米"},
            "home": {"title": "住址", "type": "object", "properties": {"city": {"type": "string", "title": "城市"}}},
            "people": {
                "title": "人员",
                "type": "array",
                "items": {"type": "object", "properties": {"name": {"type": "string", "title": "姓名"}}},
            },
            "note": {"title": "说明", "type": "string"},
        },
    }
)
DATA = {
    "sex": "2",
    "ok": False,
    "tags": ["冷食", "热食"],
    "area": 86.5,
    "people": [{"name": "甲"}, {"name": "<b>乙"}],
    "note": "很长的说明" * 9,
}


def test_answers_are_shown_by_their_names() -> None:
    page = view_html(build(FORM, DATA, (), Mode.VIEW))
    for words in ("女", "否", "冷食、热食", "86.5 平方米", "人员 2", "&lt;b&gt;乙", "未填"):
        assert words in page
    assert "<input" not in page


def test_on_paper_short_answers_share_a_line_and_long_ones_do_not() -> None:
    lines = [
        (line.heading, [field.key for field in line.fields]) for line in lines_of(build(FORM, DATA, (), Mode.VIEW))
    ]
    assert lines == [
        ("", ["sex", "ok"]),
        ("", ["tags", "area"]),
        ("住址：未填", []),
        ("人员 1", []),
        ("", ["name"]),
        ("人员 2", []),
        ("", ["name"]),
        ("", ["note"]),
    ]
    page = paper_html(build(FORM, DATA, (), Mode.VIEW))
    assert page.count("<tr") == len(lines)
    assert "&lt;b&gt;乙" in page
