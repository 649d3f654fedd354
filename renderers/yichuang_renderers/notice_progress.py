"""Notices on the way: acceptance, corrections asked once, deferral, special procedure, extension, delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .blocks import Block, Facts, Heading, Items, Paragraph, Signature, Table
from .notice_facts import NoticeFacts
from .notice_parts import addressed, parties, receipt_line, signed, signed_lines
from .wording import day_words, sentence


def _acceptance(facts: NoticeFacts) -> tuple[Block, ...]:
    due = facts.text("promise_due_words") or facts.day("promise_due")
    statutory = facts.text("statutory") or "无法定办结时限"
    limits = [
        ("承诺办结时限", facts.text("promised")),
        ("应办结日", due),
        ("法定办结时限", statutory),
        ("法定应办结日", facts.text("statutory_due_words") or facts.day("statutory_due")),
        ("办理结果", facts.text("result")),
        ("领取方式", facts.text("delivery")),
        ("收费", "收费，标准见办事指南" if facts.yes("charged") else "不收费"),
    ]
    specials = tuple(
        (str(each.get("name")), str(each.get("limit") or "—"), "计算在内" if each.get("counted") else "不计算在内")
        for each in facts.many("specials")
    )
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"你（单位）提出的“{facts.need('matter')}”申请，材料齐全，符合法定形式，"
            f"现于{facts.day('accepted_on') or facts.day('date')}予以受理。"
        ),
        Facts(tuple((name, value) for name, value in limits if value)),
        *(
            (Heading("特别程序"), Table(("种类", "所需时间", "是否计算在办结时限内"), specials, (40, 26, 34)))
            if specials
            else (Paragraph("本事项无特别程序。"),)
        ),
        *_materials(facts),
        _handler(facts),
        signed(facts),
    )


def _materials(facts: NoticeFacts) -> tuple[Block, ...]:
    rows = tuple(
        (str(number), str(each.get("name", "")), str(each.get("originals") or "—"), str(each.get("copies") or "—"))
        for number, each in enumerate(facts.many("materials"), 1)
    )
    if not rows:
        return ()
    return Heading("受理的材料"), Table(
        ("序号", "材料", "原件（份）", "复印件（份）"), rows, (8, 56, 18, 18), frozenset({0, 2, 3})
    )


def _handler(facts: NoticeFacts) -> Paragraph:
    return Paragraph(f"受理人：{facts.text('clerk')}", "flush")


def _correction(facts: NoticeFacts) -> tuple[Block, ...]:
    rows = tuple(
        (
            str(number),
            str(each.get("name", "")),
            str(each.get("problem", "")),
            str(each.get("standard") or "—"),
            str(each.get("fix", "")),
        )
        for number, each in enumerate(facts.many("items"), 1)
    )
    deadline = facts.day("deadline")
    until = (
        f"请在{deadline}前补正提交；逾期未补正的，可以不予受理。" if deadline else "请补正后提交；补正没有期限要求。"
    )
    again = (
        "本次告知的内容为上次告知后仍未补正的内容。"
        if facts.yes("again")
        else "以上为需要补正的全部内容，补正后不再增加新的要求。"
    )
    way = f"告知方式：{facts.text('method')}。" if facts.text("method") else ""
    return (
        addressed(facts),
        parties(facts),
        Paragraph(f"你（单位）提出的“{facts.need('matter')}”申请，经审查需要补正，现一次告知如下："),
        Table(
            ("序号", "需补交或者修改的材料", "存在的问题", "标准", "补正办法"),
            rows,
            (7, 23, 24, 22, 24),
            frozenset({0}),
        ),
        Paragraph(f"{until}{again}{way}"),
        Paragraph("受理日期为收到全部补正材料之日，补正所用时间不计算在办结时限内。"),
        receipt_line(),
        signed(facts),
    )


def _deferral(facts: NoticeFacts) -> tuple[Block, ...]:
    rows = tuple(
        (str(number), str(each.get("material") or each.get("name", "")), day_words(str(each.get("due") or "")) or "—")
        for number, each in enumerate(facts.many("deferred"), 1)
    )
    return (
        parties(facts),
        Paragraph(f"申请人申请办理“{facts.need('matter')}”，下列材料暂缺，申请容缺受理："),
        Table(("序号", "暂缺的材料", "补交期限"), rows, (10, 56, 34), frozenset({0, 2})),
        Heading("申请人承诺"),
        Items(
            (
                "在上表期限内补齐全部材料。",
                "补交的材料真实、合法、有效，与申请内容一致。",
                sentence(facts.text("consequence") or "逾期未补交的，同意退回申请，已经取得的结果依法撤销。"),
            )
        ),
        Signature(left=("申请人（签字或者盖章）：__________", "日期：______年____月____日"), right=signed_lines(facts)),
    )


def _special(facts: NoticeFacts) -> tuple[Block, ...]:
    period = f"{facts.day('starts_on')}起" + (
        f"，至{facts.day('ends_on')}止" if facts.day("ends_on") else "，结束之日另行书面告知"
    )
    charged = f"收费（{facts.text('charge_basis') or '依据见办事指南'}）" if facts.yes("charged") else "不收费"
    counted = "计算在办结时限内" if facts.yes("counted") else "不计算在办结时限内"
    pairs = (
        ("种类", facts.need("name")),
        ("启动理由", facts.text("reason")),
        ("依据", facts.text("basis") or "无"),
        ("期间", period),
        ("所需时间", facts.text("limit") or "以上期间"),
        ("收费", charged),
        ("时限", counted),
    )
    return (
        addressed(facts),
        parties(facts),
        Paragraph(f"办理“{facts.need('matter')}”需要启动特别程序，现告知如下："),
        Facts(tuple((name, value) for name, value in pairs if value)),
        signed(facts),
    )


def _extension(facts: NoticeFacts) -> tuple[Block, ...]:
    due = facts.text("promise_due_words") or facts.day("promise_due")
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"办理“{facts.need('matter')}”的原定时限为{facts.text('original')}。因{facts.need('reason').rstrip('。')}，"
            f"经{facts.text('approved_by') or '本机关负责人'}批准，延长{facts.need('days')}个工作日，"
            f"延长后的应办结日为{due or '另行告知的日期'}。"
        ),
        signed(facts),
    )


def _delivery(facts: NoticeFacts) -> tuple[Block, ...]:
    documents = "；".join(str(each.get("name", "")) for each in facts.many("documents"))
    way = facts.text("method") + (f"（运单号{facts.text('tracking_number')}）" if facts.text("tracking_number") else "")
    pairs = (
        ("受送达人", facts.need("applicant")),
        ("送达文书", documents or facts.text("matter")),
        ("送达方式", way or "直接送达"),
        ("送达地点", facts.text("place") or facts.text("hall")),
        ("送达时间", facts.day("delivered_on") or facts.day("date")),
        ("收件人", facts.text("receiver") or facts.text("applicant")),
        ("与受送达人的关系", facts.text("relation") or "本人"),
        ("送达人", facts.text("clerk")),
    )
    return (
        parties(facts),
        Facts(tuple((name, value) for name, value in pairs if value)),
        Signature(left=("收件人（签章）：__________", "收件时间：______年____月____日"), right=signed_lines(facts)),
    )


PROGRESS: Mapping[str, Callable[[NoticeFacts], tuple[Block, ...]]] = {
    "acceptance": _acceptance,
    "correction": _correction,
    "deferral": _deferral,
    "special": _special,
    "extension": _extension,
    "delivery": _delivery,
}
