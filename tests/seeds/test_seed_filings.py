"""The example filings, ordinary and less ordinary: composed, projected, valid by every department's own schema."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seed_samples import EXAMPLES, bundle_of, composed, example, request_of, uses

from yichuang.definitions.matter import Matter
from yichuang.filing.answers import answer_problems, holds, stop_of
from yichuang.filing.compose import compose
from yichuang.filing.projection import Projection, project_filing
from yichuang.filing.request import output_problems, request_problems
from yichuang.forms.compiled import compiled

EVERY = pytest.mark.parametrize(("bundle", "name"), EXAMPLES, ids=lambda value: value)
ODD = (
    "",
    "x",
    "示" * 201,
    "330106199003070014",
    "111",
    "414",
    "1",
    "0",
    "2026-02-30",
    0,
    -1,
    10**9,
    3.5,
    True,
    False,
    [],
    {},
)


def projected(bundle: str, name: str = "example", **changes: Any) -> Projection:
    """The projection of an example filing, some of its parts replaced."""
    request = request_of(example(bundle, name) | changes)
    return project_filing(composed(bundle, request), uses(), request)


def instance(bundle: str, name: str, matter: str) -> dict[str, Any]:
    """What one department gets."""
    return dict(next(case.instance for case in projected(bundle, name).cases if case.matter == matter))


def schema_of(matter: str) -> Any:
    """A department's own schema."""
    found = uses()[matter]
    assert isinstance(found, Matter)
    return compiled(found.form.schema_)


@EVERY
def test_an_example_can_be_submitted_as_it_stands(bundle: str, name: str) -> None:
    request = request_of(example(bundle, name))
    composition = composed(bundle, request)
    assert composition.stop is None and composition.conflicts == ()
    assert request_problems(composition, request) == []
    assert list(output_problems(composition, uses(), request.outputs)) == []


@EVERY
def test_every_department_gets_an_instance_that_its_own_schema_accepts(bundle: str, name: str) -> None:
    found = projected(bundle, name)
    assert found.problems == () and found.waiting == () and found.ready
    for case in found.ready:
        assert schema_of(case.matter).problems(case.instance) == [], case.matter
        assert case.receiver in uses(), case.matter


@EVERY
def test_a_department_refuses_a_field_that_it_did_not_declare(bundle: str, name: str) -> None:
    for case in projected(bundle, name).ready:
        assert not schema_of(case.matter).is_valid({**case.instance, "notDeclared": "x"}), case.matter


@EVERY
def test_the_bundle_asks_less_than_its_matters_one_by_one(bundle: str, name: str) -> None:
    composition = composed(bundle, request_of(example(bundle, name)))
    assert {key for key, part in composition.reductions.items() if part.grown} <= {"days", "visits"}
    assert composition.reductions["fields"].after < composition.reductions["fields"].before
    assert composition.limits.critical_path <= composition.limits.promised


def leaves(data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a filing."""
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ((key, index, inner) for index, row in enumerate(value) for inner in row)
        else:
            yield (key,)


@pytest.mark.parametrize(
    ("bundle", "name"),
    [("newborn", "example-unmarried"), ("newborn", "example-foreign-father"), ("restaurant", "example")],
)
def test_whatever_the_one_form_accepts_every_department_accepts(bundle: str, name: str) -> None:
    """Law 2, by changing each value of an example in turn: leaving it out, and putting odd values in its place."""
    request = request_of(example(bundle, name))
    composition, accepted = composed(bundle, request), 0
    for steps in leaves(dict(request.data)):
        for odd in (None, *ODD):
            data = copy.deepcopy(dict(request.data))
            holder = data[steps[0]][steps[1]] if len(steps) == 3 else data
            if odd is None:
                del holder[steps[-1]]
            else:
                holder[steps[-1]] = odd
            changed = replace(request, data=data)
            if not request_problems(composition, changed):
                accepted += 1
                assert project_filing(composition, uses(), changed).problems == (), (steps, odd)
    assert accepted > 0


def test_without_outputs_each_waiting_case_names_what_it_needs() -> None:
    found = projected("newborn", outputs={})
    address = "person.hukou_address"
    needs = {case.matter: {(need.matter, need.element) for need in case.needs} for case in found.waiting}
    assert needs == {
        "household-registration": {("birth-certificate", "birth_cert.no")},
        "medical-insurance": {
            ("household-registration", e) for e in ("person.id_no", "person.hukou_region", address)
        },
        "social-security-card": {("household-registration", e) for e in ("person.id_no", address)},
        "maternity-reimbursement": {("birth-certificate", None)},
        "parenting-guidance": {("birth-certificate", "birth_cert.no")},
    }
    assert [case.matter for case in found.ready] == ["birth-certificate", "vaccination-card"]


def test_twins_give_two_cases_of_each_matter_about_a_child_and_one_about_the_mother() -> None:
    cases = projected("newborn", "example-twins").cases
    counts = {case.matter: sum(other.matter == case.matter for other in cases) for case in cases}
    assert counts == {
        "birth-certificate": 2,
        "vaccination-card": 2,
        "household-registration": 2,
        "medical-insurance": 2,
        "social-security-card": 2,
        "maternity-reimbursement": 1,
    }
    numbers = [case.instance["certno"] for case in cases if case.matter == "medical-insurance"]
    assert len(set(numbers)) == 2


def test_the_mother_alone_registers_her_child_and_is_asked_nothing_of_a_father() -> None:
    own = instance("newborn", "example-unmarried", "household-registration")
    assert own["fqdj"] == "0" and own["slh"] == "M" and own["hydj"] == "none"
    assert not {"fqxm", "fqzjlx", "fqzjhm"} & set(own)
    composition = composed("newborn", request_of(example("newborn", "example-unmarried")))
    materials = {material.name for material in composition.materials}
    assert "非婚生育说明" in materials and not {"亲子鉴定意见书", "结婚证"} & materials


def test_an_unmarried_father_who_registers_the_child_brings_the_report_the_rule_names() -> None:
    answers = example("newborn")["answers"] | {"marriage": "none", "settle_with": "F"}
    composition = compose(bundle_of("newborn"), uses(), answers)
    assert composition.stop is None
    assert {"非婚生育说明", "亲子鉴定意见书"} <= {material.name for material in composition.materials}


def test_a_foreign_father_gives_his_nationality_and_no_ethnicity() -> None:
    own = instance("newborn", "example-foreign-father", "birth-certificate")
    assert own["fatherIdType"] == "414" and own["fatherNationality"] == "DEU"
    assert not {"fatherEthnicity", "fatherHukou"} & set(own)
    assert "hzxm" not in instance("newborn", "example-foreign-father", "household-registration")


def test_a_certificate_issued_elsewhere_opens_no_case_and_its_number_is_asked_instead() -> None:
    found = projected("newborn", "example-certificate-done")
    assert "birth-certificate" not in {case.matter for case in found.cases}
    assert (
        instance("newborn", "example-certificate-done", "household-registration")["csyxzmbh"] == "Z330000005"
    )


def test_the_street_of_settlement_decides_on_the_police_station() -> None:
    for street, station in (
        ("330106091000", "police-station-1"),
        ("330106092000", "police-station-2"),
        ("330106093000", "police-station-3"),
    ):
        data = example("newborn")["data"] | {"settlement.settle.region": street}
        cases = projected("newborn", data=data).cases
        assert [case.receiver for case in cases if case.matter == "household-registration"] == [station]


def test_no_ordinary_family_is_stopped() -> None:
    newborn, stopped = bundle_of("newborn"), 0
    asked = ("over_one", "papers", "father_listed", "marriage", "settle_with", "hukou_kind")
    questions = {question.code: question for question in newborn.questions}
    options = ([option.value for option in questions[code].options] or [False, True] for code in asked)
    for values in product(*options):
        answers = dict(zip(asked, values, strict=True))
        stop = stop_of(newborn.stops, answers)
        without_father = answers["settle_with"] == "F" and answers["father_listed"] == "no"
        expected = answers["over_one"] is True or answers["papers"] == "both_foreign" or without_father
        assert (stop is not None) == expected, answers
        assert stop is None or stop.alternative
        stopped += stop is not None
    assert stopped


def test_the_benefit_for_childbirth_depends_on_the_mothers_insurance() -> None:
    member = next(each for each in bundle_of("newborn").members if each.matter == "maternity-reimbursement")
    assert holds(member.when, {"mother_insurance": "employee", "hospital_settled": "yes"})
    assert holds(member.when, {"mother_insurance": "resident", "hospital_settled": "no"})
    assert not holds(member.when, {"mother_insurance": "resident", "hospital_settled": "yes"})
    assert not holds(member.when, {"mother_insurance": "none"})


@settings(max_examples=60)
@given(area=st.floats(1, 1000), cost=st.floats(0, 100))
def test_the_fire_inspection_applies_above_either_threshold(area: float, cost: float) -> None:
    answers = {"area": area, "decor_cost": cost}
    member = next(each for each in bundle_of("restaurant").members if each.matter == "fire-inspection")
    assert holds(member.when, answers) == (area > 300 or cost > 30)


def test_exactly_at_both_thresholds_no_fire_inspection_is_asked() -> None:
    answers = example("restaurant", "example-small")["answers"] | {"area": 300, "decor_cost": 30}
    composition = compose(bundle_of("restaurant"), uses(), answers)
    assert [taken.code for taken in composition.taken] == ["food-licence"]
    assert "fire_promise" not in {question.code for question in composition.questions}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"registered": False}, "营业执照"),
        ({"prepackaged_only": True}, "备案"),
        ({"store_kind": "central"}, "中央厨房"),
    ],
)
def test_a_restaurant_that_is_none_is_shown_another_way(change: dict[str, Any], word: str) -> None:
    restaurant = bundle_of("restaurant")
    answers = example("restaurant")["answers"] | change
    assert list(answer_problems(restaurant.questions, answers)) == []
    stop = stop_of(restaurant.stops, answers)
    assert stop is not None and word in stop.alternative


def test_the_restaurant_answers_are_not_asked_again_in_the_form() -> None:
    own = instance("restaurant", "example", "food-licence")
    assert (
        own["items"] == ["hot", "cold", "drink", "retail"]
        and own["ownerType"] == "3"
        and own["bizType"] == "2"
    )
    composition = composed("restaurant", request_of(example("restaurant")))
    assert not {
        "food.food.items",
        "food.food.biz_type",
        "premises.premises.owner_type",
        "fire.fire.area",
    } & set(composition.form.schema["properties"])
