"""One set of materials from many: conditions, strength, copies, validity, and what need not be brought, by which rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_bundles import NO, YES, by_key, composed, demand, material, matter
from small_bundles import bundle as a_bundle

from yichuang.filing.composition import Wanted
from yichuang.filing.materials import COPY_TYPES, STRENGTH

A, B = {"matter": "a"}, {"matter": "b"}
AFTER_A = {"matter": "b", "depends_on": [{"matter": "a"}]}
MAKES_DOC = [{"element": "doc.no", "role": "owner", "name": "编号", "material": "doc"}]


def one(*demands: dict[str, Any], answers: dict[str, Any] | None = None, **of_document: Any) -> Wanted:
    """The entry of `doc` where the first matter makes the first demand and a second one the others."""
    first, *others = demands
    found = composed(
        matter("a", first), matter("b", *others), material("doc", **of_document), a_bundle(A, B), answers=answers
    )
    return by_key(found)["doc"]


def test_two_conditions_that_hold_together_are_one_entry_that_tells_both() -> None:
    entry = one(
        demand("doc", when=YES, condition="委托他人办理的，提交委托书1份。", copies=1),
        demand("doc", when=YES, condition="代理人到场的，出示委托书。", copies=2),
        answers={"agent": "yes"},
    )
    assert entry.conditions == ("委托他人办理的，提交委托书1份。", "代理人到场的，出示委托书。")
    assert entry.condition == "委托他人办理的，提交委托书1份或者代理人到场的，出示委托书。"
    assert (entry.matters, entry.originals, entry.copies) == (("a", "b"), 1, 3)


def test_a_condition_that_does_not_hold_asks_for_nothing_and_says_nothing() -> None:
    entry = one(
        demand("doc", when=YES, condition="委托他人办理的，提交。", copies=5),
        demand("doc", when=NO, condition="本人办理的，出示。"),
        answers={"agent": "no"},
    )
    assert (entry.matters, entry.copies, entry.conditions) == (("b",), 0, ("本人办理的，出示。",))


def test_what_one_matter_always_asks_for_has_no_condition_and_keeps_the_words_of_the_other() -> None:
    entry = one(demand("doc"), demand("doc", when=YES, condition="委托他人办理的，提交。"), answers={"agent": "yes"})
    assert entry.condition is None and entry.conditions == ("委托他人办理的，提交。",)


def test_a_condition_without_words_of_its_own_is_put_into_words() -> None:
    entry = one(demand("doc", when=YES), answers={"agent": "yes"})
    assert entry.conditions == ("“是否委托他人”是“委托”的，需要这份材料。",)


@pytest.mark.parametrize(
    ("necessities", "strongest"),
    [
        (("conditional", "deferrable"), "deferrable"),
        (("deferrable", "required"), "required"),
        (("required", "conditional"), "required"),
        (("conditional", "conditional"), "conditional"),
    ],
)
def test_the_strongest_necessity_counts(necessities: tuple[str, str], strongest: str) -> None:
    assert one(*(demand("doc", necessity=each) for each in necessities)).necessity == strongest


def test_copies_add_up_and_originals_are_looked_at_once() -> None:
    entry = one(demand("doc", originals=1, copies=1, copy_type="copy"), demand("doc", originals=2, copies=3, verify_original=True))
    assert (entry.originals, entry.copies, entry.verify_original, entry.copy_type) == (2, 4, True, "original")


def test_the_shortest_validity_and_the_shortest_time_for_later_count() -> None:
    entry = one(
        demand("doc", validity_months=3, necessity="deferrable", deadline_days=20),
        demand("doc", necessity="deferrable", deadline_days=10),
        validity_months=6,
    )
    assert (entry.validity, entry.deadline_days) == (3, 10)
    assert one(demand("doc"), validity_months=6).validity == 6
    assert one(demand("doc")).validity is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("清晰完整。", "清晰完整。"), "清晰完整。"),
        (("清晰。", "清晰。印章齐全。"), "清晰。印章齐全。"),
        (("清晰。", "在有效期内。"), "事项a（示例）：清晰。事项b（示例）：在有效期内。"),
        ((None, "在有效期内。"), "事项a（示例）：加盖公章。事项b（示例）：在有效期内。"),
        ((None, None), "加盖公章。"),
    ],
)
def test_standards_that_differ_are_told_with_whose_they_are(said: tuple[str | None, str | None], told: str) -> None:
    assert one(*(demand("doc", accept_standard=each) for each in said), accept_standard="加盖公章。").standard == told


def entry_of(*documents: dict[str, Any], done: tuple[str, ...] = ()) -> Wanted:
    return by_key(composed(*documents, material("doc"), done=done))["doc.owner"]


def test_what_an_upstream_matter_produces_is_not_brought_by_rule_r3() -> None:
    entry = entry_of(matter("a", outputs=MAKES_DOC), matter("b", demand("doc", role="owner")), a_bundle(A, AFTER_A))
    assert (entry.exemption, entry.removed_by, entry.to_bring) == ("upstream", "R3", False)
    assert entry.ways[0].reason == "前序事项“事项a（示例）”会产出它，由平台转交"


def test_a_matter_that_does_not_wait_for_the_producer_still_wants_it_brought() -> None:
    waits, does_not = matter("b", demand("doc", role="owner")), matter("c", demand("doc", role="owner"))
    entry = entry_of(matter("a", outputs=MAKES_DOC), waits, does_not, a_bundle(A, AFTER_A, {"matter": "c"}))
    assert entry.to_bring and entry.removed_by is None
    assert [way.mode for way in entry.ways] == ["upstream", "none"]


def test_waiting_for_another_matter_than_the_producer_does_not_help() -> None:
    waits_for_b = {"matter": "c", "depends_on": [{"matter": "b"}]}
    asks = matter("c", demand("doc", role="owner"))
    entry = entry_of(matter("a", outputs=MAKES_DOC), matter("b"), asks, a_bundle(A, B, waits_for_b))
    assert entry.to_bring
    through_b = entry_of(matter("a", outputs=MAKES_DOC), matter("b"), asks, a_bundle(A, AFTER_A, waits_for_b))
    assert through_b.removed_by == "R3"


def test_the_output_of_another_role_is_another_document() -> None:
    makes = [{**MAKES_DOC[0], "role": "child"}]
    entry = entry_of(matter("a", outputs=makes), matter("b", demand("doc", role="owner")), a_bundle(A, AFTER_A))
    assert entry.to_bring


@pytest.mark.parametrize(
    ("fallback", "mode", "rule"), [("upload", "none", None), ("defer", "none", None), ("promise", "promise", "R6")]
)
def test_what_a_matter_done_elsewhere_should_have_produced_is_given_as_agreed(
    fallback: str, mode: str, rule: str | None
) -> None:
    asks = matter("b", demand("doc", role="owner", exemption={"mode": "upstream", "fallback": fallback}))
    documents = (matter("a", outputs=MAKES_DOC), asks, a_bundle(A, AFTER_A))
    assert entry_of(*documents).removed_by == "R3"
    entry = entry_of(*documents, done=("a",))
    assert (entry.exemption, entry.removed_by) == (mode, rule)


@pytest.mark.parametrize(
    ("mode", "rule"), [("register", "R5"), ("e-cert", "R5"), ("internal", "R4"), ("promise", "R6"), ("generated", "R2")]
)
def test_every_way_of_not_bringing_names_its_rule(mode: str, rule: str) -> None:
    exempt = demand("doc", role="owner", exemption={"mode": mode, "fallback": "upload"})
    entry = entry_of(matter("a", exempt), a_bundle(A))
    assert (entry.exemption, entry.removed_by, entry.fallback) == (mode, rule, "upload")


def test_what_the_department_itself_issued_is_not_brought_by_rule_r4() -> None:
    own = material("doc", issuer_department="bureau-a")
    found = composed(matter("a", demand("doc")), own, a_bundle(A))
    assert (by_key(found)["doc"].exemption, by_key(found)["doc"].removed_by) == ("internal", "R4")
    both = composed(matter("a", demand("doc")), matter("b", demand("doc")), own, a_bundle(A, B))
    assert by_key(both)["doc"].to_bring


def test_an_odd_proof_that_a_promise_replaces_names_rule_r8() -> None:
    odd = {**material("doc"), "name": "无房证明"}
    found = composed(matter("a", demand("doc", exemption={"mode": "promise"})), odd, a_bundle(A))
    assert by_key(found)["doc"].removed_by == "R8"


def test_of_several_ways_the_one_that_leaves_most_to_the_applicant_counts() -> None:
    entry = one(
        demand("doc", exemption={"mode": "e-cert", "fallback": "defer"}),
        demand("doc", exemption={"mode": "promise", "fallback": "upload"}),
    )
    assert (entry.exemption, entry.removed_by, entry.fallback) == ("promise", "R6", "upload")


def test_a_document_of_rows_is_told_to_be_one_for_each() -> None:
    rows = [{"role": "child", "title": "孩子", "minimum": 1, "maximum": 6}]
    found = composed(matter("a", demand("doc", role="child")), material("doc"), a_bundle(A, rows=rows))
    assert by_key(found)["doc.child"].rows == "child"


CONDITIONS = st.sampled_from([(None, None), (YES, "委托他人办理的，提交。"), (NO, "本人办理的，提交。")])
EXEMPTIONS = st.sampled_from(["none", "none", "register", "e-cert", "promise", "internal", "upstream", "generated"])


@st.composite
def demands(draw: st.DrawFn) -> dict[str, Any]:
    when, words = draw(CONDITIONS)
    return demand(
        draw(st.sampled_from(["doc", "deed"])),
        role=draw(st.sampled_from([None, "owner", "child"])),
        when=when,
        condition=words,
        necessity=draw(st.sampled_from(STRENGTH)),
        copy_type=draw(st.sampled_from(COPY_TYPES)),
        originals=draw(st.integers(0, 2)),
        copies=draw(st.integers(0, 3)),
        verify_original=draw(st.booleans()),
        validity_months=draw(st.sampled_from([None, 3, 6])),
        exemption={"mode": draw(EXEMPTIONS), "fallback": draw(st.sampled_from(["upload", "defer", "promise", None]))},
    )


@st.composite
def bundles(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Matters (the first of which may produce the document), and the members for them."""
    asked = draw(st.lists(st.lists(demands(), max_size=3), min_size=1, max_size=4))
    codes = "abcd"[: len(asked)]
    outputs = MAKES_DOC if draw(st.booleans()) else []
    matters = [
        matter(code, *each, outputs=outputs if code == "a" else []) for code, each in zip(codes, asked, strict=True)
    ]
    waits = [draw(st.booleans()) for _ in codes]
    members = [
        {"matter": code, "depends_on": [{"matter": "a"}] if wait and code != "a" else []}
        for code, wait in zip(codes, waits, strict=True)
    ]
    return matters, members


def facts(entry: Wanted) -> tuple[Any, ...]:
    """An entry without the order in which things were said."""
    return (
        entry.key, frozenset(entry.matters), entry.necessity, entry.copy_type, entry.originals, entry.copies,
        entry.verify_original, entry.validity, entry.exemption, entry.fallback, entry.removed_by,
        frozenset(entry.conditions), entry.condition is None, frozenset(entry.ways))  # fmt: skip


ANSWERS = st.sampled_from([None, {"agent": "yes"}, {"agent": "no"}])
DOCUMENTS = (material("doc", validity_months=12), material("deed", issuer_department="bureau-b"))


@settings(max_examples=60, deadline=None)
@given(bundles(), ANSWERS, st.randoms(use_true_random=False))
def test_the_set_does_not_depend_on_the_order_of_the_matters(made: Any, answers: Any, shuffle: Any) -> None:
    matters, members = made
    found = composed(*matters, *DOCUMENTS, a_bundle(*members), answers=answers)
    shuffle.shuffle(members)
    again = composed(*matters, *DOCUMENTS, a_bundle(*members), answers=answers)
    assert set(map(facts, found.materials)) == set(map(facts, again.materials))


@settings(max_examples=80, deadline=None)
@given(bundles(), ANSWERS, st.booleans())
def test_no_entry_is_weaker_than_any_demand_and_nothing_is_gone_without_a_rule(
    made: Any, answers: Any, first_is_done: bool
) -> None:
    matters, members = made
    done = ("a",) if first_is_done else ()
    found = composed(*matters, *DOCUMENTS, a_bundle(*members), answers=answers, done=done)
    entries = by_key(found)
    for taken in found.taken:
        for wanted in taken.matter.materials:
            holds = wanted.when is None or answers is None or wanted.when["properties"]["agent"]["const"] == answers["agent"]
            if not holds:
                continue
            entry = entries[f"{wanted.material}.{wanted.role}" if wanted.role else wanted.material]
            assert taken.code in entry.matters
            assert STRENGTH.index(entry.necessity) >= STRENGTH.index(wanted.necessity)
            assert COPY_TYPES.index(entry.copy_type) >= COPY_TYPES.index(wanted.copy_type)
            assert entry.originals >= wanted.originals and entry.copies >= wanted.copies
            assert entry.verify_original >= wanted.verify_original
            assert wanted.validity_months is None or (entry.validity or 99) <= wanted.validity_months
            assert wanted.condition is None or wanted.condition in entry.conditions
    for entry in entries.values():
        assert entry.to_bring or entry.removed_by in {f"R{number}" for number in range(1, 9)}
        assert entry.to_bring == any(way.rule is None for way in entry.ways)
        assert "upstream" not in {way.mode for way in entry.ways} or not first_is_done
