"""Conflicts are data: what kind, where, a sentence and what can be done; and they are never invented."""

from __future__ import annotations

from typing import Any

import pytest

from yichuang.forms.conflicts import conflicts_of
from yichuang.forms.form import Form
from yichuang.forms.merge import merge
from yichuang.forms.places import Part


def part(name: str, **fields: Any) -> Part:
    """A form whose fields are the applicant's unless they say otherwise."""
    properties = {key: {"x-role": "p", "title": key, **schema} for key, schema in fields.items()}
    return Part(name, Form({"type": "object", "properties": properties}))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("type", {"type": "string"}, {"type": "integer"}),
        ("enum", {"enum": ["男", "女"]}, {"enum": ["1", "2"]}),
        ("range", {"type": "integer", "minimum": 18}, {"type": "integer", "maximum": 17}),
        ("range", {"type": "string", "minLength": 9}, {"type": "string", "maxLength": 8}),
        ("format", {"type": "string", "format": "date"}, {"type": "string", "format": "cn-mobile"}),
        ("code-list", {"type": "string", "x-code-list": "GB/T 3304"}, {"type": "string", "x-code-list": "示例地方代码"}),
    ],
)
def test_what_cannot_be_met_is_told_by_its_kind_and_asked_separately(kind: str, one: Any, other: Any) -> None:
    parts = [part("a", x={**one, "x-element": "e"}), part("b", y={**other, "x-element": "e"})]
    merged = merge(parts)
    found = merged.conflicts[0]
    assert (found.kind, found.where, found.parts) == (kind, "p.e", ("a", "b"))
    assert len(merged.conflicts) == 1 and len(found.proposals) >= 2 and found.message.endswith("。")
    assert set(merged.form.schema["properties"]) == {"p.e~a", "p.e~b"}


def test_one_name_for_two_elements_is_told_and_changes_nothing() -> None:
    parts = [part("a", x={"title": "联系电话（必填）", "x-element": "person.mobile", "type": "string"}),
             part("b", y={"title": "联系电话", "x-element": "person.phone", "type": "string"})]  # fmt: skip
    merged = merge(parts)
    assert [each.kind for each in merged.conflicts] == ["label"]
    assert set(merged.form.schema["properties"]) == {"p.person.mobile", "p.person.phone"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "姓名", "x-element": "person.name"}, {"title": "申请人", "x-element": "person.name"}),
        ({"title": "姓名", "x-element": "person.name"}, {"title": "姓名", "x-element": "person.name", "x-role": "q"}),
        ({"title": "姓名", "x-element": "person.name", "x-role": "q"}, {"title": "姓名", "x-element": "person.old_name"}),
        ({"title": "备注"}, {"title": "备注"}),
        ({"x-element": "e", "type": "string", "maxLength": 30}, {"x-element": "e", "type": "string", "minLength": 2}),
        ({"x-element": "e", "x-code-list": "GB/T 3304"}, {"x-element": "e"}),
    ],
)
def test_what_goes_together_or_is_somebody_elses_is_no_conflict(one: Any, other: Any) -> None:
    assert conflicts_of([part("a", x=one), part("b", y=other)]) == ()
