"""Which columns of a matter the provincial library keeps, and which are kept here: one table.

Source: 杭智办〔2018〕2号 — matters are added, changed and cancelled in the provincial library and synchronised from it;
below the province only the listed columns are filled in: system name and level, volume, contact, applicable scope,
districts. To these come what the platform itself needs and no library has: the form, the scenario questions, outputs,
the class of window, how a material may be spared, and wording that helps the applicant. What a library gives is its
own all the same, unless this table says `local`; what it does not give stays open here, else nobody could complete it.
"""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

Owner = Literal["library", "local"]

COLUMNS: Mapping[str, tuple[Owner, str]] = MappingProxyType({
    "name": ("library", "事项名称"),
    "scenario": ("library", "情形名称"),
    "code_scheme": ("library", "编码规则"),
    "catalog_code": ("library", "基本编码"),
    "task_code": ("library", "实施编码"),
    "item_code": ("library", "业务办理项编码"),
    "local_code": ("library", "地方编码"),
    "state": ("library", "事项状态"),
    "task_type": ("library", "事项类型"),
    "use_levels": ("library", "行使层级"),
    "department": ("library", "实施机构"),
    "joint_departments": ("library", "联办机构"),
    "audiences": ("library", "服务对象"),
    "person_topics": ("library", "自然人主题"),
    "legal_person_topics": ("library", "法人主题"),
    "scope": ("library", "事项范围"),
    "project_type": ("library", "办件类型"),
    "review_type": ("library", "审查类型"),
    "basis": ("library", "设定依据"),
    "conditions": ("library", "受理条件"),
    "denials": ("library", "不予批准的情形"),
    "prohibitions": ("library", "禁止性要求"),
    "quantity_limit": ("library", "数量限制"),
    "statutory_limit": ("library", "法定办结时限"),
    "statutory_explanation": ("library", "法定时限说明"),
    "promised_limit": ("library", "承诺办结时限"),
    "promise_explanation": ("library", "承诺时限说明"),
    "steps": ("library", "办理步骤"),
    "special_procedures": ("library", "特别程序"),
    "charged": ("library", "是否收费"),
    "fees": ("library", "收费项目"),
    "pay_online": ("library", "网上支付"),
    "channels": ("library", "办理形式"),
    "visits": ("library", "到现场次数"),
    "online_depth": ("library", "网办深度"),
    "mail_materials": ("library", "材料可邮寄"),
    "mail_result": ("library", "结果可邮寄"),
    "locations": ("library", "办理地点"),
    "consult_phone": ("library", "咨询电话"),
    "complaint_phone": ("library", "投诉电话"),
    "result": ("library", "审批结果"),
    "handle_area": ("library", "通办范围"),
    "remedy": ("library", "救济途径"),
    "rights": ("library", "申请人权利"),
    "duties": ("library", "申请人义务"),
    "faq": ("library", "常见问题"),
    "materials": ("library", "申请材料"),
    "note": ("local", "备注"),
    "clock": ("local", "逾期默示规定"),
    "delivery": ("local", "送达方式"),
    "window_class": ("local", "窗口分类"),
    "questions": ("local", "情形问题"),
    "stops": ("local", "不能办的情形"),
    "form": ("local", "表单"),
    "outputs": ("local", "产出"),
    "mistakes": ("local", "常见错误"),
    "annual_volume": ("local", "年办件量"),
    "business_system": ("local", "业务系统"),
    "contact": ("local", "联系人"),
    "applicable_scope": ("local", "本地适用范围"),
    "districts": ("local", "适用区县"),
    "min_identity_level": ("local", "实名等级"),
    "retention": ("local", "保管期限"),
    "waivers": ("local", "措辞豁免"),
    "extra": ("local", "扩展信息"),
})
"""Every column of a matter but code, kind, pins and origin → who keeps it, and its name."""

SYNCHRONISED = frozenset(column for column, (owner, _) in COLUMNS.items() if owner == "library")
LOCAL_OF_MATERIALS = frozenset({"role", "when", "exemption", "verify_original", "deadline_days", "filling_notes", "supervised"})
"""Of a demanded material these are kept here: whose it is, when it applies, how it is spared, handed in later or looked at
afterwards."""


def label_of(column: str) -> str:
    """A column's name."""
    return COLUMNS[column][1] if column in COLUMNS else column


def read_only(document: Mapping[str, Any]) -> frozenset[str]:
    """The columns of a matter that are not edited here: none without an origin; those that its library gives."""
    origin = document.get("origin")
    if not isinstance(origin, Mapping):
        return frozenset()
    given = origin.get("columns")
    return SYNCHRONISED if given is None else SYNCHRONISED & set(given)
