"""Notices that decide: not needed, refused, granted, denied, closed, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .blocks import Block, Facts, Heading, Paragraph
from .notice_facts import NoticeFacts
from .notice_parts import addressed, parties, receipt_line, remedies, signed
from .wording import sentence


def _refusal(facts: NoticeFacts) -> tuple[Block, ...]:
    elsewhere = facts.text("apply_to")
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"你（单位）于{facts.day('received_on') or facts.day('date')}提出的“{facts.need('matter')}”申请，经审查："
            f"{sentence(facts.need('reason'))}"
        ),
        *_ground(facts),
        Paragraph(f"本机关决定不予受理。{'请向' + elsewhere + '申请。' if elsewhere else ''}"),
        *remedies(facts),
        receipt_line(),
        signed(facts),
    )


def _ground(facts: NoticeFacts) -> tuple[Block, ...]:
    pairs = (("不予受理的情形", facts.text("ground")), ("依据", facts.text("basis")))
    told = tuple((name, value) for name, value in pairs if value)
    return (Facts(told),) if told else ()


def _not_needed(facts: NoticeFacts) -> tuple[Block, ...]:
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"你（单位）提出的“{facts.need('matter')}”申请，{sentence(facts.need('reason'))}依法不需要办理，"
            "本机关不受理该申请，所交材料退还。"
        ),
        receipt_line(),
        signed(facts),
    )


def _grant(facts: NoticeFacts) -> tuple[Block, ...]:
    basis = facts.text("basis")
    extra = [
        ("办理结果", facts.text("result")),
        ("有效期至", facts.day("valid_until")),
        ("附加条件", facts.text("conditions")),
    ]
    extra += [(str(each.get("name", "")), str(each.get("value", ""))) for each in facts.many("outputs")]
    reason = f"事实和理由：{sentence(facts.text('reason'))}" if facts.text("reason") else ""
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"你（单位）提出的“{facts.need('matter')}”申请，经审查，符合办理条件。{reason}"
            + (f"依据{basis.rstrip('。')}，" if basis else "")
            + f"本机关于{facts.day('decided_on') or facts.day('date')}决定准予办理。"
        ),
        Facts(tuple((name, value) for name, value in extra if value)),
        signed(facts),
    )


def _denial(facts: NoticeFacts) -> tuple[Block, ...]:
    basis = facts.text("basis")
    return (
        addressed(facts),
        parties(facts),
        Heading("事实和理由"),
        Paragraph(sentence(facts.need("reason"))),
        Heading("决定"),
        Paragraph(
            (f"依据{basis.rstrip('。')}，" if basis else "")
            + f"本机关于{facts.day('decided_on') or facts.day('date')}决定对“{facts.need('matter')}”不予办理。"
        ),
        Heading("申请人的权利"),
        *remedies(facts),
        receipt_line(),
        signed(facts),
    )


def _closing(facts: NoticeFacts) -> tuple[Block, ...]:
    pairs = [
        ("办结结果", facts.text("outcome")),
        ("结果名称", facts.text("result")),
        ("结果编号", facts.text("result_number")),
    ]
    pairs += [(str(each.get("name", "")), str(each.get("value", ""))) for each in facts.many("outputs")]
    pairs.append(("领取方式", facts.text("delivery")))
    return (
        addressed(facts),
        parties(facts),
        Paragraph(f"你（单位）申请的“{facts.need('matter')}”已经办结，结果如下："),
        Facts(tuple((name, value) for name, value in pairs if value)),
        signed(facts),
    )


def _termination(facts: NoticeFacts) -> tuple[Block, ...]:
    return (
        addressed(facts),
        parties(facts),
        Paragraph(
            f"你（单位）申请的“{facts.need('matter')}”，因{facts.need('reason').rstrip('。')}，终止办理。"
            "已经取得的其他事项的结果继续有效。"
        ),
        receipt_line(),
        signed(facts),
    )


DECISIONS: Mapping[str, Callable[[NoticeFacts], tuple[Block, ...]]] = {
    "refusal": _refusal,
    "not_needed": _not_needed,
    "grant": _grant,
    "denial": _denial,
    "closing": _closing,
    "termination": _termination,
}
