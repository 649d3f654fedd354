"""The desk at which this application handles cases: its documents, what filings know, and whom it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from sqlalchemy.orm import Session

from yichuang.cases.calendars import CalendarBook
from yichuang.cases.desk import Desk, DeskIn, Hand, Particulars
from yichuang.cases.happenings import Happening
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import NoticeKind
from yichuang.errors import Unavailable
from yichuang.extension import extensions
from yichuang.settings import Settings

from .passing_on import pass_on
from .receipt import track_url
from .records import Filing
from .repin.standing import standing_of


def hand_of(request: Request, revision: int | None = None) -> Hand:
    """The hand of whoever sent this request, now."""
    return Hand(desk_of(request), request.identity, datetime.now(UTC), revision=revision)


def desk_of(request: Request) -> Desk:
    """The desk as this request's transaction sees it."""
    found: Desk = request.registry["desk_in"](request.db)
    return found


def make_desk(registry: Registry) -> DeskIn:
    """The desk of an application, with the calendar of its region as each transaction sees it."""
    settings: Settings = registry["settings"]
    book = CalendarBook(settings.region)

    def particulars(db: Session, case: Case) -> Particulars:
        filing = db.get_one(Filing, case.filing_id)
        materials = standing_of(db, filing).materials
        mine = [m for m in materials if case.matter_code in m["matters"] and m["how"] not in ("absent", "none")]
        taken = tuple({"name": m["name"], "originals": m["originals"], "copies": m["copies"]} for m in mine)
        return Particulars(
            filing.applicant,
            filing.phone,
            hall=settings.hall,
            query_code=filing.query_code,
            track_url=track_url(filing, settings),
            materials=taken,
        )

    def write(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
        writer = extensions(registry).notice_writers.get("html")
        if writer is None:
            raise Unavailable("没有安装文书模块，无法出具文书。请管理员检查设置中的 yichuang.includes。")
        return writer(kind, facts).decode("utf-8")

    def tell(db: Session, happening: Happening) -> None:
        pass_on(db, happening, Hand(desk_in(db), None, datetime.now(UTC)))

    def desk_in(db: Session) -> Desk:
        return replace(plain, calendar=book.calendar(db))

    plain = Desk(write, particulars, (tell,))
    return desk_in


def includeme(config: Configurator) -> None:
    """Puts the desk into the registry once everything has been included."""
    config.action("desk", lambda: config.registry.__setitem__("desk_in", make_desk(config.registry)), order=100)
