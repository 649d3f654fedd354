"""Clean-up rules R1 to R8.

Source: 乐政办发〔2017〕25号 二(一)3 “全面清理申请材料”: what has no legal basis, no practical need, was handed to an earlier
department, was issued by the department itself, can be had by sharing or by supervision afterwards, and needless stamps
are cancelled; R8 from 浙跑专办字〔2017〕2号 三(二) “奇葩证明”.
"""
from __future__ import annotations

import re
from types import MappingProxyType

from yichuang.definitions.codewords import WORDS
from yichuang.definitions.common import LegalBasis

from .demand import Demand
from .rule import Hit, Rule
from .stamps import foreign_stamps, speaks_of_stamps
from .wording import is_used

CLEANING = "乐政办发〔2017〕25号 二（一）3"
ODD = "浙跑专办字〔2017〕2号 三（二）"
LEVELS = WORDS["level"]
NOTHING = frozenset({"无", "暂无", "没有", "/", "-", "—", "——"})
ENOUGH = frozenset({"law", "regulation", "state-council", "local"})
"""法律、法规、国务院决定. A 规章 is enough only where it carries out one of them: 立法法 91, 行政许可法 16."""
ODD_PROOF = re.compile(r"(?:无犯罪|未婚|单身|无房|健在|同一人|亲属关系|居住(?!证(?!明))|收入|贫困|家庭经济状况)"
                       r"[^、，；。]{0,6}?证明")


def _real(given: tuple[LegalBasis, ...]) -> list[LegalBasis]:
    return [basis for basis in given if basis.law.strip(" 　。") not in NOTHING]


def no_basis(demand: Demand) -> Hit | None:
    """R1: no law is cited, or only what stands below 法律、法规、国务院决定."""
    given = _real(demand.required.basis)
    if not given:
        return Hit("没有写明法律依据")
    levels = {basis.level for basis in given}
    set_by_law = any(basis.level in ENOUGH for basis in _real(demand.matter.basis))
    if levels & ENOUGH or ("rule" in levels and set_by_law):
        return None
    cited = "、".join(f"{basis.law}（{LEVELS[basis.level]}）" for basis in given)
    return Hit(f"依据只有{cited}，低于法律、法规和国务院决定")


def no_need(demand: Demand) -> Hit | None:
    """R2: neither the form nor a step's standard nor a condition speaks of it."""
    if is_used((demand.name, *demand.names), demand.standards, demand.uses):
        return None
    return Hit("表单、审查标准和受理条件都没有用到它")


def given_before(demand: Demand) -> Hit | None:
    """R3: an earlier matter of the bundle produces it or has collected it of the same person."""
    found = sorted(demand.upstream, key=lambda each: (each.how != "produced", not each.same_case))
    if not found:
        return None
    first = found[0]
    said = f"前序事项“{first.name}”会产出它" if first.how == "produced" else f"前序事项“{first.name}”已经收取"
    only = "" if first.same_case else "（前序只在部分情形下有，请核对情形是否一致）"
    return Hit(said + only, "upstream", first.name)


def issued_here(demand: Demand) -> Hit | None:
    """R4: the matter's own department, or one below it, issued it."""
    department = demand.department
    if department is None or department.code not in demand.issuers:
        return None
    issuer = demand.material.issuer if demand.material and demand.material.issuer else department.name
    return Hit(f"由“{department.name}”或者它的下属单位出具（出具单位：{issuer}）", "internal", f"{department.name}内部核查")


def can_be_shared(demand: Demand) -> Hit | None:
    """R5: the share catalogue has it for the matter's region."""
    share = next((each for each in demand.shares if each.state == "available"), None)
    if share is None:
        return None
    way = "电子证照" if share.mode == "e-cert" else "共享数据"
    return Hit(f"{way}“{share.name}”可以查到", share.mode, share.name)


def can_be_supervised(demand: Demand) -> Hit | None:
    """R6: a reviewer has noted how it is obtained during or after."""
    noted = demand.required.supervised
    return Hit(f"审核人认为可以在事中事后取得：{noted.rstrip('。')}", "promise", "申请人书面承诺，事中事后核查") if noted else None


def needless_stamp(demand: Demand) -> Hit | None:
    """R7: the stamp of a third organ is demanded, and no cited law speaks of a stamp."""
    if speaks_of_stamps(basis.text or "" for basis in demand.required.basis):
        return None
    material, department = demand.material, demand.department
    issued_as = (name for name in demand.names if not speaks_of_stamps([name]))
    own = (*issued_as, *((material.issuer, material.source_explanation) if material else ()),
           department.name if department else None, department.short_name if department else None)
    named = [line for line in demand.uses.split("\n") if any(name in line for name in demand.names)]
    organs = foreign_stamps("\n".join((demand.name, demand.standards, *named)), [word for word in own if word])
    return Hit(f"要求{'、'.join(organs)}盖章，依据中没有盖章的规定") if organs else None


def odd_proof(demand: Demand) -> Hit | None:
    """R8: 奇葩证明 by its name; titles in 《…》 are left alone."""
    found = ODD_PROOF.search(re.sub(r"《[^》]*》", "", demand.name))
    return Hit(f"名称含“{found[0]}”") if found else None


RULES = (
    Rule("R1", "无法定依据", f"{CLEANING}“无法定依据”", "delete", no_basis, "“{material}”{detail}。",
         "不再要求提交；确有法律、法规或者国务院决定规定的，补上名称和条款。", frozenset({"generated"})),
    Rule("R2", "无现实必要", f"{CLEANING}“无现实必要”", "review", no_need, "“{material}”交来之后，{detail}。",
         "审查时不看它的，不再要求提交；要看的，写明哪一步、核对什么。"),
    Rule("R3", "已向前置部门出具", f"{CLEANING}“已向前置部门出具的”", "upstream", given_before,
         "“{material}”不必再交：{detail}。", "免提交方式改为“前序产出”，由平台转交。"),
    Rule("R4", "本部门出具过", f"{CLEANING}“本部门出具过的”", "internal", issued_here, "“{material}”{detail}。",
         "免提交方式改为“内部核查”，由本部门自己查。"),
    Rule("R5", "可以共享获取", f"{CLEANING}“可通过信息共享获取”", "share", can_be_shared, "“{material}”不必再交：{detail}。",
         "免提交方式改为“数据共享”或者“电子证照”，并写明调不到时怎么办。"),
    Rule("R6", "可以事中事后取得", f"{CLEANING}“可通过事中事后管理取得的”", "promise", can_be_supervised,
         "“{material}”{detail}。", "免提交方式改为“告知承诺”，并把核查列入监管任务。"),
    Rule("R7", "多余的盖章", f"{CLEANING}“减少盖章环节”", "review", needless_stamp, "“{material}”{detail}。",
         "没有法律规定的，删去盖章要求；有规定的，写明条款和原文。"),
    Rule("R8", "奇葩证明", f"{ODD}“奇葩证明”", "review", odd_proof,
         "“{material}”{detail}，请核实有没有法律依据、出具单位能不能知道、能不能改为告知承诺。",
         "没有法律依据的取消；出具单位无从知道的，改为告知承诺或者部门核查。"),
)
BY_ID = MappingProxyType({rule.id: rule for rule in RULES})
