"""The ledger: its rows, what is counted before and after, and how decisions change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cleanup_samples import ON, bundle, demand, found, known, ledger_of, material, matter, share

from yichuang.definitions.cleanup.carrying_out import carried_out
from yichuang.definitions.cleanup.counters import counters
from yichuang.definitions.cleanup.ledger import Key
from yichuang.definitions.cleanup.scope import scope_of, whole_scope
from yichuang.definitions.cleanup.standing import Standing
from yichuang.definitions.cleanup.summary import ledger
from yichuang.errors import Conflict, Invalid, NotFound

AT = datetime(2026, 8, 30, 20, 0, tzinfo=UTC)
SHARED = (material("doc", "图纸"), share("s", name="图纸接口（示例）", materials=["doc"]))
ROW_KEYS = [
    "matter", "matter_name", "material", "material_name", "role", "rule", "source", "basis", "proposed_action",
    "proposed_action_name", "reason_for_proposal", "fix", "decision", "reason_kept", "decided_by", "decided_on", "state",
]  # fmt: skip


def first(code, *documents):
    return ledger_of(code, *documents).rows[0]


def decided(row, decision, *, applied=False, reason=""):
    return Standing(row, decision, reason, "周一鸣（示例）", AT, applied)


def with_standings(documents, code, standings):
    there = known(*documents)
    return ledger(scope_of([code], tuple(there.values()), there.get), ON, standings)


def test_a_row_says_matter_material_rule_basis_proposal_and_is_open():
    row = first("a", matter("a", demand("doc", role="owner")), *SHARED).as_dict()
    assert list(row) == ROW_KEYS
    assert row["matter_name"] == "事项a（示例）" and row["basis"] == "《示例法》第三条"
    assert (row["rule"], row["proposed_action"], row["proposed_action_name"]) == ("R5", "share", "共享")
    assert (row["role"], row["decision"], row["state"], row["decided_on"]) == ("owner", "待定", "open", None)


def test_one_document_of_one_person_asked_in_two_cases_is_one_row_that_knows_both_places():
    rows = ledger_of("a", matter("a", demand("doc", condition="甲"), demand("doc", condition="乙")), *SHARED).rows
    assert [row.indexes for row in rows] == [(0, 1)]


def test_a_department_has_all_its_matters_and_cancelled_ones_are_left_out():
    documents = (
        matter("a", "doc"), matter("b", "doc"), matter("c", "doc", state="cancelled"),
        matter("d", "doc", department="other"), *SHARED,
    )  # fmt: skip
    assert [row.key.matter for row in ledger_of("bureau", *documents).rows] == ["a", "b"]


def test_a_bundle_has_its_members_and_files_have_everything():
    documents = (matter("a", "doc"), matter("b", "doc"), bundle({"matter": "a"}), *SHARED)
    assert [row.key.matter for row in ledger_of("bundle", *documents).rows] == ["a"]
    there = known(*documents)
    whole = whole_scope(there.values(), tuple(there.values()), there.get)
    assert [(part.code, [each.code for each in part.matters]) for part in whole.parts] == [
        ("bundle", ["a"]), ("b", ["b"])]  # fmt: skip


def test_a_code_that_is_nothing_or_cannot_be_cleaned_up_is_refused_in_words():
    there = known(*SHARED)
    with pytest.raises(NotFound, match="没有编码为“nothing”的定义"):
        scope_of(["nothing"], tuple(there.values()), there.get)
    with pytest.raises(Invalid, match="“doc”是材料，不能清理"):
        scope_of(["doc"], tuple(there.values()), there.get)


def test_a_material_that_is_not_there_is_named_by_its_code():
    assert first("a", matter("a", demand("gone", basis=[]))).material_name == "gone"


def test_the_bundles_counters_are_those_of_the_one_set_the_one_visit_and_the_one_promise():
    steps = [
        {"stage": stage, "name": "步骤", "limit": {"days": 1}, "role": "岗", "result": "果"}
        for stage in ("收件与受理", "审查与决定", "制证与送达")
    ]
    one = matter("a", demand("doc", role="owner"), demand("form", exemption={"mode": "generated"}), steps=steps)
    two = matter("b", demand("doc", role="holder"), demand("other"), steps=steps)
    members = ({"matter": "a"}, {"matter": "b", "roles": {"holder": "owner"}})
    documents = (one, two, *SHARED, material("form", "申请表"), material("other", "图纸册"), bundle(*members))
    counted = {each.name: each for each in ledger_of("bundle", *documents).counters["bundle"]}
    told = {name: (each.before, each.after, each.expected) for name, each in counted.items()}
    assert told == {"减材料": (4, 2, 1), "减环节": (6, 4, None), "减时限": (10, 6, None), "减跑动": (2, 1, None)}
    assert counted["减材料"].as_dict()["fraction"] == "2/4" and counted["减材料"].share == 50.0
    assert all(each.counted for each in counted.values())


def test_a_matter_by_itself_compares_promise_and_law_and_says_what_it_cannot_compare():
    documents = (matter("a", "doc", statutory_limit={"days": 20}), *SHARED)
    counted = {each.name: each for each in ledger_of("a", *documents).counters["a"]}
    assert (counted["减时限"].before, counted["减时限"].after) == (20, 5)
    assert counted["减环节"].after is None and counted["减环节"].as_dict()["fraction"] is None
    assert (counted["减材料"].before, counted["减材料"].after, counted["减材料"].expected) == (1, 1, 0)


def test_the_ledger_and_its_counters_carry_the_day_and_the_period():
    made = ledger_of("a", matter("a", "doc"), *SHARED)
    assert made.as_dict()["on"] == "2026-09-01" and made.as_dict()["counters"][0]["period"] == "截至 2026-09-01"


def test_a_decision_waits_until_the_draft_follows_it_and_keeping_closes_at_once():
    documents = (matter("a", "doc"), *SHARED)
    row = first("a", *documents)
    waits = with_standings(documents, "a", {row.key: decided(row, "share")}).rows[0]
    # 20:00 UTC is the next day in China.
    assert (waits.decision, waits.state, waits.decided_on) == ("共享", "decided", date(2026, 8, 31))
    kept = with_standings(documents, "a", {row.key: decided(row, "keep", reason="现场要看原件")}).rows[0]
    assert (kept.decision, kept.state, kept.reason_kept) == ("保留", "done", "现场要看原件")
    back = with_standings(documents, "a", {row.key: decided(row, "pending")}).rows[0]
    assert (back.decision, back.state) == ("待定", "open")


def test_when_the_draft_follows_the_row_stays_as_done_and_an_undone_change_opens_it_again():
    documents = (matter("a", "doc"), *SHARED)
    row = first("a", *documents)
    standings = {row.key: decided(row, "share", applied=True)}
    follows = (matter("a", demand("doc", exemption={"mode": "register"})), *SHARED)
    done = with_standings(follows, "a", standings)
    assert [(each.state, each.decision, each.indexes) for each in done.rows] == [("done", "共享", ())]
    assert done.period == "2026-08-31 至 2026-09-01"
    assert [each.state for each in with_standings(documents, "a", standings).rows] == ["open"]


def test_what_was_cancelled_by_decision_still_counts_before():
    odd = demand("odd", basis=[])
    row = next(
        row for row in ledger_of("a", matter("a", "doc", odd), *SHARED, material("odd", "图纸证明")).rows
        if row.key.rule == "R1"
    )  # fmt: skip
    standings = {row.key: replace(decided(row, "delete", applied=True), count=2)}
    counted = with_standings((matter("a", "doc"), *SHARED), "a", standings).counters["a"][0]
    assert (counted.before, counted.after) == (3, 1) and "含已取消 2 份" in counted.counted


def test_rows_are_narrowed_by_department_rule_and_state_while_the_counters_stay():
    made = ledger_of("a", matter("a", "doc", demand("odd", basis=[])), *SHARED, material("odd", "图纸证明"))
    assert found(made) == [("doc", "R5"), ("odd", "R1")]
    assert found(made.narrowed(rule="R1")) == [("odd", "R1")]
    assert found(made.narrowed(department="other")) == found(made.narrowed(state="done")) == []
    assert made.narrowed(state="done").counters == made.counters


def test_cancelling_takes_all_places_out_of_the_matter_and_an_exemption_names_mode_source_and_fallback():
    document = matter("a", demand("doc", condition="甲"), "other", demand("doc", condition="乙"))
    row = first("a", document, *SHARED, material("other", "图纸册"))
    assert [each["material"] for each in carried_out(document, row, "delete")["materials"]] == ["other"]
    shared = carried_out(document, row, "share")["materials"]
    assert shared[0]["exemption"] == {"mode": "register", "source": "图纸接口（示例）", "fallback": "upload"}
    assert shared[1] == document["materials"][1] and shared[2]["exemption"] == shared[0]["exemption"]
    promised = carried_out(document, row, "promise")["materials"][0]
    assert promised["exemption"] == {"mode": "promise", "source": "申请人书面承诺", "fallback": "upload"}
    assert document["materials"][0].get("exemption") is None


def test_a_fallback_that_is_there_stays():
    document = matter("a", demand("doc", exemption={"mode": "none", "fallback": "defer"}))
    row = first("a", document, *SHARED)
    assert carried_out(document, row, "share")["materials"][0]["exemption"]["fallback"] == "defer"


@pytest.mark.parametrize("decision", ["keep", "review", "nonsense"])
def test_what_changes_no_draft_is_refused(decision):
    document = matter("a", "doc")
    with pytest.raises(Conflict, match="不改动草稿"):
        carried_out(document, first("a", document, *SHARED), decision)


def test_a_row_that_the_draft_no_longer_has_is_not_carried_out():
    row = replace(first("a", matter("a", "doc"), *SHARED), indexes=())
    with pytest.raises(Conflict, match="已经没有这一条"):
        carried_out(matter("a", "doc"), row, "delete")


def test_counters_of_nothing_divide_by_nothing():
    there = known(matter("a"))
    part = scope_of(["a"], tuple(there.values()), there.get).parts[0]
    assert counters(part, ())[0].share is None


def test_the_key_of_a_row_has_four_parts():
    assert Key._fields == ("matter", "material", "role", "rule")
