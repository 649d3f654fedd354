"""The meet of two schemas accepts exactly what both accept, whichever comes first, and says when nothing is left."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from leaf_schemas import LEAVES, VALUES

from yichuang.forms.compiled import Compiled
from yichuang.forms.meet import Incompatible, meet


def accepted(schema: Any) -> list[bool]:
    form = Compiled(schema)
    return [form.is_valid(value) for value in VALUES]


def flat(schema: Any) -> bool:
    return not any(isinstance(value, dict | bool) for value in schema.values())


@settings(max_examples=600, deadline=None)
@given(LEAVES, LEAVES)
def test_the_meet_accepts_exactly_what_both_accept(one: Any, other: Any) -> None:
    both = [a and b for a, b in zip(accepted(one), accepted(other), strict=True)]
    try:
        assert accepted(meet(one, other)) == both
    except Incompatible as refused:
        # A bound that leaves nothing is refused even where values of other types would still be let through.
        assert refused.kind in ("range", "type", "enum")
        if flat(one) and flat(other) and refused.kind != "range":
            assert not any(both), refused.message


@settings(max_examples=200, deadline=None)
@given(LEAVES, LEAVES)
def test_the_order_makes_no_difference_to_what_is_accepted(one: Any, other: Any) -> None:
    def met(first: Any, second: Any) -> list[bool] | str:
        try:
            return accepted(meet(first, second))
        except Incompatible as refused:
            return refused.kind

    assert met(one, other) == met(other, one)


@settings(max_examples=200, deadline=None)
@given(LEAVES)
def test_a_schema_meets_itself_unchanged(schema: Any) -> None:
    assert meet(schema, schema) == schema
    assert meet(True, schema) == meet(schema, True) == schema


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ({"type": "string"}, {"type": "integer"}, "type"),
        ({"enum": ["1", "2"]}, {"enum": ["3"]}, "enum"),
        ({"enum": ["1", "2"]}, {"enum": [1, 2]}, "enum"),
        ({"const": True}, {"const": 1}, "enum"),
        ({"enum": ["1", "2"]}, {"type": "integer"}, "type"),
        ({"minimum": 5}, {"maximum": 4}, "range"),
        ({"exclusiveMinimum": 5}, {"maximum": 5}, "range"),
        ({"minLength": 5}, {"maxLength": 4}, "range"),
        ({"format": "date"}, {"format": "cn-mobile"}, "format"),
    ],
)
def test_what_cannot_be_reconciled_is_named(one: Any, other: Any, kind: str) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(Incompatible) as refused:
            meet(first, second)
        assert refused.value.kind == kind
        assert refused.value.message.endswith("。")


def test_named_options_keep_their_names_when_met_with_bare_values() -> None:
    named = {"oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}, {"const": "9", "title": "其他"}]}
    assert meet(named, {"enum": ["2", "1"]})["oneOf"] == [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]
    assert {option["title"] for option in meet({"enum": ["2", "1"]}, named)["oneOf"]} == {"男", "女"}


def test_the_stricter_bound_wins_and_lists_of_users_are_joined() -> None:
    one = {"type": "string", "maxLength": 50, "minLength": 2, "x-used-by": ["a"], "title": "姓名"}
    other = {"type": ["string", "null"], "maxLength": 30, "x-used-by": ["b"], "title": "名字"}
    assert meet(one, other) == {
        "type": "string",
        "maxLength": 30,
        "minLength": 2,
        "x-used-by": ["a", "b"],
        "title": "姓名",
    }
