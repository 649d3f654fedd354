"""The desk at which this application handles cases: its documents, what filings know, and whom it tells."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from sqlalchemy.orm import Session

from yichuang.cases.desk import Desk, Hand, Particulars
from yichuang.cases.happenings import Happening
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import NoticeKind
from yichuang.errors import Unavailable
from yichuang.extension import extensions

from .passing_on import pass_on
from .receipt import track_path
from .records import Filing


def hand_of(request: Request, revision: int | None = None) -> Hand:
    """The hand of whoever sent this request, now."""
    return Hand(request.registry["desk"], request.identity, datetime.now(UTC), revision=revision)


def make_desk(registry: Registry) -> Desk:
    """The desk of an application."""
    hall = registry["settings"].hall

    def particulars(db: Session, case: Case) -> Particulars:
        filing = db.get_one(Filing, case.filing_id)
        mine = [m for m in filing.materials if case.matter_code in m["matters"] and m["how"] not in ("absent", "none")]
        taken = tuple({"name": m["name"], "originals": m["originals"], "copies": m["copies"]} for m in mine)
        return Particulars(filing.applicant, filing.phone, hall=hall, query_code=filing.query_code,
                           track_url=track_path(filing), materials=taken)

    def write(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
        writer = extensions(registry).notice_writers.get("html")
        if writer is None:
            raise Unavailable("没有安装文书模块，无法出具文书。请管理员检查设置中的 yichuang.includes。")
        return writer(kind, facts).decode("utf-8")

    def tell(db: Session, happening: Happening) -> None:
        pass_on(db, happening, Hand(desk, None, datetime.now(UTC)))

    desk = Desk(write, particulars, (tell,))
    return desk


def includeme(config: Configurator) -> None:
    """Puts the desk into the registry once everything has been included."""
    config.action("desk", lambda: config.registry.__setitem__("desk", make_desk(config.registry)), order=100)
