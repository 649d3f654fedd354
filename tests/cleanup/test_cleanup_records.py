"""Decisions on both databases: one row an act, the last one counting, none of them ever changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cleanup_samples import ledger_of, material, matter, share
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from yichuang.definitions.cleanup.decisions import LONGEST_REASON, Hand, decide, history, mark_applied, standings
from yichuang.definitions.cleanup.records import CleanupAct
from yichuang.errors import Invalid

AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
ROW = ledger_of("a", matter("a", "doc"), material("doc", "图纸"), share("s", materials=["doc"])).rows[0]


def hand(minutes=0):
    return Hand("designer", "周一鸣（示例）", AT + timedelta(minutes=minutes))


def test_the_last_decision_counts_and_the_history_keeps_all(database):
    with database.writing() as db:
        decide(db, ROW, "promise", "", hand())
        decide(db, ROW, "share", " 已联网 ", hand(1))
        found = standings(db, ["a"])[ROW.key]
        mark_applied(db, ROW, found, hand(2))
    with database.reading() as db:
        (standing,) = standings(db, ["a", "b"]).values()
        assert (standing.decision, standing.reason, standing.by, standing.applied) == (
            "share", "已联网", "周一鸣（示例）", True)  # fmt: skip
        assert standing.row.reason == ROW.reason and standing.row.basis == ROW.basis
        acts = [(act.act, act.decision) for act in history(db, ROW.key)]
        assert acts == [("apply", "share"), ("decide", "share"), ("decide", "promise")]
        assert standings(db, ["b"]) == {}


def test_acts_can_be_neither_changed_nor_removed(database):
    with database.writing() as db:
        decide(db, ROW, "promise", "", hand())
    for statement in (update(CleanupAct).values(reason="改"), delete(CleanupAct)):
        with pytest.raises(IntegrityError), database.writing() as db:
            db.execute(statement)


@pytest.mark.parametrize(
    ("decision", "reason"), [("keep", " "), ("review", "x"), ("", "x"), ("share", "长" * (LONGEST_REASON + 1))]
)
def test_a_decision_that_is_none_or_lacks_its_reason_is_refused_and_not_kept(sqlite_database, decision, reason):
    with sqlite_database.writing() as db:
        with pytest.raises(Invalid) as refused:
            decide(db, ROW, decision, reason, hand())
        assert refused.value.problems
        assert history(db, ROW.key) == []
