"""The rules V01 to V11, as data.

Source: 浙跑专办字〔2017〕2号 三(二) and 乐政办发〔2017〕25号 二(一)3, which abolish “XXX等材料” and
“法律法规规定的其他材料”. The words of a law may rightly be hit: then a person waives the finding and cites the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from . import vocabulary as v

Severity = Literal["error", "warning"]
Scope = Literal["general", "material-name"]
SOURCE = "浙跑专办字〔2017〕2号 三(二)；乐政办发〔2017〕25号 二(一)3"


class Hit(Protocol):
    """Where a pattern matched."""

    def start(self) -> int: ...
    def end(self) -> int: ...


class Pattern(Protocol):
    """What finds every place of a kind of wording: `re` for our rules, RE2 for those of a region."""

    def finditer(self, text: str, /) -> Iterator[Hit]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of vague wording.

    `fix` may name {text} (what was found), {head} (the clause before it; where there is none, `bare_fix` serves) and
    {limit} (a definite limit in its place). `triggers` are words of which one must stand in a text for the rule to be
    tried at all. `unless` excuses a hit by what stands around it, written before⟦hit⟧after. A rule with
    `across_titles` also finds wording with a law's title in the middle of it.
    """

    code: str
    severity: Severity
    pattern: Pattern
    fix: str
    bare_fix: str = ""
    triggers: tuple[str, ...] = ()
    unless: re.Pattern[str] | None = None
    scope: Scope | None = None
    across_titles: bool = True
    source: str = SOURCE


_QUALIFIED = (
    "(?:(?:相关|有关|其他|其它|其余|必要|必需|必备|所需|所要求|需要|配套|相应|对应|各类|各种|各项|一切|任何|任意|全部|所有|有效|合法"
    "|法定|规定|前期|同类|类似|此类|系列|一种|一项|一份)的?)"
)
_PROVING = "(?:(?:能够?|可以?|足以|用于|用以)?(?:证明|佐证|反映|说明|表明)(?!材料|文件|资料|书|的)[^，。；;、\\s]{1,14}?的)"
_CATCH_ALL = (
    "(?:需要|需|应当|应|必须|须|有必要|必要)?的?(?:提交|提供|出具|补充|递交|报送|补交|核实|说明|具备|满足|符合|办理|携带|查验)?的?"
)
_ASKED_FOR = (
    "(?:(?:需要|需|应当|应|必须|须)(?:提交|提供|出具|补充|说明|报送|携带|递交|补交)|有关|相关|必要|必需|必备|所需|有效)?的?"
)
_ORGAN = (
    "(?:有关|相关|上级|职能|(?<!业务)主管|主管(?!单位))(?:行政|职能|业务|主管|政府|管理|执法|监管|专业){0,3}(?:部门|单位|机构|机关)"
)
_DECIDES = (
    "(?:依法|共同|负责人|审查|审核|进行|予以|负责)*(?:出具|开具|核发|颁发|发放|签发|批准|审批|审核|审查|核准|认可|认定|同意|盖章|签章|签署|加盖"
    "|备案|要求|指定|规定|许可|鉴定|确认|核实|证明|批复|提供|授权|验收)"
)
_DECISION = "的(?:书面)?(?:批准|批复|证明|意见|同意|许可|审批|审核|核准|认定|认可|鉴定|授权|备案|盖章|文件|要求|规定)"
_CIRCUMSTANCES = (
    r"必要时(?![间效长限刻])|(?<![监巡重注蔑忽电审检近远])视(?:具体|实际|当时)?情况|(?<![监巡重电审近远])视情(?![形况])"
    r"|(?<![监巡重注蔑忽电审检近远可])视[^，。；;、\s]{1,8}而定|视需要|因[^，。；;、\s]{1,6}而异"
    r"|(?:根据|按照?|依据|结合)(?:工作|实际|具体|现场|个人|审查|业务)*(?:情况|需要)(?!说明|表|证明|(?:如实)?(?:填|勾选|选择))"
    r"|(?:如|若|确)有(?:需要|必要)(?=的?(?:话|者)?(?:[，,。；;、）)]|$)|可)|(?<!不)需要时(?![间效长限刻候])|按需(?:提供|提交|出具|准备|补充|收取)"
)
_AT_DISCRETION = (
    r"|酌情|原则上(?!的)|(?:一般|通常)(?:情况下|情形下|应当|需要|不超过|须(?!知))|一般需(?!求)|特殊情况(?:除外|下)"
    r"|适当(?:延长|缩短|放宽|减免|提高|降低|增加|减少|调整|补贴|补助|照顾)|可能(?:会|还)?(?:需要|要求)(?:您|申请人)?(?:另?行?)(?:补充|提供|提交)"
    r"|另行(?:通知|规定|告知|确定|公告|公布|商定|提供|提交)"
)
_ELSEWHERE = (
    r"|(?:按照?|依照?|依据|根据|遵照|执行|符合|参照|适用)(?:国家|我?省|我?市|本市|本省|上级|现行|行业|地方)?(?:和(?:省|市|地方))?的?"
    r"(?:有关|相关)(?:法律法规|法律、法规|法规|政策|管理)?的?(?:规定|要求|标准|政策)"
    r"|以(?:窗口|现场|工作人员|经办人员|经办机构|当地|各地|各区县|实际)(?:工作人员|人员)?"
    r"(?:的?(?:具体|实际|最新)?(?:要求|告知|通知|解释|答复|意见|规定|政策|说法|情况|公布|公示|安排))?为准"
)
_SOME = r"(?:若干|(?<![人份分次函指参天页册件总系整复基少半倍常度点户亩])数|(?<![第共])几|十几|几十)"
_LIMITS = (
    rf"{_SOME}个?{v.WORKDAYS}|{_SOME}{v.PERIOD}{v.WITHIN}"
    rf"|(?<![\d第])(?<!\d[-.:/：])(?<!周)(?<!期){v.NUMBER}\s{{0,3}}(?:个?{v.WORKDAYS}|个)?{v.DASH}{v.NUMBER}\s{{0,3}}个?{v.WORKDAYS}"
    rf"|(?<![\d第月年周期])(?<!\d[-.:/：]){v.NUMBER}\s{{0,3}}{v.PERIOD}?{v.DASH}{v.NUMBER}\s{{0,3}}{v.PERIOD}{v.WITHIN}"
    rf"|(?<![第周期十])(?:一两|两三|三四|三五|四五|五六|六七|七八|八九)个?(?:{v.WORKDAYS}|{v.PERIOD}{v.WITHIN})"
    rf"|(?<!\d)(?:{v.NUMBER}|半)\s{{0,3}}(?:个?{v.WORKDAYS}|个?半?{v.PERIOD})(?:左右|上下)"
    rf"|(?<![预合契条节公违履签特邀解续制缔])(?:大约|大概|约)\s{{0,3}}(?:需要?|为|在)?\s{{0,3}}(?:{v.NUMBER}|半)\s{{0,3}}(?:个?{v.WORKDAYS}|个?半?{v.PERIOD})"
    rf"|{v.NUMBER}[多余来]个?(?:{v.WORKDAYS}|{v.PERIOD}{v.WITHIN})"
    r"|尽快|尽早|尽速|(?<!合)适时(?!间)|近日内|不日(?=公布|办结|答复|送达|通知)|一段时间(?:之?内|后)"
)
_HOMES = "住房|房|公寓|住宅|商铺|设备|系统|生产线|方案"
_COUNTS = (
    rf"(?:{_SOME}|多|(?<=件)数(?!份[额量数]))(?:份(?![额量])|张(?![贴榜挂票卡]|发票|银行卡)|套(?!{_HOMES}))|一式(?:若干|多|数|几)份|(?<!合)适量|若干[件册页本幅]|(?<=[件表书照片品本])若干(?=[，。；;、）)]|$)"
)
_DAY = r"\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
_RECENT_PAPER = "(?:免冠|正面|[一二两]寸|照|相片|体检|报告|证明|流水|账单|报表|发票|单据|征信|对账单|缴费|纳税)"
_IF = "(?:如|若|如果)(?!实|期|下|图|数)[^，,。；;]{1,20}[，,][^，,。；;]{0,8}?"
_GIVES = "(?:提供|提交|出具|出示|携带|递交|补交|附)"

RULES = (
    Rule(
        "V01", "error",
        re.compile(
            rf"{v.ETC}{_QUALIFIED}{{0,3}}{_PROVING}?{_QUALIFIED}?{v.KIND_OF_DOCUMENT}{{0,3}}"
            rf"(?:[（(]{v.DOCUMENT_OR_COPY}[）)])?{v.DOCUMENT_OR_COPY}|{v.AFTER_A_DOCUMENT}之类的?{v.DOCUMENT}"
            rf"|{v.AFTER_A_DOCUMENT}等(?![级候待同效于次额价值]|{v.COUNTED})[一-龥]{{0,6}}?{v.DOCUMENT}"
        ),
        "逐项列出全部材料；如前文已列全，改写为“{head}”。", "逐项列出全部材料的全称，不用“{text}”。",
        triggers=("等", "之类"),
        # 等 as a verb: wait until the papers are complete.
        unless=re.compile(rf"{v.NOT_ASKED}|(?:^|[，。；;,\s请需须待先再])⟦等[^⟦⟧]*⟧[^，。；;]{{0,8}}(?:后|再|才)"),
    ),
    Rule(
        "V02", "warning",
        re.compile(
            rf"{v.ETC}等?(?=[。；;，,、）)】”’！!：:/\s]|$|[（(](?!(?:共|合计|计)?\s{{0,3}}{v.NUMBER}))"
            rf"|{v.AFTER_A_DOCUMENT}等(?=到|前往|向|即可|均可|的)|包括但不限于|诸如此类"
        ),
        "逐项列出；如前文已列全，改写为“{head}”。", "逐项列出，不以“等”收尾。",
        triggers=("等", "不限于", "诸如此类"),
        unless=re.compile(rf"(?:{v.NOT_ASKED}|[久排队静坐“‘]⟦)"),
    ),
    Rule(
        "V03", "error",
        re.compile(
            rf"(?:规定|要求|认为|认定|指定|确定|明确)的?{_CATCH_ALL}{v.OTHER}{v.NO_PARTY}[一-龥]{{0,6}}?"
            rf"(?:{v.DOCUMENT}{v.NOT_A_WORD_OF_ITS_OWN}|条件|情形|事项|要求|情况(?!下)|信息|义务|内容)"
            rf"|{v.OTHER}(?:法律|法规|规章|依法|按规定|按照规定)[^，。；;]{{0,8}}?(?:规定|要求)[^，。；;]{{0,8}}?的"
            rf"(?:{v.DOCUMENT}|条件|情形|事项|要求)"
        ),
        "删除“{text}”；确有需要的，写明具体名称及依据的法律条款。",
        triggers=("其他", "其它"),
        unless=re.compile(v.NOT_ASKED + "|(?:不再|不得|不应|不能|严禁|禁止)[^，。；;⟦]{0,8}⟦要求"),
    ),
    Rule(
        "V04", "error",
        re.compile(
            rf"{v.OTHER}{_ASKED_FOR}{v.KIND_OF_DOCUMENT}{{0,3}}(?:{v.DOCUMENT}{v.NOT_A_WORD_OF_ITS_OWN}|情况(?!下))"
            rf"|{v.OTHER}(?:需要|需|应当|应|须|必须)(?:说明|提交|提供|补充)的?(?:事项|问题|内容|信息)"
            rf"|{v.OTHER}(?:法定|相关|有关|必要)的?(?:条件|要求|情形)"
            rf"|{v.OTHER}(?:能够?|可以?|足以|依法|按规定|与)[^，。；;、\s]{{1,14}}?的{v.KIND_OF_DOCUMENT}?{v.DOCUMENT}"
        ),
        "删除“{text}”；确有需要的，写明具体材料名称及依据的法律条款。",
        triggers=("其他", "其它"), unless=re.compile(rf"{v.NOT_ASKED}|(?:没有|未有|并?无)(?:任何)?⟦"),
    ),
    Rule(
        "V04", "error", re.compile(rf"^{v.OTHER}$"), "写明是哪一种材料，一种一行，不用“{text}”。",
        triggers=("其他", "其它"), scope="material-name",
    ),
    Rule(
        "V05", "error",
        re.compile(
            rf"(?<![不非无])(?:相关|有关|必要的|必要|所需的|所需|必需的|必需|必备的|必备|相应的|相应|一切)的?"
            rf"{v.KIND_OF_DOCUMENT}{{0,3}}(?:{v.DOCUMENT}|{v.AGREEMENT}){v.NOT_A_WORD_OF_ITS_OWN}"
        ),
        "把“{text}”改为材料全称和出具单位全称，如“户口簿（公安派出所核发）”。",
        triggers=("相关", "有关", "必要", "所需", "必需", "必备", "相应", "一切"),
        # What follows lists them, or speaks of papers already given.
        unless=re.compile(
            rf"{v.NOT_ASKED}|⟧的?(?:(?:清单|目录|一览|名称)|(?:具体)?如下|[:：]|为?以下|的?(?:真实|合法|完整|准确|有效性|一致性))"
        ),
    ),
    Rule(
        "V06", "error", re.compile(rf"{_ORGAN}(?:{_DECIDES}|{_DECISION})"),
        "写明是哪一个单位，把“{text}”中的单位改为全称。",
        triggers=("部门", "单位", "机构", "机关"),
        # 卫生健康主管部门 is one organ in each place, and so a law names it.
        unless=re.compile(rf"(?:{v.SECTOR}(?:行政|事务)?|国)⟦主管"),
    ),
    Rule(
        "V07", "warning", re.compile(_CIRCUMSTANCES + _AT_DISCRETION + _ELSEWHERE),
        "把“{text}”改为明确的情形和结果，如“经营面积超过300平方米的，现场核查”。",
        triggers=(
            "必要", "视", "因", "需要", "按需", "情况", "酌情", "原则上", "一般", "通常", "适当", "可能", "另行", "有关", "相关",
            "为准",
        ),
        across_titles=False,
    ),
    Rule(
        "V08", "error", re.compile(_LIMITS),
        "把“{text}”改为一个确定的期限，如“{limit}”。",
        triggers=("天", "日", "周", "月", "星期", "小时", "分钟", "尽", "适时", "一段"), unless=re.compile(v.QUESTION),
    ),
    Rule(
        "V09", "error", re.compile(_COUNTS),
        "把“{text}”改为确定的份数，如“2份”。",
        triggers=("若干", "数", "几", "多", "适量"),
        # Having several of something is a fact, not a demand.
        unless=re.compile(rf"{v.QUESTION}|(?:有|存在|签订|签有|签署|订立|共)[了过]?⟦[多几数]"),
    ),
    Rule(
        "V10", "warning",
        re.compile(
            rf"(?<![附临邻接将])近期(?!内|规划|建设|目标|计划|发展|房)(?=[一-龥\d、]{{0,10}}?{_RECENT_PAPER})"
            rf"|最近的?(?=(?:免冠|正面|体检|检[测验]报告|银行流水|缴费|纳税|[一-龥]{{0,4}}照片))|(?<![附就临靠接])近照(?![明射顾料])"
        ),
        "写明多久以内，把“{text}”改为“近6个月内”。", triggers=("近",),
        # A day or a period that follows says how recent.
        unless=re.compile(rf"⟧(?:[^，,。；;]{{0,20}}?{_DAY}|[^。；;]{{0,24}}?{_DAY}(?:以后|之后|以来|后|起)?(?:拍摄|出具|开具|打印|采集|签发)"
                          rf"|[^，,。；;]{{0,16}}?{v.NUMBER}(?:个?月|年|天|日)(?:之内|以内|内))"),
    ),
    Rule(
        "V11", "warning",
        re.compile(
            rf"的[，,][^，,。；;]{{0,8}}?{_GIVES}|{_IF}{_GIVES}|[（(][^（）()]{{1,20}}(?:的|时)(?:还|另|应当?|须|需要?|请)?{_GIVES}[）)]"
            rf"|(?<![按及同随定准实临])时[，,]?(?:还|另|应当?|须|需)?{_GIVES}(?!的|人)"
        ),
        "拆分：把“{head}”写成适用情形，其后的每份文件各列为一份材料。", "拆分为适用情形和材料两部分。",
        triggers=("提供", "提交", "出具", "出示", "携带", "递交", "补交", "附"), scope="material-name",
    ),
)  # fmt: skip
