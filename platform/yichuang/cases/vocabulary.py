"""The words of a case: its states, what can happen to it, how it can end, its documents and its light.

Source of states and moves: domain reference 4.1; of closing outcomes 4.2; of documents 4.7; of lights 4.6.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored word with the Chinese label that people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """The member is its stored word; the label goes along."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class State(Labelled):
    """Where a case stands; always computed from its events."""

    # Before the first event; never stored.
    DRAFT = "draft", "尚未登记"
    # A matter before it must produce something first: nothing is received, no period runs.
    WAITING_UPSTREAM = "waiting_upstream", "待前序办结"
    # The papers are here; nobody has accepted or asked for corrections yet.
    RECEIVED = "received", "收件"
    # Told once what is missing or wrong; not accepted, so no handling period runs.
    CORRECTION = "correction", "补正"
    # 行政许可法 32(1): no permit is needed.
    NOT_NEEDED = "not_needed", "不受理"
    # 行政许可法 32(2), or the corrections did not come in time.
    REFUSED = "refused", "不予受理"
    # Accepted by decision or by silence; under review, also after an extension.
    ACCEPTED = "accepted", "受理"
    # Accepted with deferrable materials still to come.
    ACCEPTED_DEFERRED = "accepted_deferred", "容缺受理"
    # 行政许可法 45: hearing, inspection, expert review and so on.
    SPECIAL = "special", "特别程序"
    # Decided in favour; the result is being made.
    GRANTED = "granted", "准予"
    # Decided against.
    DENIED = "denied", "不予办理"
    # The result is there, or the denial is closed.
    CLOSED = "closed", "办结"
    # The applicant has it.
    DELIVERED = "delivered", "送达"
    # Taken back by the applicant before a decision.
    WITHDRAWN = "withdrawn", "撤回"
    # What it waited for will not come.
    TERMINATED = "terminated", "终止"
    # Entered by mistake.
    VOID = "void", "作废"


UNDECIDED = frozenset({State.RECEIVED, State.CORRECTION, State.ACCEPTED, State.ACCEPTED_DEFERRED, State.SPECIAL})
ENDED = frozenset({State.NOT_NEEDED, State.REFUSED, State.DELIVERED, State.WITHDRAWN, State.TERMINATED, State.VOID})


class Kind(Labelled):
    """What can happen to a case; the kinds of its events."""

    WAITING = "waiting", "登记待办"
    RECEIVED = "received", "收件"
    RELEASED = "released", "前序办结收件"
    UPSTREAM_FAILED = "upstream_failed", "前序未办成"
    CORRECTIONS_ASKED = "corrections_asked", "一次告知补正"
    CORRECTED = "corrected", "收到补正材料"
    NOT_NEEDED = "not_needed", "告知不受理"
    REFUSED = "refused", "不予受理"
    ACCEPTED = "accepted", "受理"
    DEEMED_ACCEPTED = "deemed_accepted", "视为受理"
    DEFERRED_ARRIVED = "deferred_arrived", "收到容缺材料"
    SPECIAL_STARTED = "special_started", "启动特别程序"
    SPECIAL_ENDED = "special_ended", "结束特别程序"
    EXTENDED = "extended", "延长期限"
    GRANTED = "granted", "决定准予"
    DENIED = "denied", "决定不予办理"
    CLOSED = "closed", "办结"
    DELIVERED = "delivered", "送达"
    WITHDRAWN = "withdrawn", "撤回"
    VOIDED = "voided", "作废"
    TAKEN = "taken", "接办"
    RESCHEDULED = "rescheduled", "重算期限"


class Outcome(Labelled):
    """办结结果; regional codes are mapped from these, never the other way round."""

    GRANTED = "granted", "准予"
    DENIED = "denied", "不予办理"
    REFUSED = "refused", "不予受理"
    NOT_NEEDED = "not_needed", "依法不需要办理"
    CORRECTION_TIMEOUT = "correction_timeout", "逾期未补正"
    WITHDRAWN = "withdrawn", "申请人撤回"
    UPSTREAM_FAILED = "upstream_failed", "前序事项未办成"
    VOID = "void", "作废"


class Ground(Labelled):
    """Why acceptance may be refused."""

    NOT_COMPETENT = "not_competent", "不属于本机关职权范围"
    STILL_INCOMPLETE = "still_incomplete", "材料不齐全或不符合法定形式"
    CORRECTION_OVERDUE = "correction_overdue", "逾期未补正"


class Flag(Labelled):
    """What supervision must see, whatever the state."""

    DEEMED = "deemed", "逾期未告知，视为受理"
    NOTIFIED_AGAIN = "notified_again", "多次告知"


class Light(Labelled):
    """Time-limit light (no national standard; thresholds are settings)."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "预警"
    ORANGE = "orange", "超承诺期限"
    RED = "red", "超法定期限"
    GREY = "grey", "暂停"
    DONE = "done", "已结束"


class NoticeKind(Labelled):
    """告知文书; the label is the title of the document where the matter is no licence."""

    RECEIPT = "receipt", "收件凭证"
    ACCEPTANCE = "acceptance", "受理通知书"
    CORRECTION = "correction", "材料补正一次性告知书"
    NOT_NEEDED = "not_needed", "不受理告知书"
    REFUSAL = "refusal", "不予受理决定书"
    DEFERRAL = "deferral", "容缺受理承诺书"
    SPECIAL = "special", "特别程序告知书"
    EXTENSION = "extension", "延期告知书"
    GRANT = "grant", "准予决定书"
    DENIAL = "denial", "不予办理决定书"
    CLOSING = "closing", "办结通知书"
    DELIVERY = "delivery", "送达回证"
    TERMINATION = "termination", "终止办理告知书"


DELIVERY_METHODS: tuple[tuple[str, str], ...] = (
    ("直接送达", "直接送达（窗口领取）"),
    ("邮寄送达", "邮寄送达"),
    ("电子送达", "电子送达"),
    ("留置送达", "留置送达"),
    ("公告送达", "公告送达"),
)
"""送达方式: as it is recorded, and as it is offered (domain reference 4.7, 送达回证)."""
