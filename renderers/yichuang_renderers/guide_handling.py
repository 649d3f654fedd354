"""How a matter is handled, as its guide tells it: where, in which steps, how long, for how much, with what result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from yichuang.definitions.common import Location
from yichuang.definitions.matter import Matter

from .blocks import Block, Facts, Flow, Heading, Items, Paragraph, Step, Table
from .guide_facts import GuideFacts
from .guide_materials import line_of
from .wording import basis_words, coded, limit_words, or_none, sentence

Source = Callable[[GuideFacts, Matter], tuple[Block, ...]]
RIGHT = "依法取得平等办理的权利，对不予办理的决定有权陈述、申辩。"
DUTY = "如实提交材料，对材料的真实性负责。"
RESULTS = {"certificate": "出证办结", "document": "出文办结", "approval": "审批办结", "other": "其他"}


def _receiving(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    ways = coded("handle_type", matter.channels)
    mail = "材料可以邮寄。" if matter.mail_materials else "材料不邮寄。"
    return Paragraph(f"接收方式：{ways}。{mail}"), place_table(matter)


def place_table(matter: Matter) -> Block:
    """Where and when, one line a place."""
    rows = tuple(
        (f"{place.hall}{place.window or ''}", place.address, place.hours, place.phone, place.postcode or "—")
        for place in matter.locations
    )
    return Table(("地点", "地址", "接收时间", "电话", "邮编"), rows, (24, 26, 20, 18, 12))


def _flow(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return flow_of(matter), Table(
        ("环节", "步骤", "时限", "是否计入承诺时限", "办理岗位", "结果", "审查标准"),
        tuple(
            (
                step.stage,
                step.name,
                limit_words(step.limit),
                "计入" if step.counted_in_promise else "不计入",
                step.role,
                step.result,
                step.standard or "无",
            )
            for step in matter.steps
        ),
        (12, 10, 13, 13, 16, 14, 22),
    )


def flow_of(matter: Matter) -> Flow:
    """The steps drawn as a line."""
    return Flow(
        tuple(
            Step(
                step.name,
                limit_words(step.limit) + ("" if step.counted_in_promise else "，不计入承诺"),
                f"{step.role}：{step.result}",
            )
            for step in matter.steps
        )
    )


def _modes(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    deferrable = [
        line_of(each, facts.uses, matter.questions).name for each in matter.materials if each.necessity == "deferrable"
    ]
    told = [
        "一般程序：按办理基本流程办理。",
        f"容缺受理：{'、'.join(deferrable)}可以后补。" if deferrable else "容缺受理：不适用。",
    ]
    specials = matter.special_procedures
    if not specials:
        return (Items((*told, "特别程序：无。")),)
    rows = tuple(
        (
            each.name,
            limit_words(each.limit),
            "；".join(basis_words(b) for b in each.basis) or "无",
            f"收费（{each.charge_basis or '依据见收费标准'}）" if each.charged else "不收费",
            "不计算在内" if each.stops_clock else "计算在内",
        )
        for each in specials
    )
    return (
        Items(tuple(told)),
        Heading("特别程序"),
        Table(("名称", "所需时限", "依据", "是否收费", "是否计算在办结时限内"), rows, (18, 14, 32, 16, 20)),
    )


def _limits(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    statutory = limit_words(matter.statutory_limit)
    told = [
        ("法定办结时限", _explained(statutory, matter.statutory_explanation)),
        ("承诺办结时限", _explained(limit_words(matter.promised_limit), matter.promise_explanation)),
        (
            "受理时限",
            "收到申请后5个工作日内作出受理决定；材料需要补正的，一次告知全部内容。"
            if matter.clock == "licence-32"
            else "当场决定是否受理；不予受理的，书面说明理由。",
        ),
    ]
    outside = [each.name for each in matter.special_procedures if each.stops_clock]
    told.append(("不计入时限的期间", "补正材料的时间" + "".join(f"、{name}的时间" for name in outside) + "。"))
    return (Facts(tuple(told)),)


def _explained(words: str, explanation: str | None) -> str:
    return sentence(words) + (sentence(explanation) if explanation else "")


def _fees(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    if not matter.charged:
        return (Paragraph("不收费。"),)
    rows = tuple(
        (fee.name, fee.standard, fee.basis, fee.reduction or "可以减免" if fee.reducible else "不减免")
        for fee in matter.fees
    )
    online = "支持网上支付。" if matter.pay_online else "不支持网上支付，在窗口缴纳。"
    return Table(("收费项目", "标准", "依据", "减免"), rows, (24, 22, 34, 20)), Paragraph(online)


def _result(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    told = matter.result
    return (
        Facts(
            (
                ("结果名称", told.name),
                ("结果类型", RESULTS[told.type]),
                ("有效期", told.validity or "无"),
                ("电子证照", told.licence_type or "无"),
                ("样本", told.sample or "无"),
            )
        ),
    )


def _delivery(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    mail = "结果可以邮寄。" if matter.mail_result else "结果不邮寄。"
    licence = "作出准予决定的，自决定之日起10日内送达。" if matter.clock == "licence-32" else ""
    return (Paragraph(sentence(matter.delivery or "在办理地点领取") + mail + licence),)


def _rights(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    remedy = matter.remedy
    told = (remedy.review, remedy.litigation) if remedy else ("对决定不服的，可以依法申请行政复议或者提起行政诉讼",)
    return (
        Heading("申请人的权利"),
        Items(or_none(matter.rights, RIGHT)),
        Heading("申请人的义务"),
        Items(or_none(matter.duties, DUTY)),
        Heading("行政复议和行政诉讼"),
        Items(tuple(sentence(each) for each in told)),
    )


def _consult(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (Facts((("咨询电话", matter.consult_phone), ("咨询窗口", "见办公地址和时间"))),)


def _complaint(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (Facts((("监督投诉电话", matter.complaint_phone),)),)


def _offices(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return place_facts(matter.locations)


def place_facts(places: Sequence[Location]) -> tuple[Block, ...]:
    """Each place with all that one needs to get there."""
    return tuple(
        Facts(
            (
                ("地点", f"{place.hall}{place.window or ''}"),
                ("地址", place.address),
                ("时间", place.hours),
                ("电话", place.phone),
                ("交通", place.traffic or "无"),
            )
        )
        for place in places
    )


def _progress(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    told = "凭收件凭证上的办件编号和查询密码查询，也可以扫描收件凭证上的二维码。"
    return (Paragraph(told),)


HANDLING: Mapping[str, tuple[str, Source]] = {
    "receiving": ("申请接收", _receiving),
    "flow": ("办理基本流程", _flow),
    "modes": ("办理方式", _modes),
    "limits": ("办结时限", _limits),
    "fees": ("收费依据及标准", _fees),
    "result": ("审批结果", _result),
    "delivery": ("结果送达", _delivery),
    "rights": ("申请人权利和义务", _rights),
    "consult": ("咨询途径", _consult),
    "complaint": ("监督和投诉渠道", _complaint),
    "offices": ("办公地址和时间", _offices),
    "progress": ("办理进程和结果公开查询", _progress),
}
