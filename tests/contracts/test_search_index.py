"""Every search index finds the same: parts of words, other words, pinyin, initials, codes, slips; after the commit."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from yichuang.search import Entry, clear, find, index, index_of, remove
from yichuang.store.db import SessionFactory, make_engine, make_session_factory, reading, writing

KINDS = ("bundle", "matter")
NEWBORN = Entry("bundle", "newborn", "新生儿出生一件事", "", ("宝宝落户", "上户口"), ("西湖区卫生健康局（示例）",))
HUKOU = Entry("matter", "000109001000", "出生登记（户口）", "", (), ("西湖区公安局（示例）",))
FOOD = Entry("matter", "food-licence", "食品经营许可新办", "", ("餐饮许可证",), ("西湖区市场监督管理局（示例）",))
REGION = Entry("region", "330106", "西湖区")


@dataclass
class Place:
    """Where an index is: sessions of a database whose settings choose it."""

    engine: Engine
    sessions: SessionFactory

    def writing(self):
        return writing(self.sessions)

    def reading(self):
        return reading(self.sessions)


@pytest.fixture(params=["sqlite", "postgresql", "whoosh"])
def place(request):
    if request.param != "whoosh":
        yield from request.getfixturevalue("_" + request.param)
        return
    database = request.getfixturevalue("sqlite_database")
    engine = make_engine(database.settings.model_copy(update={"search": "whoosh"}))
    yield Place(engine, make_session_factory(engine))
    engine.dispose()


@pytest.fixture
def filled(place):
    with place.writing() as db:
        index(db, [NEWBORN, HUKOU, FOOD, REGION])
    return place


def refs(place, sought, kinds=KINDS):
    with place.reading() as db:
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


def test_a_whole_title_comes_before_titles_that_only_contain_it(place):
    with place.writing() as db:
        titles = {"b": "出生登记变更", "a": "补办出生登记", "c": "出生登记"}
        index(db, [Entry("matter", ref, title) for ref, title in titles.items()])
    assert refs(place, "出生登记")[:2] == ["c", "b"]


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


def test_an_abbreviation_finds_the_full_name_and_says_that_it_is_near(place):
    with place.writing() as db:
        index(db, [Entry("matter", "lift", "特种设备使用登记"), Entry("matter", "other", "使用特殊标志设立备案")])
    with place.reading() as db:
        assert [(hit.ref, hit.near) for hit in find(db, "特设登记", KINDS)] == [("lift", True)]


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


def test_clearing_a_kind_leaves_the_others(filled):
    with filled.writing() as db:
        clear(db, ["matter"])
    assert refs(filled, "出生") == ["newborn"]


def test_nothing_is_found_of_a_transaction_that_was_rolled_back(filled):
    with filled.sessions() as db:
        index(db, [Entry("matter", "lost", "烟草专卖零售许可证")])
        remove(db, "bundle", ["newborn"])
        db.rollback()
        index(db, [Entry("matter", "kept", "特种设备使用登记")])
        db.commit()
    assert refs(filled, "烟草") == []
    assert refs(filled, "新生") == ["newborn"]
    assert refs(filled, "特种设备") == ["kept"]


def test_an_index_is_empty_until_something_is_committed(place):
    with place.reading() as db:
        assert index_of(db).is_empty()
    with place.writing() as db:
        index(db, [FOOD])
    with place.reading() as db:
        assert not index_of(db).is_empty()


def test_a_word_that_people_use_finds_what_it_is_called_in_the_field(place):
    with place.writing() as db:
        titles = {"birth": "生育登记服务", "card": "社会保障卡申领", "move": "户口登记", "estate": "不动产权证补发",
                  "id": "居民身份证换领", "shop": "营业执照遗失补领", "nothing": "护照签发"}
        index(db, [Entry("matter", ref, title) for ref, title in titles.items()])
    for sought, ref in {"准生证": "birth", "社保卡": "card", "落户": "move", "房产证": "estate", "二代证": "id",
                        "办准生证": "birth", "生育服务证 服务": "birth"}.items():
        with place.reading() as db:
            assert find(db, sought, KINDS)[0].ref == ref, sought
    with place.reading() as db:
        assert not find(db, "准生证", KINDS)[0].near
        assert find(db, "我要办准生证怎么办", KINDS)[0].near


def test_what_is_called_so_itself_comes_before_what_is_only_meant(place):
    with place.writing() as db:
        index(db, [Entry("matter", "meant", "出生登记"), Entry("matter", "called", "投靠亲属落户审批")])
    assert refs(place, "落户") == ["called", "meant"]


SLIPS = {
    "新生尔": "newborn", "心生儿": "newborn", "新儿出生": "newborn", "生新儿": "newborn", "新生的儿": "newborn",
    "新生儿出声一件事": "newborn", "新生儿初生一件事": "newborn", "新生儿生出一件事": "newborn", "新生出生一件事": "newborn",
    "新生儿出生一一件事": "newborn", "食品径营许可新办": "food-licence", "食品经营可新办": "food-licence",
    "餐饮许证可": "food-licence", "宝宝落护": "newborn", "食品 径营许可": "food-licence", "xinshegner": "newborn",
    "xinshenher": "newborn", "shipinjinying": "food-licence", "newbron": "newborn", "市场监督管里局": "food-licence",
    "卫生建康局": "newborn", "shangukou": "newborn",
}


def test_one_mistyped_character_is_forgiven_and_said(filled):
    with filled.reading() as db:
        found = {sought: find(db, sought, KINDS)[:1] for sought in SLIPS}
    assert {sought: [hit.ref for hit in hits] for sought, hits in found.items()} == {s: [r] for s, r in SLIPS.items()}
    assert all(hit.near for hits in found.values() for hit in hits)


def test_two_characters_find_the_shortest_titles_with_them(place):
    with place.writing() as db:
        long = [Entry("matter", f"long{i:02}", f"示例第{i:02}号企业投资项目变更登记手续办理") for i in range(30)]
        index(db, [*long, Entry("matter", "short", "变更登记"), Entry("matter", "inside", "企业变更登记")])
    assert refs(place, "变更")[:2] == ["short", "inside"]
    assert len(refs(place, "登记")) == 20


def test_signs_inside_a_title_need_not_be_typed(filled):
    for sought in ("出生登记户口", "出生登记（户口）", "出生登记 户口", "chushengdengjihukou", "csdjhk"):
        assert refs(filled, sought)[:1] == ["000109001000"], sought


WORDS = st.text(st.sampled_from("新生儿出登记食品許可ＡＢab12-_.一𠮷é（）　 e3%'\\\"|&*"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, other=WORDS)
def test_whatever_is_asked_breaks_nothing_and_a_title_finds_itself(place, title, other):
    # hypothesis seeds it alike for every example, and whoosh names its files by it.
    random.seed()
    with place.writing() as db:
        index(db, [Entry("matter", "it", title)])
    with place.reading() as db:
        find(db, other, ["matter"])
        found = [hit.ref for hit in find(db, title, ["matter"])]
    assert found == (["it"] if any(character.isalnum() for character in title) else [])
