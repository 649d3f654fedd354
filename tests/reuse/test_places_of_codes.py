"""Every place that names a code is known in one table: no reference and no field of the models is missing from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel

from yichuang.definitions.common import Code
from yichuang.definitions.kinds import KINDS, read_definition
from yichuang.definitions.references import references
from yichuang.definitions.reuse.places import CODES, patterns_in, places_in

PATTERN = get_args(Code)[1].pattern
# Codes that name no definition: questions, sections of a form, chapters, a thing's own code, what a draft never has.
OWN = {"code", "pins", "questions/*/code", "sections/*/code", "chapters/*/source", "brief/*", "answered/*/question",
       "members/*/answers/*", "officer"}


def test_every_reference_of_the_seeds_is_a_place_that_a_rename_follows(drafts):
    for code, document in drafts.items():
        known = {(place.pointer, place.code) for place in places_in(document)}
        missing = {(each.pointer, each.code) for each in references(read_definition(document))} - known
        assert missing == set(), code


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_the_models_that_holds_a_code_is_followed_or_known_to_be_none(kind):
    known = {path for path, _ in CODES.get(kind, ())}
    assert set(code_fields(KINDS[kind])) - OWN - known == set()


def code_fields(model, base="", seen=()):
    """The paths of all fields of a model that are codes, `*` for items."""
    for name, field in model.model_fields.items():
        path = f"{base}{field.alias or name}"
        if any(getattr(each, "pattern", None) == PATTERN for each in field.metadata):
            yield path
        yield from code_types(field.annotation, path, seen)


def code_types(annotation, path, seen):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            yield from code_fields(annotation, path + "/", (*seen, annotation))
    elif any(getattr(each, "pattern", None) == PATTERN for each in getattr(annotation, "__metadata__", ())):
        yield path
    else:
        repeated = get_origin(annotation) in (tuple, list, dict, Mapping)
        for part in get_args(annotation)[1:] if get_origin(annotation) is dict else get_args(annotation):
            yield from code_types(part, f"{path}/*" if repeated else path, seen)


def test_the_walk_over_models_finds_the_fields_that_it_should():
    assert {"members/*/matter", "members/*/receiver/by/table/*", "rows/*/key/*", "lead"} <= set(code_fields(KINDS["bundle"]))


BUNDLE = {
    "kind": "bundle", "code": "b",
    "sections": [{"fields": ["mother.person.name", "mother.*", "mother.person.*", "*.person.sex", "shop~sign_text",
                             "mother.person.name~shop", "child"]}],
    "applicant": ["mother.person.name"],
    "members": [{"matter": "shop", "depends_on": [{"matter": "food"}],
                 "receiver": {"by": {"element": "settle.region", "table": {"330106": "bureau"}}}}],
}


def test_merged_keys_name_elements_and_matters():
    named = {(place.pointer, place.code, place.kinds[0]) for place in places_in(BUNDLE)}
    assert named >= {
        ("/sections/0/fields/0", "person.name", "element"), ("/sections/0/fields/3", "person.sex", "element"),
        ("/sections/0/fields/4", "shop", "matter"), ("/sections/0/fields/5", "person.name", "element"),
        ("/sections/0/fields/5", "shop", "matter"), ("/applicant/0", "person.name", "element"),
        ("/members/0/depends_on/0/matter", "food", "matter"),
        ("/members/0/receiver/by/table/330106", "bureau", "department"),
    }
    assert all("*" not in code for _, code, _ in named)
    assert list(patterns_in(BUNDLE)) == [("/sections/0/fields/2", "mother.person.*")]


def test_what_a_value_is_derived_from_is_named_too():
    form = {"properties": {"a": {"x-element": "person.sex", "x-derived-from": "person.id_no"},
                           "b": {"items": {"properties": {"c": {"x-derived-from": ["person.name", "person.sex"]}}}}}}
    matter = {"kind": "matter", "code": "m", "form": {"schema": form}, "outputs": [{"element": "x.y"}]}
    assert {place.code for place in places_in(matter)} == {"person.sex", "person.id_no", "person.name", "x.y"}
    element = {"kind": "element", "code": "e", "value": {"type": "string", "x-derived-from": "person.id_no"}}
    assert [place.code for place in places_in(element)] == ["person.id_no"]


@pytest.mark.parametrize("document", [{}, {"kind": "matter"}, {"kind": "matter", "form": 3, "materials": "x"},
                                      {"kind": "bundle", "sections": [{"fields": [None, 3]}], "members": [1]}])
def test_a_draft_that_cannot_be_read_yet_is_gone_through_as_far_as_it_goes(document):
    assert list(places_in(document)) == []


def test_what_staff_decided_follows_in_its_place_its_members_and_its_keys():
    decisions = [
        {"where": "child/*/person.name", "take": "rename", "members": ["a", "b"], "titles": {"a": "甲", "b": "乙"}},
        {"where": "mother.person.name~a", "take": "map", "transforms": {"a": {"/xm": {"kind": "constant"}}}},
    ]
    found = [(place.pointer, place.code, place.is_key) for place in places_in({"kind": "bundle", "decisions": decisions})]
    assert ("/decisions/0/where", "person.name", False) in found and ("/decisions/0/members/1", "b", False) in found
    assert ("/decisions/0/titles/a", "a", True) in found and ("/decisions/1/transforms/a", "a", True) in found
    assert {code for pointer, code, _ in found if pointer == "/decisions/1/where"} >= {"person.name", "a"}
