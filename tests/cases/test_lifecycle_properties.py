"""Whatever is thrown at a case, it stays in a state the law knows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from case_samples import COUNTER, DETAILS, ESTATE, FRIDAY, ITEM, LICENCE, OTHER_ITEM, noon
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.cases.clock import clock
from yichuang.cases.facts import MatterFacts
from yichuang.cases.lifecycle import Event, Kind, Situation, State, allowed, apply, fold
from yichuang.cases.vocabulary import ENDED, Light
from yichuang.errors import YichuangError

FACTS = st.sampled_from([LICENCE, COUNTER, ESTATE])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 40) | st.text(max_size=5) | st.dates().map(date.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = sorted({name for detail in DETAILS.values() for name in detail} | {"deferred", "materials", "override"})
HOSTILE = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4)


@st.composite
def events(draw: st.DrawFn, *, hostile: bool) -> Event:
    """An event of any kind: with plausible details, or with anything at all."""
    kind = draw(st.sampled_from(list(Kind)))
    on = FRIDAY + timedelta(days=draw(st.integers(0, 60)))
    plausible: dict[str, Any] = dict(DETAILS.get(kind, {}))
    if kind is Kind.CORRECTIONS_ASKED:
        plausible["items"] = draw(st.sampled_from([[ITEM], [OTHER_ITEM], [ITEM, OTHER_ITEM]]))
        plausible["deadline"] = (on + timedelta(days=draw(st.integers(1, 9)))).isoformat()
    if kind is Kind.SPECIAL_STARTED:
        plausible["until"] = (on + timedelta(days=draw(st.integers(0, 9)))).isoformat()
    detail = {**plausible, **draw(HOSTILE)} if hostile else plausible
    return Event(kind, on, noon(on), "甲（示例）", detail)


def walk(sequence: list[Event], facts: MatterFacts) -> list[Event]:
    """The events of a sequence that were let in, one after the other."""
    now, kept = Situation(), []
    for each in sequence:
        try:
            now = apply(now, each, facts)
        except YichuangError:
            continue
        kept.append(each)
    return kept


def assert_sound(now: Situation) -> None:
    """What holds of every situation."""
    assert now.state in State
    assert (now.state is State.DRAFT) == (now.events == 0)
    assert (now.state in ENDED) <= (now.outcome is not None)
    assert (now.running_pause is not None) == (now.state is State.SPECIAL)
    assert (now.state is State.CORRECTION) <= bool(now.open_items)
    if now.state in (State.ACCEPTED, State.ACCEPTED_DEFERRED, State.SPECIAL, State.GRANTED, State.DENIED):
        assert now.accepted_on is not None and now.received_on is not None
        assert now.accepted_on >= now.received_on
    if now.outcome in ("granted", "denied"):
        assert now.decided_on is not None
    assert now.extended_days <= 10


@settings(max_examples=300)
@given(sequence=st.lists(events(hostile=False), max_size=25), facts=FACTS)
def test_no_sequence_of_events_reaches_an_undefined_state(sequence: list[Event], facts: MatterFacts) -> None:
    kept = walk(sequence, facts)
    for length in range(len(kept) + 1):
        now = fold(kept[:length])
        assert_sound(now)
        dial = clock(now, facts.clock)
        assert dial.base in (Light.GREEN, Light.GREY, Light.DONE)
        allowed(now, facts, FRIDAY)


@settings(max_examples=300)
@given(sequence=st.lists(events(hostile=True), max_size=15), facts=FACTS)
def test_no_detail_however_wrong_breaks_a_case(sequence: list[Event], facts: MatterFacts) -> None:
    kept = walk([Event(Kind.RECEIVED, FRIDAY, noon(FRIDAY), "甲（示例）"), *sequence], facts)
    assert_sound(fold(kept))


@given(sequence=st.lists(events(hostile=False), max_size=20), facts=FACTS)
def test_folding_again_gives_the_same(sequence: list[Event], facts: MatterFacts) -> None:
    kept = walk(sequence, facts)
    now = Situation()
    for each in kept:
        now = apply(now, each, facts)
    assert fold(kept) == fold(list(kept)) == now


@given(sequence=st.lists(events(hostile=False), max_size=20), facts=FACTS)
def test_every_button_that_is_shown_has_a_first_event_that_is_let_in(sequence: list[Event], facts: MatterFacts) -> None:
    now = fold(walk(sequence, facts))
    on = max(now.last_on or FRIDAY, FRIDAY)
    for action in allowed(now, facts, on):
        detail = dict(DETAILS.get(action.writes[0], {}))
        try:
            apply(now, Event(action.writes[0], on, noon(on), "甲（示例）", detail), facts)
        except YichuangError as refusal:
            assert refusal.status == 422, refusal
