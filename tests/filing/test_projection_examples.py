"""The example filings, and the same filings tampered with in every part."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from demo_bundles import EXAMPLES, bundle, document, judged, uses
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yichuang.errors import Problem
from yichuang.filing.compose import compose
from yichuang.filing.request import FilingRequest, read_request, request_problems
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from([10**400, "330106091000", "𠮷", "\u0000", -1, "1", [], {}]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value below a document."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(way for key, part in parts for way in places(part, (*at, key)))]


def changed(filing: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    found = copy.deepcopy(filing)
    here = found
    for step in way[:-1]:
        here = here[step]
    here[way[-1]] = value
    return found


@pytest.mark.parametrize(("code", "name"), EXAMPLES)
def test_every_example_is_accepted_and_every_ready_case_is_valid(code: str, name: str) -> None:
    composition, projection, rules = judged(code, document(code, name))
    assert rules == [] and projection.cases
    by_code = {taken.code: taken for taken in composition.taken}
    for case in projection.ready:
        assert compiled(by_code[case.matter].matter.form.schema_).problems(dict(case.instance)) == []
        assert case.receiver in uses()


@pytest.mark.parametrize(("code", "name"), EXAMPLES)
def test_no_department_gets_a_value_of_another(code: str, name: str) -> None:
    composition, projection, _ = judged(code, document(code, name))
    by_code = {taken.code: taken for taken in composition.taken}
    for case in projection.cases:
        own = {field.steps[0] for field in fields_of(compiled(by_code[case.matter].matter.form.schema_))}
        assert case.instance.keys() <= own


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), JUNK)
def test_whatever_is_wrong_in_a_filing_becomes_a_problem(data: st.DataObject, junk: Any) -> None:
    code, name = data.draw(st.sampled_from(EXAMPLES))
    filing = document(code, name)
    filing = changed(filing, data.draw(st.sampled_from(places(filing))), junk)
    request = read_request(filing)
    if isinstance(request, list):
        assert request and all(isinstance(problem, Problem) for problem in request)
        return
    composition, projection, rules = judged(code, filing)
    if not rules:
        for case in projection.ready:
            taken = next(each for each in composition.taken if each.code == case.matter)
            assert compiled(taken.matter.form.schema_).problems(json.loads(json.dumps(case.instance))) == []


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("data", "child", 0, "birth_cert.no"), "Z330000009"),
        (("data", "child", 0, "person.id_no"), "330106202611010052"),
        (("data", "settlement.settle.with"), "M"),
        (("data", "agent.agent.used"), "1"),
        (("data", "maternity.maternity.insurance_kind"), "employee"),
    ],
)
def test_what_an_upstream_matter_or_an_answer_supplies_cannot_be_forged(way: tuple[Any, ...], value: Any) -> None:
    filing = changed(document("newborn"), way, value)
    request = read_request(filing)
    assert isinstance(request, FilingRequest)
    composition = compose(bundle("newborn"), uses(), request.answers, request.done)
    forged = [problem for problem in request_problems(composition, request) if problem.rule == "forged-output"]
    assert [problem.pointer for problem in forged] == ["/" + "/".join(map(str, way))]
    assert "不能由申请人填写" in forged[0].message and forged[0].fix
    _, projection, _ = judged("newborn", filing)
    _, honest, _ = judged("newborn", document("newborn"))
    assert [case.instance for case in projection.cases] == [case.instance for case in honest.cases]


@pytest.mark.parametrize(
    ("way", "value", "rule"),
    [
        (("extra",), 1, None),
        (("answers",), [], None),
        (("done",), "birth-certificate", None),
        (("data",), None, None),
        (("data", "who"), 1, "unknown-field"),
        (("data", "child", 0, "who"), 1, "unknown-field"),
        (("answers", "who"), 1, "unknown-answer"),
        (("answers", "settle_with"), "X", "answer"),
        (("answers", "over_one"), "yes", "answer"),
        (("done",), ["who"], "unknown-matter"),
        (("outputs", "who"), {}, "unknown-matter"),
        (("outputs", "birth-certificate"), 5, "type"),
        (("outputs", "birth-certificate"), {"person.name": "林"}, "unknown-output"),
        (("outputs", "birth-certificate"), {"birth_cert.no": "?"}, "output"),
        (("data", "child"), [5], "type"),
    ],
)
def test_each_part_of_a_filing_is_checked(way: tuple[Any, ...], value: Any, rule: str | None) -> None:
    filing = changed(document("newborn"), way, value)
    if rule is None:
        assert isinstance(read_request(filing), list)
    else:
        assert rule in judged("newborn", filing)[2]


def test_a_street_beyond_the_table_has_no_receiver_and_says_so() -> None:
    _, projection, rules = judged(
        "newborn", changed(document("newborn"), ("data", "settlement.settle.region"), "330106099000")
    )
    assert "receiver" in rules
    assert {case.receiver for case in projection.cases if case.matter == "household-registration"} == {None}


def test_outputs_of_one_twin_free_only_that_twins_cases() -> None:
    filing = document("newborn", "example-twins")
    filing["outputs"]["household-registration"][1] = None
    _, projection, rules = judged("newborn", filing)
    assert rules == []
    waiting = {(case.matter, case.row) for case in projection.waiting}
    assert waiting == {("medical-insurance", 1), ("social-security-card", 1)}
