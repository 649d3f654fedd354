"""收件凭证: what the applicant takes home. It says only what is true of each matter (domain reference 4.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.days import in_words
from yichuang.cases.desk import Hand
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import NoticeKind
from yichuang.definitions.clauses import written
from yichuang.definitions.publication import Paper
from yichuang.definitions.releases import definition_of, latest_of_kinds
from yichuang.settings import Settings

from .composition import Composition
from .records import Filing

HOW_WORDS: Mapping[str, str] = {
    "paper": "纸质",
    "upload": "扫描件",
    "defer": "容缺后补",
    "absent": "不适用",
    "none": "未收",
    "e-cert": "电子证照（免提交）",
    "register": "数据共享（免提交）",
    "upstream": "前序事项产生（免提交）",
    "generated": "由申报表生成",
    "internal": "部门内部核查（免提交）",
    "promise": "告知承诺",
}


def track_url(filing: Filing, settings: Settings) -> str:
    """Where the family follows it; the query code is typed, never carried in an address."""
    return settings.public_address(f"/track?number={filing.number}")


def receipt_facts(
    db: Session, filing: Filing, composition: Composition, cases: Sequence[Case], hand: Hand, settings: Settings
) -> dict[str, Any]:
    """Plain values for the writers: heading, matters with their dates, materials, and the clauses of the paper."""
    facts = _facts(filing, composition, cases, hand, settings)
    paper = _paper(db)
    if paper is None:
        return facts | {"clauses": [], "copies": []}
    return facts | {"title": paper.title, "clauses": written(paper, facts), "copies": list(paper.copy_holders)}


def _paper(db: Session) -> Paper | None:
    """The published paper that says what a receipt says."""
    found = (definition_of(release) for release in latest_of_kinds(db, ("paper",)))
    return next((paper for paper in found if isinstance(paper, Paper) and paper.document == "receipt"), None)


def _facts(
    filing: Filing, composition: Composition, cases: Sequence[Case], hand: Hand, settings: Settings
) -> dict[str, Any]:
    return {
        "kind": NoticeKind.RECEIPT.value,
        "title": "收件凭证",
        "organ": settings.hall,
        "organ_word": "一窗",
        "organ_phone": composition.bundle.consult_phone,
        "organ_address": "",
        "complaint_phone": composition.bundle.complaint_phone,
        "seal": "收件专用章",
        "case_number": filing.number,
        "filing_number": filing.number,
        "query_code": filing.query_code,
        "track_url": track_url(filing, settings),
        "subject": filing.subject_name,
        "subject_kind": composition.bundle.kind,
        "applicant": filing.applicant,
        "applicant_phone": filing.phone,
        "agent": _agent(filing.data),
        "hall": settings.hall,
        "window": filing.window,
        "clerk": hand.name,
        "date": hand.day.isoformat(),
        "date_words": in_words(hand.day),
        "received_on": hand.day.isoformat(),
        "promise": composition.limits.promised,
        "promise_explanation": composition.bundle.promise.explanation or "",
        "matters": [_matter(case) for case in cases],
        "materials": [_material(material) for material in filing.materials if material["how"] != "absent"],
        **_standing(filing, cases),
    }


def _standing(filing: Filing, cases: Sequence[Case]) -> dict[str, Any]:
    """What decides which sentences are true of this filing."""
    waiting = any(case.instance is None for case in cases)
    deferred = [material["name"] for material in filing.materials if material["how"] == "defer"]
    received = [case for case in cases if case.instance is not None]
    return {
        "complete": not deferred and not waiting,
        "has_waiting": waiting,
        "has_deferred": bool(deferred),
        "deferred": deferred,
        "silence_accepts": any(case.matter.clock.profile == "licence-32" for case in received),
    }


def _matter(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "name": case.matter_name,
        "row_label": case.row_label,
        "department": case.department_snapshot["name"],
        "waiting": case.instance is None,
        "state": "待前序事项办结，尚未收到申请" if case.instance is None else "已收件",
        "promise_due": case.promise_due.isoformat() if case.promise_due else "",
        "notice_due": case.notice_due.isoformat() if case.notice_due else "",
    }


def _material(material: Mapping[str, Any]) -> dict[str, Any]:
    whose = f"（{material['role']}）" if material.get("role") else ""
    return {
        "name": material["name"] + whose,
        "originals": material["originals"],
        "copies": material["copies"],
        "how": HOW_WORDS.get(material["how"], material["how"]),
    }


def _agent(data: Mapping[str, Any]) -> str:
    name = data.get("agent.person.name")
    return name if isinstance(name, str) else ""
