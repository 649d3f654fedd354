"""Verify: sound merges are proved, unsound ones end in the smallest counterexample; conflict ⇔ counterexample by brute force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from department_forms import PARTS, ROW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yichuang.forms.assemble import RowPlan
from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.transforms import read_transform

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def part(name: str, properties: Mapping[str, Any], required: list[str] | None = None, **more: Any) -> Part:
    """A small form whose fields are all the applicant's; a key is the element too."""
    fields = {f"{name}_{key}": {**schema, "title": key, "x-element": key, "x-role": "p"} for key, schema in properties.items()}
    needed = [f"{name}_{key}" for key in required or ()]
    return Part(name, Form({"type": "object", "properties": fields, "required": needed, **more}))


def with_schema(merged: Merged, **changes: Any) -> Merged:
    """A merge whose schema was tampered with."""
    return replace(merged, form=Form({**merged.form.schema, **changes}))


def test_two_forms_that_agree_are_proved_without_trying() -> None:
    parts = [part("a", {"name": {"type": "string", "maxLength": 30}}, ["name"]),
             part("b", {"name": {"type": "string", "minLength": 2}})]
    found = verify(Trial(merge(parts), parts, samples=20))
    assert found.sound and {claim.verdict for claim in found.claims} == {"proved"} and found.samples == 20


def test_a_merged_form_that_forgot_a_limit_is_refuted_with_the_smallest_data() -> None:
    parts = [part("a", {"name": {"type": "string", "maxLength": 3}, "note": {"type": "string"}}, ["name"])]
    merged = merge(parts)
    loose = {**merged.form.schema["properties"], "p.name": {"type": "string", "maxLength": 9}}
    found = verify(Trial(with_schema(merged, properties=loose), parts, samples=60))
    example = found.counterexamples[0]
    assert not found.sound and example.pointer == "/a_name"
    assert set(example.data) == {"p.name"} and len(example.data["p.name"]) == 4
    assert [claim.verdict for claim in found.claims] == ["conflict", "proved"]


def test_a_merged_form_that_forgot_to_require_is_refuted() -> None:
    parts = [part("a", {"name": {"type": "string"}, "age": {"type": "integer"}}, ["name", "age"])]
    found = verify(Trial(with_schema(merge(parts), required=["p.name"]), parts, samples=60))
    assert [(each.pointer, set(each.data)) for each in found.counterexamples] == [("/a_age", {"p.name"})]


def test_a_merged_form_that_forgot_a_condition_is_refuted() -> None:
    asked = {"properties": {"a_kind": {"const": "2"}}, "required": ["a_kind"]}
    parts = [part("a", {"kind": {"enum": ["1", "2"]}, "age": {"type": "integer"}}, ["kind"],
                  **{"if": asked, "then": {"required": ["a_age"]}})]
    merged = merge(parts)
    assert verify(Trial(merged, parts, samples=60)).sound
    forgetful = with_schema(merged, allOf=[True])
    found = verify(Trial(forgetful, parts, samples=60))
    assert [(each.pointer, each.data) for each in found.counterexamples] == [("/a_age", {"p.kind": "2"})]


def test_the_one_text_that_a_pattern_leaves_out_is_worked_out_not_hoped_for() -> None:
    nearly = f"^(?:{'|'.join('9' * at + '[0-8]' + f'[0-9]{{{7 - at}}}' for at in range(8))})$"
    parts = [replace(part("a", {"id": {"type": "string", "pattern": nearly}}, ["id"]), given=frozenset({("p", "id")}))]
    found = verify(Trial(merge(parts), parts, {("p", "id"): {"type": "string", "pattern": "^[0-9]{8}$"}}, samples=0))
    assert [example.given for example in found.counterexamples] == [{("p", "id"): "99999999"}]
    proved = [replace(part("a", {"id": {"type": "string", "pattern": "^[0-9]+$"}}), given=frozenset({("p", "id")}))]
    found = verify(Trial(merge(proved), proved, {("p", "id"): {"type": "string", "pattern": "^[0-9]{8}$"}}, samples=0))
    assert {claim.verdict for claim in found.claims} == {"proved"}


def test_a_text_longer_than_there_is_room_for_is_found_without_dice() -> None:
    parts = [replace(part("a", {"id": {"type": "string", "maxLength": 400}}, ["id"]), given=frozenset({("p", "id")}))]
    found = verify(Trial(merge(parts), parts, {("p", "id"): {"type": "string", "maxLength": 900}}, samples=0))
    assert [len(example.given["p", "id"]) for example in found.counterexamples] == [401]


def test_a_form_that_cannot_be_filled_in_is_refuted_at_the_fields_that_cannot_be_met() -> None:
    parts = [part("a", {"no": {"type": "string", "allOf": [{"pattern": "^[A-Z]+$"}, {"pattern": "^[0-9]+$"}]}}, ["no"])]
    found = verify(Trial(merge(parts), parts, samples=20))
    assert not found.sound and not found.filled and found.samples == 0
    assert [(each.part, each.pointer) for each in found.counterexamples] == [("a", "/a_no")]
    assert [claim.verdict for claim in found.claims] == ["conflict"]
    # What need not be filled in need not have a value.
    free = [part("a", {"no": {"type": "string", "minLength": 2, "maxLength": 1}})]
    assert verify(Trial(merge(free), free, samples=5)).sound


def test_a_table_that_leads_to_a_value_the_department_does_not_list_is_refuted() -> None:
    own = part("a", {"sex": {"enum": ["男", "女"]}}, ["sex"])
    for table, sound in (({"1": "男", "2": "女"}, True), ({"1": "男", "2": "女士"}, False)):
        codes = read_transform({"kind": "codes", "table": table})
        parts = [replace(own, transforms={"/a_sex": codes})]
        found = verify(Trial(merge(parts), parts, samples=10))
        assert found.sound is sound
        shown = [(each.data, each.instance) for each in found.counterexamples]
        assert shown == ([] if sound else [({"p.sex": "2"}, {"a_sex": "女士"})])


def test_what_is_not_proved_says_how_often_it_was_tried() -> None:
    parts = [part("a", {"name": {"type": "string"}, "age": {"type": "integer"}}, ["name"], minProperties=1)]
    found = {claim.pointer: claim for claim in verify(Trial(merge(parts), parts, samples=30)).claims}
    assert {claim.verdict for claim in found.values()} == {"sampled"}
    assert found["/a_name"].tried == 30 and 0 < found["/a_age"].tried < 30
    none = {claim.pointer: claim for claim in verify(Trial(merge(parts), parts, samples=0)).claims}
    assert all(claim.tried == 0 and claim.why.endswith("没有试填到") for claim in none.values())


def test_what_an_upstream_matter_gives_is_judged_too() -> None:
    parts = [replace(part("a", {"id": {"type": "string", "maxLength": 4}}, ["id"]), given=frozenset({("p", "id")}))]
    for schema, sound in (({"enum": ["ab", "abcd"]}, True), ({"type": "string", "maxLength": 9}, False)):
        found = verify(Trial(merge(parts), parts, {("p", "id"): schema}, samples=40))
        assert found.sound is sound
        assert found.claims[0].verdict == ("proved" if sound else "conflict")


@SOME
@given(PARTS)
def test_merging_is_verified_as_sound_whatever_the_forms(some: list[Part]) -> None:
    merged = merge(some, {ROW: RowPlan("子女", 0, 3)})
    beyond = {conflict.where.split("/")[0] for conflict in merged.conflicts if conflict.kind == "beyond"}
    found = verify(Trial(merged, some, samples=12))
    assert [each for each in found.counterexamples if each.part not in beyond] == []


SMALL: list[Any] = ["a", "b", 1, None]
LISTED = st.lists(st.sampled_from(SMALL), min_size=1, max_size=4, unique_by=repr).map(lambda values: {"enum": values})


@st.composite
def tampered(draw: st.DrawFn) -> tuple[Merged, list[Part]]:
    """Two forms over one or two elements with few values, and a merged form in which each value list was drawn anew."""
    keys = draw(st.sampled_from([["x"], ["x", "y"]]))
    parts = [part(name, {key: draw(LISTED) for key in keys}, draw(st.sampled_from([[], keys]))) for name in "ab"]
    merged = merge(parts)
    own = {key: {**draw(LISTED), "x-element": key.split(".")[-1].split("~")[0], "x-role": "p"}
           for key in merged.form.schema["properties"]}
    required = draw(st.lists(st.sampled_from(sorted(own)), unique=True))
    return with_schema(merged, properties=own, required=required), parts


def every_instance(merged: Merged) -> Iterator[dict[str, Any]]:
    """All data that the tampered form accepts."""
    keys = list(merged.form.schema["properties"])
    form = compiled(merged.form.schema)
    absent = object()
    for values in product([*SMALL, absent], repeat=len(keys)):
        data = {key: value for key, value in zip(keys, values, strict=True) if value is not absent}
        if form.is_valid(data):
            yield data


@SOME
@given(tampered())
def test_a_conflict_is_found_exactly_when_a_counterexample_exists(case: tuple[Merged, list[Part]]) -> None:
    merged, parts = case
    refused = {
        each.name
        for data in every_instance(merged)
        for each in parts
        if not compiled(each.form.schema).is_valid(
            project(each, [link for link in merged.links if link.part == each.name], Sources(data)))
    }  # fmt: skip
    found = verify(Trial(merged, parts, samples=120))
    assert {each.part for each in found.counterexamples} == refused
    assert found.sound is (not refused)


@pytest.mark.parametrize("samples", [0, 1])
def test_without_samples_nothing_is_called_a_conflict(samples: int) -> None:
    parts = [part("a", {"name": {"type": "string", "pattern": "^a"}})]
    found = verify(Trial(merge(parts), parts, samples=samples))
    assert found.sound and found.samples == samples
