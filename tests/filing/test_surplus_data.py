"""Data that the form of a scenario does not ask for: hidden when another scenario asks it, else forged or unknown."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from demo_bundles import bundle, document, uses

from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.projection import project_filing
from yichuang.filing.request import FilingRequest, read_request, request_problems, with_done_outputs
from yichuang.filing.surplus import surplus_problems, without_surplus

MEMBERS = [member.matter for member in bundle("newborn").members]


def filing(**changes: Any) -> tuple[Composition, FilingRequest]:
    request = read_request({**copy.deepcopy(document("newborn", "example")), **changes})
    assert isinstance(request, FilingRequest)
    composition = compose(bundle("newborn"), uses(), request.answers or {}, request.done)
    return composition, with_done_outputs(composition, uses(), request)


def rules(composition: Composition, data: dict[str, Any]) -> list[str]:
    return [problem.rule for problem in surplus_problems(composition, data)]


@pytest.mark.parametrize("done", MEMBERS)
def test_a_member_done_elsewhere_gives_its_outputs_and_leaves_the_rest_of_the_filing_sound(done: str) -> None:
    composition, request = filing(done=[done])
    projection = project_filing(composition, uses(), request)
    assert not request_problems(composition, request) and not projection.problems
    assert done not in {case.matter for case in projection.cases} and not projection.waiting


def test_what_was_typed_stays_when_a_done_member_would_give_the_same() -> None:
    typed = copy.deepcopy(document("newborn", "example")["data"])
    typed["child"][0]["birth_cert.no"] = "Z330000009"
    _, request = filing(done=["birth-certificate"], data=typed)
    assert request.data["child"][0]["birth_cert.no"] == "Z330000009"


def test_values_left_from_an_answer_that_was_changed_are_hidden_and_refuse_nothing() -> None:
    answers = {**document("newborn", "example")["answers"], "parenting": False}
    composition, request = filing(answers=answers)
    left = {key for key in request.data if key.startswith("parenting.")}
    assert left and not rules(composition, dict(request.data)) and not request_problems(composition, request)
    assert not left & without_surplus(composition, request.data).keys()


def test_only_a_matter_or_an_answer_supplies_what_it_supplies_and_an_unknown_key_is_named() -> None:
    composition, request = filing(outputs={})
    row = {**request.data["child"][0], "person.id_no": "330102202611010014"}
    assert rules(composition, {"child": [row]}) == ["forged-output"]
    assert rules(composition, {"child.person.id_no": "330102202611010014"}) == ["forged-output"]
    assert rules(composition, {"zzz": 1, "child": [{"zzz": 1}]}) == ["unknown-field", "unknown-field"]
