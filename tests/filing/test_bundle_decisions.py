"""Staff's decisions in a bundle: they act in every scenario, are found stale when a matter changes, and are checked."""

from __future__ import annotations

from typing import Any

import pytest
from decided_bundles import DECISION, documents, read

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.check import check
from yichuang.definitions.hearings import hearing_of
from yichuang.definitions.library import Entry, Library
from yichuang.errors import Invalid, NotFound, Problem
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.deciding import Wish, decide, decision_documents
from yichuang.filing.disputes import disputes_of
from yichuang.filing.projection import project_filing
from yichuang.filing.request import FilingRequest, request_problems
from yichuang.filing.verification import verify_bundle

YES, NO = {"insured": "yes"}, {"insured": "no"}
Documents = dict[str, dict[str, Any]]


def moving(found: Documents, *decisions: dict[str, Any]) -> Bundle:
    bundle = read({"moving": {**found["moving"], "decisions": list(decisions)}})["moving"]
    assert isinstance(bundle, Bundle)
    return bundle


def composed(found: Documents, answers: dict[str, Any] | None, *decisions: dict[str, Any]) -> Composition:
    return compose(moving(found, *decisions), read(found), answers)


def signed(found: Documents, decision: dict[str, Any] = DECISION) -> dict[str, Any]:
    """The decision on the grounds of these documents."""
    hearing = hearing_of(moving(found), read(found).get)
    return {**decision, "grounds": hearing.grounds(decision["where"], decision["kind"], decision.get("members", ()))}


def keys(composition: Composition) -> set[str]:
    return set(composition.form.schema["properties"])


def test_a_signed_decision_makes_one_question_whose_answer_suits_both() -> None:
    found = documents()
    composition = composed(found, YES, signed(found))
    assert keys(composition) == {"person.person.sex"} and composition.conflicts == ()
    assert [each.state for each in composition.decided] == ["acting"]
    request = FilingRequest(YES, {"person.person.sex": "2"})
    assert list(request_problems(composition, request)) == []
    cases = project_filing(composition, read(found), request).ready
    assert {case.matter: dict(case.instance) for case in cases} == {"household": {"xb": "2"}, "insurance": {"xb": "女"}}
    assert verify_bundle(moving(found, signed(found)), read(found), samples=20).sound


def test_a_draft_works_while_nothing_is_decided_and_names_the_departments() -> None:
    found = documents()
    composition = composed(found, YES)
    assert keys(composition) == {"person.person.sex~household", "person.person.sex~insurance"}
    assert "示例公安局《示例事项insurance》可选 男、女" in composition.conflicts[0].message
    request = FilingRequest(YES, {"person.person.sex~household": "1", "person.person.sex~insurance": "男"})
    assert list(request_problems(composition, request)) == []
    assert verify_bundle(moving(found), read(found), samples=20).sound


def test_where_only_one_of_them_applies_nothing_is_in_conflict_and_the_decision_still_holds() -> None:
    found = documents()
    assert keys(composed(found, NO)) == {"person.person.sex"}
    alone = composed(found, NO, signed(found))
    assert [each.state for each in alone.decided] == ["acting"] and keys(alone) == {"person.person.sex"}


def test_data_of_a_question_that_is_asked_apart_in_another_scenario_is_hidden_not_refused() -> None:
    request = FilingRequest(NO, {"person.person.sex": "1", "person.person.sex~household": "1"})
    assert list(request_problems(composed(documents(), NO), request)) == []


def test_a_matter_that_changes_makes_the_decision_stale_and_confirming_it_makes_it_act_again() -> None:
    found = documents()
    old = signed(found)
    found["insurance"]["form"]["schema"]["properties"]["xb"]["enum"] = ["男", "女", "其他"]
    stale = composed(found, YES, old)
    assert [each.state for each in stale.decided] == ["stale"]
    assert keys(stale) == {"person.person.sex~household", "person.person.sex~insurance"}
    outcome = decide(moving(found, old), read(found), Wish("person.person.sex", "map"))
    assert outcome.decided.state == "acting" and not outcome.disputes.open
    confirmed = decision_documents(outcome.bundle)
    assert confirmed[0]["grounds"] != old["grounds"] and confirmed[0]["basis"] == old["basis"]
    assert [each.state for each in composed(found, YES, *confirmed).decided] == ["acting"]


def test_a_change_elsewhere_leaves_the_decision_alone() -> None:
    found = documents()
    old = signed(found)
    found["school"]["form"]["schema"]["properties"]["book"]["maxLength"] = 60
    found["insurance"]["form"]["schema"]["properties"]["xb"]["title"] = "参保人性别"
    assert [each.state for each in composed(found, YES, old).decided] == ["acting"]


def test_conflicts_are_gathered_over_all_scenarios_with_one_that_shows_them() -> None:
    found = documents()
    disputes = disputes_of(moving(found), read(found))
    assert [(each.where, each.scenarios) for each in disputes.open] == [("person.person.sex", 1)]
    said = disputes.each[0].as_dict(moving(found))
    assert said["example"]["answers"] == YES and said["example"]["words"] == "“是否参保”是“是”"
    assert disputes.scenarios == 4, "with and without insurance, the household done or not"


def test_matters_that_never_apply_together_are_in_no_conflict() -> None:
    found = documents()
    found["moving"]["members"][0]["when"] = {"properties": {"insured": {"const": "no"}}, "required": ["insured"]}
    found["moving"]["members"][2]["depends_on"] = []
    assert disputes_of(moving(found), read(found)).each == ()
    assert composed(found, None).conflicts != ()


def test_what_an_earlier_matter_produces_is_held_against_who_uses_it() -> None:
    found = documents()
    found["school"]["form"]["schema"]["properties"]["book"]["maxLength"] = 8
    conflict, = composed(found, NO).conflicts
    assert (conflict.kind, conflict.where, conflict.members) == ("given", "person.person.book", ("school",))
    assert not verify_bundle(moving(found), read(found), samples=20).sound
    decision = {"where": "person.person.book", "kind": "given", "take": "apart", "members": ["school"]}
    asked = composed(found, NO, decision)
    assert "person.person.book~school" in keys(asked) and asked.conflicts == ()
    assert verify_bundle(moving(found, decision), read(found), samples=20).sound


def test_what_an_answer_settles_is_held_against_who_uses_it() -> None:
    found = documents()
    found["moving"]["answered"] = [{"role": "person", "element": "person.sex", "question": "insured"}]
    kinds = {(each.kind, each.where) for each in composed(found, YES).conflicts}
    assert kinds == {("given", "person.person.sex")}
    found["moving"]["answered"][0]["values"] = {"yes": "1", "no": "2"}
    assert [each.members for each in composed(found, YES).conflicts] == [("insurance",)]


@pytest.mark.parametrize(("wish", "error", "words"), [
    (Wish("person.person.sx", "apart"), NotFound, "已知的有：person.person.sex"),
    (Wish("person.person.book", "map"), Invalid, "--map"),
    (Wish("person.person.book", "rename"), Invalid, "--title"),
])  # fmt: skip
def test_a_wish_that_says_too_little_is_answered_with_what_is_missing(wish: Wish, error: Any, words: str) -> None:
    found = documents()
    with pytest.raises(error, match=words):
        decide(moving(found), read(found), wish)


def test_what_is_proposed_is_taken_over_when_nothing_else_is_said() -> None:
    found = documents()
    outcome = decide(moving(found), read(found), Wish("person.person.sex", "map", about={"status": "signed", "owner": "示例"}))
    document = decision_documents(outcome.bundle)[0]
    assert document["transforms"]["insurance"]["/xb"]["table"] == [["1", "男"], ["2", "女"]]
    assert (document["members"], document["kind"], document["owner"]) == (["household", "insurance"], "enum", "示例")
    assert outcome.decided.state == "acting" and len(document["grounds"]) == 64


def problems(*decisions: dict[str, Any]) -> list[Problem]:
    found = documents()
    found["moving"]["decisions"] = list(decisions)
    library = Library()
    for code, definition in read(found).items():
        library.add(Entry(definition, found[code]))
    return [each for each in check(library) if each.pointer.startswith("/decisions")]


CHECKED: list[tuple[dict[str, Any], str, str, str]] = [
    ({"where": "person.person.sx"}, "decision", "/decisions/0/where", "error"),
    ({"members": ["nobody"]}, "decision", "/decisions/0/members/0", "error"),
    ({"transforms": {"nobody": {"/xb": {}}}}, "decision", "/decisions/0/transforms/nobody", "error"),
    ({"transforms": {"insurance": {"/xm": DECISION["transforms"]["insurance"]["/xb"]}}}, "transform",
     "/decisions/0/transforms/insurance/~1xm", "error"),
    ({"transforms": {"insurance": {"/xb": {"kind": "code"}}}}, "transform", "/decisions/0/transforms/insurance/~1xb/kind",
     "error"),
    ({"basis": None}, "decision-basis", "/decisions/0/basis", "warning"),
    ({"grounds": "0" * 64}, "decision-stale", "/decisions/0/grounds", "warning"),
    ({"take": "together"}, "decision-refused", "/decisions/0", "warning"),
    ({"where": "person.person.book", "take": "apart", "transforms": {}}, "decision-unused", "/decisions/0", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "pointer", "severity"), CHECKED, ids=[f"{c[1]}-{i}" for i, c in enumerate(CHECKED)])
def test_what_is_wrong_with_a_decision_is_reported_at_its_place(
    change: dict[str, Any], rule: str, pointer: str, severity: str
) -> None:
    found = [(each.rule, each.pointer, each.severity) for each in problems({**DECISION, **change})]
    assert (rule, pointer, severity) in found, found


def test_two_decisions_about_one_place_are_an_error_and_a_sound_one_is_none() -> None:
    assert problems(DECISION) == []
    assert ("decision", "/decisions/1/where") in [(each.rule, each.pointer) for each in problems(DECISION, DECISION)]
