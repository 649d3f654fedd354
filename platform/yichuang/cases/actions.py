"""What a person may do with a case, as buttons see it: the events it writes, its documents, its effect on time."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from yichuang.cases.vocabulary import Kind, NoticeKind

Hand = Literal["staff", "supervisor"]

_RUNS = "办理期限从受理之日的次日起算。"
_STOPS_NOT_ACCEPTED = "尚未受理，办理期限不起算；补齐当日视作受理之日。"
_ENDS = "办件结束，不再计时。"
_DECIDED = "办理期限到决定之日为止。"


class Action(StrEnum):
    """One button. `main` is the event that carries the given detail; `writes` are all events, in order."""

    ACCEPT = "accept", "受理", (Kind.ACCEPTED,), (NoticeKind.ACCEPTANCE,), _RUNS
    ACCEPT_DEFERRED = (
        "accept_deferred",
        "容缺受理",
        (Kind.ACCEPTED,),
        (NoticeKind.ACCEPTANCE, NoticeKind.DEFERRAL),
        _RUNS + "容缺材料另有补交期限。",
    )
    FINISH_ON_THE_SPOT = (
        "finish_on_the_spot",
        "当场办结",
        (Kind.ACCEPTED, Kind.GRANTED, Kind.CLOSED),
        (NoticeKind.GRANT, NoticeKind.CLOSING),
        "受理、决定、办结记在同一天。",
    )
    ASK_CORRECTIONS = (
        "ask_corrections",
        "一次告知补正",
        (Kind.CORRECTIONS_ASKED,),
        (NoticeKind.CORRECTION,),
        _STOPS_NOT_ACCEPTED,
    )
    RECEIVE_CORRECTIONS = (
        "receive_corrections",
        "登记补正材料",
        (Kind.CORRECTED,),
        (),
        "全部补齐后重新计算受理时限。",
    )
    REFUSE = "refuse", "不予受理", (Kind.REFUSED,), (NoticeKind.REFUSAL,), _ENDS
    NOT_NEEDED = "not_needed", "告知不受理", (Kind.NOT_NEEDED,), (NoticeKind.NOT_NEEDED,), _ENDS
    RECEIVE_DEFERRED = (
        "receive_deferred",
        "登记容缺材料",
        (Kind.DEFERRED_ARRIVED,),
        (),
        "不影响办理期限。",
    )
    START_SPECIAL = (
        "start_special",
        "启动特别程序",
        (Kind.SPECIAL_STARTED,),
        (NoticeKind.SPECIAL,),
        "有法定依据的特别程序，所需时间不计入办理期限。",
    )
    END_SPECIAL = "end_special", "结束特别程序", (Kind.SPECIAL_ENDED,), (), "次日起继续计算办理期限。"
    EXTEND = (
        "extend",
        "延长期限",
        (Kind.EXTENDED,),
        (NoticeKind.EXTENSION,),
        "不暂停计时，到期日向后延长。",
    )
    GRANT = "grant", "准予", (Kind.GRANTED,), (NoticeKind.GRANT,), _DECIDED
    DENY = "deny", "不予办理", (Kind.DENIED, Kind.CLOSED), (NoticeKind.DENIAL,), _DECIDED
    GIVE_RESULT = "give_result", "登记办理结果", (Kind.CLOSED,), (NoticeKind.CLOSING,), "办件办结。"
    DELIVER = "deliver", "送达", (Kind.DELIVERED,), (NoticeKind.DELIVERY,), "送达时限停止计算。"
    WITHDRAW = "withdraw", "申请人撤回", (Kind.WITHDRAWN,), (NoticeKind.TERMINATION,), _ENDS
    VOID = "void", "作废", (Kind.VOIDED,), (), _ENDS

    label: str
    main: Kind
    writes: tuple[Kind, ...]
    documents: tuple[NoticeKind, ...]
    effect: str

    def __new__(
        cls,
        value: str,
        label: str,
        writes: tuple[Kind, ...],
        documents: tuple[NoticeKind, ...],
        effect: str,
    ) -> Self:
        """The member is its stored word; a decision is the main event, else the first."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.main = Kind.GRANTED if Kind.GRANTED in writes else writes[0]
        member.writes = writes
        member.documents = documents
        member.effect = effect
        return member

    @property
    def hand(self) -> Hand:
        """Who may do it: an entry error is only a supervisor's to void (domain reference 4.1)."""
        return "supervisor" if self.value == "void" else "staff"
