"""The history of a case as plain sentences, for the department's page and for the applicant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from yichuang.cases.days import in_words
from yichuang.cases.situation import Event
from yichuang.cases.vocabulary import Ground, Kind

Teller = Callable[[Mapping[str, Any]], str]


def sentence(event: Event) -> str:
    """What happened and when, in one sentence without names of staff or contents of the form."""
    return f"{in_words(event.happened_on)}，{told(event)}。"


def told(event: Event) -> str:
    """What happened, for places that show the day beside it."""
    tell = _TELLERS.get(event.kind)
    return tell(event.detail) if tell else event.kind.label


def _day(text: object) -> str:
    return in_words(date.fromisoformat(str(text)))


def _corrections(detail: Mapping[str, Any]) -> str:
    names = "、".join(str(each["name"]) for each in detail["items"])
    until = f"，请在{_day(detail['deadline'])}前补交" if detail.get("deadline") else ""
    return f"一次告知需要补正：{names}{until}"


def _accepted(detail: Mapping[str, Any]) -> str:
    deferred = detail.get("deferred") or ()
    return f"容缺受理，还有{len(deferred)}份材料待补交" if deferred else "受理"


def _refused(detail: Mapping[str, Any]) -> str:
    return f"不予受理（{Ground(detail['ground']).label}）：{_clause(detail['reason'])}"


def _special(detail: Mapping[str, Any]) -> str:
    counted = "所需时间不计入办理期限" if detail["stops_clock"] else "所需时间计入办理期限"
    return f"启动{detail['name']}，预计{_day(detail['until'])}结束，{counted}"


def _extended(detail: Mapping[str, Any]) -> str:
    return f"办理期限延长{detail['days']}日，理由：{_clause(detail['reason'])}"


def _clause(text: object) -> str:
    return str(text).strip().rstrip("。")


_TELLERS: Mapping[Kind, Teller] = MappingProxyType(
    {
        Kind.WAITING: lambda detail: "已登记，待前序事项办结，尚未收到申请",
        Kind.RECEIVED: lambda detail: "收到申请",
        Kind.RELEASED: lambda detail: "前序事项办结，收到申请",
        Kind.UPSTREAM_FAILED: lambda detail: f"终止办理：{_clause(detail.get('reason') or '前序事项未办成')}",
        Kind.CORRECTIONS_ASKED: _corrections,
        Kind.CORRECTED: lambda detail: "收到补正材料",
        Kind.NOT_NEEDED: lambda detail: f"告知不受理：{_clause(detail['reason'])}",
        Kind.REFUSED: _refused,
        Kind.ACCEPTED: _accepted,
        Kind.DEEMED_ACCEPTED: lambda detail: "规定时限内没有作出是否受理的答复，依法自收到申请之日起视为受理",
        Kind.SPECIAL_STARTED: _special,
        Kind.EXTENDED: _extended,
        Kind.DENIED: lambda detail: f"决定不予办理：{_clause(detail['reason'])}",
        Kind.DELIVERED: lambda detail: f"已送达，方式：{_clause(detail['method'])}",
        Kind.WITHDRAWN: lambda detail: "申请人撤回申请",
    }
)
