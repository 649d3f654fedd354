"""The rules inside the moves: told once, dated right, deferred, extended once, nothing taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from case_samples import (
    COUNTER,
    DEFERRED,
    ESTATE,
    FRIDAY,
    ITEM,
    LATER,
    LICENCE,
    OTHER_ITEM,
    at,
    event,
    noon,
)

from yichuang.cases.facts import MatterFacts
from yichuang.cases.lifecycle import (
    Action,
    Event,
    Flag,
    Ground,
    Kind,
    NotAllowed,
    Outcome,
    Situation,
    State,
    allowed,
    apply,
    fold,
)
from yichuang.errors import Invalid


def after(*events: Event, facts: MatterFacts = LICENCE) -> Situation:
    """Events applied one by one under the rules of today."""
    now = Situation()
    for each in events:
        now = apply(now, each, facts)
    return now


def faults(now: Situation, kind: Kind, facts: MatterFacts = LICENCE, **detail: Any) -> list[tuple[str, str]]:
    """Where and why a detail is refused."""
    given = Event(kind, LATER, noon(LATER), "赵敏（示例）", detail)
    with pytest.raises(Invalid) as refusal:
        apply(now, given, facts)
    assert refusal.value.status == 422
    return [(problem.pointer, problem.rule) for problem in refusal.value.problems]


def test_acceptance_after_corrections_counts_from_the_day_all_were_handed_in() -> None:
    now = after(
        event(Kind.RECEIVED),
        event(Kind.CORRECTIONS_ASKED, date(2026, 9, 20), items=[ITEM, OTHER_ITEM]),
        event(Kind.CORRECTED, date(2026, 9, 21), items=["lease"]),
        event(Kind.CORRECTED, date(2026, 9, 22), items=["layout"]),
        event(Kind.ACCEPTED, date(2026, 9, 24)),
    )
    assert now.accepted_on == date(2026, 9, 22)
    assert now.received_on == FRIDAY


def test_a_part_of_the_corrections_leaves_the_case_in_correction() -> None:
    now = after(
        event(Kind.RECEIVED),
        event(Kind.CORRECTIONS_ASKED, items=[ITEM, OTHER_ITEM]),
        event(Kind.CORRECTED, LATER, items=["lease"]),
    )
    assert now.state is State.CORRECTION
    assert now.open_items == ("layout",)
    assert now.complete_on is None


def test_what_was_not_asked_cannot_be_handed_in() -> None:
    assert faults(at(State.CORRECTION), Kind.CORRECTED, items=["photo"]) == [("/items/0", "open-item")]


def test_a_second_notice_may_repeat_but_not_add() -> None:
    told = after(event(Kind.RECEIVED), event(Kind.CORRECTIONS_ASKED), event(Kind.CORRECTED))
    again = apply(told, event(Kind.CORRECTIONS_ASKED, items=[ITEM]), LICENCE)
    assert (again.state, again.corrections_asked, again.flags) == (State.CORRECTION, 2, frozenset())
    assert faults(told, Kind.CORRECTIONS_ASKED, items=[ITEM, OTHER_ITEM]) == [("/items/1/item", "told-once")]


def test_an_override_with_a_reason_adds_and_is_flagged() -> None:
    told = after(event(Kind.RECEIVED), event(Kind.CORRECTIONS_ASKED), event(Kind.CORRECTED))
    forced = event(Kind.CORRECTIONS_ASKED, items=[OTHER_ITEM], override="首次审查后法规有变化")
    now = apply(told, forced, LICENCE)
    assert now.flags == {Flag.NOTIFIED_AGAIN}
    assert now.asked == ("lease", "layout")
    blank = {"items": [OTHER_ITEM], "override": "  "}
    assert faults(told, Kind.CORRECTIONS_ASKED, **blank) == [("/items/0/item", "told-once")]


def test_a_first_notice_is_never_flagged_even_with_an_override() -> None:
    now = apply(at(State.RECEIVED), event(Kind.CORRECTIONS_ASKED, items=[ITEM], override="无"), LICENCE)
    assert now.flags == frozenset()


@pytest.mark.parametrize(
    ("detail", "found"),
    [
        ({}, [("/items", "required")]),
        ({"items": []}, [("/items", "required")]),
        ({"items": "lease"}, [("/items", "shape"), ("/items", "required")]),
        ({"items": [ITEM, 3]}, [("/items", "shape")]),
        ({"items": [{**ITEM, "fix": " "}]}, [("/items/0/fix", "required")]),
        ({"items": [ITEM], "deadline": "下周"}, [("/deadline", "date")]),
        ({"items": [ITEM], "deadline": LATER.isoformat()}, [("/deadline", "later")]),
    ],
)
def test_a_notice_names_everything_the_applicant_needs(detail: dict[str, Any], found: list[Any]) -> None:
    assert faults(at(State.RECEIVED), Kind.CORRECTIONS_ASKED, **detail) == found


def test_incomplete_papers_are_told_before_they_are_refused() -> None:
    detail = {"ground": Ground.STILL_INCOMPLETE.value, "reason": "仍缺第二页"}
    assert faults(at(State.RECEIVED), Kind.REFUSED, **detail) == [("/ground", "told-once")]
    told = after(event(Kind.RECEIVED), event(Kind.CORRECTIONS_ASKED), event(Kind.CORRECTED))
    assert apply(told, event(Kind.REFUSED, **detail), LICENCE).outcome is Outcome.REFUSED


def test_real_estate_is_refused_and_told_in_one() -> None:
    detail = {"ground": Ground.STILL_INCOMPLETE.value, "reason": "缺契税凭证"}
    assert apply(at(State.RECEIVED), event(Kind.REFUSED, **detail), ESTATE).state is State.REFUSED


def test_a_refusal_needs_ground_reason_and_the_right_organ() -> None:
    now = at(State.RECEIVED)
    assert faults(now, Kind.REFUSED) == [("/reason", "required"), ("/ground", "required")]
    other = {"ground": "not_competent", "reason": "不属于本机关职权"}
    assert faults(now, Kind.REFUSED, **other) == [("/organ", "required")]
    late = {"ground": "correction_overdue", "reason": "未补正"}
    assert faults(now, Kind.REFUSED, **late) == [("/ground", "state")]


def test_corrections_that_never_came_end_the_case_only_after_their_deadline() -> None:
    now = at(State.CORRECTION)
    late = {"ground": "correction_overdue", "reason": "期限已过，没有补正"}
    with pytest.raises(NotAllowed, match="补正期限到2026年9月24日为止，还没有过"):
        apply(now, event(Kind.REFUSED, date(2026, 9, 24), **late), LICENCE)
    ended = apply(now, event(Kind.REFUSED, date(2026, 9, 25), **late), LICENCE)
    assert (ended.state, ended.outcome) == (State.REFUSED, Outcome.CORRECTION_TIMEOUT)


def test_without_a_deadline_in_the_notice_lateness_is_no_ground() -> None:
    now = after(event(Kind.RECEIVED), event(Kind.CORRECTIONS_ASKED, items=[ITEM]))
    assert Action.REFUSE not in allowed(now, LICENCE, date(2027, 9, 1))
    with pytest.raises(NotAllowed, match="告知书没有写明补正期限"):
        apply(now, event(Kind.REFUSED, date(2026, 12, 1)), LICENCE)


def test_deferral_needs_a_deferrable_material_a_later_day_and_the_promise() -> None:
    now = at(State.RECEIVED)
    wrong = {"deferred": [{"material": "id-card", "due": "2026-09-01"}]}
    assert faults(now, Kind.ACCEPTED, **wrong) == [
        ("/deferred/0/material", "deferrable"),
        ("/deferred/0/due", "later"),
        ("/promise_signed", "required"),
    ]
    assert apply(now, event(Kind.ACCEPTED, **DEFERRED), LICENCE).state is State.ACCEPTED_DEFERRED


def test_nothing_is_granted_before_the_deferred_material_has_come() -> None:
    now = at(State.ACCEPTED_DEFERRED)
    with pytest.raises(NotAllowed, match="还有1份容缺材料没有补交"):
        apply(now, event(Kind.GRANTED), LICENCE)
    arrived = apply(now, event(Kind.DEFERRED_ARRIVED, materials=["lease"]), LICENCE)
    assert apply(arrived, event(Kind.GRANTED), LICENCE).state is State.GRANTED


def test_a_local_rule_may_grant_before_the_deferred_material() -> None:
    facts = LICENCE.model_copy(update={"grant_before_deferred": True})
    assert apply(at(State.ACCEPTED_DEFERRED), event(Kind.GRANTED), facts).state is State.GRANTED


def test_a_deferred_material_may_come_during_a_special_procedure() -> None:
    now = apply(at(State.ACCEPTED_DEFERRED), event(Kind.SPECIAL_STARTED), LICENCE)
    arrived = apply(now, event(Kind.DEFERRED_ARRIVED), LICENCE)
    assert (arrived.state, arrived.deferred) == (State.SPECIAL, ())
    assert apply(now, event(Kind.SPECIAL_ENDED), LICENCE).state is State.ACCEPTED_DEFERRED
    assert apply(arrived, event(Kind.SPECIAL_ENDED), LICENCE).state is State.ACCEPTED


def test_a_special_procedure_must_be_published_and_counted_as_published() -> None:
    now = at(State.ACCEPTED)
    detail = dict(event(Kind.SPECIAL_STARTED).detail)
    assert faults(now, Kind.SPECIAL_STARTED, **{**detail, "name": "听证"}) == [("/name", "published")]
    counted = {**detail, "name": "现场核查"}
    assert faults(now, Kind.SPECIAL_STARTED, **counted) == [("/stops_clock", "published")]
    with pytest.raises(NotAllowed, match="没有公布特别程序"):
        apply(now, event(Kind.SPECIAL_STARTED), COUNTER)


def test_a_period_is_extended_once_and_at_most_by_what_the_law_gives() -> None:
    now = at(State.ACCEPTED)
    detail = dict(event(Kind.EXTENDED).detail)
    for days in (0, 11, True, "10", None):
        assert faults(now, Kind.EXTENDED, **{**detail, "days": days}) == [("/days", "range")]
    extended = apply(now, event(Kind.EXTENDED), LICENCE)
    assert extended.extended_days == 10
    with pytest.raises(NotAllowed, match="期限只能延长一次"):
        apply(extended, event(Kind.EXTENDED), LICENCE)
    never = LICENCE.model_copy(update={"extension_days": 0})
    assert Action.EXTEND not in allowed(now, never, LATER)


def test_a_denial_gives_its_reasons() -> None:
    assert faults(at(State.ACCEPTED), Kind.DENIED, reason=" ") == [("/reason", "required")]


def test_a_denied_case_is_closed_without_outputs_and_stays_denied() -> None:
    closed = apply(at(State.DENIED), event(Kind.CLOSED, opinion=""), LICENCE)
    assert (closed.state, closed.outcome, dict(closed.outputs)) == (State.CLOSED, Outcome.DENIED, {})


def test_outputs_are_declared_complete_and_final() -> None:
    now = at(State.ACCEPTED)
    assert faults(now, Kind.GRANTED, outputs={"salary": 1}) == [("/outputs/salary", "declared")]
    assert faults(now, Kind.GRANTED, outputs=["JY1"]) == [("/outputs", "shape")]
    granted = apply(now, event(Kind.GRANTED, outputs={"licence.no": "JY1"}), LICENCE)
    assert faults(granted, Kind.CLOSED, outputs={"licence.no": "JY2"}) == [("/outputs/licence.no", "final")]
    closed = apply(granted, event(Kind.CLOSED, result="许可证"), LICENCE)
    assert dict(closed.outputs) == {"licence.no": "JY1"}
    assert faults(at(State.GRANTED), Kind.CLOSED, result="许可证") == [("/outputs/licence.no", "required")]


def test_an_act_lies_neither_in_the_future_nor_before_the_last_one() -> None:
    now = at(State.RECEIVED)
    tomorrow = Event(Kind.ACCEPTED, FRIDAY + timedelta(days=1), noon(FRIDAY), "赵敏（示例）")
    with pytest.raises(NotAllowed, match="办理日期2026年9月19日还没有到"):
        apply(now, tomorrow, LICENCE)
    with pytest.raises(NotAllowed, match="办理日期早于上一步的日期2026年9月18日"):
        apply(now, event(Kind.ACCEPTED, FRIDAY - timedelta(days=1)), LICENCE)


def test_taking_a_case_over_forbids_no_earlier_dated_act() -> None:
    now = apply(at(State.CORRECTION), event(Kind.TAKEN, LATER), LICENCE)
    assert (now.handler, now.handler_name) == ("food", "赵敏（示例）")
    assert apply(now, event(Kind.CORRECTED, FRIDAY), LICENCE).complete_on == FRIDAY


def test_a_waiting_case_is_received_on_the_day_of_its_release() -> None:
    now = after(event(Kind.WAITING), event(Kind.RELEASED, LATER))
    assert (now.state, now.received_on) == (State.RECEIVED, LATER)


def test_withdrawing_during_a_special_procedure_ends_the_procedure() -> None:
    now = apply(at(State.SPECIAL), event(Kind.WITHDRAWN, LATER), LICENCE)
    assert now.running_pause is None
    assert (now.outcome, now.closed_on) == (Outcome.WITHDRAWN, LATER)


def test_a_decision_is_not_withdrawn_or_voided() -> None:
    for kind in (Kind.WITHDRAWN, Kind.VOIDED):
        with pytest.raises(NotAllowed):
            apply(at(State.GRANTED), event(kind, LATER), LICENCE)


def test_fold_takes_the_past_as_it_is() -> None:
    stored = [event(Kind.RECEIVED), event(Kind.ACCEPTED), event(Kind.EXTENDED, days=30, reason="", approved_by="")]
    assert fold(stored).extended_days == 30
