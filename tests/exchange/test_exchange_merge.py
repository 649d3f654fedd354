"""Three-way merging loses no change silently: properties over any documents, and the cases that people meet."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.definitions.exchange.differences import ABSENT, differences, same
from yichuang.definitions.exchange.merge import UNKNOWN, merge
from yichuang.definitions.exchange.ordering import merged_order

LEAVES = st.one_of(st.integers(0, 3), st.sampled_from("abc"), st.booleans(), st.none())
THINGS = st.fixed_dictionaries({"code": st.sampled_from("pqrst")}, optional={"x": LEAVES, "y": LEAVES})
VALUES = st.recursive(
    LEAVES | st.lists(THINGS, max_size=4) | st.lists(st.sampled_from("uvwxyz"), max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("klmn"), inner, max_size=4), max_leaves=12)
DOCUMENTS = st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=5)
MANY = settings(max_examples=120, deadline=None)


@MANY
@given(DOCUMENTS, DOCUMENTS)
def test_who_alone_changed_something_is_followed(base, other):
    for merged in (merge(base, base, other), merge(base, other, base), merge(base, other, other)):
        assert same(merged.document, other) and not merged.conflicts


@MANY
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_swapping_the_sides_swaps_nothing_but_the_sides(base, one, two):
    first, second = merge(base, one, two), merge(base, two, one)
    sides = {each.pointer: (each.ours, each.theirs) for each in second.conflicts}
    assert len(first.conflicts) == len(second.conflicts)
    for each in first.conflicts:
        ours, theirs = sides[each.pointer]
        assert same(each.ours, theirs) and same(each.theirs, ours)
    assert first.conflicts or same(first.document, second.document)


@MANY
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_every_change_of_either_side_is_in_the_result_or_in_a_conflict(base, ours, theirs):
    merged = merge(base, ours, theirs)
    conflicts = {each.pointer for each in merged.conflicts}
    result = {each.pointer: each.after for each in differences(base, merged.document)}
    for side in (ours, theirs):
        for change in differences(base, side):
            if isinstance(change.after, dict | list) or isinstance(change.before, dict | list):
                continue
            told = any(change.pointer == at or change.pointer.startswith(at + "/") for at in conflicts)
            kept = any((at == change.pointer and same(after, change.after)) or change.pointer.startswith(at + "/")
                       for at, after in result.items())
            assert told or kept, (change, merged)


@MANY
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_choosing_a_side_settles_everything(base, ours, theirs):
    for side in ("ours", "theirs"):
        assert not merge(base, ours, theirs, side).conflicts
    conflicts = merge(base, ours, theirs).conflicts
    one_by_one = merge(base, ours, theirs, {each.pointer: "theirs" for each in conflicts})
    assert same(one_by_one.document, merge(base, ours, theirs, "theirs").document) and not one_by_one.conflicts


@MANY
@given(DOCUMENTS, DOCUMENTS)
def test_without_a_base_every_difference_is_a_conflict(ours, theirs):
    merged = merge(UNKNOWN, ours, theirs)
    assert bool(merged.conflicts) == (not same(ours, theirs))


@MANY
@given(DOCUMENTS)
def test_what_is_the_same_differs_nowhere_and_merges_with_itself(document):
    assert not list(differences(document, document))
    assert same(merge(UNKNOWN, document, document).document, document)


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@MANY
@given(NAMES, NAMES, NAMES)
def test_an_order_keeps_every_name_once_and_is_the_same_from_both_sides(base, ours, theirs):
    kept = {*ours, *theirs}
    found = merged_order(base, ours, theirs, kept)
    assert found == merged_order(base, theirs, ours, kept)
    assert found is None or sorted(found) == sorted(kept)


MATTER: dict[str, Any] = {
    "name": "设立登记", "promised_limit": {"days": 5},
    "materials": [{"material": "id-card", "role": "owner", "copies": 1}, {"material": "id-card", "role": "agent"}],
    "steps": [{"name": "受理", "role": "人员"}, {"name": "审查", "role": "人员"}],
    "form": {"schema": {"properties": {"a": {"title": "甲"}, "b": {"title": "乙"}}, "required": ["a"]}},
}


def pointers(merged: Any) -> list[str]:
    return [each.pointer for each in merged.conflicts]


def test_each_of_two_people_changes_another_material_of_the_same_list():
    ours = {**MATTER, "materials": [{**MATTER["materials"][0], "copies": 2}, MATTER["materials"][1]]}
    theirs = {**MATTER, "materials": [*MATTER["materials"], {"material": "lease", "role": "owner"}]}
    merged = merge(MATTER, ours, theirs)
    assert not merged.conflicts
    assert [each.get("copies") for each in merged.document["materials"]] == [2, None, None]


def test_the_same_number_changed_on_both_sides_is_a_conflict_with_its_three_values():
    conflict, = merge(MATTER, {**MATTER, "promised_limit": {"days": 3}}, {**MATTER, "promised_limit": {"days": 4}}).conflicts
    assert conflict.as_dict() == {"pointer": "/promised_limit/days", "base": 5, "ours": 3, "theirs": 4}


def test_removing_what_the_other_side_edits_is_a_conflict():
    ours = {**MATTER, "steps": MATTER["steps"][:1]}
    theirs = {**MATTER, "steps": [MATTER["steps"][0], {**MATTER["steps"][1], "role": "科长"}]}
    conflict, = merge(MATTER, ours, theirs).conflicts
    assert conflict.pointer == "/steps/审查" and conflict.ours is ABSENT and not conflict.renamed


def test_renaming_what_the_other_side_edits_is_told_as_such():
    ours = {**MATTER, "steps": [MATTER["steps"][0], {"name": "审核", "role": "人员"}]}
    theirs = {**MATTER, "steps": [MATTER["steps"][0], {**MATTER["steps"][1], "role": "科长"}]}
    assert [each.renamed for each in merge(MATTER, ours, theirs).conflicts] == ["审核"]
    schema = MATTER["form"]["schema"]
    ours = {**MATTER, "form": {"schema": {**schema, "properties": {"c": {"title": "甲"}, "b": {"title": "乙"}}}}}
    theirs = {**MATTER, "form": {"schema": {**schema, "properties": {"a": {"title": "甲方"}, "b": {"title": "乙"}}}}}
    assert [each.renamed for each in merge(MATTER, ours, theirs).conflicts] == ["c"]


def test_one_side_moves_a_step_and_the_other_adds_one():
    ours = {**MATTER, "steps": list(reversed(MATTER["steps"]))}
    theirs = {**MATTER, "steps": [*MATTER["steps"], {"name": "制证", "role": "人员"}]}
    merged = merge(MATTER, ours, theirs)
    assert [step["name"] for step in merged.document["steps"]] == ["审查", "制证", "受理"] and not merged.conflicts


def test_both_sides_move_steps_differently_and_nobody_guesses():
    steps = [*MATTER["steps"], {"name": "制证", "role": "人员"}]
    base = {**MATTER, "steps": steps}
    ours, theirs = {**base, "steps": [steps[1], steps[0], steps[2]]}, {**base, "steps": [steps[0], steps[2], steps[1]]}
    conflict, = merge(base, ours, theirs).conflicts
    assert conflict.order and conflict.pointer == "/steps"
    chosen = merge(base, ours, theirs, {"/steps": "theirs"}).document
    assert [step["name"] for step in chosen["steps"]] == ["受理", "制证", "审查"]


def test_a_list_of_things_without_names_is_one_value():
    base = {"rows": [[1], [2]]}
    assert pointers(merge(base, {"rows": [[1], [3]]}, {"rows": [[0], [2]]})) == ["/rows"]


def test_a_list_whose_names_are_not_unique_is_one_value():
    twice = [{"name": "同名", "n": 1}, {"name": "同名", "n": 2}]
    assert pointers(merge({"steps": twice}, {"steps": twice[:1]}, {"steps": [twice[1], twice[0]]})) == ["/steps"]


def test_numbers_and_truth_are_told_apart():
    assert pointers(merge({"a": 0}, {"a": 1}, {"a": True})) == ["/a"]
    assert [each.after for each in differences({"a": 1}, {"a": 1.0})] == [1.0]


def test_nesting_without_end_is_compared_as_a_whole():
    deep: Any = "x"
    for _ in range(400):
        deep = {"a": deep}
    other = {"a": deep}
    assert len(list(differences({"extra": deep}, {"extra": other}))) == 1
    assert len(merge({"extra": {}}, {"extra": deep}, {"extra": other}).conflicts) == 1
