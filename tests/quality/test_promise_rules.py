"""What is done at once, what the law allows, and what a visit to the place needs."""

from __future__ import annotations

from typing import Any

import pytest
from quality_samples import rules_of, told

from yichuang.definitions.check.quality.sample import LICENCE

IMMEDIATE = {"days": 0, "unit": "immediate"}
HOURS = {"days": 4, "unit": "hour"}
UNSTATED = {"/statutory_limit": None, "/statutory_explanation": "法律没有规定办结时限。"}


def promise(limit: dict[str, Any], project: str, review: str) -> dict[str, Any]:
    """A matter that promises this, in steps that add up to it."""
    return {
        "/promised_limit": limit,
        "/project_type": project,
        "/review_type": review,
        **{f"/steps/{index}/limit": IMMEDIATE for index in range(5)},
        "/steps/1/limit": limit,
    }


@pytest.mark.parametrize(
    ("limit", "project", "review", "rules"),
    [
        (IMMEDIATE, "immediate", "immediate", set()),
        ({"days": 0}, "immediate", "immediate", set()),
        (IMMEDIATE, "promised", "immediate", {"WZ-1"}),
        (IMMEDIATE, "immediate", "reviewed", {"WZ-1"}),
        (IMMEDIATE, "promised", "reviewed", {"WZ-1"}),
        ({"days": 0}, "promised", "reviewed", {"WZ-1"}),
        ({"days": 1}, "immediate", "immediate", set()),
        ({"days": 1}, "promised", "reviewed", set()),
        (HOURS, "immediate", "immediate", set()),
        (HOURS, "promised", "reviewed", set()),
        ({"days": 1}, "promised", "immediate", {"WZ-1"}),
        ({"days": 1}, "immediate", "reviewed", {"WZ-1"}),
        ({"days": 5}, "promised", "reviewed", set()),
        ({"days": 5}, "immediate", "immediate", {"WZ-1", "WZ-2"}),
        ({"days": 5}, "immediate", "reviewed", {"WZ-1", "WZ-2"}),
        ({"days": 5}, "promised", "immediate", {"WZ-1", "WZ-2"}),
        ({"days": 2, "unit": "natural-day"}, "immediate", "immediate", {"WZ-1", "WZ-2"}),
    ],
)
def test_at_once_is_said_in_all_three_places_or_in_none(
    limit: dict[str, Any], project: str, review: str, rules: set[str]
) -> None:
    assert rules_of(promise(limit, project, review)) == rules


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"/statutory_limit": {"days": 5}}, False),
        ({"/statutory_limit": {"days": 4}}, True),
        ({"/statutory_limit": {"days": 7, "unit": "natural-day"}}, False),
        ({"/statutory_limit": {"days": 6, "unit": "natural-day"}}, True),
        (UNSTATED, False),
        (LICENCE | UNSTATED | {"/promised_limit/days": 20, "/steps/1/limit/days": 17}, False),
        (LICENCE | UNSTATED | {"/promised_limit/days": 21, "/steps/1/limit/days": 18}, True),
        (LICENCE | {"/statutory_limit": {"days": 30}, "/promised_limit/days": 25, "/steps/1/limit/days": 22}, False),
        (UNSTATED | {"/promised_limit/days": 90, "/steps/1/limit/days": 87}, False),
        (LICENCE | UNSTATED | promise(IMMEDIATE, "immediate", "immediate"), False),
    ],
)
def test_a_promise_is_not_longer_than_the_law_allows(change: dict[str, Any], broken: bool) -> None:
    assert ("L01" in rules_of(change)) is broken


def test_a_limit_of_twenty_days_that_no_law_was_named_for_is_called_by_its_article() -> None:
    change = LICENCE | UNSTATED | {"/promised_limit/days": 21, "/steps/1/limit/days": 18}
    assert told("L01", change) == ["/promised_limit 承诺时限（21个工作日）长于行政许可法第四十二条的时限（20个工作日）。"]


@pytest.mark.parametrize(
    ("step", "standard", "counted", "warned"),
    [
        ("现场核查", None, True, True),
        ("实地踏勘", None, True, True),
        ("审查", "到现场查验设备。", True, True),
        ("审查", "现场检查合格。", True, True),
        ("审查", "无需现场核查，书面审查。", True, False),
        ("审查", None, True, False),
        ("现场核查", None, False, False),
    ],
)
def test_a_visit_to_the_place_needs_more_than_three_days(
    step: str, standard: str | None, counted: bool, warned: bool
) -> None:
    change = {
        "/promised_limit/days": 3,
        "/steps/1/name": step,
        "/steps/1/standard": standard,
        "/steps/1/counted_in_promise": counted,
        "/steps/1/limit/days": 1,
        "/steps/3/limit/days": 0 if counted else 1,
    }
    assert ("L02" in rules_of(change)) is warned
    assert "steps-sum" not in rules_of(change)


@pytest.mark.parametrize(
    ("statutory", "explanation", "warned"),
    [(20, None, False), (30, None, True), (30, "无", True), (30, "《示例条例》第九条规定30个工作日。", False)],
)
def test_a_licence_with_more_than_twenty_days_says_which_law_allows_them(
    statutory: int, explanation: str | None, warned: bool
) -> None:
    change = LICENCE | {"/statutory_limit": {"days": statutory}, "/statutory_explanation": explanation}
    assert rules_of(change) == ({"F01"} if warned else set())
