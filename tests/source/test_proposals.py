"""What the library adds, changes and cancels arrives as proposals; accepting writes the draft and keeps what is ours."""
from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from yichuang.definitions.drafts import save_document
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.source.columns import COLUMNS, LOCAL_OF_MATERIALS, SYNCHRONISED
from yichuang.definitions.source.deciding import accept, proposals, reject, state_of
from yichuang.definitions.source.guarding import newer_from_library, refused_edits
from yichuang.definitions.source.matching import used_by
from yichuang.definitions.source.records import SourceProposal
from yichuang.errors import Conflict, Invalid, NotFound

AT = datetime(2026, 11, 22, tzinfo=UTC)
LOCAL = {"annual_volume": 120, "business_system": {"name": "示例系统", "level": "县级"},
         "contact": {"name": "甲（示例）", "phone": "1"},
         "applicable_scope": "只限示例街道", "districts": ["330106"], "window_class": "wc-general"}


def only(found):
    assert len(found.proposals) == 1
    return found.proposals[0]


def cells(proposal):
    return {each["column"]: (each["before"], each["after"]) for each in proposal.diff}


def test_a_new_matter_is_proposed_and_nothing_is_written_before_it_is_accepted(town, sync, row, material, draft):
    proposal = only(sync([row(), material()]))
    assert (proposal.action, proposal.name, state_of(proposal)) == ("add", "示例招牌备案（示例）", "open")
    assert cells(proposal)["承诺办结时限"] == ("", "5") and cells(proposal)["事项类型"] == ("", "公共服务")
    assert any("示例登记表" in after for _, after in [cells(proposal)["申请材料"]])
    assert town.get(Draft, proposal.code) is None
    accepted, = accept(town, [proposal.id], AT, "乙")
    document = draft(accepted.code)
    assert document["origin"] == {"library": "示例省事项库", "version": 1, "columns": sorted(document["origin"]["columns"])}
    assert {problem.pointer for problem in accepted.lacking} >= {"/scope", "/review_type"}
    made = draft(document["materials"][0]["material"])
    assert made["name"] == "示例登记表（示例）" and made["source"] == "10"
    assert list(document) == sorted(document, key=["kind", "code", *Matter.model_fields].index)
    assert town.scalar(select(Release).where(Release.code == accepted.code)) is None


def test_the_same_again_proposes_nothing(town, sync, row):
    proposal = only(sync([row()]))
    again = sync([row()])
    assert (again.proposals, again.open_before) == ([], 1)
    accept(town, [proposal.id], AT, "乙")
    done = sync([row()])
    assert (done.proposals, done.unchanged, done.open_before) == ([], 1, 0)


def accepted_matter(town, sync, row, *materials, **changes):
    proposal = only(sync([row(**changes), *materials]))
    accept(town, [proposal.id], AT, "乙")
    return proposal.code


def test_local_columns_stay_when_the_library_changes(town, sync, row, material, draft):
    code = accepted_matter(town, sync, row, material())
    document = draft(code)
    document |= LOCAL
    spared = {"role": "applicant", "exemption": {"mode": "e-cert", "fallback": "upload"}}
    document["materials"] = [{**document["materials"][0], **spared}]
    save_document(town, document, AT, "乙")
    changed = only(sync([row(promise_day="3", task_version="2"), material(original_num="2")]))
    assert changed.action == "change" and cells(changed)["承诺办结时限"] == ("5", "3") and cells(changed)["省库版本"] == ("1", "2")
    assert "annual_volume" not in str(changed.diff) and cells(changed)["材料“示例登记表（示例）”的原件份数"] == ("1", "2")
    accept(town, [changed.id], AT, "乙")
    after = draft(code)
    assert {key: after[key] for key in LOCAL} == LOCAL and after["promised_limit"]["days"] == 3
    assert after["materials"][0]["role"] == "applicant" and after["materials"][0]["exemption"]["mode"] == "e-cert"
    assert after["materials"][0]["originals"] == 2 and after["origin"]["version"] == 2


def test_a_newer_proposal_supersedes_an_open_older_one(town, sync, row):
    first = only(sync([row()]))
    found = sync([row(task_name="改名（示例）")])
    assert found.superseded == [first.id] and only(found).name == "改名（示例）"
    town.expire_all()
    assert [state_of(each) for each in proposals(town)] == ["open", "superseded"]
    with pytest.raises(Conflict):
        accept(town, [first.id], AT, "乙")


def test_what_was_rejected_comes_again_only_when_the_library_changes_it(town, sync, row):
    proposal = only(sync([row()]))
    with pytest.raises(Invalid):
        reject(town, [proposal.id], AT, "乙", "  ")
    reject(town, [proposal.id], AT, "乙", "不属于本区（示例）")
    town.expire_all()
    again = sync([row()])
    assert (again.proposals, again.rejected_before) == ([], 1)
    assert only(sync([row(promise_day="4")])).action == "add"


def test_a_cancelled_matter_becomes_a_cancelled_draft_and_names_its_bundles(town, sync, row, draft):
    local = draft("signboard")["local_code"]
    assert accepted_matter(town, sync, row, task_handle_item=local) == "signboard"
    cancelled = only(sync([row(task_handle_item=local, task_state="3", task_version="2")]))
    assert cancelled.action == "cancel" and cells(cancelled)["事项状态"] == ("在用", "取消")
    assert [code for code, _ in used_by(town, "signboard")] == ["restaurant"]
    accept(town, [cancelled.id], AT, "乙")
    assert draft("signboard")["state"] == "cancelled"


def test_a_matter_that_the_library_no_longer_has_is_proposed_to_be_cancelled(town, sync, row):
    code = accepted_matter(town, sync, row)
    other = row(task_handle_item="示例-0002", task_name="另一事项（示例）")
    found = sync([other])
    assert {(each.code, each.action) for each in found.proposals} >= {(code, "cancel")}
    assert sync([other]).proposals == []
    assert sync([other], complete=False).proposals == []


def test_a_part_of_a_library_cancels_nothing(town, sync, row):
    accepted_matter(town, sync, row)
    assert [each.action for each in sync([row(task_handle_item="示例-2", task_name="乙")], complete=False).proposals] == ["add"]


def test_a_file_that_lacks_most_matters_is_taken_for_a_part(town, sync, row):
    rows = [row(task_handle_item=f"示例-{number:04}", task_name=f"事项{number}（示例）") for number in range(30)]
    accept(town, [each.id for each in sync(rows).proposals], AT, "乙")
    found = sync(rows[:2])
    assert found.proposals == [] and [problem.rule for problem in found.problems].count("incomplete") == 1


def test_an_older_version_is_not_taken(town, sync, row):
    accepted_matter(town, sync, row, task_version="5")
    found = sync([row(task_version="4", promise_day="9")])
    assert found.proposals == [] and "older-version" in {problem.rule for problem in found.problems}


def test_an_older_version_does_not_supersede_a_newer_one_that_waits(town, sync, row):
    accepted_matter(town, sync, row, task_version="2")
    waiting = only(sync([row(task_version="3", promise_day="2")]))
    found = sync([row(task_version="2")])
    assert (found.proposals, found.superseded) == ([], []) and state_of(waiting) == "open"


def test_a_matter_that_is_here_already_is_found_by_its_code(town, sync, row, draft):
    local = draft("signboard")["local_code"]
    proposal = only(sync([row(task_handle_item=local)]))
    assert (proposal.code, proposal.action) == ("signboard", "change")
    before = draft("signboard")
    accept(town, [proposal.id], AT, "乙")
    after = draft("signboard")
    assert after["form"] == before["form"] and after["questions"] == before["questions"] and after["name"] == "示例招牌备案（示例）"
    assert after["result"]["sample"] == before["result"]["sample"] and after["materials"] == before["materials"]


def test_a_department_is_found_by_code_and_by_name_and_said_where_it_is_not(town, sync, row, draft):
    department = draft(draft("signboard")["department"])
    known = only(sync([row(dept_name=department["name"], dept_code="")]))
    assert known.payload["columns"]["department"] == department["code"]
    unknown = sync([row(task_handle_item="示例-9")])
    assert "unknown-department" in {problem.rule for problem in unknown.problems}
    added = next(each for each in unknown.proposals if each.action == "add")
    assert added.payload["raw"]["department"]["name"] == "示例区城市管理局（示例）" and added.problems


def test_dirty_text_stays_with_the_draft(town, sync, row, draft):
    code = accepted_matter(town, sync, row, accept_condition="<p>有执照。</p>", town_code="330106001")
    assert draft(code)["extra"]["library"]["accept_condition"] == "<p>有执照。</p>"
    assert draft(code)["extra"]["library"]["town_code"] == "330106001"
    assert sync([row(accept_condition="<p>有执照。</p>", town_code="330106001")]).proposals == []


def test_a_decision_is_made_once(town, sync, row):
    proposal = only(sync([row()]))
    accept(town, [proposal.id], AT, "乙")
    with pytest.raises(Conflict):
        reject(town, [proposal.id], AT, "乙", "后悔了")
    with pytest.raises(NotFound):
        accept(town, [999_999], AT, "乙")


@pytest.mark.parametrize("statement", ["UPDATE source_proposal SET name = 'x'", "DELETE FROM source_proposal"])
def test_what_was_proposed_stays_as_it_was(town, sync, row, statement):
    sync([row()])
    with pytest.raises(IntegrityError), town.begin_nested():
        town.execute(text(statement))
    assert town.scalar(select(SourceProposal.name)) == "示例招牌备案（示例）"


def test_every_column_of_a_matter_has_an_owner():
    assert set(COLUMNS) == set(Matter.model_fields) - {"kind", "code", "pins", "origin"}
    assert {"annual_volume", "business_system", "contact", "applicable_scope", "districts"} & SYNCHRONISED == set()


def test_edits_of_what_the_library_keeps_are_refused(town, sync, row, material, draft):
    code = accepted_matter(town, sync, row, material())
    before = draft(code)
    assert refused_edits(before, {**before, **LOCAL}) == []
    assert [p.pointer for p in refused_edits(before, {**before, "name": "乙"})] == ["/name"]
    assert [p.pointer for p in refused_edits(before, {**before, "origin": None})] == ["/origin"]
    assert refused_edits(before, {**before, "scope": "本地补写"}) == []
    required = before["materials"][0]
    assert refused_edits(before, {**before, "materials": [{**required, "role": "applicant"}]}) == []
    more = {**before, "materials": [{**required, "originals": 5}]}
    assert [p.pointer for p in refused_edits(before, more)] == ["/materials/0/originals"]
    assert [p.pointer for p in refused_edits(before, {**before, "materials": []})] == ["/materials"]
    assert refused_edits({**before, "origin": None}, {**before, "name": "乙"}) == []
    assert LOCAL_OF_MATERIALS.isdisjoint({"material", "originals"})


def test_a_later_version_of_the_same_library_is_told_from_an_edit():
    old = {"origin": {"library": "示例省事项库", "version": 1}}
    assert newer_from_library(old, {"origin": {"library": "示例省事项库", "version": 2}})
    assert not newer_from_library(old, {"origin": {"library": "别的库", "version": 2}})
    assert not newer_from_library(old, old) and not newer_from_library({}, old)
