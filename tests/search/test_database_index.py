"""The index in the database follows the caller's transaction and its own table, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from yichuang.search import Entry, create_index, find, index
from yichuang.search.records import SQLITE_INDEX

KINDS = ("bundle", "matter")
ROOT = text("SELECT rootpage FROM sqlite_master WHERE name = 'findable_text_data'")


@pytest.fixture
def filled(database):
    with database.writing() as db:
        index(db, [Entry("bundle", "newborn", "新生儿出生一件事"), Entry("matter", "sign", "户外招牌设置")])
    return database


def refs(database, sought):
    with database.reading() as db:
        return [hit.ref for hit in find(db, sought, KINDS)]


def test_what_is_written_is_found_in_the_same_transaction_and_gone_with_it(filled):
    with filled.sessions() as db:
        index(db, [Entry("matter", "lost", "烟草专卖零售许可证")])
        assert [hit.ref for hit in find(db, "烟草", KINDS)] == ["lost"]
        db.rollback()
    assert refs(filled, "烟草") == []


def test_the_index_can_be_put_back_over_a_full_table(filled):
    with filled.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER findable_in")
        else:
            connection.exec_driver_sql("ALTER TABLE findable DROP COLUMN vector")
        create_index(connection)
        create_index(connection)
    with filled.writing() as db:
        index(db, [Entry("matter", "later", "店铺装修备案")])
    assert refs(filled, "新生") == ["newborn"]
    assert refs(filled, "装修") == ["later"]


def test_a_whole_index_is_left_as_it_is(sqlite_database):
    with sqlite_database.engine.begin() as connection:
        before = connection.scalar(ROOT)
        create_index(connection)
        assert connection.scalar(ROOT) == before
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE 'findable%'")).all()
    assert set(SQLITE_INDEX) <= set(names)


def test_a_changed_row_is_found_by_its_new_terms_only(filled):
    with filled.writing() as db:
        db.execute(text("UPDATE findable SET terms = '招租 租房', title = '租房' WHERE ref = 'sign'"))
    assert refs(filled, "租房") == ["sign"]
    assert refs(filled, "招牌") == []


def test_postgresql_answers_from_its_index_and_not_from_the_whole_table(filled):
    with filled.reading() as db:
        if db.get_bind().dialect.name != "postgresql":
            plan = db.execute(text("EXPLAIN QUERY PLAN SELECT rowid FROM findable_text WHERE findable_text MATCH 'x'")).all()
            assert "VIRTUAL TABLE INDEX" in str(plan)
            return
        find(db, "新生", KINDS)
        assert db.scalar(text("SHOW enable_seqscan")) == "on"
        db.execute(text("SET LOCAL enable_seqscan = off"))
        question = text("EXPLAIN SELECT 1 FROM findable WHERE vector @@ CAST(:terms AS tsquery)")
        assert any("ix_findable_vector" in line for line in db.scalars(question, {"terms": "'新生'"}))


def test_a_few_of_one_kind_are_found_among_very_many_of_another(database):
    with database.writing() as db:
        index(db, [Entry("matter", f"m{number}", f"示例{number}号登记") for number in range(1200)])
        index(db, [Entry("bundle", "whole", "企业开办登记一件事")])
    with database.reading() as db:
        assert [hit.ref for hit in find(db, "登记", ("bundle",))] == ["whole"]
        assert "whole" in [hit.ref for hit in find(db, "登记", KINDS)]
        assert [hit.ref for hit in find(db, "示例1177号", KINDS)] == ["m1177"]


def test_many_rows_at_once_leave_one_segment(sqlite_database):
    with sqlite_database.writing() as db:
        index(db, [Entry("matter", f"m{number}", f"示例{number}号登记") for number in range(600)])
        index(db, [Entry("matter", "more", "补充登记")])
    with sqlite_database.reading() as db:
        assert db.scalar(text("SELECT count(DISTINCT segid) FROM findable_text_idx")) <= 2
        assert find(db, "补充", KINDS)
