"""告知文书: the heading every document has, its number, and how it is kept (domain reference 4.7).

A notice is rendered once, when it is issued; the page and the facts are stored and never made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.contents import CONTENT, Facts, Subject, iso
from yichuang.cases.days import in_words
from yichuang.cases.desk import Hand
from yichuang.cases.records import Notice
from yichuang.cases.vocabulary import NoticeKind
from yichuang.store.counters import next_value

_WORDS = {
    NoticeKind.RECEIPT: "收",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.CORRECTION: "补",
    NoticeKind.NOT_NEEDED: "不受",
    NoticeKind.REFUSAL: "不受",
    NoticeKind.DEFERRAL: "容",
    NoticeKind.SPECIAL: "特",
    NoticeKind.EXTENSION: "延",
    NoticeKind.GRANT: "准",
    NoticeKind.DENIAL: "不准",
    NoticeKind.CLOSING: "结",
    NoticeKind.DELIVERY: "送",
    NoticeKind.TERMINATION: "终",
}
_LICENCE_TITLES = {NoticeKind.GRANT: "准予行政许可决定书", NoticeKind.DENIAL: "不予行政许可决定书"}


def title_of(kind: NoticeKind, licence: bool) -> str:
    """The title of a document; decisions on a licence say so."""
    return _LICENCE_TITLES.get(kind, kind.label) if licence else kind.label


def facts_of(kind: NoticeKind, subject: Subject) -> Facts:
    """Everything a document of this kind says, as JSON; its number is added when it is issued."""
    content = CONTENT.get(kind)
    return _header(kind, subject) | (content(subject) if content else {})


def issue(db: Session, facts: Facts, hand: Hand, *, filing_id: int, case_id: int | None = None) -> Notice:
    """Number, render and keep a document, in the caller's transaction.

    Numbers are counted per organ, kind of document and year, as 杭公受字〔2026〕第000001号.
    """
    kind = NoticeKind(facts["kind"])
    numbered = facts | {"number": _number(db, kind, str(facts["organ_word"]), hand.day.year)}
    notice = Notice(
        filing_id=filing_id,
        case_id=case_id,
        kind=kind.value,
        number=numbered["number"],
        title=facts["title"],
        html=hand.desk.write(kind, numbered),
        facts=numbered,
        issued_at=hand.at,
        by_name=hand.name,
    )
    db.add(notice)
    db.flush()
    return notice


def _number(db: Session, kind: NoticeKind, organ_word: str, year: int) -> str:
    word = f"{organ_word}{_WORDS[kind]}字〔{year}〕"
    return f"{word}第{next_value(db, f'notice:{word}'):06d}号"


def organ_word(organ: Mapping[str, Any]) -> str:
    """机关代字 of a department as its snapshot declares it, without the kind of document; else its short name."""
    word = str(organ.get("document_word") or "")
    return word.removesuffix("字").removesuffix("受") or str(organ.get("short_name") or organ.get("name") or "")


def _header(kind: NoticeKind, subject: Subject) -> Facts:
    case, about, organ = subject.case, subject.about, subject.case.department_snapshot
    return {
        "kind": kind.value,
        "title": title_of(kind, subject.facts.licence),
        "organ": organ.get("name", ""),
        "organ_word": organ_word(organ),
        "organ_phone": organ.get("phone", ""),
        "organ_address": organ.get("address", ""),
        "complaint_phone": organ.get("complaint_phone", ""),
        "seal": "业务专用章",
        "case_number": case.number,
        "query_code": about.query_code,
        "track_url": about.track_url,
        "matter": case.matter_name,
        "matter_code": subject.facts.item_code,
        "row_label": case.row_label,
        "applicant": about.applicant,
        "applicant_phone": about.phone,
        "agent": about.agent,
        "hall": about.hall,
        "clerk": subject.hand.name,
        "date": subject.event.happened_on.isoformat(),
        "date_words": in_words(subject.event.happened_on),
        "received_on": iso(subject.now.received_on),
    }
