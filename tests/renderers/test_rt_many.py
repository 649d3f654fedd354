"""Rendering a form, sending it untouched and reading it back gives the same JSON."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from form_encoder import there_and_back
from form_strategies import FORMS
from hypothesis import HealthCheck, assume, given, settings

from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.visibility import prune

FULL = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "rate": {"type": "number"},
        "ok": {"type": "boolean"},
        "born": {"type": "string", "format": "date"},
        "note": {"type": "string", "maxLength": 2000},
        "kind": {"oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]},
        "level": {"type": "integer", "enum": [1, 2, 3]},
        "tags": {"type": "array", "uniqueItems": True, "items": {"enum": ["x", "y", "z"]}},
        "home": {"type": "object", "properties": {"city": {"type": "string"}, "floor": {"type": ["integer", "null"]}}},
        "people": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {"type": "string"}, "share": {"type": "number"}}},
        },
        "free": {},
    },
}


def same_json(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.mark.parametrize(
    "data",
    [
        {"name": "只有名字"},
        {"name": '<b>林 & "满"</b>', "age": 0, "rate": 13.18, "ok": False, "born": "2026-02-28", "note": "\n一\n二\n"},
        {"name": "", "kind": "b", "level": 2, "tags": ["z", "x"], "home": {"city": "杭州", "floor": None}},
        {"name": "空的也是答案", "tags": [], "home": {}, "people": [{"name": "甲", "share": 0.5}, {}]},
        {"name": "任意 JSON", "free": {"a": [1, None, "null"]}},
        {"name": "文字", "free": "12"},
    ],
    ids=["only one", "texts", "choices", "empty ones", "any value", "any text"],
)
def test_what_was_filled_in_comes_back(data: dict[str, Any]) -> None:
    back = there_and_back(Form(FULL), data)
    assert back.data == data
    assert back.problems == ()


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(FORMS)
def test_any_valid_data_of_any_form_comes_back(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    schema, data = pair
    try:
        form = compiled(schema)
    except jsonschema_rs.ValidationError:
        assume(False)
    assume(form.is_valid(data))
    back = there_and_back(Form(schema), data)
    assert same_json(back.data, prune(form, data))
    assert [problem for problem in back.problems if problem.severity == "error"] == []


@pytest.mark.parametrize("text", ["abc", "12 元", "{", "真"])
def test_text_that_is_no_number_stays_as_typed(text: str) -> None:
    form = Form({"type": "object", "properties": {"n": {"type": "number"}}})
    back = there_and_back(form, {"n": text})
    assert back.data == {"n": text}
    assert [problem.rule for problem in back.problems] == ["undecodable"]


def test_an_answer_outside_of_the_options_stays() -> None:
    form = Form({"type": "object", "properties": {"k": {"enum": list("abcdefgh")}}})
    back = there_and_back(form, {"k": "其他"})
    assert back.data == {"k": "其他"}
    assert [problem.rule for problem in back.problems] == ["enum"]


def test_a_form_that_contains_itself_is_opened_as_far_as_its_data() -> None:
    schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "next": {"$ref": "#"},
            "below": {"type": "array", "items": {"$ref": "#"}},
        },
    }
    data = {"name": "甲", "next": {"name": "乙"}, "below": [{"name": "丙", "below": [{"name": "丁"}]}]}
    assert there_and_back(Form(schema), data).data == data
