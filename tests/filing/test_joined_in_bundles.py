"""A member of a bundle whose field is joined from several, or taken out of another's: composed, projected, verified, checked."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from demo_bundles import bundle, document, uses

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.check import check
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.definitions.references import references
from yichuang.definitions.reuse.places import places_in
from yichuang.filing.compose import compose
from yichuang.filing.projection import project_filing
from yichuang.filing.request import read_request
from yichuang.filing.verification import verify_bundle

GUIDANCE, POINTER = "parenting-guidance", "/homeAddress"
JOIN: dict[str, Any] = {"kind": "join", "sources": ["mother.address.county", "mother.address.street"]}
ELEMENTS = {"address.county": "居住县（市、区）", "address.street": "居住街道门牌"}


def element(code: str, name: str) -> dict[str, Any]:
    return {"kind": "element", "code": code, "name": name, "value": {"type": "string", "maxLength": 40}}


def changed(transform: dict[str, Any], elements: dict[str, str] = ELEMENTS) -> tuple[Bundle, dict[str, Definition], dict[str, Any]]:
    """The demo's bundle with a transform at the guidance's address, and the elements that it reads."""
    told = bundle("newborn").model_dump(mode="json", by_alias=True, exclude_none=True)
    member = next(each for each in told["members"] if each["matter"] == GUIDANCE)
    member["transforms"] = {POINTER: transform}
    made = read_definition(told)
    assert isinstance(made, Bundle), made
    more = {code: read_definition(element(code, name)) for code, name in elements.items()}
    assert all(isinstance(each, Definition) for each in more.values()), more
    return made, {**uses(), "newborn": made, **more}, told  # type: ignore[dict-item]


def test_the_merged_form_asks_the_parts_under_their_elements_names_and_the_matter_gets_the_whole() -> None:
    made, known, _ = changed(JOIN)
    request = read_request({**document("newborn"), "outputs": {}})
    data = {**request.data, "mother.address.county": "杭州市西湖区", "mother.address.street": "示例路1号（示例）"}
    composition = compose(made, known, request.answers)
    fields = composition.form.schema["properties"]
    assert [fields[key]["title"] for key in ("mother.address.county", "mother.address.street")] == [
        "母亲居住县（市、区）", "母亲居住街道门牌"]  # fmt: skip
    assert {entry["field"] for entry in composition.mapping() if entry["form"] == GUIDANCE and entry["pointer"] == POINTER} == {
        "mother.address.county", "mother.address.street"}  # fmt: skip
    projection = project_filing(composition, known, type(request)(request.answers, data, request.outputs))
    instance = next(case.instance for case in projection.cases if case.matter == GUIDANCE)
    assert instance["homeAddress"] == "杭州市西湖区示例路1号（示例）"


def test_the_bundle_is_sound_with_a_joined_field_and_its_length_is_proved() -> None:
    _, known, told = changed(JOIN)
    alone = [{**each, "depends_on": []} for each in told["members"] if each["matter"] == GUIDANCE]
    made = read_definition({**told, "members": alone})
    assert isinstance(made, Bundle)
    found = verify_bundle(made, known, samples=5)
    claim = next(each for each in found.claims if each.part == GUIDANCE and each.pointer == POINTER)
    assert found.sound and claim.verdict == "proved", found.counterexamples[:1]


def test_a_field_may_be_taken_out_of_what_another_matter_asks() -> None:
    made, known, _ = changed({"kind": "part", "separator": "号", "index": 0, "source": "mother.person.live_address"})
    request = read_request(document("newborn"))
    composition = compose(made, known, request.answers)
    entry = next(each for each in composition.mapping() if each["form"] == GUIDANCE and each["pointer"] == POINTER)
    assert entry["field"] == "mother.person.live_address" and entry["sources"] == ["mother.person.live_address"]


def problems(told: dict[str, Any], known: dict[str, Definition]) -> dict[str, str]:
    read = read_definition(told)
    assert isinstance(read, Bundle)
    library = Library({read.code: Entry(definition=read, document=told, file="bundle.json", pointer="")})
    return {each.pointer: each.rule for each in check(library, lambda code: known.get(code)) if each.severity == "error"}


def test_what_a_transform_reads_is_a_reference_of_the_bundle_and_follows_renames() -> None:
    made, _, told = changed(JOIN)
    where = f"/members/{[each.matter for each in made.members].index(GUIDANCE)}/transforms/~1homeAddress/sources/1"
    assert (where, "address.street") in {(each.pointer, each.code) for each in references(made)}
    assert (where, "address.street") in {(each.pointer, each.code) for each in places_in(told)}


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (JOIN, None),
        ({**JOIN, "sources": ["mother.address.county", "mother.address.town"]}, "/sources/1"),
        ({**JOIN, "sources": ["nobody.address.county", "mother.address.street"]}, "/sources/0"),
        ({**JOIN, "sources": ["mother.address.county", "no-such-matter~street"]}, "/sources/1"),
        ({**JOIN, "sources": ["mother.address.county"]}, "/sources"),
        ({"kind": "unit", "from": "元", "to": "亩"}, "/to"),
        ({"kind": "unit", "from": "元", "to": "万元"}, ""),
        ({"kind": "constant", "value": 5}, "/value"),
        ({"kind": "codes", "table": {"1": 5}}, "/table/1"),
    ],
)
def test_the_check_says_what_is_wrong_at_its_place(change: dict[str, Any], at: str | None) -> None:
    made, known, told = changed(deepcopy(change))
    where = f"/members/{[each.matter for each in made.members].index(GUIDANCE)}/transforms/~1homeAddress"
    found = {pointer for pointer in problems(told, known) if "/transforms" in pointer}
    assert found == (set() if at is None else {where + at}), found
