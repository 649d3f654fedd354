"""Forms whose fields are bridged by transforms, with conditions on them: the merged form accepts what each department accepts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.transforms import Transform, read_transform
from yichuang.forms.visibility import prune

OWN: Mapping[str, tuple[dict[str, Any], tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]] = {
    "kind": ({"kind": "codes", "table": {"1": "甲", "2": "乙", "3": "乙"}},
             ({"enum": ["甲", "乙"]}, {"type": "string", "maxLength": 1}),
             ({"const": "乙"}, {"not": {"const": "甲"}}, {"enum": ["甲"]})),
    "day": ({"kind": "date", "pattern": "YYYYMM"}, ({"type": "string", "minLength": 6}, {"type": "string"}),
            ({"const": "202611"}, {"enum": ["202611", "202612"]}, {"minLength": 7})),
    "count": ({"kind": "unit", "from": "元", "to": "百元", "decimals": 1}, ({"type": "number", "minimum": 1}, {"type": "integer"}),
              ({"minimum": 2}, {"const": 1}, {"multipleOf": 0.5})),
    "name": ({"kind": "text", "case": "upper"}, ({"type": "string", "pattern": "^[A-Z]+$"}, {"type": "string", "maxLength": 2}),
             ({"const": "AB"}, {"pattern": "^A"}, {"minLength": 2})),
    "full": ({"kind": "join", "sources": ["p.name", {"field": "p.kind", "title": "类"}], "separator": "-"},
             ({"type": "string", "minLength": 1}, {"type": "string"}),
             ({"const": "a-1"}, {"enum": ["AB-2", "a-1", "a-3"]}, {"const": "x"})),
    "part": ({"kind": "prefix", "length": 1, "source": "p.name"}, ({"type": "string", "enum": ["a", "A", "x"]}, {"type": "string"}),
             ({"const": "a"}, {"enum": ["A", "x"]}, {"not": {"const": "a"}})),
}  # fmt: skip
PLAIN: Mapping[str, tuple[dict[str, Any], ...]] = {
    "kind": ({"enum": ["1", "2", "3", "4"]}, {"type": "string"}),
    "day": ({"type": "string", "format": "date"},),
    "count": ({"type": "number", "maximum": 300}, {"type": "number"}),
    "name": ({"type": "string", "maxLength": 3}, {"type": "string", "minLength": 1}),
}  # fmt: skip
VALUES: Mapping[str, tuple[Any, ...]] = {
    "p.kind": ("1", "2", "3", "4"), "p.day": ("2026-11-21", "2026-12-01"), "p.count": (100, 150, 155, 200, 60),
    "p.name": ("a", "AB", "ab", "x1", ""), "a~more": ("x",),
}  # fmt: skip
NONE: Any = object()


def bridge(document: dict[str, Any]) -> Transform:
    found = read_transform(document)
    assert not isinstance(found, Problem), found
    return found


@st.composite
def bridged(draw: st.DrawFn) -> Part:
    """A department that declares some fields in ways of its own, with a condition on one of them."""
    names = draw(st.lists(st.sampled_from(sorted(OWN)), min_size=1, max_size=3, unique=True))
    fields = {name: {**draw(st.sampled_from(OWN[name][1])), "title": name, "x-role": "p", "x-element": name} for name in names}
    asked = draw(st.sampled_from(names))
    met: Any = {"properties": {asked: draw(st.sampled_from(OWN[asked][2]))}, "required": [asked]}
    met = draw(st.sampled_from([met, {"not": met}, {"required": [asked]}]))
    needed = draw(st.sampled_from([["more"], [draw(st.sampled_from(names))]]))
    schema = {"type": "object", "properties": {**fields, "more": {"type": "string", "title": "补充"}},
              "required": draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
              "if": met, draw(st.sampled_from(["then", "else"])): {"required": needed}}  # fmt: skip
    return Part("a", Form(schema), transforms={f"/{name}": bridge(OWN[name][0]) for name in names})


@st.composite
def plain(draw: st.DrawFn) -> Part:
    """A department that asks as the merged form does."""
    names = draw(st.lists(st.sampled_from(sorted(PLAIN)), min_size=1, max_size=3, unique=True))
    fields = {name: {**draw(st.sampled_from(PLAIN[name])), "title": name, "x-role": "p", "x-element": name} for name in names}
    return Part("b", Form({"type": "object", "properties": fields, "required": draw(st.sampled_from([[], names]))}))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(bridged(), plain(), st.randoms(use_true_random=False))
def test_the_merged_form_accepts_exactly_what_all_departments_accept(one: Part, other: Part, rng: Any) -> None:
    parts = [one, other]
    merged = merge(parts)
    if merged.conflicts:
        event("conflicts: " + ", ".join(sorted({conflict.kind for conflict in merged.conflicts})))
        return
    check = compiled(merged.form.schema)
    keys = list(merged.form.schema["properties"])
    assert set(keys) <= set(VALUES)
    choices = list(product(*((*VALUES[key], NONE) for key in keys)))
    for values in rng.sample(choices, min(60, len(choices))):
        data = {key: value for key, value in zip(keys, values, strict=True) if value is not NONE}
        data = prune(check, data)
        made = {part.name: project(part, [link for link in merged.links if link.part == part.name], Sources(data))
                for part in parts}  # fmt: skip
        refused = [part.name for part in parts if part.ready.problems(made[part.name])]
        if check.is_valid(data):
            assert not refused, (merged.form.schema, data, made)
        elif not refused:
            # Only what has no counterpart, or bounds of the parts of a text, may be refused beyond that.
            assert _lost(one, data, made["a"]), (merged.form.schema, data, made, check.problems(data))


def _lost(part: Part, data: dict[str, Any], made: dict[str, Any]) -> bool:
    """Whether something that was filled in does not come to the department."""
    asked = [(feed.place.key, link) for link in part.links for feed in link.feeds if feed.place]
    return any(link.at[0] not in made for key, link in asked if key in data) or any(link.sources for link in part.links)
