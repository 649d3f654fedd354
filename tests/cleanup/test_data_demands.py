"""Shared data as a kind, and the ledger of what is not shared."""

from __future__ import annotations

import pytest
from cleanup_samples import ON, demand, known, material, matter, share

from yichuang.definitions.check import check
from yichuang.definitions.cleanup.demands import demand_ledger
from yichuang.definitions.indexing import entry_of
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.definitions.references import references

REFUSED = {
    "state": "refused",
    "requested_on": "2026-03-02",
    "refusal": {"by": "另一局", "reason": "纸质档案，没有数字化。", "on": "2026-03-20"},
    "fallback": "upload",
}


def problems(entry):
    library = Library()
    for definition in known(material("doc", "档案"), entry).values():
        library.add(Entry(definition, {}))
    return [(problem.pointer, problem.severity) for problem in check(library, only=[entry["code"]])]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, []),
        (REFUSED, []),
        ({"state": "requested", "requested_on": "2026-03-02", "fallback": "promise"}, []),
        ({"state": "refused", "fallback": "upload"}, [("/refusal", "error")]),
        ({"refusal": REFUSED["refusal"]}, [("/refusal", "error")]),
        ({"state": "requested", "fallback": "upload"}, [("/requested_on", "error")]),
        ({**REFUSED, "requested_on": "2026-04-01"}, [("/refusal/on", "error")]),
        ({**REFUSED, "fallback": None}, [("/fallback", "warning")]),
        ({"materials": []}, [("/materials", "error")]),
        ({"mode": "e-cert"}, [("/licence_type", "error")]),
        ({"mode": "e-cert", "licence_type": "示例证"}, []),
        ({"materials": ["nothing"]}, [("/materials/0", "error")]),
        ({"provider": "nobody"}, [("/provider", "error")]),
        ({"provider": "doc"}, [("/provider", "error")]),
        ({"regions": ["999999"]}, [("/regions/0", "error")]),
        ({"elements": ["no.element"]}, [("/elements/0", "error")]),
    ],
)
def test_an_entry_of_the_catalogue_says_what_it_gives_and_a_refusal_says_who_and_why(entry, said):
    assert problems(share("s", **{"materials": ["doc"], **entry})) == said


@pytest.mark.parametrize("broken", [{"state": "maybe"}, {"refusal": {"by": "局"}}, {"fallback": "pray"}, {"colour": "red"}])
def test_an_entry_that_says_something_else_is_refused_with_its_place(broken):
    found = read_definition(share("s", materials=["doc"], **broken))
    assert isinstance(found, list) and found[0].pointer.startswith("/")


def test_a_share_is_found_by_its_provider_its_interface_and_its_documents():
    entry = known(share("s", materials=["doc"], interface="档案核查"))["s"]
    found = entry_of(entry, {"doc": "房屋档案", "other": "另一局"}.get)
    assert (found.kind, found.note, found.names, found.words) == ("data-share", "另一局", ("档案核查",), ("房屋档案",))
    assert {each.code for each in references(entry)} == {"other", "doc"}


def rows(*documents):
    there = known(*documents)
    return demand_ledger(tuple(there.values()), there.get, ON).rows


def test_a_refusal_tells_who_why_meanwhile_and_the_filings_a_year_of_matters_that_still_ask():
    documents = (
        matter("a", "doc", annual_volume=300),
        matter("b", "doc", demand("doc", role="owner"), annual_volume=40),
        matter("c", "doc"),
        matter("d", demand("doc", exemption={"mode": "promise"}), annual_volume=9000),
        matter("e", "doc", annual_volume=9000, state="suspended"),
        material("doc", "档案"),
        share("s", materials=["doc"], **REFUSED),
    )
    (row,) = rows(*documents)
    assert (row.state, row.refused_by, row.reason, row.fallback) == (
        "refused", "另一局", "纸质档案，没有数字化。", "upload")  # fmt: skip
    assert [(each.matter, each.volume) for each in row.burdens] == [("a", 300), ("b", 40), ("c", None)]
    assert (row.filings, row.unknown) == (340, 1)
    told = row.as_dict()
    assert (told["filings_a_year"], told["matters_without_volume"], told["refused_on"]) == (340, 1, "2026-03-20")


def test_a_share_of_another_region_burdens_nobody_here():
    entry = share("s", materials=["doc"], regions=["440000"], **REFUSED)
    (row,) = rows(matter("a", "doc", annual_volume=5), material("doc", "档案"), entry)
    assert row.burdens == ()


def test_where_another_share_helps_nobody_is_burdened():
    entries = (share("s", materials=["doc"], **REFUSED), share("t", materials=["doc"]))
    assert [row.burdens for row in rows(matter("a", "doc"), material("doc", "档案"), *entries)] == [()]


def test_what_a_department_issued_and_no_catalogue_has_is_a_demand_nobody_has_made():
    issued = material("doc", "档案", source="20", issuer="档案局")
    (row,) = rows(matter("a", "doc", annual_volume=7), issued, material("own", "图纸"))
    assert (row.state, row.provider_name, row.filings) == ("missing", "档案局", 7)


def test_what_the_department_issued_itself_or_the_applicant_makes_is_no_demand():
    own = material("doc", "档案", source="20", issuer_department="station")
    assert rows(matter("a", "doc", "plan"), own, material("plan", "图纸")) == ()


def test_the_heaviest_demand_comes_first():
    documents = (
        matter("a", "light", annual_volume=1), matter("b", "heavy", annual_volume=100),
        material("light", "甲", source="20"), material("heavy", "乙", source="20"),
    )  # fmt: skip
    assert [row.material for row in rows(*documents)] == ["heavy", "light"]
