"""The room of exchange: choose what leaves as a ZIP, hand in what others have exported, see what was exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select

from yichuang.definitions.drafts import drafts
from yichuang.definitions.exchange import as_zip, gather, gather_all, make_export, record_export
from yichuang.definitions.exchange.records import ExchangeRun
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.errors import Invalid, YichuangError
from yichuang.identity.audit import record

from .records import DesignUpload

PAGE = "yichuang_designer:templates/exchange.jinja2"
FEW = 30
MOST_PICKED = 100
PICKED = ("bundle", "matter")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
NOTHING = "还没有选要导出的定义，没有导出。请勾选，或写下编码。"
COUNTED = (("drafts", "{} 个定义"), ("added", "新增 {}"), ("changed", "修改 {}"), ("unchanged", "未变 {}"),
           ("releases", "{} 个发布版本"), ("conflicts", "{} 处冲突没有动"))


@dataclass(frozen=True)
class Past:
    """One export or import, for the table."""

    run: ExchangeRun

    @property
    def words(self) -> str:
        """What came of it."""
        counts = self.run.counts
        return "，".join(words.format(counts[key]) for key, words in COUNTED if counts.get(key)) or "没有内容"


@view_config(route_name="design.exchange", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """What can leave, where files come in, and the history."""
    return _page(request)


@view_config(route_name="design.exchange", request_method="POST", renderer=PAGE, permission="design.edit")
def export(request: Request) -> dict[str, Any] | Response:
    """The ZIP of what was chosen, with all that it uses."""
    everything = request.POST.get("what") == "all"
    codes = list(dict.fromkeys(_codes(request)))
    at = datetime.now(UTC)
    try:
        if not (everything or codes):
            raise Invalid(NOTHING)
        gathered = gather_all(request.db) if everything else gather(request.db, codes)
    except YichuangError as error:
        request.response.status_int = error.status
        return _page(request, str(error))
    made = make_export(request.db, gathered, request.registry["settings"].hall, at)
    name = _file_name("all" if everything else codes[0], len(codes), at)
    record_export(request.db, made, name, at, request.identity.login)
    record(request.db, request.identity, "design.export", f"definitions:{'all' if everything else codes[0]}",
           {"codes": codes, **made.counts})
    headers = [("Content-Disposition", f'attachment; filename="{name}"'), ("X-Content-Type-Options", "nosniff")]
    return Response(as_zip(made), headerlist=[("Content-Type", "application/zip"), *headers])


def _codes(request: Request) -> Iterator[str]:
    yield from (code for code in request.POST.getall("code") if isinstance(code, str))
    yield from str(request.POST.get("more", "")).replace("，", " ").replace("、", " ").replace(",", " ").split()


def _file_name(first: str, count: int, at: datetime) -> str:
    """Only letters, digits and a few marks: a name in a header must need no quoting."""
    more = f"-and-{count - 1}-more" if count > 1 else ""
    return f"yichuang-{UNSAFE.sub('_', first)}{more}-{at:%Y%m%d}.zip"


def _page(request: Request, problem: str = "") -> dict[str, Any]:
    runs = request.db.scalars(select(ExchangeRun).order_by(ExchangeRun.id.desc()).limit(FEW))
    waiting = request.db.scalars(
        select(DesignUpload).where(DesignUpload.person_id == request.identity.id, DesignUpload.imported_at.is_(None))
        .order_by(DesignUpload.id.desc()).limit(FEW))
    newest: dict[str, DesignUpload] = {}
    for upload in waiting:
        newest.setdefault(upload.digest, upload)
    picked = {kind: list(drafts(request.db, kind)) for kind in PICKED}
    return {
        "problem": problem, "picked": picked, "most": MOST_PICKED, "kinds": KIND_NAMES, "past": [Past(run) for run in runs],
        "waiting": list(newest.values())[:5], "limit_mb": request.registry["settings"].upload_limit_mb,
        "chosen": set(request.POST.getall("code")), "more": request.POST.get("more", ""),
    }
