"""Bundles are verified in every kind of scenario: the demo is sound, and what is broken is refuted where it breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from demo_bundles import SEEDS, uses

from yichuang.cli import tree
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.filing.scenarios import scenarios_of
from yichuang.filing.verification import verify_bundle

Change = Callable[[dict[str, Any]], None]
BUNDLES = [path.parent.name for path in sorted(SEEDS.glob("*/bundle.json"))]
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


def newborn(found: dict[str, Definition]) -> Bundle:
    bundle = found["newborn"]
    assert isinstance(bundle, Bundle)
    return bundle


def member(document: dict[str, Any], matter: str) -> dict[str, Any]:
    return next(each for each in document["members"] if each["matter"] == matter)


@pytest.mark.parametrize("code", BUNDLES)
def test_the_demo_is_sound_with_every_field_proved_or_sampled(code: str) -> None:
    bundle = uses()[code]
    assert isinstance(bundle, Bundle)
    found = verify_bundle(bundle, uses(), samples=40)
    assert found.counterexamples == () and found.sound and found.exhaustive
    assert {claim.part for claim in found.claims} == {each.matter for each in bundle.members}
    assert found.samples >= found.scenarios > 1


def test_scenarios_cover_every_set_of_matters_and_members_done_elsewhere() -> None:
    found = scenarios_of(newborn(dict(uses())), uses())
    assert found.exhaustive and len({repr(each) for each in found.each}) == len(found.each)
    assert {each.done for each in found.each} == {
        (), ("birth-certificate",), (HOUSEHOLD,), ("birth-certificate", HOUSEHOLD)}  # fmt: skip


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


BROKEN = {
    "an output wider than what needs it": ({"household_registration": too_wide}, INSURANCE, "/certno"),
    "an answer that means nothing to the form": ({"newborn": another_kind}, "maternity-reimbursement", None),
    "a constant that is refused": ({"newborn": constant}, INSURANCE, "/hukou_admdvs"),
    "a demand that a merged form cannot state": ({"medical_insurance": counted}, INSURANCE, ""),
    "a condition on what is produced later": ({"medical_insurance": later}, INSURANCE, "/reason"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refuted_with_a_filing_that_shows_it(name: str) -> None:
    changes, matter, pointer = BROKEN[name]
    found = changed(**changes)
    verified = verify_bundle(newborn(found), found, samples=40)
    wrong = [each for each in verified.counterexamples if each.example.part == matter]
    assert not verified.sound and wrong
    assert pointer is None or pointer in {each.example.pointer for each in wrong}
    assert wrong[0].scenario.answers and wrong[0].example.message


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
