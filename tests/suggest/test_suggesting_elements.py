"""What a field means: by its label, its value, its name and what stands around it, with reasons in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.definitions.element import Element
from yichuang.definitions.suggest import ALONE, Asked, Context, Dictionary, Neighbour, suggest
from yichuang.definitions.suggest.scoring import beyond_doubt


@pytest.mark.parametrize(("label", "element", "role"), [
    ("产妇姓名", "person.name", "mother"), ("母亲公民身份号码", "person.id_no", "mother"),
    ("逝者死亡日期", "dead.death_date", "deceased"), ("法人代表", "person.name", "legal_rep"),
    ("户主姓名", "person.name", "householder"), ("受让方", "person.name", "buyer"),
    ("出让人", "person.name", "seller"), ("联系手机", "person.mobile", None), ("现居住地", "person.live_address", None),
    ("用水户号", "water.acct", "water"), ("网签合同备案号", "contract.no", "contract"), ("单位名称", "ent.name", "ent"),
    ("统一社会信用代码（组织机构代码）", "ent.uscc", "ent"), ("收件人电话", "delivery.mobile", "delivery"),
])  # fmt: skip
def test_labels_in_the_words_of_departments(best, label, element, role):
    found = best(label)
    assert (found.element, found.role) == (element, role) and found.score > 0.3


def test_a_phone_after_the_legal_representative_is_his_and_after_the_company_is_the_companys(best):
    his = best("电话", before=(Neighbour("法定代表人姓名"),))
    assert (his.element, his.role) == ("person.mobile", "legal_rep")
    assert any("法定代表人" in reason for reason in his.reasons)
    assert best("电话", before=(Neighbour("单位地址"),), section="单位信息").element == "ent.phone"


def test_the_section_says_what_a_bare_label_is_about(best):
    assert best("户号", section="用电信息").element == "elec.acct"
    assert best("户号", section="供水过户信息").element == "water.acct"
    found = best("证件号码", section="财务负责人信息")
    assert (found.element, found.role) == ("person.id_no", "finance")


def test_the_roles_of_the_form_are_used_and_a_role_already_said_is_kept(best):
    roles = {"cf": ("产妇现住址",), "xsr": ("新生儿姓名",)}
    assert best("母亲姓名", roles=roles).role == "cf"
    assert best("宝宝性别", roles=roles).role == "xsr"
    assert best("母亲姓名", role="mq").role == "mq"


@pytest.mark.parametrize(("value", "element"), [
    ({"type": "string", "format": "cn-id-number"}, "person.id_no"), ({"type": "string", "format": "cn-credit-code"}, "ent.uscc"),
    ({"type": "string", "pattern": r"^[1-9]\d{16}[\dX]$"}, "person.id_no"),
    ({"type": "string", "pattern": r"^1[3-9]\d{9}$"}, "person.mobile"),
])  # fmt: skip
def test_a_format_or_a_pattern_says_what_a_bare_label_means(best, value, element):
    assert best("号码", value).element == element


@pytest.mark.parametrize("value", [
    {"type": "string", "oneOf": [{"const": "a", "title": "男"}, {"const": "b", "title": "女"}]}, {"enum": ["男", "女"]},
    {"type": "array", "items": {"enum": ["男", "女"]}},
])  # fmt: skip
def test_options_say_what_a_bare_label_means(best, value):
    assert best("类别", value).element == "person.sex"


def test_the_name_of_a_column_speaks_in_initials_and_in_codes(best):
    assert best("", name="sjhm").element == "person.mobile"
    assert best("填写", name="motherIdNo").element == "person.id_no"


def test_a_slip_that_sounds_alike_is_understood(best):
    assert best("身份正号码").element == "person.id_no"
    assert best("身份證號碼").element == "person.id_no"


def test_water_is_not_electricity(best):
    for label, element in (("供水用户编号", "water.acct"), ("用电客户编号", "elec.acct"), ("热力用户编号", "heat.acct")):
        assert best(label).element == element


def test_a_value_of_another_type_speaks_against(dictionary):
    plain = suggest(Asked("死亡时间"), ALONE, dictionary)
    dated = suggest(Asked("死亡时间", value={"type": "string", "format": "date"}), ALONE, dictionary)
    assert (plain[0].element, dated[0].element) == ("dead.death_time", "dead.death_date")


def test_reasons_are_said_in_chinese_and_name_what_was_compared(best):
    found = best("母亲公民身份号码", {"type": "string", "format": "cn-id-number"})
    assert found.reasons[0] == "去掉“母亲”后的标签“公民身份号码”与同义词“身份证号”同义" or "公民身份号码" in found.reasons[0]
    assert "“母亲”对应角色 mother" in found.reasons and all("{" not in reason for reason in found.reasons)


def test_labels_that_forms_have_used_are_names_too(elements):
    assert suggest(Asked("亮灯方式"), ALONE, Dictionary.of(elements))[0].score < 0.5
    taught = suggest(Asked("亮灯方式"), ALONE, Dictionary.of(elements, [("sign.light", "亮灯方式")]))[0]
    assert taught.element == "sign.light" and taught.score > 0.9 and "其他表单的标签" in taught.reasons[0]


def test_an_empty_dictionary_suggests_nothing():
    assert suggest(Asked("姓名"), ALONE, Dictionary.of([])) == []


def test_only_what_is_called_like_an_element_is_beyond_doubt(dictionary):
    assert beyond_doubt(Asked("母亲手机号码"), ALONE, dictionary).element == "person.mobile"
    for label in ("建筑面积（消防）", "设置地址", "号码", "备注", ""):
        assert beyond_doubt(Asked(label), ALONE, dictionary) is None


def test_the_order_of_elements_does_not_matter(elements, dictionary):
    turned = Dictionary.of(reversed(elements))
    for label in ("证号", "联系方式", "地址", "出生年月", "房产证号"):
        assert suggest(Asked(label), ALONE, turned) == suggest(Asked(label), ALONE, dictionary)


WORDS = st.text(alphabet="法定代表人母亲姓名号码日期地址与关系是否用水电/（）()：、.*ab 1㎡", max_size=24)
VALUES = st.sampled_from([
    {}, {"type": "string"}, {"type": ["string", "null"]}, {"format": 3}, {"pattern": "("}, {"pattern": "^a+$"}, {"type": 7},
    {"enum": [1, None, "甲"]}, {"oneOf": [True, {"const": 2}]}, {"items": {"enum": ["甲"]}},
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(label=st.one_of(WORDS, st.text(max_size=80)), value=VALUES, section=WORDS, before=WORDS, role=st.sampled_from([None, "mq"]))
def test_whatever_a_label_is_the_scores_are_shares_of_one(dictionary, label, value, section, before, role):
    found = suggest(Asked(label, label[:8], value, role), Context(section, (Neighbour(before),)), dictionary, 12)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores) and sum(scores) <= 1.01
    assert len({each.element for each in found}) == len(found) and all(each.element in dictionary.elements for each in found)


def test_thousands_of_elements_with_one_name_are_no_trouble():
    many = [Element(kind="element", code=f"e{number}.name", name="姓名", value={"type": "string"}) for number in range(3000)]
    found = suggest(Asked("姓名"), ALONE, Dictionary.of(many), 3)
    assert len(found) == 3 and found[0].score < 0.2
