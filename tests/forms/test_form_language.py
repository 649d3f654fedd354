"""The form language is stated once: the table of annotations, the meta-schema, the check and the page say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from yichuang.definitions.element import Element, Source
from yichuang.errors import Problem
from yichuang.forms import manual
from yichuang.forms.annotations import ANNOTATIONS, SOURCES, TABLE
from yichuang.forms.compiled import compiled
from yichuang.forms.dialect import schema_problems
from yichuang.forms.keywords import KEYWORDS, OURS
from yichuang.forms.metaschema import (
    FORM,
    METASCHEMAS,
    VOCABULARY,
    VOCABULARY_NAME,
    form_metaschema,
    vocabulary_metaschema,
)
from yichuang.forms.pointers import join
from yichuang.forms.transforms import NOTHING, read_transform
from yichuang.forms.transforms.reading import KINDS

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = sorted(ANNOTATIONS)
WRONG: dict[str, list[Any]] = {
    "x-element": ["", "姓名", 5, ["person.name"], "a" * 65], "x-role": [5, None, {}], "x-section": ["", 1],
    "x-widget": ["Text Area", 3], "x-help": ["", ["说明"]], "x-example": [None], "x-mistakes": [5, [""], {"a": 1}],
    "x-autofill": ["register", [], ["police"], ["scan", "scan"]], "x-derived-from": ["", []], "x-sensitivity": ["secret", True],
    "x-unit": [1, ""], "x-code-list": [["a"]], "x-reason": [False], "x-key": ["person.id_no", [], ["姓名"]],
    "x-used-by": ["a", [1]],
}  # fmt: skip


def with_jsonschema() -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource(VOCABULARY, Resource.from_contents(vocabulary_metaschema()))
    return Draft202012Validator(form_metaschema(), registry=registry)


def with_jsonschema_rs() -> Any:
    known = jsonschema_rs.Registry([(VOCABULARY, vocabulary_metaschema())])
    return jsonschema_rs.Draft202012Validator(form_metaschema(), registry=known, offline=True)


PYTHON, RUST = with_jsonschema(), with_jsonschema_rs()


def test_the_meta_schema_and_its_vocabulary_are_valid_themselves() -> None:
    for document in (form_metaschema(), vocabulary_metaschema()):
        Draft202012Validator.check_schema(document)
        assert jsonschema_rs.meta.is_valid(document)
        assert PYTHON.is_valid(document) and RUST.is_valid(document)
    assert form_metaschema()["$dynamicAnchor"] == "meta" and VOCABULARY_NAME in form_metaschema()["$vocabulary"]


def test_every_annotation_is_a_keyword_with_a_wrong_value_tried_below() -> None:
    assert OURS == ANNOTATIONS.keys() == WRONG.keys() and OURS < KEYWORDS and len(TABLE) == len(OURS)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_an_annotation_is_right_for_all(name: str) -> None:
    schema = {"properties": {"a": {name: ANNOTATIONS[name].example}}}
    assert schema_problems(schema) == [] and PYTHON.is_valid(schema) and RUST.is_valid(schema)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("around", [("properties", "a"), ("items",), ("allOf", 0), ("$defs", "n", "then")])
def test_a_wrong_shape_is_found_at_its_place_by_the_check_and_by_the_meta_schema(name: str, around: tuple[Any, ...]) -> None:
    for value in WRONG[name]:
        schema: Any = {name: value}
        for step in around[::-1]:
            schema = [schema] if step == 0 else {step: schema}
        at = "/" + "/".join(map(str, (*around, name)))
        (found,) = schema_problems(schema)
        assert (found.rule, found.pointer, found.severity) == ("annotation", at, "error") and found.fix and found.message
        assert [each.severity for each in schema_problems(schema, foreign=True)] == ["warning"]
        assert any(join(error.absolute_path).startswith(at) for error in PYTHON.iter_errors(schema)), value
        assert any(join(error.instance_path).startswith(at) for error in RUST.iter_errors(schema)), value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "register", "a.b", "x y", "public", "scan"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=3))
def test_the_check_and_both_validators_agree_on_any_value(said: dict[str, Any]) -> None:
    schema = {"type": "object", "properties": {"a": said}}
    mine = not schema_problems(schema)
    assert mine == PYTHON.is_valid(schema) == RUST.is_valid(schema)


def test_the_forms_of_the_seeds_meet_the_meta_schema() -> None:
    seen = 0
    for path in SEEDS.rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        for each in document if isinstance(document, list) else [document]:
            if isinstance(each, dict) and each.get("kind") == "matter":
                schema = each["form"]["schema"]
                assert [error["instance_path"] for error in RUST.evaluate(schema).errors()] == [], path
                seen += 1
    assert seen > 20


def test_a_form_may_name_the_meta_schema_and_is_read_as_ever() -> None:
    schema = {"$schema": FORM, "type": "object", "properties": {"a": {"const": 1}},
              "if": {"required": ["a"]}, "then": {"required": ["b"]}}  # fmt: skip
    assert schema_problems(schema) == []
    assert compiled(schema).holds(schema["if"], {"a": 1}) and not compiled(schema).is_valid({"a": 1})


@pytest.mark.parametrize(
    ("wrong", "right"), [("requierd", "required"), ("x-elment", "x-element"), ("x-rol", "x-role"), ("propertes", "properties")]
)
def test_a_misspelt_keyword_suggests_the_right_one(wrong: str, right: str) -> None:
    (found,) = schema_problems({"properties": {"a": {wrong: ["b"]}}})
    assert found.rule == "unknown-keyword" and found.pointer == f"/properties/a/{wrong}" and right in found.fix


def test_the_words_of_annotations_are_those_of_the_element_dictionary() -> None:
    assert set(get_args(Source)) == set(SOURCES)
    kinds = ANNOTATIONS["x-sensitivity"].shape["enum"]
    assert set(kinds) == set(get_args(Element.model_fields["sensitivity"].annotation))


def test_the_documents_are_served_by_their_names() -> None:
    assert set(METASCHEMAS) == {"form", "form-vocabulary"}
    assert {METASCHEMAS[name]["$id"].rpartition("/")[2] for name in METASCHEMAS} == {f"{name}.json" for name in METASCHEMAS}


def test_the_page_for_writers_of_forms_is_made_from_the_tables_and_its_examples_are_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "form-language.md").read_text(encoding="utf-8")
    for part in (manual.table(), manual.transforms(), manual.units()):
        assert part in page, "python -m yichuang.forms.manual prints it"
    blocks = [block.split("```")[0] for block in page.split("```json")[1:]]
    assert len(blocks) > 1 and all(schema_problems(json.loads(block)) == [] for block in blocks)


def test_the_page_shows_every_kind_of_transform_by_an_example_that_can_be_read() -> None:
    assert [shown.document["kind"] for shown in manual.TRANSFORMS] == sorted({*KINDS}, key=_order)
    for shown in manual.TRANSFORMS:
        found = read_transform(shown.document)
        assert not isinstance(found, Problem), found
        assert found.forward(shown.given) == shown.made
        back = found.back(shown.made)
        assert back is NOTHING or back == (tuple(shown.given) if isinstance(shown.given, list) else shown.given)


def _order(kind: str) -> int:
    return [shown.document["kind"] for shown in manual.TRANSFORMS].index(kind)
