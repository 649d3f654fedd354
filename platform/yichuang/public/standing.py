"""Where a case stands, in the words of the counter: pure, one teller a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from yichuang.cases.clock import Clock, Deadline
from yichuang.cases.days import in_words
from yichuang.cases.facts import MatterFacts
from yichuang.cases.situation import Event, Situation
from yichuang.cases.story import told
from yichuang.cases.vocabulary import Kind, Outcome, State

ESTIMATE = "（预计，节假日安排尚未公布）"
LATE = "现在已经超过这个日期，可以打电话催办，或者打 12345 反映。"


@dataclass(frozen=True)
class Facts:
    """All that a sentence may need: `waits_for` are names of matters, `last` the latest event of each kind."""

    now: Situation
    clock: Clock
    matter: MatterFacts
    department: str
    waits_for: tuple[str, ...]
    last: Mapping[Kind, Event]
    today: date


@dataclass(frozen=True)
class Standing:
    """A badge (tone: green, blue, yellow, red or nothing), sentences, and what the applicant has to do, if anything."""

    badge: str
    tone: str
    text: str
    items: tuple[str, ...] = ()
    wants_you: bool = False


def standing(facts: Facts) -> Standing:
    """The standing of a case."""
    return _TELLERS[facts.now.state](facts)


def _on(day: date | None) -> str:
    return in_words(day) if day else ""


def _until(deadline: Deadline | None, sentence: str) -> str:
    """A sentence around a date (`{}`), marked when the date is an estimate; nothing without a date."""
    if deadline is None:
        return ""
    return sentence.format(in_words(deadline.on)) + ("" if deadline.confirmed else ESTIMATE) + "。"


def _duty(facts: Facts, deadline: Deadline | None, sentence: str) -> str:
    """The same for what the organ owes: when the day has passed, that is said."""
    late = deadline is not None and deadline.on < facts.today
    return _until(deadline, sentence) + (LATE if late else "")


def _waiting(facts: Facts) -> Standing:
    names = "、".join(f"“{name}”" for name in facts.waits_for) or "前面的事项"
    then = f"那时资料自动转到{facts.department}，办理期限从那天算起，您不用再跑。"
    return Standing("等前一件办好", "", f"要等{names}办好。{then}")


def _received(facts: Facts) -> Standing:
    start = f"{_on(facts.now.received_on)}，{facts.department}收到申请。"
    if facts.matter.clock.immediate:
        return Standing("已收件", "blue", start + _duty(facts, facts.clock.notice_due, "即办事项，应在{}办理"))
    answer = "应在{}前告诉您是否受理，材料不齐的一次说清"
    return Standing("已收件", "blue", start + _duty(facts, facts.clock.notice_due, answer))


def _correction(facts: Facts) -> Standing:
    event = facts.last[Kind.CORRECTIONS_ASKED]
    items = tuple(f"{each['name']}：{_end(each['problem'])}{_end(each['fix'])}" for each in event.detail["items"]
                  if each["item"] in facts.now.open_items)
    until = f"请在{_on(facts.now.correction_due)}前补交" if facts.now.correction_due else "请尽快补交"
    text = f"{until}，交到收件的窗口。补齐之后，期限从那天起算。"
    return Standing("请您补材料", "yellow", text, items, wants_you=True)


def _end(text: object) -> str:
    return str(text).strip().rstrip("。") + "。"


def _accepted(facts: Facts) -> Standing:
    how = "没有在规定时限内答复，依法视为已经受理" if facts.now.deemed else "已经受理"
    text = f"{_on(facts.now.accepted_on)}，{facts.department}{how}。"
    text += _duty(facts, facts.clock.promise_due, "应在{}前办完")
    return Standing("正在办", "blue", text)


def _deferred(facts: Facts) -> Standing:
    until = _until(facts.clock.defer_due, "请在{}前补交")
    text = f"{_accepted(facts).text}还有 {len(facts.now.deferred)} 份材料后补，{until}"
    return Standing("请您补材料", "yellow", text, wants_you=True)


def _special(facts: Facts) -> Standing:
    pause = facts.now.running_pause
    event = facts.last.get(Kind.SPECIAL_STARTED)
    text = f"{_on(event.happened_on)}，{told(event)}。" if event else ""
    return Standing(f"正在{pause.name}" if pause else "正在办", "blue", text)


def _granted(facts: Facts) -> Standing:
    result = facts.matter.result_name or "结果"
    text = f"{_on(facts.now.decided_on)}，{facts.department}决定准予，正在制作{result}。"
    return Standing("已批准", "green", text + _duty(facts, facts.clock.deliver_due, "应在{}前送达"))


def _denied(facts: Facts) -> Standing:
    return Standing("不予办理", "red", _latest(facts, Kind.DENIED) + "决定书写明了理由和救济办法，请到窗口领取。")


def _closed(facts: Facts) -> Standing:
    if facts.now.outcome is not Outcome.GRANTED:
        return _denied(facts)
    result = facts.matter.result_name or "结果"
    how = _end(facts.matter.delivery) if facts.matter.delivery else f"请凭收件凭证到窗口领取{result}。"
    return Standing("已办好", "green", f"{_on(facts.now.closed_on)}，{facts.department}办结。{how}")


def _delivered(facts: Facts) -> Standing:
    granted = facts.now.outcome is Outcome.GRANTED
    return Standing("已办好" if granted else "已结束", "green" if granted else "", _latest(facts, Kind.DELIVERED))


def _latest(facts: Facts, kind: Kind) -> str:
    event = facts.last.get(kind)
    return f"{_on(event.happened_on)}，{facts.department}{told(event)}。" if event else ""


def _ended(badge: str, kind: Kind, ending: str = "") -> Callable[[Facts], Standing]:
    return lambda facts: Standing(badge, "red" if ending else "", _latest(facts, kind) + ending)


def _terminated(facts: Facts) -> Standing:
    event = facts.last.get(Kind.UPSTREAM_FAILED)
    said = f"{_on(event.happened_on)}，{told(event)}。" if event else ""
    return Standing("已终止", "red", f"{said}需要单独办理的，请向窗口或{facts.department}咨询。")


_TELLERS: Mapping[State, Callable[[Facts], Standing]] = MappingProxyType({
    State.DRAFT: _waiting,
    State.WAITING_UPSTREAM: _waiting,
    State.RECEIVED: _received,
    State.CORRECTION: _correction,
    State.NOT_NEEDED: _ended("不需要办理", Kind.NOT_NEEDED),
    State.REFUSED: _ended("不予受理", Kind.REFUSED, "决定书写明了理由和救济办法，请到窗口领取。"),
    State.ACCEPTED: _accepted,
    State.ACCEPTED_DEFERRED: _deferred,
    State.SPECIAL: _special,
    State.GRANTED: _granted,
    State.DENIED: _denied,
    State.CLOSED: _closed,
    State.DELIVERED: _delivered,
    State.WITHDRAWN: _ended("已撤回", Kind.WITHDRAWN),
    State.TERMINATED: _terminated,
    State.VOID: _ended("已作废", Kind.VOIDED),
})
