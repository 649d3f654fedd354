"""What is wrong with the details of an event, all of it at once, each with its place and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from yichuang.cases.facts import MatterFacts
from yichuang.cases.situation import Event, Situation
from yichuang.cases.vocabulary import Ground, Kind, State
from yichuang.errors import Problem

Faults = Callable[[Situation, Event, MatterFacts], Iterator[Problem]]


def faults(now: Situation, event: Event, facts: MatterFacts) -> tuple[Problem, ...]:
    """Every fault of the event's detail, in the order of its fields."""
    judge = _FAULTS.get(event.kind)
    return tuple(judge(now, event, facts)) if judge else ()


def _fault(pointer: str, rule: str, message: str, fix: str = "") -> Problem:
    return Problem(pointer, rule, message, fix=fix)


def _needs(event: Event, **names: str) -> Iterator[Problem]:
    for name, label in names.items():
        if not _filled(event.detail.get(name)):
            yield _fault(f"/{name}", "required", f"没有填写{label}。", f"请填写{label}。")


def _day_after(event: Event, name: str, label: str) -> Iterator[Problem]:
    """The field is an ISO date later than the event."""
    on = _date(event.detail.get(name))
    if on is None:
        yield _fault(f"/{name}", "date", f"{label}不是日期。", "请按年-月-日填写。")
    elif on <= event.happened_on:
        yield _fault(f"/{name}", "later", f"{label}不在办理日期之后。", "请填写更晚的日期。")


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _rows(event: Event, name: str) -> list[Mapping[str, Any]]:
    rows = event.detail.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _texts(event: Event, name: str) -> list[str]:
    rows = event.detail.get(name)
    return [row for row in rows if isinstance(row, str)] if isinstance(rows, list | tuple) else []


def _shape(event: Event, name: str, kind: type) -> Iterator[Problem]:
    """The field, when given, is a list of `kind`; what arrives by API may be anything."""
    given = event.detail.get(name)
    if given is None:
        return
    if not isinstance(given, list | tuple) or not all(isinstance(each, kind) for each in given):
        yield _fault(f"/{name}", "shape", "这一栏应当是列表。", "请按接口说明填写。")


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _corrections(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    rows = _rows(event, "items")
    yield from _shape(event, "items", Mapping)
    if not rows:
        yield _fault("/items", "required", "没有写明要补正的内容。", "请至少写一项。")
    for index, row in enumerate(rows):
        for name, label in (("item", "材料"), ("name", "材料名称"), ("problem", "问题"), ("fix", "补正办法")):
            if not _filled(row.get(name)):
                yield _fault(f"/items/{index}/{name}", "required", f"第{index + 1}项没有写明{label}。")
    yield from _told_before(now, event, rows)
    if event.detail.get("deadline"):
        yield from _day_after(event, "deadline", "补正期限")


def _told_before(now: Situation, event: Event, rows: list[Mapping[str, Any]]) -> Iterator[Problem]:
    """Corrections are told once and completely; a later notice may only repeat (行政许可法 32(4))."""
    if not now.corrections_asked or _filled(event.detail.get("override")):
        return
    for index, row in enumerate(rows):
        if row.get("item") not in now.asked:
            yield _fault(
                f"/items/{index}/item",
                "told-once",
                f"“{row.get('name')}”没有写在第一次告知里，不能再增加。补正内容应当一次告知。",
                "请删去这一项；确需增加的，写明理由，督查会看到。",
            )


def _corrected(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _shape(event, "items", str)
    for index, item in enumerate(_texts(event, "items")):
        if item not in now.open_items:
            yield _fault(f"/items/{index}", "open-item", f"“{item}”不在待补正的内容里。", "请核对后再登记。")


def _refused(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, reason="不予受理的理由")
    ground = event.detail.get("ground")
    if ground not in list(Ground):
        yield _fault("/ground", "required", "没有选择不予受理的情形。", "请选择一种情形。")
    elif (ground == Ground.CORRECTION_OVERDUE) != (now.state is State.CORRECTION):
        yield _fault("/ground", "state", "“逾期未补正”只用于补正期限已过的办件。", "请按实际情形选择。")
    elif ground == Ground.NOT_COMPETENT:
        yield from _needs(event, organ="应当向哪个机关申请")
    elif ground == Ground.STILL_INCOMPLETE:
        yield from _unasked(now, facts)


def _unasked(now: Situation, facts: MatterFacts) -> Iterator[Problem]:
    """Incomplete papers are a reason to tell, not to refuse; 不动产登记暂行条例 17(3) does both in one."""
    if not now.corrections_asked and facts.clock.profile != "real-estate-17":
        yield _fault(
            "/ground", "told-once", "材料有缺失的，应当先一次告知补正，不能直接不予受理。", "请改用一次告知补正。"
        )


def _not_needed(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, reason="不受理的理由")


def _accepted(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    rows = _rows(event, "deferred")
    yield from _shape(event, "deferred", Mapping)
    for index, row in enumerate(rows):
        if row.get("material") not in list(facts.deferrable):
            yield _fault(
                f"/deferred/{index}/material", "deferrable", f"“{row.get('material')}”不能容缺。", "请当场补齐。"
            )
        on = _date(row.get("due"))
        if on is None or on <= event.happened_on:
            yield _fault(f"/deferred/{index}/due", "later", "补交期限应当是受理之后的日期。")
    if rows and not event.detail.get("promise_signed"):
        yield _fault("/promise_signed", "required", "申请人还没有签署容缺受理承诺书。", "签署后再受理。")


def _arrived(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    awaited = {each.material for each in now.deferred}
    yield from _shape(event, "materials", str)
    for index, material in enumerate(_texts(event, "materials")):
        if material not in awaited:
            yield _fault(f"/materials/{index}", "awaited", f"“{material}”不在待补交的容缺材料里。")


def _special(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    special = facts.special(str(event.detail.get("name")))
    if special is None:
        yield _fault("/name", "published", "本事项没有公布这一特别程序。", "请从公布的特别程序中选择。")
    elif event.detail.get("stops_clock") != special.stops_clock:
        yield _fault("/stops_clock", "published", "是否计入期限与公布的不一致。")
    yield from _needs(event, reason="启动理由", approved_by="批准人")
    on = _date(event.detail.get("until"))
    if on is None or on < event.happened_on:
        yield _fault("/until", "later", "特别程序的结束日期应当是启动当天或之后的日期。")


def _extended(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    days = event.detail.get("days")
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= facts.extension_days:
        yield _fault("/days", "range", f"延长的天数应当是1到{facts.extension_days}之间的整数。")
    yield from _needs(event, reason="延长理由", approved_by="批准人")


def _with_outputs(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    outputs = event.detail.get("outputs") or {}
    if not isinstance(outputs, Mapping):
        yield _fault("/outputs", "shape", "产出应当按名称逐项填写。")
        return
    for name, value in outputs.items():
        if name not in facts.outputs:
            yield _fault(f"/outputs/{name}", "declared", f"本事项没有声明产出“{name}”。")
        elif now.outputs.get(name, value) != value:
            yield _fault(f"/outputs/{name}", "final", f"{facts.outputs[name]}已经产出，不能再改。")


def _closed(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    wrong = list(_with_outputs(now, event, facts))
    yield from wrong
    if wrong or now.state is State.DENIED:
        return
    produced = {**now.outputs, **(event.detail.get("outputs") or {})}
    for name, label in facts.outputs.items():
        if produced.get(name) in (None, ""):
            yield _fault(f"/outputs/{name}", "required", f"还没有填写{label}，后续事项在等它。", f"请填写{label}。")


def _denied(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, reason="不予办理的理由")


def _delivered(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, method="送达方式", receiver="收件人")


def _voided(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, reason="作废的理由")


def _taken(now: Situation, event: Event, facts: MatterFacts) -> Iterator[Problem]:
    yield from _needs(event, login="接办人")


_FAULTS: Mapping[Kind, Faults] = MappingProxyType(
    {
        Kind.CORRECTIONS_ASKED: _corrections,
        Kind.CORRECTED: _corrected,
        Kind.REFUSED: _refused,
        Kind.NOT_NEEDED: _not_needed,
        Kind.ACCEPTED: _accepted,
        Kind.DEFERRED_ARRIVED: _arrived,
        Kind.SPECIAL_STARTED: _special,
        Kind.EXTENDED: _extended,
        Kind.GRANTED: _with_outputs,
        Kind.CLOSED: _closed,
        Kind.DENIED: _denied,
        Kind.DELIVERED: _delivered,
        Kind.VOIDED: _voided,
        Kind.TAKEN: _taken,
    }
)
