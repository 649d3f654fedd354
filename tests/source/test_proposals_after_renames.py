"""A library goes on using its own codes: what was renamed here is still the matter, the document, the department it means."""
from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from yichuang.definitions.records import Draft
from yichuang.definitions.reuse.applying import planned, rename
from yichuang.definitions.reuse.followed import today_in
from yichuang.definitions.source.deciding import accept, code_of, reject, state_of

AT = datetime(2026, 11, 22, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def renamed(town, old, new, at=LATER):
    plan = planned(town, old, new)
    assert not plan.problems, plan.problems
    rename(town, plan, at, "乙")


@pytest.fixture
def here(town, sync, row, material):
    """A matter that came from the library: its code, and that of its document."""
    proposal, = sync([row(), material()]).proposals
    accept(town, [proposal.id], AT, "乙")
    return proposal.code


def test_an_open_proposal_is_accepted_into_the_renamed_draft(town, sync, row, material, draft, here):
    proposal, = sync([row(promise_day="3"), material()]).proposals
    renamed(town, here, "sign-registration")
    assert proposal.code == here and code_of(proposal, today_in(town)) == "sign-registration"
    accepted, = accept(town, [proposal.id], LATER, "乙")
    assert accepted.code == "sign-registration" and town.get(Draft, here) is None
    assert draft("sign-registration")["promised_limit"]["days"] == 3


def test_an_open_proposal_names_the_renamed_document(town, sync, row, material, draft, here):
    document = draft(here)["materials"][0]["material"]
    proposal, = sync([row(), material(original_num="2")]).proposals
    renamed(town, document, "doc-library-form")
    accept(town, [proposal.id], LATER, "乙")
    assert [(each["material"], each["originals"]) for each in draft(here)["materials"]] == [("doc-library-form", 2)]
    assert town.get(Draft, document) is None


@pytest.mark.parametrize("identified", [True, False])
def test_the_library_says_the_same_and_nothing_is_new_after_a_rename(town, sync, row, material, draft, here, identified):
    """Also where nothing but the code says which matter it is."""
    if not identified:
        kept = {key: value for key, value in draft(here).items() if key not in ("item_code", "task_code", "local_code")}
        town.get_one(Draft, here).body = json.dumps(kept, ensure_ascii=False)
        town.flush()
    renamed(town, here, "sign-registration")
    again = sync([row(), material()])
    assert {code_of(each, today_in(town)) for each in again.proposals} <= {"sign-registration"}
    assert all(each.action != "add" for each in again.proposals)


def test_what_was_rejected_before_a_rename_is_not_proposed_again(town, sync, row, material, draft, here):
    document = draft(here)["materials"][0]["material"]
    proposal, = sync([row(promise_day="3"), material()]).proposals
    reject(town, [proposal.id], AT, "乙", "本地承诺更短")
    renamed(town, here, "sign-registration")
    renamed(town, document, "doc-library-form")
    again = sync([row(promise_day="3"), material()])
    assert (again.proposals, again.rejected_before) == ([], 1)
    assert state_of(proposal) == "rejected"
