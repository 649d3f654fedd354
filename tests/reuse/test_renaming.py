"""A rename follows every reference, leaves nothing dangling, and back again gives the same drafts."""

from __future__ import annotations

import copy
import json

import pytest

from yichuang.definitions.check import check
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.definitions.reuse.moved import moved_keys
from yichuang.definitions.reuse.renaming import plan_rename
from yichuang.errors import Conflict, Invalid, NotFound


def texts(value):
    """Every key and string of a document; not the names of roles, which may be spelled like a code."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts(each) if key not in ("role", "x-role", "roles", "for_each", "questions") else ()
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def names(text, code):
    """Whether a text is the code, or a merged key made of it."""
    shared, _, other = text.partition("~")
    return code in (text, shared, other, shared.partition(".")[2])


def errors(drafts):
    library = Library()
    for code, document in drafts.items():
        library.add(Entry(read_definition(document), document, code))
    return {(p.pointer, p.rule) for p in check(library) if p.severity == "error"}


def renamed(drafts, old, new, merge=False):
    plan = plan_rename(drafts, old, new, merge)
    assert plan.problems == ()
    return {code: document for code, document in drafts.items() if code != old} | dict(plan.documents)


@pytest.mark.parametrize("old", [
    "person.name", "person.id_no", "settle.region", "birth_cert.no", "ent.name", "agent.used", "doc-identity",
    "doc-birth-certificate", "food-licence", "birth-certificate", "newborn", "police-bureau", "330106", "health-bureau",
    "guide-newborn",
])
def test_nothing_dangles_the_old_code_is_gone_and_back_again_is_the_same(drafts, old):
    new = "330199" if drafts[old]["kind"] == "region" else "renamed.to-this"
    after = renamed(drafts, old, new)
    assert [(code, text) for code, document in after.items() for text in texts(document) if names(text, old)] == []
    assert errors(after) == errors(drafts)
    assert {code: json.dumps(document) for code, document in renamed(after, new, old).items()} == {
        code: json.dumps(document) for code, document in drafts.items()}


def test_every_element_and_material_of_the_seeds_can_be_renamed(drafts):
    for old in [code for code, document in drafts.items() if document["kind"] in ("element", "material")][::6]:
        plan = plan_rename(drafts, old, "x.renamed")
        assert plan.problems == (), old
        assert not any(names(text, old) for document in plan.documents.values() for text in texts(document)), old


def test_the_plan_changes_nothing_itself(drafts):
    before = copy.deepcopy(drafts)
    plan_rename(drafts, "person.name", "person.full_name")
    assert drafts == before


def test_each_place_says_what_stands_there_before_and_after(drafts):
    plan = plan_rename(drafts, "person.name", "person.full_name")
    applicant = next(place for place in plan.places if place.pointer == "/applicant/0" and place.code == "newborn")
    assert (applicant.before, applicant.after) == ("applicant.person.name", "applicant.person.full_name")


@pytest.mark.parametrize(("old", "new", "merge", "refusal", "said"), [
    ("nobody", "x", False, NotFound, "nobody"), ("person.name", "person.sex", False, Conflict, "--merge"),
    ("person.name", "doc-identity", True, Conflict, "不能合并"), ("person.name", "nobody", True, NotFound, "不能并入"),
    ("person.name", "person name", False, Invalid, "不能作编码"), ("person.name", "", False, Invalid, "不能作编码"),
    ("person.name", "a" * 65, False, Invalid, "64"), ("person.name", "person.name", False, Invalid, "相同"),
    ("person.name", "person.name\n", False, Invalid, "不能作编码"),
])
def test_what_cannot_be_renamed_is_refused_with_the_reason(drafts, old, new, merge, refusal, said):
    with pytest.raises(refusal, match=said):
        plan_rename(drafts, old, new, merge)


def test_merging_lets_everything_use_the_other_one(drafts):
    drafts["person.full_name"] = {**drafts["person.name"], "code": "person.full_name"}
    drafts["signboard"]["form"] = json.loads(json.dumps(drafts["signboard"]["form"]).replace("person.name", "person.full_name"))
    plan = plan_rename(drafts, "person.full_name", "person.name", merge=True)
    assert {place.code for place in plan.places} == {"signboard"}
    after = renamed(drafts, "person.full_name", "person.name", merge=True)
    assert "person.full_name" not in after
    assert not any(names(text, "person.full_name") for document in after.values() for text in texts(document))


def test_a_merge_that_would_ask_twice_is_refused_with_the_matter(drafts):
    first, second = drafts["food-licence"]["materials"][:2]
    second["role"] = first.get("role")
    second.setdefault("role", None)
    if second["role"] is None:
        del second["role"]
    plan = plan_rename(drafts, first["material"], second["material"], merge=True)
    assert ("demanded-twice", "food-licence") in {(problem.rule, problem.file) for problem in plan.problems}


def test_a_merge_of_two_fields_of_one_form_is_refused(drafts):
    form = {"type": "object", "properties": {
        "one": {"type": "string", "title": "甲", "x-element": "person.name", "x-role": "applicant"},
        "two": {"type": "string", "title": "乙", "x-element": "person.full_name", "x-role": "applicant"}}}
    drafts["person.full_name"] = {**drafts["person.name"], "code": "person.full_name"}
    drafts["signboard"]["form"] = {"schema": form}
    plan = plan_rename(drafts, "person.full_name", "person.name", merge=True)
    assert "asked-twice" in {problem.rule for problem in plan.problems}


def test_an_element_whose_values_do_not_fit_is_not_merged(drafts):
    plan = plan_rename(drafts, "person.id_type", "birth.weight_g", merge=True)
    assert "element" in {problem.rule for problem in plan.problems}


def test_lists_hold_what_two_have_become_only_once(drafts):
    share = next(document for document in drafts.values() if document["kind"] == "data-share")
    share["elements"] = ["person.name", "person.native_place"]
    plan = plan_rename(drafts, "person.native_place", "person.name", merge=True)
    assert plan.documents[share["code"]]["elements"] == ["person.name"]


def test_a_pattern_that_no_longer_holds_the_field_is_pointed_out(drafts):
    drafts["newborn"]["sections"][1]["fields"] = ["mother.person.*"]
    assert "mother.person.*" in plan_rename(drafts, "person.name", "identity.name").notes[0]
    assert plan_rename(drafts, "person.name", "person.full_name").notes == ()


def test_a_draft_that_cannot_be_read_yet_follows_too(drafts):
    drafts["half"] = {"kind": "matter", "code": "half", "name": "半个事项", "materials": [{"material": "doc-identity"}]}
    plan = plan_rename(drafts, "doc-identity", "doc-id")
    assert plan.documents["half"]["materials"] == [{"material": "doc-id"}]


def test_values_of_open_filings_have_new_places_after_a_rename(drafts):
    bundle = read_definition(drafts["newborn"])
    asked = [("", "mother.person.name"), ("", "mother.person.name~social-security-card"), ("child", "person.name"),
             ("", "social-security-card~person.name"), ("", "child"), ("", "payee.bank.name"), ("child", "birth.time")]
    assert moved_keys("person.name", "person.full", bundle, asked) == {
        ("", "mother.person.name"): ("", "mother.person.full"),
        ("", "mother.person.name~social-security-card"): ("", "mother.person.full~social-security-card"),
        ("child", "person.name"): ("child", "person.full"),
    }
    assert moved_keys("social-security-card", "ssc", bundle, asked) == {
        ("", "mother.person.name~social-security-card"): ("", "mother.person.name~ssc"),
        ("", "social-security-card~person.name"): ("", "ssc~person.name"),
    }


def test_a_key_is_renamed_where_it_stands_among_the_others(drafts):
    titles = {"birth-certificate": "甲", "household-registration": "乙"}
    decision = {"where": "mother.person.name", "take": "rename", "titles": titles}
    drafts["newborn"]["decisions"] = [decision]
    plan = plan_rename(drafts, "birth-certificate", "birth-proof")
    assert list(plan.documents["newborn"]["decisions"][0]["titles"].items()) == [
        ("birth-proof", "甲"), ("household-registration", "乙")]
