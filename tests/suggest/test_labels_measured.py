"""How often the labels of departments are understood, on labels that no rule was made from."""

from __future__ import annotations

import pytest

from yichuang.definitions.suggest.measure import half_of, measure, read_labels
from yichuang.errors import Invalid


@pytest.fixture(scope="module")
def reports(dictionary, labels):
    """Of each half of the set, and of the labels written last."""
    own = read_labels(labels("labels.json"))
    return {half: measure([each for each in own if each.half == half], dictionary) for half in ("tuning", "apart")} | {
        "last": measure(read_labels(labels("labels-last.json")), dictionary)}  # fmt: skip


def test_the_dictionary_is_so_large_that_choosing_is_hard(elements):
    assert len(elements) >= 400
    assert sum(each.value.get("format") == "date" for each in elements) >= 30
    assert sum(each.name.endswith(("编号", "号")) for each in elements) >= 50
    assert sum("地址" in each.name for each in elements) >= 12


def test_the_set_is_large_and_halved_by_a_digest_that_never_changes(labels):
    said = labels("labels.json")
    assert len(said) >= 600 and sum(each["element"] is None for each in said) >= 60
    halves = [half_of(each) for each in said]
    assert 0.45 < halves.count("apart") / len(halves) < 0.55
    assert [half_of({"label": label}) for label in ("产妇姓名", "法人代表")] == ["tuning", "apart"]
    assert half_of({"label": "电话", "section": "单位信息", "before": "单位地址", "element": "ent.phone"}) == "tuning"


def test_every_element_of_the_sets_is_in_the_dictionary(labels, dictionary):
    named = {each["element"] for name in ("labels.json", "labels-second.json", "labels-last.json") for each in labels(name)}
    assert named - {None} <= set(dictionary.elements)


def test_labels_held_apart_are_understood_as_well_as_was_aimed_for(reports):
    apart = reports["apart"]
    assert apart.meant >= 300
    assert apart.top1 >= 0.90 * apart.meant and apart.top3 >= 0.97 * apart.meant


def test_roles_are_right_where_the_element_is(reports):
    right, known = reports["apart"].roles
    assert known >= 60 and right >= 0.95 * known


def test_labels_that_mean_no_element_seldom_get_a_sure_candidate(reports):
    nothing, alarms = (sum(getattr(reports[half], part) for half in ("tuning", "apart")) for part in ("nothing", "alarms"))
    assert nothing >= 60 and alarms <= 0.1 * nothing


def test_labels_written_after_the_rules_are_understood_nearly_as_well(reports):
    last = reports["last"]
    assert last.meant >= 60 and last.top1 >= 0.85 * last.meant and last.top3 >= 0.93 * last.meant


def test_a_score_says_how_likely_the_candidate_is_right(reports):
    count, mean, right = reports["apart"].bands[9]
    assert count > 200 and abs(right / count - mean) < 0.05
    low = reports["apart"].bands[:3]
    assert sum(right for _, _, right in low) < 0.4 * sum(count for count, _, _ in low)


@pytest.mark.parametrize("document", [
    {}, [], [{"label": "姓名"}], [{"label": "", "element": None}], [{"label": "姓名", "element": 3}], ["姓名"],
    [{"label": "姓名", "element": None, "schema": []}], [{"label": "姓名", "element": None, "before": ["性别"]}],
])  # fmt: skip
def test_a_set_that_is_none_is_refused_with_a_sentence(document):
    with pytest.raises(Invalid, match="标注集"):
        read_labels(document)
