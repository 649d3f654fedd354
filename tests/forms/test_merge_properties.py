"""What the merged form accepts, every department accepts; and merging neither invents, loses nor prefers anything."""

from __future__ import annotations

from typing import Any

from department_forms import PARTS, ROW, filled, parts
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from yichuang.forms.assemble import RowPlan
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.visibility import prune

ROWS = {ROW: RowPlan("子女", 0, 3)}
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def projections(merged: Merged, part: Part, data: dict[str, Any]) -> list[dict[str, Any]]:
    links = [link for link in merged.links if link.part == part.name]
    rows = range(len(data.get(ROW, []))) if part.row else [None]
    return [project(part, links, Sources(data, row)) for row in rows]


@SLOW
@given(st.data(), PARTS)
def test_whatever_the_merged_form_accepts_projects_to_what_each_department_accepts(
    data: st.DataObject, some: list[Part]
) -> None:
    merged = merge(some, ROWS)
    typed = data.draw(filled(merged.form.schema))
    if compiled(merged.form.schema).problems(typed):
        event("not accepted")
        return
    event("accepted")
    beyond = {conflict.where.split("/")[0] for conflict in merged.conflicts if conflict.kind == "beyond"}
    for part in some:
        if part.name not in beyond:
            for instance in projections(merged, part, typed):
                assert compiled(part.form.schema).problems(instance) == [], (merged.form.schema, typed, instance)


@SLOW
@given(st.data(), PARTS)
def test_a_department_gets_nothing_that_is_not_a_field_of_its_own(data: st.DataObject, some: list[Part]) -> None:
    merged = merge(some, ROWS)
    typed = data.draw(filled(merged.form.schema))
    for part in some:
        own = {field.steps[0] for field in fields_of(compiled(part.form.schema))}
        for instance in projections(merged, part, typed):
            assert instance.keys() <= own


@SLOW
@given(st.data(), parts("a"))
def test_a_form_merged_with_itself_asks_and_accepts_the_same(data: st.DataObject, part: Part) -> None:
    twin = Part("b", part.form, part.roles, row=part.row)
    alone, both = merge([part], ROWS), merge([part, twin], ROWS)
    shared = {link.place.key for link in alone.links if link.place and "~" not in link.place.key}
    assert shared <= {link.place.key for link in both.links if link.place and link.part == "b"}
    assert not [conflict for conflict in both.conflicts if conflict.kind != "beyond"]
    typed = data.draw(filled(both.form.schema))
    mine = {key: value for key, value in typed.items() if not key.startswith("b~")}
    for row in mine.get(ROW, []):
        for key in [key for key in row if key.startswith("b~")]:
            del row[key]
    if not compiled(both.form.schema).problems(typed):
        assert compiled(alone.form.schema).problems(mine) == []


@SLOW
@given(st.data(), PARTS)
def test_the_order_of_the_departments_changes_nothing_but_the_order(data: st.DataObject, some: list[Part]) -> None:
    one, other = merge(some, ROWS), merge(some[::-1], ROWS)
    assert set(one.form.schema["properties"]) == set(other.form.schema["properties"])
    assert {conflict.where for conflict in one.conflicts} == {conflict.where for conflict in other.conflicts}
    typed = data.draw(filled(one.form.schema))
    assert compiled(one.form.schema).is_valid(typed) == compiled(other.form.schema).is_valid(typed)


@SLOW
@given(st.data(), PARTS)
def test_the_merged_form_refuses_only_what_some_department_refuses(data: st.DataObject, some: list[Part]) -> None:
    merged = merge(some, ROWS)
    typed = data.draw(filled(merged.form.schema))
    left_out = data.draw(st.sets(st.sampled_from(sorted(typed)))) if typed else set()
    typed = {key: value for key, value in typed.items() if key not in left_out}
    typed = prune(compiled(merged.form.schema), typed)
    problems = compiled(merged.form.schema).problems(typed)
    if problems and all(typed.get(ROW) for part in some if part.row):
        refused = [
            part.name
            for part in some
            for instance in projections(merged, part, typed)
            if not compiled(part.form.schema).is_valid(instance)
        ]
        assert refused, (problems, typed)
