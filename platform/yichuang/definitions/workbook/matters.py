"""The sheets 事项 and 事项材料: the columns that offices keep of matters and of what each demands."""
from __future__ import annotations

from typing import Any

from . import words
from .codecs import Choice, CodeText, Phone, Reference, Whole, YesNo
from .columns import Column, Sheet
from .lists import Bases, Choices, Lines, References, Tags

NOT_CARRIED = {
    "steps": "办理步骤", "special_procedures": "特别程序", "fees": "收费项目", "locations": "办理地点",
    "questions": "情形问题", "stops": "不能办的情形", "form": "表单", "outputs": "产出", "faq": "常见问题",
    "materials/when": "材料的系统条件", "origin": "省库来源", "extra": "扩展信息",
}
"""What of a matter no column holds; reading a workbook leaves it as it is in the draft."""


def blank_matter() -> dict[str, Any]:
    """What a matter that a row makes new has: nothing yet of what no column holds."""
    return {"steps": [], "locations": [], "materials": [],
            "form": {"schema": {"type": "object", "properties": {}}}}


IDENTITY = (
    Column("事项编码", ("code",), CodeText(), True, ("编码", "事项代码"),
           "系统内的编码，字母、数字、“.”“_”“-”，不能改", "signboard"),
    Column("事项名称", ("name",), needed=True, aliases=("名称", "事项"), example="户外招牌设施设置规范管理（示例）", width=32),
    Column("情形名称", ("scenario",), aliases=("情形",), width=20),
    Column("事项状态", ("state",), Choice(words.STATES), aliases=("状态",), example="在用"),
    Column("编码规则", ("code_scheme",), Choice(words.SCHEMES)),
    Column("基本编码", ("catalog_code",), CodeText((12,)), help="12 位"),
    Column("实施编码", ("task_code",), CodeText((31,)), help="31 位", width=34),
    Column("业务办理项编码", ("item_code",), CodeText((33,)), aliases=("办理项编码",), help="33 位", width=36),
    Column("地方编码", ("local_code",), CodeText(), aliases=("地方实施编码",), width=22),
    Column("事项类型", ("task_type",), Choice(words.TASK_TYPES), True, example="公共服务"),
    Column("行使层级", ("use_levels",), Choices(words.LEVELS), True, ("层级",), "可多选，用“；”隔开", "县级"),
    Column("实施机构编码", ("department",), Reference("department"), True, ("实施机构", "实施主体", "部门编码", "部门"),
           "部门的编码或名称", "urban-management"),
    Column("联办机构", ("joint_departments",), References("department"), help="部门的编码或名称，用“；”隔开"),
    Column("服务对象", ("audiences",), Choices(words.AUDIENCES), True, help="可多选，用“；”隔开", example="企业法人；其他组织"),
    Column("自然人主题", ("person_topics",), Tags()),
    Column("法人主题", ("legal_person_topics",), Tags()),
    Column("事项范围", ("scope",), needed=True, aliases=("事项内容", "办理范围"), example="示例：招牌的设置登记。", width=32),
)
TERMS = (
    Column("办件类型", ("project_type",), Choice(words.PROJECT_TYPES), True, example="承诺件"),
    Column("审查类型", ("review_type",), Choice(words.REVIEW_TYPES), True, example="前审后批"),
    Column("逾期默示规定", ("clock",), Choice(words.CLOCKS)),
    Column("设定依据", ("basis",), Bases(), True, ("办理依据", "依据"), "一行一条：《法名》（文号）第几条：原文",
           "《示例条例》第一条：示例。", width=40),
    Column("受理条件", ("conditions",), Lines(), True, ("申请条件",), "一行一条", "示例：已经取得营业执照。", width=36),
    Column("不予批准的情形", ("denials",), Lines(), help="一行一条"),
    Column("禁止性要求", ("prohibitions",), Lines(), help="一行一条"),
    Column("数量限制", ("quantity_limit",), example="无数量限制"),
    Column("法定办结时限", ("statutory_limit", "days"), Whole(), aliases=("法定时限", "法定期限"), help="只填数字"),
    Column("法定时限单位", ("statutory_limit", "unit"), Choice(words.UNITS)),
    Column("法定时限说明", ("statutory_explanation",), help="没有法定时限的，写明原因"),
    Column("承诺办结时限", ("promised_limit", "days"), Whole(), True, ("承诺时限", "承诺期限"), "只填数字；即时填 0", "5"),
    Column("承诺时限单位", ("promised_limit", "unit"), Choice(words.UNITS), example="工作日"),
    Column("承诺时限说明", ("promise_explanation",)),
)
SERVICE = (
    Column("是否收费", ("charged",), YesNo(), aliases=("收费",), example="否"),
    Column("网上支付", ("pay_online",), YesNo()),
    Column("办理形式", ("channels",), Choices(words.CHANNELS), help="可多选，用“；”隔开", example="窗口办理"),
    Column("到现场次数", ("visits", "number"), Whole(), True, ("到办事现场次数", "到场次数"), "只填数字", "1"),
    Column("必须到现场的原因", ("visits", "reason"), aliases=("到场原因",), example="示例：现场核对原件。"),
    Column("网办深度", ("online_depth",), Choices(words.DEPTHS), help="可多选，用“；”隔开"),
    Column("材料可邮寄", ("mail_materials",), YesNo()),
    Column("结果可邮寄", ("mail_result",), YesNo()),
    Column("窗口分类", ("window_class",), Reference("window-class"), aliases=("综合窗口分类",), help="窗口分类的编码或名称"),
    Column("咨询电话", ("consult_phone",), Phone(), True, ("咨询方式",), example="0571-88000001"),
    Column("投诉电话", ("complaint_phone",), Phone(), True, ("监督投诉电话", "监督电话"), example="0571-88000002"),
    Column("结果名称", ("result", "name"), needed=True, aliases=("审批结果名称",), example="示例登记证"),
    Column("结果类型", ("result", "type"), Choice(words.RESULTS), True, ("审批结果类型",), example="出证办结"),
    Column("结果样本", ("result", "sample")),
    Column("结果证照类型", ("result", "licence_type")),
    Column("结果有效期", ("result", "validity")),
    Column("送达方式", ("delivery",)),
    Column("申请人权利", ("rights",), Lines(), help="一行一条"),
    Column("申请人义务", ("duties",), Lines(), help="一行一条"),
    Column("行政复议", ("remedy", "review")),
    Column("行政诉讼", ("remedy", "litigation")),
    Column("常见错误", ("mistakes",), Lines(), help="一行一条"),
)
LOCAL = (
    Column("年办件量", ("annual_volume",), Whole(), aliases=("办件量",)),
    Column("业务系统名称", ("business_system", "name"), aliases=("系统名称",)),
    Column("业务系统层级", ("business_system", "level"), Choice(words.SYSTEM_LEVELS), aliases=("系统层级",)),
    Column("业务系统网络", ("business_system", "network")),
    Column("联系人", ("contact", "name")),
    Column("联系人电话", ("contact", "phone"), Phone()),
    Column("本地适用范围", ("applicable_scope",), aliases=("适用范围",)),
    Column("适用区县", ("districts",), References("region"), help="区划的代码或名称，用“；”隔开"),
    Column("通办范围", ("handle_area",), Choice(words.AREAS)),
    Column("实名等级", ("min_identity_level",), Whole(), help="1 至 4"),
    Column("保管期限", ("retention",), Choice(words.RETENTIONS)),
    Column("备注", ("note",), aliases=("说明",)),
)
MATTERS = Sheet("事项", "matter", (*IDENTITY, *TERMS, *SERVICE, *LOCAL), ("事项编码",),
                ("事项清单", "事项目录", "实施清单", "事项表"), blank_matter)

REQUIRED = Sheet("事项材料", "matter", (
    Column("事项编码", (), CodeText(), True, ("所属事项编码",), "事项表中的编码", "signboard"),
    Column("事项名称", shown=True, aliases=("事项", "所属事项"), width=28),
    Column("材料编码", ("material",), Reference("material"), aliases=("材料代码",), help="材料表中的编码；空着时按材料名称找",
           example="doc-signboard-form"),
    Column("材料名称", shown=True, aliases=("材料", "申请材料"), example="招牌设置登记表（示例）", width=28),
    Column("角色", ("role",), help="谁的材料，如 applicant", example="applicant"),
    Column("适用情形", ("condition",), aliases=("情形", "条件", "情形说明"), help="委托他人办理的，…", width=28),
    Column("材料必要性", ("necessity",), Choice(words.NECESSITIES), aliases=("必要性",), example="必要"),
    Column("原件或复印件", ("copy_type",), Choice(words.COPY_TYPES), aliases=("材料类型", "原件/复印件"), example="原件"),
    Column("原件份数", ("originals",), Whole(), aliases=("原件数",), example="1"),
    Column("复印件份数", ("copies",), Whole(), aliases=("复印件数",), example="0"),
    Column("验原件", ("verify_original",), YesNo(), aliases=("验原件收复印件",)),
    Column("有效期（月）", ("validity_months",), Whole(), aliases=("有效期要求（月）",),
           help="几个月内出具；空着时按材料自己的有效期"),
    Column("受理标准", ("accept_standard",), width=28),
    Column("填报须知", ("filling_notes",)),
    Column("要求提供的依据", ("basis",), Bases(), aliases=("依据", "材料依据", "设定依据"),
           help="一行一条：《法名》（文号）第几条：原文", example="《示例条例》第二条：示例。", width=36),
    Column("免提交方式", ("exemption", "mode"), Choice(words.EXEMPTIONS), example="须提交"),
    Column("免提交来源", ("exemption", "source")),
    Column("调用失败时", ("exemption", "fallback"), Choice(words.FALLBACKS)),
    Column("补交期限", ("deadline_days",), Whole(), aliases=("容缺补交期限",), help="日数，可容缺的填写"),
), ("事项编码",), ("事项材料清单", "申请材料清单", "办事材料"))
