"""The index finds the same on both databases: parts of words, pinyin, initials, codes; and follows the transaction."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from yichuang.search import Entry, SearchEntry, clear, create_index, find, index, remove

KINDS = ("bundle", "matter")
NEWBORN = Entry("bundle", "newborn", "新生儿出生一件事", "", ("宝宝落户", "上户口"), ("西湖区卫生健康局（示例）",))
HUKOU = Entry("matter", "000109001000", "出生登记（户口）", "", (), ("西湖区公安局（示例）",))
FOOD = Entry("matter", "food-licence", "食品经营许可新办", "", ("餐饮许可证",), ("西湖区市场监督管理局（示例）",))
REGION = Entry("region", "330106", "西湖区")


@pytest.fixture
def filled(database):
    with database.writing() as db:
        index(db, [NEWBORN, HUKOU, FOOD, REGION])
    return database


def refs(database, sought, kinds=KINDS):
    with database.reading() as db:
        return [hit.ref for hit in find(db, sought, kinds)]


FOUND = {
    "新生儿出生一件事": "newborn",
    "新生": "newborn",
    "生儿": "newborn",
    "一件事": "newborn",
    "xinsheng": "newborn",
    "chusheng yijian": "newborn",
    "XSE": "newborn",
    "xsecs": "newborn",
    "上户口": "newborn",
    "shanghukou": "newborn",
    "newborn": "newborn",
    "newb": "newborn",
    "食品 新办": "food-licence",
    "ＦＯＯＤ－ｌｉｃｅｎｃｅ": "food-licence",
    "许可证": "food-licence",
    "食": "food-licence",
    "办": "food-licence",
    "市场监督": "food-licence",
    "spjyxk": "food-licence",
    "000109001000": "000109001000",
    "0001090": "000109001000",
}


def test_a_part_of_a_name_another_name_sounds_and_codes_are_found(filled):
    assert {sought: refs(filled, sought)[0] for sought in FOUND} == FOUND


def test_a_whole_title_comes_before_titles_that_only_contain_it(database):
    with database.writing() as db:
        titles = {"b": "出生登记变更", "a": "补办出生登记", "c": "出生登记"}
        index(db, [Entry("matter", ref, title) for ref, title in titles.items()])
    assert refs(database, "出生登记")[:2] == ["c", "b"]


@pytest.mark.parametrize("sought", ["xse", "xinshenger"])
def test_names_that_begin_with_the_sound_come_first(filled, sought):
    with filled.writing() as db:
        index(db, [Entry("matter", "other", "医保参保（新生儿）")])
    assert refs(filled, sought) == ["newborn", "other"]


def test_a_department_finds_its_matters_after_those_named_so(filled):
    with filled.writing() as db:
        index(db, [Entry("matter", "visit", "公安局参观预约")])
    assert refs(filled, "公安局") == ["visit", "000109001000"]


def test_only_the_kinds_asked_for_are_found(filled):
    assert refs(filled, "西湖", ["region"]) == ["330106"]
    assert "330106" not in refs(filled, "西湖")
    assert refs(filled, "西湖", []) == []


def test_a_sentence_finds_what_comes_near_and_says_so(filled):
    with filled.reading() as db:
        found = find(db, "我要给孩子上户口", KINDS)
        exact = find(db, "上户口", KINDS)
    assert found[0].ref == "newborn"
    assert all(hit.near for hit in found)
    assert not exact[0].near


def test_an_abbreviation_finds_the_full_name_and_says_that_it_is_near(database):
    with database.writing() as db:
        index(db, [Entry("matter", "card", "社会保障卡申领"), Entry("matter", "other", "社会组织登记")])
    with database.reading() as db:
        assert [(hit.ref, hit.near) for hit in find(db, "社保卡", KINDS)] == [("card", True)]


def test_signs_and_operators_are_no_words_and_break_nothing(filled):
    for sought in ("", "   ", "，。！", "'", '"', "*", "\x00", "!:* & |", "%", "-", "　", "("):
        assert refs(filled, sought) == [], sought


def test_operators_around_words_are_ignored(filled):
    for sought in ("head:新生", "新生 AND", "新生*", "新生\x00", "'新生' | '食品'", '"新生"'):
        assert "newborn" in refs(filled, sought), sought


def test_what_is_indexed_again_is_found_by_its_new_name_only(filled):
    with filled.writing() as db:
        index(db, [Entry("matter", "food-licence", "餐饮服务许可")])
    assert refs(filled, "餐饮服务") == ["food-licence"]
    assert refs(filled, "食品经营") == []


def test_what_is_removed_is_not_found(filled):
    with filled.writing() as db:
        remove(db, "matter", ["food-licence"])
    assert refs(filled, "食品经营") == []


def test_nothing_is_found_of_a_transaction_that_was_rolled_back(filled):
    with filled.sessions() as db:
        index(db, [Entry("matter", "lost", "烟草专卖零售许可证")])
        assert find(db, "烟草", KINDS)
        db.rollback()
    assert refs(filled, "烟草") == []


def test_clearing_a_kind_leaves_the_others(filled):
    with filled.writing() as db:
        clear(db, ["matter"])
    assert refs(filled, "出生") == ["newborn"]


def test_the_index_can_be_put_back_over_a_full_table(filled):
    with filled.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER search_entry_in")
            connection.exec_driver_sql("DROP TABLE search_text")
        else:
            connection.exec_driver_sql("DROP INDEX ix_search_entry_text")
        create_index(connection)
        create_index(connection)
    with filled.writing() as db:
        index(db, [Entry("matter", "later", "户外招牌设置")])
    assert refs(filled, "新生") == ["newborn"]
    assert refs(filled, "招牌") == ["later"]


def test_postgresql_answers_from_its_index(filled):
    with filled.reading() as db:
        if db.get_bind().dialect.name != "postgresql":
            names = db.scalars(text("SELECT name FROM sqlite_master WHERE name = 'search_text'")).all()
            assert names == ["search_text"]
            return
        db.execute(text("SET LOCAL enable_seqscan = off"))
        plan = db.scalars(text(
            "EXPLAIN SELECT 1 FROM search_entry e WHERE (setweight(to_tsvector('simple', e.head), 'A') || "
            "setweight(to_tsvector('simple', e.sounds), 'B') || setweight(to_tsvector('simple', e.body), 'D')) "
            "@@ to_tsquery('simple', '''新生''')")).all()
    assert any("ix_search_entry_text" in line for line in plan)


WORDS = st.text(st.sampled_from("新生儿出登记食品許可ＡＢab12-_.一𠮷é（）　 e3%"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS)
def test_whatever_has_a_word_in_it_is_found_by_its_own_title(database, title):
    with database.sessions() as db:
        index(db, [Entry("matter", "it", title)])
        head = db.scalars(select(SearchEntry.head).where(SearchEntry.ref == "it")).one()
        found = [hit.ref for hit in find(db, title, ["matter"])]
        db.rollback()
    assert found == (["it"] if head != "it" else [])
