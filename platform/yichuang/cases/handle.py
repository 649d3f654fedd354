"""Handling a case: one function an act. Each writes its events, documents and consequences in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.actions import Action
from yichuang.cases.contents import Subject
from yichuang.cases.days import in_words
from yichuang.cases.desk import Desk, Hand
from yichuang.cases.happenings import CaseFailed, Happening, OutputProduced
from yichuang.cases.journal import append, open_book, record, situation_at
from yichuang.cases.lifecycle import NotAllowed, allowed
from yichuang.cases.notices import facts_of, issue
from yichuang.cases.periods import Course, lay
from yichuang.cases.records import Case, Notice
from yichuang.cases.situation import NOTHING, Event, Situation
from yichuang.cases.vocabulary import Kind, Outcome
from yichuang.errors import Invalid, Problem, Refused

Detail = Mapping[str, Any]


@dataclass(frozen=True)
class Handled:
    """What an act has done: where the case stands now, the documents made, what others were told."""

    now: Situation
    notices: tuple[Notice, ...] = ()
    happening: Happening | None = None


def actions(db: Session, case: Case, desk: Desk, on: date) -> tuple[Action, ...]:
    """The buttons of a case on a legal day, for pages that only read."""
    now = situation_at(db, case, desk, on)
    found = allowed(now, case.matter, on)
    return tuple(each for each in found if each is not Action.EXTEND or not _too_late_to_extend(case, on))


def carry_out(db: Session, case: Case, action: Action, hand: Hand, detail: Detail = NOTHING) -> Handled:
    """Do what a button says; `detail` goes to its main event.

    Raises StaleRevision, NotAllowed (state, reason, what is possible), Invalid (all faults), Refused.
    """
    before = open_book(db, case, hand)
    given = _completed(action, case, hand, detail)
    _check(action, case, hand, given)
    now, events = before, []
    for kind in action.writes:
        told = given if kind is action.main else NOTHING
        events.append(Event(kind, hand.day, hand.at, hand.name, told))
        now = append(db, case, now, events[-1], hand)
    main = next(event for event in events if event.kind is action.main)
    notices = _issue(db, action, Subject(case, now, main, hand, hand.desk.particulars(db, case)))
    return Handled(now, notices, _tell(db, case, hand.desk, before, now))


def accept(db: Session, case: Case, hand: Hand) -> Handled:
    """受理: the handling period starts."""
    return carry_out(db, case, Action.ACCEPT, hand)


def accept_deferred(
    db: Session, case: Case, hand: Hand, deferred: Sequence[Mapping[str, str]], *, promise_signed: bool
) -> Handled:
    """容缺受理: `deferred` is [{"material", "due"}]; the applicant has signed the promise."""
    detail = {"deferred": [dict(each) for each in deferred], "promise_signed": promise_signed}
    return carry_out(db, case, Action.ACCEPT_DEFERRED, hand, detail)


def finish_on_the_spot(db: Session, case: Case, hand: Hand, detail: Detail = NOTHING) -> Handled:
    """当场办结: accepted, granted and closed in one act; `detail` may hold "outputs"."""
    return carry_out(db, case, Action.FINISH_ON_THE_SPOT, hand, detail)


def ask_corrections(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """一次告知: {"items": [{"item", "name", "problem", "fix", "standard"?}], "deadline"?, "override"?}."""
    return carry_out(db, case, Action.ASK_CORRECTIONS, hand, detail)


def corrected(db: Session, case: Case, hand: Hand, items: Sequence[str] = ()) -> Handled:
    """登记补正材料: the items handed in, all open ones when none is named."""
    return carry_out(db, case, Action.RECEIVE_CORRECTIONS, hand, {"items": list(items)} if items else {})


def refuse(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """不予受理: {"ground": Ground, "reason", "organ"? (where to apply), "basis"?}."""
    return carry_out(db, case, Action.REFUSE, hand, detail)


def start_special(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """启动特别程序: {"name", "reason", "approved_by", "until"?}; the end follows from the published limit."""
    return carry_out(db, case, Action.START_SPECIAL, hand, detail)


def end_special(db: Session, case: Case, hand: Hand, detail: Detail = NOTHING) -> Handled:
    """结束特别程序: {"result"?}; the handling period goes on."""
    return carry_out(db, case, Action.END_SPECIAL, hand, detail)


def extend(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """延长期限: {"days", "reason", "approved_by"}; once, and before the period is over."""
    return carry_out(db, case, Action.EXTEND, hand, detail)


def grant(db: Session, case: Case, hand: Hand, detail: Detail = NOTHING) -> Handled:
    """准予: {"outputs"?, "basis"?, "conditions"?, "valid_until"?}."""
    return carry_out(db, case, Action.GRANT, hand, detail)


def deny(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """不予办理: {"reason", "basis"?}; closes the case."""
    return carry_out(db, case, Action.DENY, hand, detail)


def give_result(db: Session, case: Case, hand: Hand, detail: Detail = NOTHING) -> Handled:
    """登记办理结果: {"outputs"?, "result"?, "result_number"?}; all declared outputs must be there now."""
    return carry_out(db, case, Action.GIVE_RESULT, hand, detail)


def deliver(db: Session, case: Case, hand: Hand, detail: Detail) -> Handled:
    """送达: {"method", "receiver", "relation"?, "tracking_number"?, "place"?, "documents"?}."""
    return carry_out(db, case, Action.DELIVER, hand, detail)


def take(db: Session, case: Case, hand: Hand) -> Situation:
    """接办: who handles it from now on; no legal act."""
    login = hand.actor.login if hand.actor else ""
    return record(db, case, Event(Kind.TAKEN, hand.day, hand.at, hand.name, {"login": login}), hand)


def _completed(action: Action, case: Case, hand: Hand, detail: Detail) -> Detail:
    """What the matter has published need not be typed again."""
    special = case.matter.special(str(detail.get("name"))) if action is Action.START_SPECIAL else None
    if special is None:
        return detail
    until = lay(special.limit, Course(hand.day), hand.desk.calendar, hand.desk.thresholds.office).due
    return {"until": until.isoformat(), **detail, "stops_clock": special.stops_clock}


def _check(action: Action, case: Case, hand: Hand, detail: Detail) -> None:
    if action.hand == "supervisor" and not (hand.actor and hand.actor.has("supervisor")):
        raise Refused(f"“{action.label}”只能由督查人员办理。请写明情况，请督查人员处理。")
    if action is Action.ACCEPT_DEFERRED and not detail.get("deferred"):
        problem = Problem("/deferred", "required", "没有写明容缺的材料。", fix="材料齐全的，请改用受理。")
        raise Invalid("“容缺受理”没有登记：没有写明容缺的材料。", problems=[problem])
    if action is Action.FINISH_ON_THE_SPOT and not case.matter.clock.immediate:
        raise NotAllowed("本事项不是即办件，不能当场办结。请先受理，再作出决定。")
    if action is Action.EXTEND and _too_late_to_extend(case, hand.day):
        last = case.statutory_due or case.promise_due or hand.day
        raise NotAllowed(f"办理期限已于{in_words(last)}届满，不能再延长。请尽快作出决定。")


def _too_late_to_extend(case: Case, today: date) -> bool:
    last = case.statutory_due or case.promise_due
    return last is not None and today > last


def _issue(db: Session, action: Action, subject: Subject) -> tuple[Notice, ...]:
    case, hand = subject.case, subject.hand
    return tuple(
        issue(db, facts_of(kind, subject), hand, filing_id=case.filing_id, case_id=case.id) for kind in action.documents
    )


def _tell(db: Session, case: Case, desk: Desk, before: Situation, now: Situation) -> Happening | None:
    told = _happening(case, before, now)
    if told:
        desk.tell(db, told)
    return told


def _happening(case: Case, before: Situation, now: Situation) -> Happening | None:
    place = (case.id, case.filing_id, case.matter_code, case.row)
    if now.outcome is Outcome.GRANTED:
        news = before.outcome is None or before.outputs != now.outputs
        return OutputProduced(*place, dict(now.outputs)) if news else None
    return CaseFailed(*place, now.outcome) if now.outcome and before.outcome is None else None
