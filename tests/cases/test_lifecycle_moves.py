"""Every move the law knows, and every one it does not: all states against all kinds of events."""

from __future__ import annotations

import pytest
from case_samples import COUNTER, LATER, LICENCE, at, event

from yichuang.cases.lifecycle import Action, Kind, NotAllowed, State, allowed, apply, fold
from yichuang.errors import YichuangError

UNDECIDED = {"received", "correction", "accepted", "accepted_deferred", "special"}
LIVE = UNDECIDED | {"waiting_upstream", "granted", "denied", "closed"}
REVIEW = {"accepted", "accepted_deferred"}
# Written out again, apart from the code: domain reference 4.1.
EXPECTED: dict[Kind, set[str]] = {
    Kind.WAITING: {"draft"},
    Kind.RECEIVED: {"draft"},
    Kind.RELEASED: {"waiting_upstream"},
    Kind.UPSTREAM_FAILED: {"waiting_upstream"},
    Kind.CORRECTIONS_ASKED: {"received", "correction"},
    Kind.CORRECTED: {"correction"},
    Kind.NOT_NEEDED: {"received"},
    Kind.REFUSED: {"received"},
    Kind.ACCEPTED: {"received"},
    Kind.DEEMED_ACCEPTED: {"received"},
    Kind.DEFERRED_ARRIVED: {"accepted_deferred"},
    Kind.SPECIAL_STARTED: REVIEW,
    Kind.SPECIAL_ENDED: {"special"},
    Kind.EXTENDED: REVIEW,
    Kind.GRANTED: {"accepted"},
    Kind.DENIED: REVIEW,
    Kind.CLOSED: {"granted", "denied"},
    Kind.DELIVERED: {"closed"},
    Kind.WITHDRAWN: UNDECIDED | {"waiting_upstream"},
    Kind.VOIDED: UNDECIDED | {"waiting_upstream"},
    Kind.TAKEN: LIVE,
    Kind.RESCHEDULED: LIVE,
}
LEADS_TO = {
    Kind.WAITING: State.WAITING_UPSTREAM,
    Kind.RECEIVED: State.RECEIVED,
    Kind.RELEASED: State.RECEIVED,
    Kind.UPSTREAM_FAILED: State.TERMINATED,
    Kind.CORRECTIONS_ASKED: State.CORRECTION,
    Kind.CORRECTED: State.RECEIVED,
    Kind.NOT_NEEDED: State.NOT_NEEDED,
    Kind.REFUSED: State.REFUSED,
    Kind.ACCEPTED: State.ACCEPTED,
    Kind.DEEMED_ACCEPTED: State.ACCEPTED,
    Kind.DEFERRED_ARRIVED: State.ACCEPTED,
    Kind.SPECIAL_STARTED: State.SPECIAL,
    Kind.SPECIAL_ENDED: State.ACCEPTED,
    Kind.GRANTED: State.GRANTED,
    Kind.DENIED: State.DENIED,
    Kind.CLOSED: State.CLOSED,
    Kind.DELIVERED: State.DELIVERED,
    Kind.WITHDRAWN: State.WITHDRAWN,
    Kind.VOIDED: State.VOID,
}
PAIRS = [(state, kind) for state in State for kind in Kind]


@pytest.mark.parametrize(("state", "kind"), PAIRS, ids=lambda each: each.value)
def test_a_move_happens_exactly_where_the_law_has_it(state: State, kind: Kind) -> None:
    now = at(state)
    if state.value in EXPECTED[kind]:
        then = apply(now, event(kind, LATER), LICENCE)
        assert then.state is LEADS_TO.get(kind, state)
        assert then.events == now.events + 1
    else:
        with pytest.raises(NotAllowed) as refusal:
            apply(now, event(kind, LATER), LICENCE)
        assert f"本件现在是“{state.label}”" in str(refusal.value)
        assert refusal.value.status == 409


@pytest.mark.parametrize("state", [each for each in State if each is not State.DRAFT], ids=str)
def test_the_buttons_are_those_whose_first_event_is_possible(state: State) -> None:
    now = at(state)
    for action in allowed(now, LICENCE, LATER):
        assert state.value in EXPECTED[action.writes[0]]


def test_a_received_licence_has_all_its_buttons_in_order() -> None:
    assert [action.value for action in allowed(at(State.RECEIVED), LICENCE, LATER)] == [
        "accept",
        "accept_deferred",
        "ask_corrections",
        "refuse",
        "not_needed",
        "withdraw",
        "void",
    ]


def test_only_matters_on_the_spot_are_finished_on_the_spot() -> None:
    assert Action.FINISH_ON_THE_SPOT in allowed(at(State.RECEIVED), COUNTER, LATER)
    assert Action.FINISH_ON_THE_SPOT not in allowed(at(State.RECEIVED), LICENCE, LATER)


@pytest.mark.parametrize("state", ["refused", "not_needed", "withdrawn", "terminated", "void", "delivered"])
def test_an_ended_case_has_no_buttons(state: str) -> None:
    assert allowed(at(State(state)), LICENCE, LATER) == ()


def test_a_refusal_says_state_reason_and_what_is_possible() -> None:
    with pytest.raises(NotAllowed) as refusal:
        apply(at(State.CORRECTION), event(Kind.ACCEPTED, LATER), LICENCE)
    assert str(refusal.value) == (
        "本件现在是“补正”，没有登记“受理”。“受理”只在“收件”时办理。"
        "现在可以办理：“一次告知补正”、“登记补正材料”、“申请人撤回”、“作废”。"
    )


def test_every_action_says_what_it_writes_and_does_to_the_clock() -> None:
    for action in Action:
        assert action.label and action.effect and action.main in action.writes
    assert Action.FINISH_ON_THE_SPOT.writes == (Kind.ACCEPTED, Kind.GRANTED, Kind.CLOSED)
    assert [action for action in Action if action.hand == "supervisor"] == [Action.VOID]


def test_a_damaged_record_is_named_not_guessed() -> None:
    with pytest.raises(NotAllowed, match="办件记录不连贯：“尚未登记”之后不能有“受理”"):
        fold([event(Kind.ACCEPTED)])


def test_refusals_are_ours_to_show() -> None:
    assert issubclass(NotAllowed, YichuangError)
