"""What only grows is never rewritten: decisions of a clean-up and bases of exchange are read under the
code that a thing has now."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from yichuang.definitions.cleanup.acting import open_ledger
from yichuang.definitions.cleanup.decisions import Hand, decide, history
from yichuang.definitions.cleanup.ledger import Key
from yichuang.definitions.cleanup.records import CleanupAct
from yichuang.definitions.drafts import draft_document
from yichuang.definitions.exchange.bases import bases_by_partner, remember
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.definitions.reuse.applying import planned, rename
from yichuang.definitions.reuse.followed import EVER, following
from yichuang.definitions.reuse.records import Rename

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
KEY = Key("social-security-card", "doc-ssc-photo", "holder", "R1")


@pytest.fixture
def hall(sqlite_database, seeded_template):
    """A database with the seeds published."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    return sqlite_database


def renamed(db, old, new, at=LATER):
    plan = planned(db, old, new)
    assert not plan.problems
    rename(db, plan, at, "示例")


def decided(db, key=KEY, at=AT):
    decide(db, open_ledger(db, ["newborn"], at.date()).row(key), "keep", "制卡要用", Hand("designer", "周一鸣（示例）", at))


@pytest.mark.parametrize(("old", "new", "key"), [
    ("doc-ssc-photo", "doc-card-photo", KEY._replace(material="doc-card-photo")),
    ("social-security-card", "ssc", KEY._replace(matter="ssc")),
])
def test_a_decision_of_a_clean_up_stays_with_what_was_renamed(hall, old, new, key):
    with hall.writing() as db:
        decided(db)
        renamed(db, old, new)
        row = open_ledger(db, ["newborn"], AT.date()).row(key)
        assert (row.decision, row.reason_kept, row.state) == ("保留", "制卡要用", "done")
        assert [act.reason for act in history(db, key)] == ["制卡要用"] and history(db, KEY) == []
        # The act itself still says what was said on its day.
        assert (db.scalars(select(CleanupAct)).one().material, db.scalars(select(CleanupAct)).one().matter) == KEY[1::-1]


def test_a_decision_after_the_rename_counts_before_the_older_one(hall):
    with hall.writing() as db:
        decided(db)
        renamed(db, "doc-ssc-photo", "doc-card-photo")
        key = KEY._replace(material="doc-card-photo")
        row = open_ledger(db, ["newborn"], AT.date()).row(key)
        decide(db, row, "delete", "", Hand("designer", "周一鸣（示例）", LATER + timedelta(hours=1)))
        assert open_ledger(db, ["newborn"], AT.date()).row(key).decision == "取消"
        assert len(history(db, key)) == 2


def test_a_base_of_exchange_is_there_under_both_codes(hall):
    with hall.writing() as db:
        document = draft_document(db, "doc-lease")
        remember(db, [Entry(KINDS["material"].model_validate(document), document)], AT)
        renamed(db, "doc-lease", "doc-tenancy")
        found = bases_by_partner(db, ["doc-lease", "doc-tenancy"])
        assert found["doc-tenancy"] == found["doc-lease"] and found["doc-lease"]


MOMENTS = st.lists(st.sampled_from("abcd"), min_size=2, max_size=2, unique=True)


@given(st.lists(MOMENTS, max_size=6), st.sampled_from("abcd"), st.integers(0, 6))
def test_a_code_follows_exactly_the_renames_since_it_was_written(pairs, code, when):
    renames = [Rename(id=n, kind="material", old=old, new=new, merged=False, at=AT + timedelta(hours=n), by="")
               for n, (old, new) in enumerate(pairs)]
    today = following(renames)
    expected = code
    for number, (old, new) in enumerate(pairs):
        if number >= when and old == expected:
            expected = new
    assert today("material", code, AT + timedelta(hours=when)) == expected
    assert today("matter", code, EVER) == code


def test_what_was_merged_into_another_matter_is_another_matter_and_a_merged_document_is_not():
    merged = [Rename(id=1, kind=kind, old="a", new="b", merged=True, at=LATER, by="") for kind in ("matter", "material")]
    today = following(merged)
    assert today("matter", "a", AT) == "a" and today("material", "a", AT) == "b"
