"""How long a bundle takes, and what it asks for against its matters one by one: counted as it is, and said where it is more."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from demo_bundles import bundle, uses
from hypothesis import given, settings
from hypothesis import strategies as st
from small_bundles import YES, composed, demand, field, known, material, matter
from small_bundles import bundle as a_bundle

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.dependencies import cycle, longest_chain
from yichuang.definitions.steps import steps_apart_and_joined
from yichuang.errors import Invalid
from yichuang.filing.comparison import as_dict, compare
from yichuang.filing.composition import Composition, Reduction
from yichuang.filing.limits import limit_problems
from yichuang.filing.reductions import reduction_problems

STAGES = ("收件与受理", "审查与决定", "制证与送达")


def after(code: str, *earlier: str) -> dict[str, Any]:
    """A member that waits for others."""
    return {"matter": code, "depends_on": [{"matter": each} for each in earlier]}


def limited(**limits: dict[str, Any]) -> list[dict[str, Any]]:
    """A matter for each limit."""
    return [matter(code, promised_limit=limit) for code, limit in limits.items()]


def steps(*stages: str) -> list[dict[str, Any]]:
    return [{"stage": stage, "name": stage, "limit": {"days": 1}, "role": "岗", "result": "果"} for stage in stages]


def rules(composition: Composition) -> list[str]:
    """Everything that there is to say about limits and reductions."""
    said = limit_problems(composition.bundle, composition.taken, composition.limits)
    return [problem.rule for problem in (*said, *reduction_problems(composition.reductions))]


def test_the_sum_the_longest_chain_and_its_matters() -> None:
    limits = limited(a={"days": 3}, b={"days": 1}, c={"days": 4}, d={"days": 2})
    found = composed(*limits, a_bundle(after("a"), after("b", "a"), after("c"), after("d", "b"))).limits
    assert (found.serial, found.critical_path, found.promised, found.path) == (10, 6, 10, ("a", "b", "d"))


@pytest.mark.parametrize(
    ("limit", "days"),
    [
        ({"days": 0, "unit": "immediate"}, 0),
        ({"days": 3}, 3),
        ({"days": 2, "unit": "hour"}, 1),
        ({"days": 8, "unit": "hour"}, 1),
        ({"days": 9, "unit": "hour"}, 2),
        ({"days": 7, "unit": "natural-day"}, 5),
        ({"days": 10, "unit": "natural-day"}, 8),
        ({"days": 1, "unit": "month"}, 21),
    ],
)
def test_limits_of_other_units_count_as_working_days_a_day_begun_as_one(limit: dict[str, Any], days: int) -> None:
    found = composed(*limited(a=limit, b={"days": 2}), a_bundle(after("a"), after("b", "a"))).limits
    assert (found.serial, found.critical_path) == (days + 2, days + 2)


def test_the_promise_inside_the_bundle_counts_where_a_member_has_one() -> None:
    members = ({"matter": "a", "promise": {"days": 1}}, after("b", "a"))
    found = composed(*limited(a={"days": 5}, b={"days": 2}), a_bundle(*members))
    assert (found.limits.serial, found.limits.critical_path) == (3, 3)
    assert found.reductions["days"] == Reduction(7, 10)


def test_members_done_elsewhere_take_no_time_and_nobody_waits_for_them() -> None:
    limits = limited(a={"days": 3}, b={"days": 1})
    found = composed(*limits, a_bundle(after("a"), after("b", "a")), done=("a",)).limits
    assert (found.serial, found.critical_path, found.path) == (1, 1, ("b",))


@pytest.mark.parametrize("circle", [("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")])
def test_matters_that_wait_for_one_another_are_refused_by_name(circle: tuple[str, ...]) -> None:
    members = [after(code, circle[index - 1]) for index, code in enumerate(circle)]
    with pytest.raises(Invalid, match="互相等待") as refused:
        composed(*(matter(code) for code in circle), a_bundle(*members))
    assert [problem.rule for problem in refused.value.problems] == ["cycle"]


def test_members_that_are_no_matter_are_refused_by_name() -> None:
    with pytest.raises(Invalid, match="“gone”没有定义"):
        composed(matter("a"), a_bundle(after("a"), after("gone")))
    with pytest.raises(Invalid, match="“doc”不是事项"):
        composed(matter("a"), material("doc"), a_bundle(after("a"), after("doc", "a")))


def test_a_chain_of_thousands_takes_no_stack() -> None:
    codes = [f"m{number}" for number in range(5_000)]
    waits = {code: [earlier] for earlier, code in pairwise(codes)} | {codes[0]: []}
    assert longest_chain(dict.fromkeys(codes, 1), waits).days == 5_000
    assert cycle(waits) == []
    assert len(cycle({**waits, codes[0]: [codes[-1]]})) == 5_001


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_a_circle_is_found_exactly_where_somebody_waits_for_himself(pairs: list[tuple[int, int]]) -> None:
    waits: dict[str, list[str]] = {str(number): [] for number in range(7)}
    for one, other in pairs:
        waits[str(one)].append(str(other))
    reach = {code: set(waits[code]) for code in waits}
    for _ in waits:
        reach = {code: far.union(*(reach[each] for each in far)) for code, far in reach.items()}
    found = cycle(waits)
    assert bool(found) == any(code in far for code, far in reach.items())
    if found:
        assert found[0] == found[-1] and all(other in waits[one] for one, other in pairwise(found))
    else:
        assert longest_chain(dict.fromkeys(waits, 1), waits).days == _longest(waits)


def _longest(waits: dict[str, list[str]]) -> int:
    """By trying every way."""

    def length(code: str) -> int:
        return 1 + max((length(other) for other in waits[code]), default=0)

    return max(map(length, waits))


def test_a_promise_shorter_than_the_chain_is_said_with_the_chain() -> None:
    found = composed(*limited(a={"days": 8}, b={"days": 4}), a_bundle(after("a"), after("b", "a")))
    (problem,) = limit_problems(found.bundle, found.taken, found.limits)
    assert problem.rule == "promise" and "事项a（示例） → 事项b（示例）" in problem.message


def test_more_than_45_days_are_refused_where_a_licence_is_among_the_matters() -> None:
    slow = {"promise": {"limit": {"days": 46}}}
    licence = matter("a", task_type="01", promised_limit={"days": 46})
    assert "joint-limit" in rules(composed(licence, a_bundle(after("a"), **slow)))
    assert "joint-limit" not in rules(composed(licence, a_bundle(after("a"), promise={"limit": {"days": 45}})))
    assert "joint-limit" not in rules(composed(matter("a"), a_bundle(after("a"), **slow)))


def test_fewer_after_than_before_is_counted_and_more_is_said() -> None:
    one, other = matter("a", demand("doc")), matter("b", demand("doc"))
    found = composed(one, other, material("doc"), a_bundle(after("a"), after("b")))
    told = {key: (each.before, each.after) for key, each in found.reductions.items()}
    assert told == {"fields": (2, 1), "materials": (2, 1), "days": (10, 10), "visits": (2, 1)} and rules(found) == []
    dearer = composed(one, material("doc"), a_bundle(after("a"), visits=3))
    assert (dearer.reductions["days"], dearer.reductions["visits"]) == (Reduction(5, 10), Reduction(1, 3))
    assert rules(dearer) == ["grown", "grown"]
    said = [problem.message for problem in reduction_problems(dearer.reductions)]
    assert said[0] == "办理时限不减反增：逐个办理 5 个工作日，一件事 10 个工作日。"


def test_what_does_not_apply_under_the_answers_is_counted_on_neither_side() -> None:
    asks = matter("a", demand("doc"), demand("deed", when=YES, condition="委托他人办理的，提交。"))
    documents = (asks, material("doc"), material("deed"), a_bundle(after("a")))
    assert composed(*documents, answers={"agent": "no"}).reductions["materials"] == Reduction(1, 1)
    assert composed(*documents, answers={"agent": "yes"}).reductions["materials"] == Reduction(2, 2)


def test_fields_that_the_answers_settle_are_counted_on_neither_side() -> None:
    asks = matter("a", fields={"used": field("agent", "agent.used"), "name": field("owner", "person.name")})
    schema = asks["form"]["schema"]
    del schema["additionalProperties"]
    schema["if"] = {"properties": {"used": {"const": "yes"}}, "required": ["used"]}
    schema["then"] = {"properties": {"why": field("agent", "agent.why")}, "required": ["why"]}
    answered = [{"role": "agent", "element": "agent.used", "question": "agent"}]
    roles = [{"code": "owner", "title": "业主"}, {"code": "agent", "title": "代理人"}]
    whole = a_bundle(after("a"), answered=answered, roles=roles)
    # The matter by itself would ask whether there is an agent; the bundle has asked that as a question.
    assert composed(asks, whole, answers={"agent": "yes"}).reductions["fields"] == Reduction(3, 2)
    assert composed(asks, whole, answers={"agent": "no"}).reductions["fields"] == Reduction(2, 1)


def test_steps_of_taking_in_and_giving_out_are_one_each_and_a_single_matter_saves_none() -> None:
    one, other = matter("a", steps=steps(*STAGES)), matter("b", steps=steps(*STAGES, "审查与决定"))
    assert composed(one, other, a_bundle(after("a"), after("b"))).reductions["steps"] == Reduction(7, 5)
    assert composed(one, a_bundle(after("a"))).reductions["steps"] == Reduction(3, 3)
    assert steps_apart_and_joined([]) == (0, 0)
    assert "steps" not in composed(matter("a"), a_bundle(after("a"))).reductions


def whole(*documents: dict[str, Any]) -> tuple[Bundle, Any]:
    there = known(*documents)
    return next(each for each in there.values() if isinstance(each, Bundle)), there


def test_each_set_of_matters_is_a_line_in_words_with_its_range_and_all_together_a_range() -> None:
    asks = matter("a", demand("doc"), demand("deed", when=YES, condition="委托他人办理的，提交。"))
    only_with_agent = {"matter": "b", "when": YES}
    compared = compare(*whole(asks, matter("b"), material("doc"), material("deed"), a_bundle(after("a"), only_with_agent)))
    told = as_dict(compared)
    assert [line.words for line in compared.lines] == ["“是否委托他人”是“委托”", "“是否委托他人”是“本人”"]
    assert [[each["code"] for each in line["matters"]] for line in told["scenarios"]] == [["a", "b"], ["a"]]
    assert told["range"]["materials"] == {"before": {"min": 1, "max": 2}, "after": {"min": 1, "max": 2}}
    assert told["range"]["days"] == {"before": {"min": 5, "max": 10}, "after": {"min": 10, "max": 10}}
    assert told["typical"]["answers"] == {"agent": "no"} and told["exhaustive"] is True
    assert [problem["rule"] for problem in told["scenarios"][1]["warnings"]] == ["grown"]


def test_within_one_set_of_matters_the_materials_differ_and_the_range_says_so() -> None:
    asks = matter("a", demand("doc"), demand("deed", when=YES, condition="委托他人办理的，提交。"))
    compared = compare(*whole(asks, material("doc"), material("deed"), a_bundle(after("a"))))
    (line,) = compared.lines
    assert (line.words, line.combinations) == ("各种回答", 2)
    assert as_dict(compared)["scenarios"][0]["range"]["materials"]["after"] == {"min": 1, "max": 2}


def test_members_done_elsewhere_leave_every_line() -> None:
    compared = compare(*whole(matter("a"), matter("b"), a_bundle(after("a"), after("b", "a"))), done=("a",))
    assert [taken.code for line in compared.lines for taken in line.example.taken] == ["b"]
    assert compared.figures["visits"].before.most == 1


def test_the_range_of_a_demo_bundle_holds_every_scenario_that_is_looked_at() -> None:
    compared = compare(bundle("estate"), uses())
    assert compared.exhaustive and len(compared.lines) > 2
    for line in compared.lines:
        for key, reduction in line.example.reductions.items():
            for side, value in (("before", reduction.before), ("after", reduction.after)):
                span, overall = (getattr(each[key], side) for each in (line.figures, compared.figures))
                assert overall.least <= span.least <= value <= span.most <= overall.most, (line.words, key)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=4))
def test_days_and_visits_before_are_those_of_the_matters_that_apply(made: list[tuple[bool, int, int]]) -> None:
    matters = [
        matter(code, promised_limit={"days": days}, visits={"number": visits})
        for code, (_, days, visits) in zip("abcd", made, strict=False)
    ]
    members = [
        {"matter": code, **({"when": YES} if conditional else {})}
        for code, (conditional, _, _) in zip("abcd", made, strict=False)
    ]
    for answer in ("yes", "no"):
        applies = [each for each in made if answer == "yes" or not each[0]]
        found = composed(*matters, a_bundle(*members), answers={"agent": answer}).reductions
        assert found["days"].before == sum(days for _, days, _ in applies)
        assert found["visits"].before == sum(visits for _, _, visits in applies)
        assert found["days"].after == 10 and found["visits"].after == 1
