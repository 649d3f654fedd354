"""What a re-release changes in the merged form is told change by change, each with the scenarios in which it shows."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from bundle_samples import documents, refuted
from hypothesis import given
from hypothesis import strategies as st
from matter_samples import IS_YES, library_of

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.hearings import hearing_of
from yichuang.filing.proving import prove
from yichuang.filing.rerelease.preview import Preview, Side, completed, preview
from yichuang.filing.rerelease.proofs import proof_differences
from yichuang.filing.rerelease.spread import Feature, spread_in_words

Edit = Callable[[dict[str, dict[str, Any]]], None]
ONLY_AGENT = "仅当“是否委托他人办理”是“是”"
TEXT = {"type": "string", "title": "备注", "maxLength": 50}


def side(found: dict[str, dict[str, Any]]) -> Side:
    library = library_of(found)
    bundle = library.get("bundle-a")
    assert isinstance(bundle, Bundle)
    return Side(bundle, {each.code: each for each in library})


def before() -> dict[str, dict[str, Any]]:
    """The second matter is handled for those who have an agent."""
    found = documents()
    found["bundle-a"]["members"][1]["when"] = copy.deepcopy(IS_YES)
    return found


def compared(edit: Edit) -> Preview:
    after = before()
    edit(after)
    return preview(side(before()), side(after))


def told(edit: Edit) -> list[tuple[str, str, str, str]]:
    return [(line.difference.kind, line.difference.message, line.difference.effect, line.when)
            for line in compared(edit).lines]


def form(found: dict[str, dict[str, Any]], code: str) -> dict[str, Any]:
    schema: dict[str, Any] = found[code]["form"]["schema"]
    return schema


def asks_more(code: str, required: bool) -> Edit:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        form(found, code)["properties"]["bz"] = dict(TEXT)
        if required:
            form(found, code)["required"].append("bz")
    return edit


def test_the_same_again_changes_nothing() -> None:
    assert compared(lambda found: None).lines == ()


def test_a_field_of_a_matter_that_always_applies_is_asked_in_every_scenario() -> None:
    assert told(asks_more("matter-a", True)) == [
        ("field-added", "多填“备注”（必填），用于“事项matter-a（示例）”。", "more", "")]


def test_a_field_of_a_matter_for_some_is_told_with_the_condition_of_the_matter() -> None:
    assert told(asks_more("matter-b", True)) == [
        ("field-added", "多填“备注”（必填），用于“事项matter-b（示例）”。", "more", ONLY_AGENT)]
    assert told(asks_more("matter-b", False))[0][2] == "same"
    line = compared(asks_more("matter-b", True)).lines[0]
    assert {each.answers["agent"] for each in line.examples} == {"yes"}


def set_length(found: dict[str, dict[str, Any]], most: int) -> None:
    for code in ("matter-a", "matter-b"):
        form(found, code)["properties"]["xm"]["maxLength"] = most


@pytest.mark.parametrize(("most", "kind", "effect"), [(10, "field-narrower", "more"), (40, "field-wider", "less")])
def test_what_a_field_accepts_is_told_as_narrower_or_wider(most: int, kind: str, effect: str) -> None:
    assert told(lambda found: set_length(found, most)) == [
        (kind, f"“本人姓名”的最多字数由20改为{most}。", effect, "")]


def test_one_matter_alone_narrows_the_field_only_where_it_takes_part() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        form(found, "matter-b")["properties"]["xm"]["maxLength"] = 8
    assert told(edit) == [("field-narrower", "“本人姓名”的最多字数由20改为8。", "more", ONLY_AGENT)]


def test_what_was_required_and_no_longer_is_is_told_as_relief() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        form(found, "matter-a")["required"].remove("xm")
    ((kind, message, effect, when),) = told(edit)
    assert (kind, effect) == ("field-demand", "less") and message == "“本人姓名”由必填改为选填。"
    assert when == "仅当“是否委托他人办理”是“否”"


def test_a_material_that_hangs_on_an_answer_is_told_with_it() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        found["matter-a"]["materials"][0]["originals"] = 3
    assert told(edit) == [("material-copies", "材料“本人的授权委托书”的原件由 1 份改为 3 份。", "more", ONLY_AGENT)]


def test_a_matter_that_goes_takes_its_fields_along_and_nobody_needs_to_say_so_twice() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        found["bundle-a"]["members"].pop()
    kinds = {(kind, when) for kind, _, _, when in told(edit)}
    assert ("matter-removed", ONLY_AGENT) in kinds and not {kind for kind, _ in kinds} & {"field-users"}


def test_questions_stops_and_the_promise_are_told() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        bundle = found["bundle-a"]
        bundle["questions"].append({"code": "more", "title": "还有别的吗", "type": "bool"})
        bundle["promise"]["limit"]["days"] = 12
        bundle["stops"] = [{"when": copy.deepcopy(IS_YES), "reason": "不受理委托。", "alternative": "请本人来。"}]
    said = told(edit)
    assert ("stop-added", "这样回答不再能办理：不受理委托。", "more", ONLY_AGENT) in said
    assert ("question-added", "多问“还有别的吗”。", "more", "仅当“是否委托他人办理”是“否”") in said
    assert any(kind == "days-promised" and message == "承诺由 10 个工作日改为 12 个工作日。" for kind, message, *_ in said)


def test_a_conflict_that_comes_is_told_by_what_it_is_about() -> None:
    def edit(found: dict[str, dict[str, Any]]) -> None:
        form(found, "matter-b")["properties"]["xm"] |= {"minLength": 30, "maxLength": 60}
    kinds = {kind: (message, when) for kind, message, _, when in told(edit)}
    message, when = kinds["conflict-added"]
    assert message.startswith("新的冲突：“姓名”") and when == ONLY_AGENT


def test_a_decision_whose_grounds_have_changed_is_told_as_stale() -> None:
    old = before()
    form(old, "matter-b")["properties"]["xm"] |= {"minLength": 30, "maxLength": 60}
    decision = {"where": "person.person.name", "kind": "range", "take": "apart", "status": "signed", "owner": "甲（示例）"}
    old["bundle-a"]["decisions"] = [{**decision, "grounds": _grounds(old)}]
    new = copy.deepcopy(old)
    form(new, "matter-b")["properties"]["xm"]["maxLength"] = 61
    lines = preview(side(old), side(new)).lines
    assert [line.difference.kind for line in lines if line.difference.kind.startswith("decision")] == ["decision-stale"]


def _grounds(found: dict[str, dict[str, Any]]) -> str:
    one = side(found)
    return hearing_of(one.bundle, one.uses.get).grounds("person.person.name", "range", ())


def test_a_proof_that_breaks_is_told_with_the_counterexample() -> None:
    old, new = side(documents()), side(refuted())
    (weaker, conflict) = proof_differences(prove(old.bundle, old.uses), prove(new.bundle, new.uses), new)
    assert (weaker.kind, weaker.message) == (
        "proof-weaker", "“事项matter-b（示例）”的“证书编号”由已证明变为有反例。")
    assert conflict.kind == "proof-conflict" and "会退回" in conflict.message


def test_figures_over_all_scenarios_stand_beside_each_other() -> None:
    was, now = compared(asks_more("matter-a", True)).figures["fields"]
    assert now["after"] == was["after"] + 1


def test_an_answer_that_only_one_side_asks_for_is_its_first_choice() -> None:
    bundle = side(before()).bundle
    assert completed(bundle.questions, {}) == {"agent": "yes"}
    assert completed(bundle.questions, {"agent": "no"}) == {"agent": "no"}


TOTAL = 6
WHERE = st.frozensets(st.integers(0, TOTAL - 1))


@given(WHERE.filter(bool), st.lists(WHERE.filter(bool), max_size=6))
def test_words_say_of_a_set_of_scenarios_neither_more_nor_less(where: frozenset[int], wheres: list[frozenset[int]]) -> None:
    features = [Feature(f"f{number}", each) for number, each in enumerate(wheres)]
    everything = frozenset(range(TOTAL))
    said = spread_in_words(where, everything, features)
    if not said:
        assert where == everything
    elif said.startswith("仅当"):
        assert _meant(said.removeprefix("仅当"), wheres) == where
    elif said.startswith("除了"):
        assert everything - _meant(said.removeprefix("除了").removesuffix("的情形"), wheres) == where
    else:
        assert said == f"{TOTAL} 种情形中的 {len(where)} 种"


def _meant(said: str, wheres: list[frozenset[int]]) -> frozenset[int]:
    if "，或者" in said:
        return frozenset.union(*(wheres[int(each[1:])] for each in said.split("，或者")))
    return frozenset.intersection(*(wheres[int(each[1:])] for each in said.split("，并且")))
