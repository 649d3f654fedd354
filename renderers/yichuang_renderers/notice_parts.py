"""What most notices share: the parties, the seal and the day, the ways to object, where to sign for it."""

from __future__ import annotations

from .blocks import Block, Facts, Paragraph, Signature
from .notice_facts import NoticeFacts
from .wording import sentence

LINE = "__________"


def addressed(facts: NoticeFacts) -> Paragraph:
    """To whom it is written."""
    return Paragraph(f"{facts.need('applicant')}：", "flush")


def parties(facts: NoticeFacts) -> Block:
    """What it is about and who applied."""
    pairs = [
        ("事项名称", facts.text("matter")),
        ("事项编码", facts.text("matter_code")),
        ("申请人", facts.text("applicant")),
        ("联系电话", facts.text("applicant_phone")),
        ("代理人", facts.text("agent")),
        ("办理对象", facts.text("row_label")),
        ("办件编号", facts.text("case_number")),
        ("收件日期", facts.day("received_on")),
    ]
    return Facts(tuple((name, value) for name, value in pairs if value), 2)


def signed_lines(facts: NoticeFacts) -> tuple[str, ...]:
    """The organ, its seal and the day."""
    seal = f"（{facts.text('seal') or '印章'}）"
    return facts.need("organ"), seal, facts.text("date_words") or facts.day("date")


def signed(facts: NoticeFacts) -> Block:
    """The same at the end of the text, to the right."""
    return Signature(right=signed_lines(facts))


def receipt_line() -> Block:
    """Where the applicant signs for having received the paper."""
    return Signature(left=(f"申请人（代理人）签收：{LINE}", "签收时间：____年__月__日__时__分"))


def remedies(facts: NoticeFacts) -> tuple[Block, ...]:
    """Where to object to a decision, and until when; organs and courts are data of the department."""
    told = [facts.text("review"), facts.text("litigation")]
    if not any(told):
        organ = facts.text("review_organ") or "法定行政复议机关"
        court = facts.text("court") or "有管辖权的人民法院"
        told = [
            f"如对本决定不服，可以自收到本决定书之日起60日内向{organ}申请行政复议",
            f"也可以自收到本决定书之日起6个月内向{court}提起行政诉讼",
        ]
    return tuple(Paragraph(sentence(each)) for each in told if each)
