"""What staff have decided acts, waits, grows stale or is refused; it never makes a form that a department would refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from department_forms import PARTS, ROW
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from yichuang.forms.assemble import RowPlan
from yichuang.forms.decisions import Decision, read_decision
from yichuang.forms.form import Form
from yichuang.forms.hearing import Hearing
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.settling import Agenda

SLOW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
ROWS = {ROW: RowPlan("子女", 0, 3)}
SEX = {"x-role": "p", "x-element": "person.sex", "title": "性别"}
CODES = {"kind": "codes", "table": {"1": "男", "2": "女"}}
MAPPED = Decision("p.person.sex", "map", "enum", ("police", "health"), {"health": {"/xb": CODES}})


def part(name: str, **field: Any) -> Part:
    schema = {"type": "object", "properties": {"xb": {**SEX, **field}}, "required": ["xb"]}
    return Part(name, Form(schema), called=name)


POLICE, HEALTH = part("police", enum=["1", "2"]), part("health", enum=["男", "女"])
PAIR = [POLICE, HEALTH]


def merged(*decisions: Decision, parts: Sequence[Part] = PAIR) -> Merged:
    return merge(parts, agenda=Agenda(decisions))


def states(found: Merged) -> list[str]:
    return [each.state for each in found.decided]


def asked(found: Merged) -> set[str]:
    return set(found.form.schema["properties"])


def signed_today(decision: Decision, parts: Sequence[Part] = PAIR) -> Decision:
    return replace(decision, grounds=Hearing(parts).grounds(decision.where, decision.kind, decision.members))


def test_a_transform_that_was_decided_makes_one_question_of_two() -> None:
    found = merged(MAPPED)
    assert states(found) == ["acting"] and found.conflicts == () and asked(found) == {"p.person.sex"}
    assert found.decided[0].conflict is not None and found.decided[0].conflict.kind == "enum"
    assert verify(Trial(found, found.parts, samples=20)).sound


@pytest.mark.parametrize("status", ["oral", "signed"])
def test_what_is_said_or_signed_acts(status: Any) -> None:
    assert states(merged(replace(MAPPED, status=status))) == ["acting"]


def test_what_is_pending_leaves_the_question_with_each_department() -> None:
    found = merged(replace(MAPPED, status="pending"))
    assert states(found) == ["pending"] and len(found.conflicts) == 1
    assert asked(found) == {"p.person.sex~police", "p.person.sex~health"}


def test_a_decision_whose_grounds_have_changed_is_stale_and_does_not_act() -> None:
    signed = signed_today(MAPPED)
    assert states(merged(signed)) == ["acting"]
    wider = part("health", enum=["男", "女", "其他"])
    found = merged(signed, parts=[POLICE, wider])
    assert states(found) == ["stale"] and asked(found) == {"p.person.sex~police", "p.person.sex~health"}
    assert states(merged(signed_today(MAPPED, [POLICE, wider]), parts=[POLICE, wider])) == ["acting"]


def test_better_words_change_the_grounds_only_of_a_decision_about_words() -> None:
    reworded = [POLICE, part("health", enum=["男", "女"], **{"title": "参保人性别", "x-help": "按身份证填写。"})]
    assert states(merged(signed_today(MAPPED), parts=reworded)) == ["acting"]
    of_words = signed_today(Decision("p.person.sex", "rename", "meaning", titles={"health": "参保性别"}))
    assert states(merged(of_words, parts=reworded)) == ["stale"]


def test_a_conflict_that_is_gone_leaves_its_decision_without_object() -> None:
    found = merged(signed_today(MAPPED), parts=[POLICE, part("health", enum=["1", "2"])])
    assert states(found) == ["without-object"] and asked(found) == {"p.person.sex"}
    assert states(merged(Decision("p.nothing", "apart"))) == ["without-object"]


def test_staff_may_ask_separately_where_nobody_sees_a_conflict() -> None:
    same = [POLICE, part("health", enum=["1", "2"])]
    found = merged(Decision("p.person.sex", "apart", members=("health",)), parts=same)
    assert states(found) == ["acting"] and asked(found) == {"p.person.sex", "p.person.sex~health"}


def test_titles_tell_apart_what_is_asked_twice() -> None:
    found = merged(Decision("p.person.sex", "rename", titles={"police": "户籍性别", "health": "参保性别"}))
    assert {key: schema["title"] for key, schema in found.form.schema["properties"].items()} == {
        "p.person.sex~police": "户籍性别", "p.person.sex~health": "参保性别"}  # fmt: skip


def test_titles_tell_apart_two_elements_of_one_name() -> None:
    phone = {"type": "string", "title": "联系电话", "x-role": "p"}
    parts = [Part(name, Form({"type": "object", "properties": {"x": {**phone, "x-element": element}}}))
             for name, element in (("a", "person.mobile"), ("b", "person.phone"))]  # fmt: skip
    decision = Decision("p.person.mobile", "rename", "label", titles={"a": "手机号码", "b": "固定电话"})
    found = merged(decision, parts=parts)
    assert states(found) == ["acting"] and found.conflicts == ()
    assert [schema["title"] for schema in found.form.schema["properties"].values()] == ["手机号码", "固定电话"]
    assert states(merged(replace(decision, take="together"), parts=parts)) == ["refused"]


REFUSED: list[tuple[Decision, str]] = [
    (Decision("p.person.sex", "map"), "没有写明怎样换算"),
    (Decision("p.person.sex", "map", transforms={"health": {"/xb": {"kind": "code"}}}), "没有“code”这种换算"),
    (Decision("p.person.sex", "map", transforms={"health": {"/xm": CODES}}), "没有字段 /xm"),
    (Decision("p.person.sex", "map", transforms={"nobody": {"/xb": CODES}}), "nobody"),
    (Decision("p.person.sex", "map", transforms={"health": {"/xb": {"kind": "codes", "table": {"A": "男"}}}}), "仍有冲突"),
    (Decision("p.person.sex", "together"), "仍有冲突"),
    (Decision("p.person.sex", "rename"), "没有写明各叫什么"),
    (Decision("p.person.sex", "apart", members=("nobody",)), "nobody"),
]


@pytest.mark.parametrize(("decision", "why"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_carried_out_is_refused_with_its_reason(decision: Decision, why: str) -> None:
    found = merged(decision)
    assert states(found) == ["refused"] and why in found.decided[0].why
    assert asked(found) == {"p.person.sex~police", "p.person.sex~health"} and len(found.conflicts) == 1


def test_two_decisions_about_one_place_are_both_refused() -> None:
    assert states(merged(MAPPED, Decision("p.person.sex", "apart"))) == ["refused", "refused"]


def test_a_department_that_joins_later_reopens_what_was_decided_for_all() -> None:
    everyone = replace(signed_today(replace(MAPPED, members=())), members=())
    third = part("civil", enum=["M", "F"])
    assert states(merged(everyone, parts=[*PAIR, third])) == ["stale"]


def test_lists_are_kept_apart_when_staff_say_so() -> None:
    parts = []
    for name in "ab":
        item = {"type": "object", "properties": {"n": {"type": "string", "title": "姓名", "x-element": "person.name"}}}
        parts.append(Part(name, Form({"type": "object", "properties": {
            "list": {"type": "array", "title": "权利人", "x-role": "owner", "items": item}}})))  # fmt: skip
    found = merged(Decision("owner", "apart", members=("b",)), parts=parts)
    assert states(found) == ["acting"] and asked(found) == {"owner", "owner~b"}
    assert verify(Trial(found, found.parts, samples=20)).sound


WRONG: list[tuple[Any, str]] = [
    (["apart"], ""), ({"take": "apart"}, "/where"), ({"where": "p.e"}, "/take"), ({"where": "p.e", "take": "join"}, "/take"),
    ({"where": "p.e", "take": "apart", "status": "done"}, "/status"), ({"where": "p.e", "take": "apart", "wher": 1}, "/wher"),
    ({"where": 7, "take": "apart"}, "/where"), ({"where": "p.e", "take": "apart", "members": "a"}, "/members"),
    ({"where": "p.e", "take": "map", "transforms": {"a": []}}, "/transforms"),
    ({"where": "p.e", "take": "map", "transforms": {"a/b": {"/x": {"kind": "no"}}}}, "/transforms/a~1b/~1x/kind"),
    ({"where": "p.e", "take": "rename", "titles": {"a": 1}}, "/titles"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "pointer"), WRONG, ids=range(len(WRONG)))
def test_a_decision_that_cannot_be_read_says_where(document: Any, pointer: str) -> None:
    found = read_decision(document)
    assert isinstance(found, list) and pointer in [problem.pointer for problem in found]
    assert all(problem.message.endswith("。") and problem.fix for problem in found)


def test_a_decision_is_read_as_it_is_printed() -> None:
    printed = merged(signed_today(MAPPED)).decided[0].as_dict()
    assert read_decision(printed) == signed_today(replace(MAPPED, transforms=printed["transforms"]))


@st.composite
def decisions(draw: st.DrawFn, parts: Sequence[Part]) -> list[Decision]:
    """Any decisions about these forms, sensible or not."""
    hearing = Hearing(parts)
    places = sorted({*hearing.places, "p.nothing"}, key=lambda where: (-len(hearing.members(where)), where))
    found = []
    for where in draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=draw(st.booleans()))):
        asking = hearing.members(where) or ("a",)
        members = tuple(draw(st.lists(st.sampled_from(asking), max_size=2, unique=True)))
        pointers = [voice.pointer for voice in hearing.voices(where)]
        kind = draw(st.sampled_from(["any", "enum", "label"])) if found else "any"
        table = draw(st.dictionaries(st.sampled_from(["1", "2", "x"]), st.sampled_from(["1", "2", "3", 1]), min_size=1))
        transforms = {draw(st.sampled_from(asking)): {draw(st.sampled_from(pointers)): {"kind": "codes", "table": table}}
                      } if pointers else {}  # fmt: skip
        found.append(Decision(
            where, draw(st.sampled_from(["apart", "together", "map", "rename"])), kind,
            members, transforms, dict.fromkeys(asking, "某项"), draw(st.sampled_from(["oral", "signed", "signed", "pending"])),
            grounds=draw(st.sampled_from(["", "", hearing.grounds(where, "enum", members), "0" * 64]))))  # fmt: skip
    return found


@SLOW
@given(st.data(), PARTS)
def test_with_any_decisions_the_form_is_sound_or_refuted(data: st.DataObject, some: list[Part]) -> None:
    found = merge(some, ROWS, agenda=Agenda(tuple(data.draw(decisions(some)))))
    event(",".join(sorted({each.state for each in found.decided})) or "none")
    beyond = {conflict.where.split("/")[0] for conflict in found.conflicts if conflict.kind == "beyond"}
    mapped = {code for each in found.decided if each.state == "acting" for code in each.decision.transforms
              if each.decision.take == "map"}  # fmt: skip
    refuted = {example.part for example in verify(Trial(found, found.parts, samples=6)).counterexamples}
    assert refuted <= beyond | mapped


@SLOW
@given(st.data(), PARTS)
def test_the_order_of_decisions_and_departments_changes_nothing(data: st.DataObject, some: list[Part]) -> None:
    said = data.draw(decisions(some))
    one = merge(some, ROWS, agenda=Agenda(tuple(said)))
    other = merge(some[::-1], ROWS, agenda=Agenda(tuple(said[::-1])))
    assert asked(one) == asked(other) and states(one) == states(other)[::-1]
    assert {(each.kind, each.where) for each in one.conflicts} == {(each.kind, each.where) for each in other.conflicts}


@SLOW
@given(st.data(), PARTS)
def test_decisions_that_act_twice_change_nothing(data: st.DataObject, some: list[Part]) -> None:
    agenda = Agenda(tuple(data.draw(decisions(some))))
    once = merge(some, ROWS, agenda=agenda)
    twice = merge(once.parts, ROWS, agenda=agenda)
    assert once.form == twice.form and once.links == twice.links
