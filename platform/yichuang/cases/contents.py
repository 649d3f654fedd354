"""What each document says beyond its heading (domain reference 4.7), as JSON facts; words are the writer's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from yichuang.cases.days import in_words
from yichuang.cases.desk import Hand, Particulars
from yichuang.cases.facts import MatterFacts
from yichuang.cases.records import Case
from yichuang.cases.situation import Event, Situation
from yichuang.cases.vocabulary import Ground, NoticeKind
from yichuang.definitions.common import Limit

Facts = dict[str, Any]

_UNITS = {
    "workday": "{}个工作日",
    "natural-day": "{}个自然日",
    "hour": "{}小时",
    "month": "{}个月",
    "year": "{}年",
}


@dataclass(frozen=True)
class Subject:
    """What a document is about: the case, where it stands now, and the event that the document tells of."""

    case: Case
    now: Situation
    event: Event
    hand: Hand
    about: Particulars

    @property
    def facts(self) -> MatterFacts:
        """The facts of the matter."""
        return self.case.matter

    def detail(self, name: str) -> Any:
        """A detail of the event, empty text when it has none."""
        return self.event.detail.get(name) or ""


def limit_in_words(limit: Limit | None) -> str:
    """A limit as documents write it; empty for none."""
    if limit is None:
        return ""
    return "当场办结" if limit.unit == "immediate" else _UNITS[limit.unit].format(limit.days)


def due_in_words(on: date | None, confirmed: bool) -> str:
    """A last day as documents write it; an estimate says that it is one and why."""
    if on is None:
        return ""
    return in_words(on) if confirmed else f"预计{in_words(on)}（放假安排或特别程序尚未确定，以后续告知为准）"


def _acceptance(subject: Subject) -> Facts:
    case, facts = subject.case, subject.facts
    return {
        "accepted_on": iso(subject.now.accepted_on),
        "materials": [dict(each) for each in subject.about.materials],
        "promised": limit_in_words(facts.clock.promised),
        "statutory": limit_in_words(facts.clock.statutory),
        "promise_due": iso(case.promise_due),
        "promise_due_words": due_in_words(case.promise_due, case.due_confirmed),
        "statutory_due": iso(case.statutory_due),
        "statutory_due_words": due_in_words(case.statutory_due, case.due_confirmed),
        "due_confirmed": case.due_confirmed,
        "specials": [
            {"name": each.name, "limit": limit_in_words(each.limit), "counted": not each.stops_clock}
            for each in facts.specials
        ],
        "result": facts.result_name,
        "delivery": facts.delivery,
        "charged": facts.charged,
    }


def _correction(subject: Subject) -> Facts:
    return {
        "items": [dict(each) for each in subject.event.detail["items"]],
        "deadline": subject.detail("deadline"),
        "method": subject.detail("method"),
        "again": subject.now.corrections_asked > 1,
        "override": subject.detail("override"),
    }


def _refusal(subject: Subject) -> Facts:
    return {
        "ground": Ground(subject.detail("ground")).label,
        "reason": subject.detail("reason"),
        "basis": subject.detail("basis"),
        "apply_to": subject.detail("organ"),
        **_remedy(subject),
    }


def _reason(subject: Subject) -> Facts:
    return {"reason": subject.detail("reason")}


def _deferral(subject: Subject) -> Facts:
    deferred = [{"material": each.material, "due": each.due.isoformat()} for each in subject.now.deferred]
    return {"deferred": deferred, "consequence": "补交之前不能作出准予决定。"}


def _special(subject: Subject) -> Facts:
    special = subject.facts.special(str(subject.detail("name")))
    return {
        "name": subject.detail("name"),
        "reason": subject.detail("reason"),
        "starts_on": subject.event.happened_on.isoformat(),
        "ends_on": subject.detail("until"),
        "limit": limit_in_words(special.limit) if special else "",
        "basis": special.basis if special else "",
        "charged": bool(special and special.charged),
        "charge_basis": special.charge_basis if special else "",
        "counted": not subject.detail("stops_clock"),
    }


def _extension(subject: Subject) -> Facts:
    case = subject.case
    return {
        "original": limit_in_words(subject.facts.clock.promised),
        "days": subject.detail("days"),
        "reason": subject.detail("reason"),
        "approved_by": subject.detail("approved_by"),
        "promise_due": iso(case.promise_due),
        "promise_due_words": due_in_words(case.promise_due, case.due_confirmed),
    }


def _decision(subject: Subject) -> Facts:
    return {
        "decided_on": iso(subject.now.decided_on),
        "basis": subject.detail("basis") or subject.facts.basis,
        "reason": subject.detail("reason"),
        "conditions": subject.detail("conditions"),
        "valid_until": subject.detail("valid_until"),
        "result": subject.facts.result_name,
        "outputs": _named_outputs(subject),
        **_remedy(subject),
    }


def _closing(subject: Subject) -> Facts:
    return {
        "result": subject.detail("result") or subject.facts.result_name,
        "result_number": subject.detail("result_number"),
        "outcome": subject.now.outcome.label if subject.now.outcome else "",
        "outputs": _named_outputs(subject),
        "delivery": subject.facts.delivery,
    }


def _delivery(subject: Subject) -> Facts:
    return {
        "method": subject.detail("method"),
        "tracking_number": subject.detail("tracking_number"),
        "place": subject.detail("place"),
        "receiver": subject.detail("receiver"),
        "relation": subject.detail("relation"),
        "documents": subject.detail("documents") or [subject.facts.result_name],
        "delivered_on": iso(subject.now.delivered_on),
    }


def _remedy(subject: Subject) -> Facts:
    organ = subject.case.department_snapshot
    return {
        "review": subject.facts.review,
        "litigation": subject.facts.litigation,
        "review_organ": organ.get("review_organ") or "",
        "court": organ.get("court") or "",
    }


def _named_outputs(subject: Subject) -> list[dict[str, Any]]:
    names = subject.facts.outputs
    return [{"name": names.get(key, key), "value": value} for key, value in subject.now.outputs.items()]


def iso(on: date | None) -> str:
    """A date as JSON, empty text for none."""
    return on.isoformat() if on else ""


CONTENT: Mapping[NoticeKind, Callable[[Subject], Facts]] = MappingProxyType(
    {
        NoticeKind.ACCEPTANCE: _acceptance,
        NoticeKind.CORRECTION: _correction,
        NoticeKind.NOT_NEEDED: _reason,
        NoticeKind.REFUSAL: _refusal,
        NoticeKind.DEFERRAL: _deferral,
        NoticeKind.SPECIAL: _special,
        NoticeKind.EXTENSION: _extension,
        NoticeKind.GRANT: _decision,
        NoticeKind.DENIAL: _decision,
        NoticeKind.CLOSING: _closing,
        NoticeKind.DELIVERY: _delivery,
        NoticeKind.TERMINATION: _reason,
    }
)
