"""Bundles are verified in every kind of scenario: the demo is sound, and what is broken is refuted where it breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from demo_bundles import SEEDS, document, uses

from yichuang.cli import tree
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.filing.compose import compose
from yichuang.filing.scenarios import scenarios_of
from yichuang.filing.verification import Refuted, verify_bundle
from yichuang.forms.compiled import compiled
from yichuang.forms.proof.refusals import any_row
from yichuang.forms.proof.samples import Sampler

Change = Callable[[dict[str, Any]], None]
INSURANCE, HOUSEHOLD = "medical-insurance", "household-registration"


def changed(**changes: Change) -> dict[str, Definition]:
    """The seeds' definitions with some of them changed: code (with _ for -) → what is done to its document."""
    found = dict(uses())
    for name, change in changes.items():
        path = next(path for path in SEEDS.rglob("*.json") if _is(path, name.replace("_", "-")))
        document = deepcopy(json.loads(path.read_text(encoding="utf-8")))
        change(document)
        read = read_definition(document)
        assert isinstance(read, Definition), read
        found[read.code] = read
    return found


def _is(path: Path, code: str) -> bool:
    document = json.loads(path.read_text(encoding="utf-8"))
    return isinstance(document, dict) and document.get("code") == code and "kind" in document


def bundle_in(found: dict[str, Definition], code: str) -> Bundle:
    bundle = found[code]
    assert isinstance(bundle, Bundle)
    return bundle


def member(document: dict[str, Any], matter: str) -> dict[str, Any]:
    return next(each for each in document["members"] if each["matter"] == matter)


@pytest.mark.parametrize("code", ["newborn", "restaurant", "company", "estate"])
def test_the_demo_is_sound_with_every_field_proved(code: str) -> None:
    found = verify_bundle(bundle_in(dict(uses()), code), uses(), samples=40)
    assert found.counterexamples == () and found.sound and found.exhaustive and found.unfilled == ()
    assert {claim.part for claim in found.claims} == {each.matter for each in bundle_in(dict(uses()), code).members}
    assert found.samples >= found.scenarios > 1
    assert {claim.verdict for claim in found.claims} == {"proved"}


@pytest.mark.parametrize(
    ("code", "makers"),
    [
        ("newborn", {"birth-certificate", HOUSEHOLD}),
        ("company", {"company-registration", "company-seal"}),
        ("estate", {"house-contract", "house-tax", "estate-transfer"}),
    ],
)
def test_scenarios_cover_every_set_of_matters_and_members_done_elsewhere(code: str, makers: set[str]) -> None:
    found = scenarios_of(bundle_in(dict(uses()), code), uses())
    assert found.exhaustive and len({repr(each) for each in found.each}) == len(found.each)
    assert {matter for each in found.each for matter in each.done} == makers
    assert len({each.done for each in found.each}) == 2 ** len(makers)


def test_rows_are_tried_with_one_and_with_several() -> None:
    bundle = bundle_in(dict(uses()), "newborn")
    rows: set[int] = set()
    for number in range(12):
        form = compiled(compose(bundle, uses(), document("newborn", "example-twins")["answers"]).form.schema)
        data = Sampler(form, Random(number)).instance()
        assert data is not None and form.is_valid(data)
        rows.add(len(data["child"]))
    assert min(rows) == 1 and max(rows) > 1


def too_wide(document: dict[str, Any]) -> None:
    """The police's number may be anything that the element allows."""
    for output in document["outputs"]:
        output.pop("value", None)


def another_kind(document: dict[str, Any]) -> None:
    """An answer is carried into a value that the form does not know."""
    field = next(each for each in document["answered"] if each["element"] == "maternity.insurance_kind")
    field["values"] = {"employee": "worker", "resident": "resident"}


def constant(document: dict[str, Any]) -> None:
    """A constant that the department refuses."""
    member(document, INSURANCE)["transforms"] = {"/hukou_admdvs": {"kind": "constant", "value": "西湖"}}


def counted(document: dict[str, Any]) -> None:
    """A demand on the form as a whole, which a merged form cannot state."""
    document["form"]["schema"]["minProperties"] = 40


def later(document: dict[str, Any]) -> None:
    """A field demanded by what another matter will produce."""
    schema = document["form"]["schema"]
    schema["properties"]["reason"] = {"type": "string", "title": "异地参保原因（示例）", "maxLength": 50}
    here = {"properties": {"hukou_admdvs": {"pattern": "^330"}}, "required": ["hukou_admdvs"]}
    schema.setdefault("allOf", []).append({"if": here, "then": {"required": ["reason"]}})


def unmapped(document: dict[str, Any]) -> None:
    """The seal maker's own name for the enterprise is nobody in the bundle."""
    del member(document, "company-seal")["roles"]["dw"]


def mistaken(document: dict[str, Any]) -> None:
    """A code that the tax office does not have."""
    member(document, "house-tax")["transforms"]["/zrf/*/zjlx"]["table"]["414"] = "999"


def elsewhere(document: dict[str, Any]) -> None:
    """Only the codes of the district, where the registration may give any."""
    field(document, "nsrsbh")["pattern"] = "^91330106"


def this_century(document: dict[str, Any]) -> None:
    """Employees born in this century, in a way of writing that the merged form does not know."""
    field(document, "jczg")["items"]["properties"]["csny"]["pattern"] = "^20[0-9]{6}$"


def this_year(document: dict[str, Any]) -> None:
    """What is registered is registered this year."""
    next(each for each in document["outputs"] if each["element"] == "ent.est_date")["value"] = {
        "type": "string", "format": "date", "pattern": "^2026-"}  # fmt: skip


def only_this_year(document: dict[str, Any]) -> None:
    """And the tax office takes no other."""
    field(document, "kyslrq")["pattern"] = "^2026[0-9]{4}$"


def field(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document["form"]["schema"]["properties"][name]
    return found


BROKEN = {
    "an output wider than what needs it": ("newborn", {"household_registration": too_wide}, INSURANCE, "/certno"),
    "an answer that means nothing to the form": ("newborn", {"newborn": another_kind}, "maternity-reimbursement", "/cbxz"),
    "a constant that is refused": ("newborn", {"newborn": constant}, INSURANCE, "/hukou_admdvs"),
    "a demand that a merged form cannot state": ("newborn", {"medical_insurance": counted}, INSURANCE, ""),
    "a condition on what is produced later": ("newborn", {"medical_insurance": later}, INSURANCE, "/reason"),
    "a pattern narrower than what comes": ("company", {"company_tax": elsewhere}, "company-tax", "/nsrsbh"),
    "a role that is not mapped": ("company", {"company": unmapped}, "company-seal", "/dwmc"),
    "a code list that leads nowhere": ("estate", {"estate": mistaken}, "house-tax", "/zrf/*/zjlx"),
    "a demand on each row": ("company", {"company_housing_fund": this_century}, "company-housing-fund", "/jczg/0/csny"),
    "a member done elsewhere": (
        "company", {"company_registration": this_year, "company_tax": only_this_year}, "company-tax", "/kyslrq"),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken() -> Callable[[str], list[Refuted]]:
    """The counterexamples against what is broken, all about the matter that they should be about."""

    @cache
    def found(name: str) -> list[Refuted]:
        code, changes, matter, _ = BROKEN[name]
        definitions = changed(**changes)
        verified = verify_bundle(bundle_in(definitions, code), definitions, samples=40)
        mine = [each for each in verified.counterexamples if each.example.part == matter]
        others = {each.example.part for each in verified.counterexamples} - {matter}
        assert not verified.sound and mine and others <= {"social-security-card"}
        conflicts = {claim.pointer for claim in verified.claims if claim.verdict == "conflict" and claim.part == matter}
        assert conflicts >= {any_row(each.example.pointer) for each in mine if each.example.pointer}
        return mine

    return found


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refuted_with_a_filing_that_shows_it(name: str, broken: Callable[[str], list[Refuted]]) -> None:
    wrong = {each.example.pointer: each for each in broken(name)}
    assert BROKEN[name][3] in wrong
    shown = wrong[BROKEN[name][3]]
    assert shown.scenario.answers and shown.example.message.endswith("。")


def test_a_narrower_pattern_is_shown_with_the_value_that_comes_from_upstream(broken: Callable[[str], list[Refuted]]) -> None:
    example = broken("a pattern narrower than what comes")[0].example
    assert example.given.keys() == {("ent", "ent.uscc"), ("ent", "ent.est_date"), ("tax", "tax.invoice_now")}
    assert example.instance["nsrsbh"] == example.given["ent", "ent.uscc"]
    assert not example.instance["nsrsbh"].startswith("91330106")


def test_a_role_without_a_person_is_shown_as_the_same_thing_told_twice(broken: Callable[[str], list[Refuted]]) -> None:
    by_pointer = {each.example.pointer: each.example for each in broken("a role that is not mapped")}
    example = by_pointer["/dwmc"]
    assert set(example.data) == {"dw.ent.name", "ent.ent.name"} and len(set(example.data.values())) == 2
    code = next(each for each in by_pointer.values() if each.given)
    assert set(code.given) == {("ent", "ent.uscc")} and "没有对应" in code.message


def test_a_wrong_code_list_is_shown_with_the_code_that_leads_nowhere(broken: Callable[[str], list[Refuted]]) -> None:
    example = broken("a code list that leads nowhere")[0].example
    assert example.data == {"seller": [{"person.id_type": "414"}]} and example.instance == {"zjlx": "999"}
    assert "“414”换算成“999”" in example.message


def test_a_conflict_in_a_row_is_shown_with_that_row_alone(broken: Callable[[str], list[Refuted]]) -> None:
    (refuted,) = broken("a demand on each row")
    (row,) = refuted.example.data["employee"]
    assert not row["person.birth_date"].startswith("20")
    assert len(refuted.example.data["shareholder"]) == len(refuted.example.data["officer"]) == 1


def test_a_conflict_that_only_members_done_elsewhere_bring_names_them(broken: Callable[[str], list[Refuted]]) -> None:
    (refuted,) = broken("a member done elsewhere")
    assert "company-registration" in refuted.scenario.done
    assert not refuted.example.data["ent.ent.est_date"].startswith("2026-")


@pytest.mark.parametrize("name", ["a demand on each row", "a member done elsewhere", "a pattern narrower than what comes"])
def test_counterexamples_are_filings_that_the_one_form_accepts(name: str, broken: Callable[[str], list[Refuted]]) -> None:
    code, changes, _, _ = BROKEN[name]
    definitions = changed(**changes)
    for refuted in broken(name):
        composition = compose(bundle_in(definitions, code), definitions, refuted.scenario.answers, refuted.scenario.done)
        assert compiled(composition.form.schema).problems(refuted.example.data) == []
        # Nothing can be left out any more.
        for key in refuted.example.data:
            less = {name: value for name, value in refuted.example.data.items() if name != key}
            assert compiled(composition.form.schema).problems(less)


def test_a_form_that_nobody_can_fill_in_is_no_sound_one() -> None:
    def contradictory(document: dict[str, Any]) -> None:
        field(document, "psn_name")["allOf"] = [{"pattern": "^[A-Z]+$"}, {"pattern": "^[0-9]+$"}]

    definitions = changed(medical_insurance=contradictory)
    found = verify_bundle(bundle_in(definitions, "newborn"), definitions, samples=10)
    assert not found.sound and len(found.unfilled) > 0
    assert (INSURANCE, "/psn_name") in {(each.example.part, each.example.pointer) for each in found.counterexamples}


def test_the_command_verifies_files_that_nobody_imported_and_ends_with_status_1(tmp_path: Path) -> None:
    sound = CliRunner().invoke(tree, ["bundles", "verify", str(SEEDS), "--code", "restaurant", "--samples", "5"])
    assert sound.exit_code == 0 and json.loads(sound.stdout)["sound"] is True
    for path in SEEDS.rglob("*.json"):
        copy = tmp_path / path.relative_to(SEEDS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(text.replace('"format": "cn-id-number"}}', '"maxLength": 20}}'), encoding="utf-8")
    broken = CliRunner().invoke(tree, ["bundles", "verify", str(tmp_path), "--code", "newborn", "--samples", "100"])
    said = json.loads(broken.stdout)
    assert broken.exit_code == 1 and said["sound"] is False
    assert {each["verdict"] for each in said["fields"]} == {"proved", "conflict"}
    assert {"answers", "done", "matter", "pointer", "message", "data", "instance"} <= set(said["counterexamples"][0])
