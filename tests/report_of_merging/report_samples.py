"""A small bundle to report on: four invented departments that differ, one that produces, one that applies sometimes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.records import Release, ReleasePin
from yichuang.filing.merge_report.lines import ConflictLine, Line, Report
from yichuang.filing.merge_report.report import Occasion, report_of

ON = date(2026, 11, 25)
PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
INSURED = {"properties": {"insured": {"const": "yes"}}, "required": ["insured"]}
Documents = dict[str, dict[str, Any]]


def field(element: str, title: str, **said: Any) -> dict[str, Any]:
    """A field of the person's."""
    return {"type": "string", "title": title, "x-role": "person", "x-element": element, **said}


def matter(code: str, schema: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A matter with this form."""
    return {
        "kind": "matter", "code": code, "name": f"示例事项{code}", "task_type": "07", "use_levels": ["4"],
        "department": f"bureau-{code}", "audiences": ["1"], "scope": "示例。", "project_type": "promised",
        "review_type": "reviewed", "basis": [{"law": "《示例条例》", "article": "第一条"}], "conditions": ["示例。"],
        "promised_limit": {"days": 5}, "steps": [], "visits": {"number": 1}, "locations": [], **PHONES, "materials": [],
        "result": {"name": "示例决定书", "type": "document"}, "form": {"schema": {"type": "object", **schema}}, **more,
    }  # fmt: skip


def documents() -> Documents:
    """Everything by code, fresh: the household registers, produces a number; tax, insurance and bank need it."""
    sex = field("person.sex", "性别", oneOf=[{"const": "1", "title": "男"}, {"const": "2", "title": "女"}])
    kinds = [{"const": "111", "title": "居民身份证"}, {"const": "414", "title": "护照"}]
    id_type = field("person.id_type", "证件类型", oneOf=kinds)
    passport = {"properties": {"country": field("person.country", "国籍", maxLength=20)}, "required": ["country"]}
    found = [
        *({"kind": "department", "code": f"bureau-{code}", "name": f"示例{name}局", "region": "330106",
           "phone": "0571-88001001", "complaint_phone": "12345", "address": "示例路1号"}
          for code, name in (("home", "公安"), ("tax", "税务"), ("care", "医保"))),
        *({"kind": "element", "code": code, "name": name, "value": {"type": "string"}}
          for code, name in (("person.name", "姓名"), ("person.sex", "性别"), ("person.book", "户号"))),
        matter("home", {
            "properties": {"name": field("person.name", "姓名", minLength=1, maxLength=40), "sex": sex, "idType": id_type,
                           "moved": field("person.moved", "迁入日期", format="date"),
                           "note": {"type": "string", "title": "备注", "maxLength": 200}},
            "required": ["name", "sex"],
            "if": {"properties": {"idType": {"const": "414"}}, "required": ["idType"]}, "then": passport},
            outputs=[{"element": "person.book", "role": "person", "name": "户号", "value": {"pattern": "^[0-9]{9}$"}}]),
        matter("tax", {
            "properties": {"xm": field("person.name", "纳税人姓名", maxLength=30), "xb": sex,
                           "qr": field("person.moved", "迁入日期", pattern="^[0-9]{8}$"),
                           "hh": field("person.book", "户号", maxLength=30), "yd": field("person.moving", "是否迁移")},
            "required": ["xm", "hh", "yd"]}),
        matter("care", {
            "properties": {"name": field("person.name", "姓名", maxLength=60),
                           "xb": field("person.sex", "性别", enum=["男", "女"])}, "required": ["name"]}),
        {"kind": "bundle", "code": "moving", "name": "示例迁移一件事", "lead": "bureau-home", "region": "330106",
         "audiences": ["1"], "summary": "示例。", "roles": [{"code": "person", "title": "本人"}], **PHONES,
         "promise": {"limit": {"days": 15}},
         "questions": [{"code": "insured", "title": "是否参保", "default": "no",
                        "options": [{"value": "yes", "title": "参保"}, {"value": "no", "title": "不参保"}]}],
         "answered": [{"role": "person", "element": "person.moving", "question": "insured"}],
         "sections": [{"code": "person", "title": "本人情况", "fields": ["person.*"]}],
         "members": [{"matter": "home"},
                     {"matter": "tax", "depends_on": [{"matter": "home"}],
                      "transforms": {"/qr": {"kind": "date", "pattern": "YYYYMMDD"}}},
                     {"matter": "care", "when": INSURED}]},
    ]  # fmt: skip
    return {each["code"]: each for each in found}


def decided(status: str, **more: Any) -> dict[str, Any]:
    """A decision about the sex that insurance writes in words."""
    codes = {"kind": "codes", "table": {"1": "男", "2": "女"}}
    return {"where": "person.person.sex", "kind": "enum", "take": "map", "transforms": {"care": {"/xb": codes}},
            "status": status, "owner": "示例医保局 王五（示例）", "due": "2026-11-20", "basis": "示例会议纪要", **more}  # fmt: skip


def with_decisions(*decisions: dict[str, Any]) -> Documents:
    """The same with decisions in the bundle."""
    found = documents()
    found["moving"]["decisions"] = list(decisions)
    return found


def properties(found: Documents, code: str) -> dict[str, Any]:
    """The fields of a matter's form, to be changed."""
    said: dict[str, Any] = found[code]["form"]["schema"]["properties"]
    return said


def known(found: Documents) -> dict[str, Definition]:
    """The documents as definitions by code."""
    return {code: KINDS[each["kind"]].model_validate(each) for code, each in deepcopy(found).items()}


def report(found: Documents | None = None, proof: Proof | None = None, edition: str = "草稿") -> Report:
    """The report of the bundle among these."""
    uses = known(found or documents())
    bundle = next(each for each in uses.values() if isinstance(each, Bundle))
    return report_of(bundle, uses, Occasion(edition, ON), proof)


def line(found: Report, key: str) -> Line:
    """The line of a place."""
    return next(each for each in found.lines if each.key == key)


def conflict(found: Report, where: str) -> ConflictLine:
    """The conflict at a place."""
    return next(each for each in found.conflicts if each.where == where)


def release(db: Session, number: int, found: Documents) -> Release:
    """Release a bundle with what it uses as publishing leaves them; what is the same as before is pinned as it is."""
    made = [_released(db, code, each) for code, each in found.items() if code != "moving"]
    text = canonical({**found["moving"], "pins": {each.code: each.digest for each in made}})
    whole = _row("moving", number, found["moving"], text)
    db.add(whole)
    db.flush()
    db.add_all([ReleasePin(release_id=whole.id, uses_id=each.id) for each in made])
    return whole


def _released(db: Session, code: str, document: dict[str, Any]) -> Release:
    text = canonical(document)
    known = db.query(Release).filter_by(code=code).order_by(Release.number).all()
    if same := [each for each in known if each.digest == digest_of(text)]:
        return same[0]
    row = _row(code, len(known) + 1, document, text)
    db.add(row)
    db.flush()
    return row


def _row(code: str, number: int, document: dict[str, Any], text: str) -> Release:
    return Release(code=code, number=number, kind=document["kind"], name=document["name"], body=text, digest=digest_of(text),
                   published_at=datetime(2026, 11, 1, tzinfo=UTC), published_by="示例")  # fmt: skip
