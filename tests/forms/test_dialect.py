"""The dialect: what a form's schema may say, and hostile schemas refused quickly and by name."""

from __future__ import annotations

import json
import socket
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.forms.compiled import compiled
from yichuang.forms.dialect import schema_problems
from yichuang.forms.fields import fields_of
from yichuang.forms.pointers import get, join, put, split

LAUGHS = {
    f"a{i}": {"type": "object", "properties": {f"p{j}": {"$ref": f"#/$defs/a{i + 1}"} for j in range(6)}}
    for i in range(20)
}
RULES: list[tuple[str, str, Any]] = [
    ("unknown-keyword", "/properties/a/maxLenght", {"properties": {"a": {"maxLenght": 3}}}),
    ("unknown-keyword", "/if/not/requierd", {"if": {"not": {"requierd": []}}}),
    ("unknown-format", "/format", {"format": "cn-moble"}),
    ("draft", "/$schema", {"$schema": "https://example.cn/other"}),
    ("remote-ref", "/$ref", {"$ref": "https://example.cn/a.json"}),
    ("dangling-ref", "/items/$ref", {"items": {"$ref": "#/$defs/no"}}),
    ("dangling-ref", "/$ref", {"$ref": "#no"}),
    ("cyclic-ref", "/$ref", {"$ref": "#"}),
    ("cyclic-ref", "/allOf/0/$ref", {"allOf": [{"$ref": "#"}]}),
    ("cyclic-ref", "/$defs/a/$ref", {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}),
    ("ref", "/$ref", {"$defs": {"姓名": {}}, "$ref": "#/$defs/姓名"}),
    ("ref", "/$ref", {"$ref": 5}),
    ("look-around", "/pattern", {"pattern": "(?<!a)b"}),
    ("look-around", "/pattern", {"pattern": r"(a)\1"}),
    ("look-around", "/patternProperties/(?=a)", {"patternProperties": {"(?=a)": {}}}),
    ("pattern", "/pattern", {"pattern": "("}),
    ("pattern", "/pattern", {"pattern": "(a{1,1000}){1,1000}"}),
    ("pattern", "/pattern", {"pattern": "a" * 1001}),
    ("schema", "", 5),
    ("schema", "/properties/a", {"properties": {"a": 5}}),
    ("schema", "/required", {"required": "a"}),
    ("size", "", {"$defs": LAUGHS | {"a20": {}}, "$ref": "#/$defs/a0"}),
    ("size", "", {"properties": {f"f{i}": {} for i in range(100_001)}}),
]


@pytest.mark.parametrize(("rule", "pointer", "schema"), RULES, ids=[f"{r[0]}-{i}" for i, r in enumerate(RULES)])
def test_a_wrong_schema_is_refused_by_name_at_its_place_within_a_second(rule: str, pointer: str, schema: Any) -> None:
    begun = process_time()
    found = [problem for problem in schema_problems(schema) if (problem.rule, problem.pointer) == (rule, pointer)]
    assert found and all(problem.fix for problem in found), schema_problems(schema)
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "schema",
    [
        True,
        False,
        {},
        {"$schema": "https://json-schema.org/draft/2020-12/schema"},
        {"pattern": r"\(?=a"},
        {"pattern": r"\\1"},
        {"$defs": {"姓名": {}}, "properties": {"a": {"$ref": "#/$defs/%E5%A7%93%E5%90%8D"}}},
        {"format": "cn-mobile"},
        {"$defs": {"a": {"$anchor": "here"}}, "properties": {"a": {"$ref": "#here"}}},
        {"type": "object", "properties": {"c": {"type": "array", "items": {"$ref": "#"}}}},
    ],
)
def test_what_the_dialect_allows_has_no_problem(schema: Any) -> None:
    assert schema_problems(schema) == []


def test_suggestions_name_the_nearest_keyword() -> None:
    assert "maxLength" in schema_problems({"maxLenght": 3})[0].fix
    assert "cn-mobile" in schema_problems({"format": "cn-moble"})[0].fix


def test_a_foreign_schema_is_welcome_with_warnings() -> None:
    foreign = {"$schema": "http://json-schema.org/draft-07/schema#", "nullable": True, "format": "phone", "x-theirs": 1}
    assert {problem.severity for problem in schema_problems(foreign, foreign=True)} == {"warning"}


def test_nothing_is_ever_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/schema"
        for schema in (
            {"$schema": address},
            {"$ref": address},
            {"$dynamicRef": address},
            {"$id": address, "$ref": "other"},
        ):
            assert schema_problems(schema), schema
        with pytest.raises(TimeoutError):
            server.accept()


def test_an_explosive_pattern_is_linear() -> None:
    begun = process_time()
    assert not compiled({"pattern": "^(a+)+$"}).is_valid("a" * 50_000 + "!")
    assert process_time() - begun < 1


def test_two_thousand_properties_are_checked_and_validated_within_a_second() -> None:
    names = [f"f{i}" for i in range(2000)]
    schema = {
        "type": "object",
        "properties": {name: {"type": "string", "title": name} for name in names},
        "required": names,
    }
    begun = process_time()
    assert (
        schema_problems(schema) == [] and len(compiled(schema).problems({})) == len(fields_of(compiled(schema))) == 2000
    )
    assert process_time() - begun < 1


def test_five_megabytes_of_schema_are_handled_within_a_second() -> None:
    schema = {"type": "object", "properties": {f"f{i}": {"type": "string", "title": "长" * 900} for i in range(2000)}}
    assert len(json.dumps(schema, ensure_ascii=False).encode()) > 5_000_000
    begun = process_time()
    assert schema_problems(schema) == []
    assert process_time() - begun < 1


def test_a_nesting_beyond_reason_is_refused() -> None:
    schema: dict[str, Any] = {}
    for _ in range(400):
        schema = {"properties": {"a": schema}}
    assert "depth" in {problem.rule for problem in schema_problems(schema)}


@given(st.lists(st.text(max_size=5) | st.integers(0, 9).map(str), max_size=5))
def test_a_pointer_leads_back_to_its_steps(steps: list[str]) -> None:
    assert split(join(steps)) == tuple(steps)
    if steps:
        document: dict[str, Any] = {}
        put(document, tuple(steps), 1)
        assert get(document, steps) == 1 and get(document, [*steps, "x"], "none") == "none"


def test_a_pointer_without_its_slash_is_none() -> None:
    with pytest.raises(ValueError, match="a"):
        split("a/b")
