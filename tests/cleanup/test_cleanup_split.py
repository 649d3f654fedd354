"""Rows that are a condition and several documents are split; titles and choices stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.definitions.cleanup.split import LONGEST, split

# Text → condition, documents.
SEVERAL = {
    "其配偶、父母、子女参与提取的，需提供婚姻、直系亲属关系证明":
        ("其配偶、父母、子女参与提取的", ["婚姻关系证明", "直系亲属关系证明"]),
    "委托代理人办理提取的，提供代理人身份证明及委托书": ("委托代理人办理提取的", ["代理人身份证明", "委托书"]),
    "1.身份证；2.户口簿(原件及复印件)": (None, ["身份证", "户口簿"]),
    "委托他人办理的，提交授权委托书": ("委托他人办理的", ["授权委托书"]),
    "授权委托书（委托他人办理的提供）": ("委托他人办理的", ["授权委托书"]),
    "结婚证（已婚的提供）": ("已婚的", ["结婚证"]),
    "如委托他人办理，还需提供授权委托书和代理人身份证": ("如委托他人办理", ["授权委托书", "代理人身份证"]),
    "户口簿、身份证": (None, ["户口簿", "身份证"]),
    "户口本和结婚证": (None, ["户口本", "结婚证"]),
    "身份证 户口簿": (None, ["身份证", "户口簿"]),
    "身份证\n户口簿": (None, ["身份证", "户口簿"]),
    "结婚证、离婚证及离婚协议书": (None, ["结婚证", "离婚证", "离婚协议书"]),
    "（1）身份证；（2）营业执照副本；（3）法定代表人证明书": (None, ["身份证", "营业执照副本", "法定代表人证明书"]),
    "①购房合同②购房发票③身份证": (None, ["购房合同", "购房发票", "身份证"]),
    "一、申请表；二、章程": (None, ["申请表", "章程"]),
    "1、身份证或者护照；2、户口簿": (None, ["身份证或者护照", "户口簿"]),
    "租赁备案凭证；租金发票；身份证": (None, ["租赁备案凭证", "租金发票", "身份证"]),
    "身份证、户口簿等材料": (None, ["身份证", "户口簿"]),
    "学历、学位证书": (None, ["学历证书", "学位证书"]),
    "未成年人办理的，提供监护人身份证": ("未成年人办理的", ["监护人身份证"]),
    "委托办理的：委托书、身份证": ("委托办理的", ["委托书", "身份证"]),
    "劳动合同书和工资单、社保缴费清单": (None, ["劳动合同书", "工资单", "社保缴费清单"]),
    "租赁合同或产权证明、身份证": (None, ["租赁合同或产权证明", "身份证"]),
    "外国人办理的应提供护照及居留许可证": ("外国人办理的", ["护照", "居留许可证"]),
    "申请人与被监护人关系证明、户口簿": (None, ["申请人与被监护人关系证明", "户口簿"]),
    "消防安全制度、灭火和应急疏散预案": (None, ["消防安全制度", "灭火和应急疏散预案"]),
    "提供以下材料：1.身份证 2.银行卡": (None, ["身份证", "银行卡"]),
    "继承房产的，应当提供《不动产权证书》、继承权公证书": ("继承房产的", ["《不动产权证书》", "继承权公证书"]),
    "《建设用地规划许可证》和《建设工程规划许可证》": (None, ["《建设用地规划许可证》", "《建设工程规划许可证》"]),
    "离异的，提供离婚证或者离婚判决书、子女抚养协议": ("离异的", ["离婚证或者离婚判决书", "子女抚养协议"]),
    "身份证明材料：身份证、户口簿": (None, ["身份证", "户口簿"]),
    "委托他人办理的，提供委托书、委托人和受托人身份证": ("委托他人办理的", ["委托书", "委托人和受托人身份证"]),
    "属于外地户籍且在本市居住的，提供居住证": ("属于外地户籍且在本市居住的", ["居住证"]),
    "单位介绍信和经办人身份证": (None, ["单位介绍信", "经办人身份证"]),
    "收入证明及近6个月银行流水": (None, ["收入证明", "近6个月银行流水"]),
    "对于个体工商户，提供经营者身份证": ("对于个体工商户", ["经营者身份证"]),
    "符合条件的残疾人，提供残疾人证": ("符合条件的残疾人", ["残疾人证"]),
    "医疗费用票据、费用清单、出院小结": (None, ["医疗费用票据", "费用清单", "出院小结"]),
    "身份证、居住证明": (None, ["身份证", "居住证明"]),
}  # fmt: skip
WHOLE = """户口簿、身份证信息核对表
《户口簿、身份证遗失声明》
户口簿、身份证遗失声明
亲属关系证明
父母和子女亲属关系证明
婚姻和亲属关系证明
申请人与被监护人关系证明
房屋租赁合同或者产权证明
法定代表人或负责人身份证复印件
身份证、护照或者通行证
身份证/护照
身份证、户口簿任选其一
死亡证明、火化证明、户口注销证明（三选一）
身份证原件及复印件
身份证（正、反面）复印件
户口簿（首页、本人页）
申请人身份证明（居民身份证、护照、军官证）
营业执照正本和副本
组织机构代码证正、副本
食品安全自查、从业人员健康管理、进货查验记录、食品安全事故处置等保证食品安全的规章制度
安全生产责任制、安全生产规章制度和操作规程目录清单
灭火和应急疏散预案
集体户口首页和随落户方本人页
港澳居民来往内地通行证或者台湾居民来往大陆通行证
公众聚集场所投入使用、营业消防安全检查申报表
专间或者专用操作区设施说明
法人和其他组织登记证书
建设工程规划、消防、人防审核意见书
收养人和被收养人合影照片
近6个月内免冠照片2张
申请书一式两份
法律法规规定的应当提交的其他材料
应当提交的其他文件、资料
与申请事项有关的证明材料
申请享受优惠政策的人员名单
由公安机关出具的居住证明
《婚姻登记条例》规定的声明书
夫妻双方签名的离婚协议书
授权委托书
出生医学证明首次签发登记表""".splitlines()


def test_there_are_enough_examples_of_both():
    assert len(SEVERAL) + len(WHOLE) >= 60 and len(WHOLE) >= 30


@pytest.mark.parametrize("text", SEVERAL)
def test_a_row_that_is_several_documents_is_split(text):
    proposal = split(text)
    assert proposal is not None
    assert (proposal.condition, [part.name for part in proposal.parts]) == SEVERAL[text]


@pytest.mark.parametrize("text", WHOLE)
def test_a_title_or_a_choice_stays_whole(text):
    assert split(text) is None


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("身份证、户口簿复印件各1份", [("copy", 0, 1), ("copy", 0, 1)]),
        ("身份证、户口簿复印件（各一份）", [("copy", 0, 1), ("copy", 0, 1)]),
        ("身份证原件及复印件、结婚证原件及复印件各两份", [("original", 1, 1), ("original", 2, 2)]),
        ("申请表一式两份、身份证复印件1份、照片2张", [("original", 2, 0), ("copy", 0, 1), ("original", 2, 0)]),
        ("申请书(一式两份)、章程(1份)", [("original", 2, 0), ("original", 1, 0)]),
        ("身份证正反面复印件、银行卡复印件", [("copy", 0, 1), ("copy", 0, 1)]),
        ("身份证原件或复印件、户口簿", [("either", 1, 0), (None, None, None)]),
        ("毕业证书、学位证书、职称证书原件各1份", [("original", 1, 0)] * 3),
    ],
)
def test_copies_and_counts_are_taken_over_where_the_text_says_them(text, copies):
    proposal = split(text)
    assert proposal is not None
    said = [(part.copies.copy_type, part.copies.originals, part.copies.copies) for part in proposal.parts]
    assert said == copies


def test_an_original_that_is_only_looked_at_is_so_marked():
    proposal = split("法定代表人证明书、身份证（验原件收复印件）")
    assert proposal is not None
    last = proposal.parts[-1].copies
    assert (last.copy_type, last.originals, last.copies, last.verify_original) == ("original", 1, 1, True)


def test_each_entry_of_a_list_may_have_a_condition_of_its_own():
    proposal = split("1.身份证；2.委托他人办理的，提供授权委托书和代理人身份证")
    assert proposal is not None and proposal.condition is None
    assert [(part.name, part.condition) for part in proposal.parts] == [
        ("身份证", None), ("授权委托书", "委托他人办理的"), ("代理人身份证", "委托他人办理的")]  # fmt: skip


def test_doubts_are_said_with_the_proposal():
    vague, last_only = split("身份证、户口簿等"), split("申请表、身份证复印件")
    assert vague is not None and "是否列全" in vague.notes[0]
    assert last_only is not None and "只写在最后一份上" in last_only.notes[0]


@pytest.mark.parametrize("text", ["", "、、、", "1.", "（1）（2）", "委托他人办理的，提供", "的，提供身份证", "身份证" * LONGEST])
def test_scraps_give_no_proposal(text):
    assert split(text) is None


@given(st.text(alphabet="身份证户口簿明书表、，；。的及和或（）()《》1２.提供委托办理\n 各份原件复印等", max_size=60))
def test_whatever_is_written_a_proposal_has_named_parts_or_is_none(text):
    proposal = split(text)
    if proposal is not None:
        assert proposal.parts
        assert all(part.name.strip() == part.name and part.name for part in proposal.parts)
        assert len(proposal.parts) > 1 or proposal.condition or proposal.parts[0].condition
