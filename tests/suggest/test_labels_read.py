"""Labels as departments write them: what is beside the words is put aside, whose it is is heard."""

from __future__ import annotations

import pytest

from yichuang.definitions.suggest.label import kind_of, read_label, tokens_of
from yichuang.definitions.suggest.whose import declared_role, owner_in_title, owner_of
from yichuang.definitions.suggest.words import apart, equal, kinds, light, near, whose


@pytest.mark.parametrize(("text", "core", "parts"), [
    ("统一社会信用代码（组织机构代码）：", "统一社会信用代码", ("组织机构代码",)), ("1.姓 名", "姓名", ()),
    ("（一）申请人姓名*", "申请人姓名", ()), ("营业面积㎡", "营业面积", ()), ("面积（㎡）", "面积", ()),
    ("新生儿体重/g", "新生儿体重", ()),
    ("国籍/地区", "国籍", ("地区",)), ("《出生医学证明》号码", "出生医学证明号码", ()), ("身份证号码（18位）", "身份证号码", ()),
    ("请填写手机号码（必填）", "手机号码", ()), ("户籍详细地址", "户籍地址", ()), ("Ｅ－ｍａｉｌ", "email", ()), ("", "", ()),
    ("（　）", "", ()), ("招牌高（米）", "招牌高", ()),
])  # fmt: skip
def test_numbering_signs_units_and_hints_are_put_aside(text, core, parts):
    label = read_label(text)
    assert (label.core, label.parts) == (core, parts)


def test_what_brackets_offer_to_choose_from_is_known():
    assert read_label("证照领取方式（自取/邮寄）").choices == ("自取", "邮寄")


def test_words_of_one_meaning_are_one_word():
    assert tokens_of("公民身份号码") == tokens_of("居民身份证号码") == tokens_of("身份证号")
    assert tokens_of("房屋座落") == tokens_of("不动产坐落")


@pytest.mark.parametrize(("text", "kind"), [
    ("出生日期", "date"), ("结婚证号", "number"), ("现居住地", "address"), ("是否代办", "whether"), ("契税金额", "amount"),
    ("备注", None),
])  # fmt: skip
def test_a_label_ends_in_what_it_asks_for(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(("text", "role", "rest"), [
    ("产妇姓名", "mother", "姓名"), ("法人代表", "legal_rep", "姓名"), ("经办人", "agent", "姓名"),
    ("单位法人代表手机", "legal_rep", "手机"),
    ("新生儿父亲姓名", "father", "姓名"),
    ("照护人姓名", None, "姓名"), ("户主的公民身份号码", "householder", "公民身份号码"),
])  # fmt: skip
def test_whose_it_is_stands_at_the_beginning(text, role, rest):
    owner, left = owner_of(text)
    assert owner is not None and (owner.role, left) == (role, rest)


@pytest.mark.parametrize("text", ["与户主关系", "新生儿与户主关系", "是否登记父亲信息", "出生日期", ""])
def test_who_is_only_mentioned_owns_nothing(text):
    assert owner_of(text) == (None, text)


def test_a_section_is_somebodys_when_it_speaks_of_one():
    assert owner_in_title("法定代表人（负责人）信息").role == "legal_rep"
    assert owner_in_title("父母信息") is None and owner_in_title("母亲和父亲信息") is None


@pytest.mark.parametrize("roles", [
    {"mother": ()}, {"mq": ("母亲姓名", "母亲证件号码")}, {"sqr": ("申请人姓名",), "cf": ("产妇现住址",)}, {"cf": ()},
])  # fmt: skip
def test_the_role_of_the_form_is_found_by_code_by_labels_or_by_abbreviation(roles):
    owner, _ = owner_of("产妇姓名")
    assert declared_role(owner, roles) == [*roles][-1]


def test_the_lists_of_words_do_not_contradict_each_other():
    stands = equal()
    assert all(stands[word] == stands[stands[word]] for word in stands)
    assert not [pair for pair in near() if pair[0] == pair[1]]
    assert all(len(group) > 1 for group in apart()) and light() and kinds() and whose()


def test_a_role_is_whose_most_of_its_fields_say():
    owner, _ = owner_of("母亲姓名")
    assert declared_role(owner, {"fq": ("父亲姓名", "父母信息", "父亲证件号码")}) is None
    assert declared_role(owner, {"fq": ("父亲姓名", "母亲是否到场", "父亲手机"), "m1": ("母亲手机",)}) == "m1"
