"""收件凭证: what was taken in, and what happens next; only what is true of each matter (domain reference 4.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .blocks import Block, Facts, Heading, PageBreak, Paragraph, Signature, Table
from .notice_facts import NoticeFacts
from .notice_parts import LINE, signed_lines
from .wording import day_words, sentence

HOLDERS = ("申请人", "材料袋", "部门签收")
WAITING = "待前序事项办结，尚未收到申请"
TRUE = "本表中的材料必须是真实的。申请人确认以上材料的名称和份数无误。"


def receipt(facts: NoticeFacts) -> tuple[Block, ...]:
    """The receipt and, on its own page, the list of materials."""
    return (
        _about(facts),
        Heading("一、收到申请的事项"),
        _matters(facts),
        Heading("二、说明"),
        *(Paragraph(text) for text in _words(facts)),
        Heading("三、领取方式"),
        Paragraph(f"□自行取件　　□物流寄送（收件人：{LINE}　电话：{LINE}　地址：{LINE * 3}）", "flush"),
        Signature(left=(f"申请人确认（签字）：{LINE}",), right=signed_lines(facts)),
        PageBreak(),
        Heading("申请材料清单"),
        _materials(facts),
        Paragraph(TRUE, "flush"),
        Signature(left=(f"申请人（签字）：{LINE}",), right=(f"收件人：{facts.text('clerk')}",)),
    )


def receipt_copies(facts: NoticeFacts) -> tuple[str, ...]:
    """Who keeps each copy."""
    named = facts.values.get("copies")
    return tuple(str(each) for each in named) if named else HOLDERS


def _about(facts: NoticeFacts) -> Block:
    pairs = [
        ("收件编号", facts.text("filing_number") or facts.need("case_number")),
        ("查询密码", facts.text("query_code")),
        ("申请主题", facts.text("subject") or facts.text("matter")),
        ("收件日期", facts.day("received_on")),
        ("申请人", facts.need("applicant")),
        ("联系电话", facts.text("applicant_phone")),
        ("经办人", facts.text("agent") or "申请人本人"),
        ("工作台", _window(facts)),
    ]
    return Facts(tuple((name, value) for name, value in pairs if value), 2)


def _window(facts: NoticeFacts) -> str:
    window = facts.text("window")
    return f"综合受理{window}窗口" if window else facts.text("hall")


def _matters(facts: NoticeFacts) -> Block:
    rows = tuple(
        (str(number), _named(each), str(each.get("department") or ""), _state(each, facts.text("received_on")))
        for number, each in enumerate(facts.many("matters"), 1)
    )
    return Table(("序号", "事项", "办理部门", "状态和办结时间"), rows, (8, 34, 30, 28), frozenset({0}))


def _named(matter: Mapping[str, Any]) -> str:
    label = matter.get("row_label")
    return f"{matter.get('name', '')}（{label}）" if label else str(matter.get("name", ""))


def _state(matter: Mapping[str, Any], received_on: str) -> str:
    if matter.get("waiting"):
        return str(matter.get("state") or WAITING)
    due = str(matter.get("promise_due") or "")
    if due in ("", received_on):
        return "已收件，当日办结"
    return f"已收件，{'预计' if matter.get('due_confirmed') is False else ''}不晚于{day_words(due)}办结"


def _words(facts: NoticeFacts) -> Iterator[str]:
    """The clauses of the paper that was published for receipts; without one the standard sentences."""
    clauses = facts.values.get("clauses")
    yield from map(str, clauses) if clauses else _standard(facts)


def _standard(facts: NoticeFacts) -> Iterator[str]:
    matters = facts.many("matters")
    here = [each for each in matters if not each.get("waiting")]
    deferred = [str(each.get("name", "")) for each in facts.many("deferred")]
    if here and not deferred:
        yield f"经核查，以下事项的申请材料齐全，符合法定形式，予以收件：{_list(here)}。"
    if deferred:
        yield f"以下材料容缺后补：{'、'.join(deferred)}。请在告知的期限前补交；补交之前不能作出准予决定。"
    licences = [each for each in here if each.get("notice_due")]
    if licences:
        due = day_words(min(str(each["notice_due"]) for each in licences))
        yield (
            f"{_list(licences)}：自收到申请材料之日起5个工作日内作出受理或者不予受理的决定；申请材料不齐全或者不符合"
            f"法定形式的，一次告知需要补正的全部内容。至{due}未被告知的，自收到申请材料之日起视为正式受理，"
            "本凭证即为受理凭证。"
        )
    waiting = [each for each in matters if each.get("waiting")]
    if waiting:
        yield (
            f"{_list(waiting)}：{WAITING}。前序事项办结后由平台自动转送，申请人不需要再次提交，届时开始计算办理时限。"
        )
    if facts.text("promise_explanation"):
        yield sentence(facts.text("promise_explanation"))


def _list(matters: list[Mapping[str, Any]]) -> str:
    return "、".join(map(_named, matters))


def _materials(facts: NoticeFacts) -> Block:
    rows = tuple(
        (
            str(number),
            str(each.get("name", "")),
            _copies(each.get("originals")),
            _copies(each.get("copies")),
            str(each.get("how") or "纸质"),
        )
        for number, each in enumerate(facts.many("materials"), 1)
    )
    columns = ("序号", "申请材料", "原件（份）", "复印件（份）", "收取方式")
    none = (("—", "未收取材料", "—", "—", "—"),)
    return Table(columns, rows or none, (8, 42, 13, 14, 23), frozenset({0, 2, 3}))


def _copies(number: Any) -> str:
    return str(number) if number else "—"
