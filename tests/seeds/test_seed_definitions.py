"""The demo's definitions: sound by every check, worded exactly, coded by the standards, complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from seed_coverage import ASKED
from seed_samples import BUNDLES, EXAMPLES, SEEDS, bundle_of, example, matters, reading, uses

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.check import check
from yichuang.definitions.element import Element
from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.definitions.publication import Guide, Paper
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.identity.people import DemoPerson
from yichuang.identity.permissions import PERMISSIONS
from yichuang.standards.wording import lint

MATTERS = sorted(matters(), key=lambda matter: matter.code)
LICENCES = [matter for matter in MATTERS if matter.task_type == "01"]
NAMED = pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.code)


def leaves(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Fields, those of rows in place of the rows."""
    for field in fields:
        if field.items:
            yield from leaves(field.items)
        else:
            yield field


def fields_by_role(bundle: Bundle) -> dict[str, set[str]]:
    """What the members' forms ask, by the bundle's roles."""
    found: dict[str, set[str]] = {}
    for member in bundle.members:
        matter = uses()[member.matter]
        assert isinstance(matter, Matter)
        for field in leaves(fields_of(compiled(matter.form.schema_))):
            assert field.role and field.element, (matter.code, field.steps)
            found.setdefault(member.roles.get(field.role, field.role), set()).add(field.element)
    return found


def said(value: Any, skipped: frozenset[str]) -> Iterator[str]:
    """Every text below a value, the named keys left out."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in skipped:
                yield from said(part, skipped)
    elif isinstance(value, list):
        for part in value:
            yield from said(part, skipped)
    elif isinstance(value, str):
        yield value


def test_the_seeds_can_be_read_and_every_check_is_silent() -> None:
    assert reading().problems == ()
    assert list(check(reading().library)) == []


def test_the_bundles_are_there_with_their_matters_in_order() -> None:
    assert [member.matter for member in bundle_of("newborn").members] == [
        "birth-certificate",
        "vaccination-card",
        "household-registration",
        "medical-insurance",
        "social-security-card",
        "maternity-reimbursement",
        "parenting-guidance",
    ]
    assert [member.matter for member in bundle_of("restaurant").members] == [
        "food-licence",
        "signboard",
        "fire-inspection",
        "tobacco-licence",
    ]
    assert [member.matter for member in bundle_of("company").members] == [
        "company-registration",
        "company-seal",
        "company-tax",
        "company-social-insurance",
        "company-medical-insurance",
        "company-housing-fund",
        "company-bank-account",
    ]
    assert [member.matter for member in bundle_of("estate").members] == [
        "house-contract",
        "house-tax",
        "estate-transfer",
        "water-transfer",
        "power-transfer",
        "gas-transfer",
    ]


@pytest.mark.parametrize("code", BUNDLES)
def test_every_field_of_the_reference_is_asked_by_some_department(code: str) -> None:
    asked = fields_by_role(bundle_of(code))
    missing = {role: elements - asked.get(role, set()) for role, elements in ASKED[code].items()}
    assert not any(missing.values()), missing


def test_no_text_that_applicants_read_is_vague() -> None:
    skipped = frozenset({"basis", "question", "value", "code", "schema"})
    hits = []
    for definition in uses().values():
        for text in said(definition.model_dump(mode="json", by_alias=True), skipped):
            hits += [(definition.code, finding.rule, finding.text) for finding in lint(text)]
    assert hits == []


@NAMED
def test_every_material_of_a_matter_has_a_basis_and_a_way_out_when_a_call_fails(matter: Matter) -> None:
    for required in matter.materials:
        assert required.basis, required.material
        assert required.originals + required.copies > 0, required.material
        assert required.exemption.mode == "none" or required.exemption.fallback, required.material
        assert (required.when is None) == (required.condition is None), required.material
        assert required.necessity != "deferrable" or required.deadline_days, required.material


@NAMED
def test_every_material_is_judged_by_a_standard(matter: Matter) -> None:
    for required in matter.materials:
        material = uses()[required.material]
        assert isinstance(material, Material)
        assert required.accept_standard or material.accept_standard, required.material


@NAMED
def test_the_telephones_of_a_matter_differ_and_every_place_says_when_it_is_open(matter: Matter) -> None:
    assert matter.consult_phone != matter.complaint_phone
    assert matter.locations and all(place.hours and place.address for place in matter.locations)


@NAMED
def test_an_immediate_matter_is_immediate_in_every_respect(matter: Matter) -> None:
    immediate = matter.promised_limit.workdays == 0
    assert immediate == (matter.project_type == "immediate") == (matter.review_type == "immediate")


@NAMED
def test_audiences_and_topics_agree(matter: Matter) -> None:
    assert ("1" in matter.audiences) == bool(matter.person_topics)
    assert bool({"2", "3", "4"} & set(matter.audiences)) == bool(matter.legal_person_topics)


@NAMED
def test_a_result_that_is_a_certificate_is_declared_as_one_and_has_a_sample(matter: Matter) -> None:
    assert matter.result.sample
    assert not matter.result.name.endswith("证") or matter.result.type == "certificate"


@NAMED
def test_a_visit_has_a_reason_and_free_matters_list_no_fees(matter: Matter) -> None:
    assert bool(matter.visits.number) == bool(matter.visits.reason)
    assert matter.charged or not matter.fees


@NAMED
def test_conditions_name_no_material(matter: Matter) -> None:
    names = [material.name for material in uses().values() if isinstance(material, Material)]
    assert [(text, name) for text in matter.conditions for name in names if name in text] == []


@NAMED
def test_a_layout_places_every_field_once(matter: Matter) -> None:
    layout = matter.form.layout
    assert layout is not None
    placed = [name for section in layout["sections"] for name in section["fields"]]
    assert sorted(placed) == sorted(field.steps[0] for field in fields_of(compiled(matter.form.schema_)))


@pytest.mark.parametrize("matter", LICENCES, ids=lambda matter: matter.code)
def test_a_licence_is_coded_timed_and_explained_as_the_law_wants(matter: Matter) -> None:
    assert matter.clock == "licence-32" and matter.statutory_limit is not None
    assert matter.remedy is not None and matter.faq
    assert matter.catalog_code and matter.task_code and matter.item_code
    department = uses()[matter.department]
    assert isinstance(department, Department) and matter.task_code.startswith(f"{department.uscc}4")
    assert {"受理", "审查", "决定", "办结", "送达"} <= {step.name for step in matter.steps}


def test_the_catalogue_codes_are_the_published_ones() -> None:
    assert {matter.code: matter.catalog_code for matter in LICENCES} == {
        "food-licence": "000131024000",
        "fire-inspection": "000125049000",
        "tobacco-licence": "000162004000",
    }


@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_has_a_guide_in_the_six_parts_of_an_integrated_guide(code: str) -> None:
    guide = next(each for each in uses().values() if isinstance(each, Guide) and each.subject == code)
    titles = [chapter.title.split("、", 1)[1] for chapter in guide.chapters]
    assert titles[:6] == ["主题事项", "一次性告知", "一张表单", "线上办理流程", "线下办理流程", "咨询投诉"]


@pytest.mark.parametrize("code", BUNDLES)
def test_every_question_says_why_it_is_asked(code: str) -> None:
    for question in bundle_of(code).questions:
        assert question.reason, question.code


def test_the_receipt_claims_completeness_only_where_it_is_true() -> None:
    receipt = next(each for each in uses().values() if isinstance(each, Paper) and each.document == "receipt")

    def printed(**facts: Any) -> str:
        said_now = [
            each for each in receipt.clauses if each.when is None or compiled(each.when).is_valid(facts)
        ]
        return "".join(clause.text for clause in said_now)

    usual = {
        "complete": True,
        "has_deferred": False,
        "has_waiting": False,
        "silence_accepts": True,
        "promise": 5,
    }
    assert "材料齐全，符合法定形式" in printed(**usual) and "视为正式受理" in printed(**usual)
    deferred = printed(**usual | {"complete": False, "has_deferred": True, "silence_accepts": False})
    assert (
        "{deferred}" in deferred and "齐全，符合法定形式" not in deferred and "视为正式受理" not in deferred
    )
    waiting = printed(**usual | {"complete": False, "has_waiting": True})
    assert "待前序事项办结，尚未收到申请" in waiting
    assert receipt.copies == len(receipt.copy_holders) == 3


def test_the_demo_people_belong_to_departments_that_receive_cases_or_lead() -> None:
    entries = json.loads((SEEDS / "people.json").read_text(encoding="utf-8"))
    people = [DemoPerson.model_validate(each) for each in entries]
    logins = (
        "designer clerk clerk2 lead police health health-bureau market fire hr medical disease urban tobacco supervisor admin "
        "estate tax housing water power gas seal fund bank"
    )
    assert {person.login for person in people} == set(logins.split())
    for person in people:
        assert set(person.roles) <= set(PERMISSIONS) and isinstance(uses()[person.department], Department), (
            person.login
        )
    receivers = {
        member.receiver.department
        for code in BUNDLES
        for member in bundle_of(code).members
        if member.receiver and member.receiver.department
    }
    leads = {bundle_of(code).lead for code in BUNDLES}
    assert receivers | leads | {"police-station-1"} == {
        person.department for person in people if "department" in person.roles
    }


def test_every_person_and_organ_of_the_demo_is_marked_as_an_example() -> None:
    people = json.loads((SEEDS / "people.json").read_text(encoding="utf-8"))
    names = [person["name"] for person in people]
    names += [definition.name for definition in uses().values() if isinstance(definition, Department)]
    for bundle, name in EXAMPLES:
        data = example(bundle, name)["data"]
        rows = [row for part in data.values() if isinstance(part, list) for row in part if isinstance(row, dict)]
        for row in [data, *rows]:
            names += [value for key, value in row.items() if re.search(r"(person|ent)\.name$", key)]
    assert [name for name in names if "示例" not in name and "EXAMPLE" not in name] == []


def test_code_lists_of_elements_are_those_of_the_standards() -> None:
    ethnicity = uses()["person.ethnicity"]
    assert isinstance(ethnicity, Element) and len(ethnicity.value["oneOf"]) == 58
    assert {option["const"] for option in uses()["person.id_type"].value["oneOf"]} == {
        "111",
        "414",
        "511",
        "516",
    }  # type: ignore[attr-defined]
