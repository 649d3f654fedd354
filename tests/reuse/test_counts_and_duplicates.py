"""What the library says of reuse, and which two definitions seem to mean the same."""

from __future__ import annotations

import time
from random import Random

import pytest

from yichuang.definitions.reuse.counts import reuse_of
from yichuang.definitions.reuse.near import near_duplicates


def element(code, name, **more):
    return {"kind": "element", "code": code, "name": name, "value": {"type": "string"}, **more}


def material(code, name, **more):
    return {"kind": "material", "code": code, "name": name, "source": "20", **more}


def pairs(*documents):
    return [(near.first, near.second) for near in near_duplicates({each["code"]: each for each in documents})]


def test_fields_matters_and_bundles_are_counted_from_the_text(drafts):
    found = {(thing.kind, thing.code): thing for thing in reuse_of(drafts)}
    matters = {code for code, document in drafts.items() if document["kind"] == "matter" and
               any(row["material"] == "doc-business-licence" for row in document["materials"])}
    licence = found["material", "doc-business-licence"]
    assert set(licence.users["matter"]) == matters and licence.count("matter") > 1
    bundles = {code for code, document in drafts.items() if document["kind"] == "bundle" and
               any(member["matter"] in matters for member in document["members"])}
    assert set(licence.users["bundle"]) == bundles and licence.fields == 0
    name = found["element", "person.name"]
    assert name.fields == str([d for d in drafts.values() if d["kind"] == "matter"]).count("'x-element': 'person.name'")
    assert found["code-list", "sex"].users == {"element": ["person.sex"]}


def test_what_nothing_names_is_unused(drafts):
    drafts["alone"] = element("alone", "没有人用的数据元")
    unused = {thing.code for thing in reuse_of(drafts) if not thing.used}
    assert "alone" in unused and "person.name" not in unused


def test_the_seeds_hold_hardly_anything_twice(drafts):
    pairs = near_duplicates(drafts)
    assert len(pairs) <= 3
    assert all(near.score < 0.9 for near in pairs)


@pytest.mark.parametrize(("one", "other"), [
    (element("a", "公民身份号码"), element("b", "居民身份号码", value={"type": "string"})),
    (element("a", "联系电话"), element("b", "联系电话", value={"type": "integer"})),
    (element("a", "手机号码", synonyms=["移动电话"]), element("b", "移动电话")),
    (element("a", "社会保障卡号", code_list="x"), element("b", "社会保障卡号码", code_list="x")),
    (material("a", "居民身份证"), material("b", "居民身份证复印件")),
    (material("a", "营业执照", issuer="市场监管部门"), material("b", "营业执照（示例）", issuer="市场监管部门")),
    (material("a", "房产证"), material("b", "不动产权证")),
    (material("a", "房屋租赁合同书"), material("b", "房屋租赁合同")),
])
def test_what_means_the_same_is_shown_with_reasons(one, other):
    found = near_duplicates({"a": one, "b": other})
    assert [(near.first, near.second) for near in found] == [("a", "b")]
    assert found[0].reasons and 0.8 <= found[0].score <= 1


@pytest.mark.parametrize(("one", "other"), [
    (element("a", "父亲姓名"), element("b", "母亲姓名")),
    (element("a", "申请日期1"), element("b", "申请日期2")),
    (element("a", "出生日期"), element("b", "出生地点")),
    (element("a", "房屋原不动产权证号"), element("b", "房屋新不动产权证号")),
    (material("a", "供水过户申请表"), material("b", "供电过户申请表")),
    (material("a", "居民户口簿"), material("b", "居民户口簿新生儿页")),
    (material("a", "结婚证"), material("b", "离婚证")),
    (material("a", "食品经营许可申请书"), material("b", "烟草经营许可申请书")),
    (element("a", "营业执照"), material("b", "营业执照")),
])
def test_what_only_sounds_alike_is_not(one, other):
    assert pairs(one, other) == []


def test_different_issuers_are_said():
    found = near_duplicates({"a": material("a", "在职证明", issuer="单位甲"), "b": material("b", "在职证明", issuer="单位乙")})
    assert "出具单位不同：单位甲、单位乙" in found[0].reasons


def test_five_thousand_elements_and_a_thousand_materials_are_compared_in_seconds():
    pick = Random(3)
    parts = ["".join(chr(pick.randrange(0x4E00, 0x6000)) for _ in range(2)) for _ in range(150)]
    ends = ["名称", "编号", "日期", "地址", "电话", "证明", "金额"]
    named = ["".join(pick.sample(parts, 2)) + pick.choice(ends) for _ in range(6000)]
    drafts = {f"e{i}": element(f"e{i}", name) for i, name in enumerate(named[:5000])}
    drafts |= {f"m{i}": material(f"m{i}", name) for i, name in enumerate(named[5000:])}
    drafts["twin"] = element("twin", named[0] + "码")
    began = time.process_time()
    found = near_duplicates(drafts)
    assert time.process_time() - began < 10
    assert ("e0", "twin") in {(near.first, near.second) for near in found}
