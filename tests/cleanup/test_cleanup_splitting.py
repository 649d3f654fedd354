"""Accepting a split: new materials, known ones reused, the row replaced, nothing lost."""

from __future__ import annotations

import pytest
from cleanup_samples import LAW, demand, known, ledger_of, material, matter

from yichuang.definitions.check import check
from yichuang.definitions.cleanup.split import SplitPart
from yichuang.definitions.cleanup.split_copies import Copies
from yichuang.definitions.cleanup.splitting import accepted
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry, Library
from yichuang.definitions.matter import Matter
from yichuang.errors import Conflict

DIRTY = "委托代理人办理提取的，提供代理人身份证明及委托书复印件"
REST = (material("plan", "图纸"), material("power", "授权委托书", synonyms=["委托书"]))


def splitting(name=DIRTY, row=None, *others):
    document = matter("a", "plan", row or demand("doc", role="agent"))
    documents = (document, material("doc", name, issuer="派出所", source="20"), *REST, *others)
    proposal = ledger_of("a", *documents).splits[0]
    return document, proposal, tuple(known(*documents).values())


def test_a_proposal_stands_in_the_ledger_with_condition_and_documents():
    _, proposal, _ = splitting()
    told = proposal.as_dict()
    assert (told["matter"], told["material"], told["text"]) == ("a", "doc", DIRTY)
    assert told["condition"] == "委托代理人办理提取的"
    assert [part["name"] for part in told["materials"]] == ["代理人身份证明", "委托书"]


def test_accepting_replaces_the_row_reuses_the_known_paper_and_makes_the_other():
    document, proposal, there = splitting()
    told = accepted(document, proposal, proposal.proposal.parts, there)
    assert [(each["code"], each["name"], each["source"]) for each in told.new] == [("doc-1", "代理人身份证明", "20")]
    assert told.reused == ("power",)
    rows = told.matter["materials"]
    assert [row["material"] for row in rows] == ["plan", "doc-1", "power"]
    assert rows[1]["condition"] == "委托代理人办理提取的，提交代理人身份证明。"
    assert rows[1]["necessity"] == rows[2]["necessity"] == "conditional"
    assert rows[1]["role"] == "agent" and rows[1]["basis"] == [LAW] and "when" not in rows[1]
    assert (rows[2]["copy_type"], rows[2]["copies"]) == ("copy", 1)
    assert rows[1]["originals"] == 1
    assert [row["material"] for row in document["materials"]] == ["plan", "doc"]


def test_what_is_written_can_be_read_and_check_asks_for_the_missing_condition():
    document, proposal, there = splitting()
    told = accepted(document, proposal, proposal.proposal.parts, there)
    library = Library()
    for each in (*there, *(KINDS[new["kind"]].model_validate(new) for new in told.new)):
        if each.code != "a":
            library.add(Entry(each, {}))
    library.add(Entry(Matter.model_validate(told.matter), told.matter))
    said = [problem.pointer for problem in check(library, only=["a"]) if problem.pointer.startswith("/materials")]
    assert any(pointer.startswith("/materials/1") for pointer in said)


def test_a_condition_that_the_row_had_as_a_schema_stays():
    when = {"properties": {"q": {"const": "x"}}, "required": ["q"]}
    row = demand("doc", when=when, condition="委托的，交。", necessity="conditional")
    document, proposal, there = splitting("身份证、户口簿", row)
    rows = accepted(document, proposal, proposal.proposal.parts, there).matter["materials"]
    assert [(each["when"], each["condition"]) for each in rows[1:]] == [(when, "委托的，交。")] * 2


def test_codes_of_new_materials_are_free_ones():
    document, proposal, there = splitting("身份证、户口簿", None, material("doc-1", "别的"))
    assert [each["code"] for each in accepted(document, proposal, proposal.proposal.parts, there).new] == ["doc-2", "doc-3"]


def test_the_editors_corrections_are_what_is_written():
    document, proposal, there = splitting()
    parts = (SplitPart("代理人护照", "外国人代理的", Copies("copy", 0, 2)),)
    told = accepted(document, proposal, parts, there)
    assert told.matter["materials"][1]["condition"] == "外国人代理的，提交代理人护照。"
    assert told.matter["materials"][1]["copies"] == 2


def test_a_draft_that_has_changed_meanwhile_is_not_split():
    document, proposal, there = splitting()
    with pytest.raises(Conflict, match="这一行已经变了"):
        accepted({**document, "materials": [demand("plan")]}, proposal, proposal.proposal.parts, there)
    with pytest.raises(Conflict):
        accepted(document, proposal, (), there)
