"""Progress by number and query code: guessing is braked, and whatever is wrong gets the same answer."""

from __future__ import annotations

import hmac
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.days import PLACE, legal_day
from yichuang.errors import Invalid, TooMany
from yichuang.filing.records import Filing
from yichuang.identity import lockout
from yichuang.store.db import own_session, reading

from .progress import Progress, progress_of

FORM = "yichuang:public/templates/track.jinja2"
CASE_SUFFIX = re.compile(r"-\d{2}$")
LONGEST = 60
WRONG = (
    "收件编号与查询密码不相符，没有查到。请对照收件凭证上的两个号码再填一次；"
    "同一个收件编号连续 5 次不符，会暂停查询 15 分钟。"
)
INCOMPLETE = "请把收件编号和查询密码都填上，它们印在收件凭证的上方。"


@view_config(route_name="track", request_method="GET", renderer=FORM, permission=NO_PERMISSION_REQUIRED)
def show(request: Request) -> dict[str, Any]:
    """The form; the code on the receipt leads here with the number filled in."""
    return _page(number=as_typed(request.GET.get("number", "")))


@view_config(route_name="track", request_method="POST", renderer=FORM, permission=NO_PERMISSION_REQUIRED)
def look(request: Request) -> dict[str, Any]:
    """The progress, or why it is not shown. The code stays out of addresses, logs and the page."""
    number = as_typed(request.POST.get("number", ""))
    try:
        found = track(request, number, as_typed(request.POST.get("code", "")), datetime.now(UTC))
    except (Invalid, TooMany) as error:
        request.response.status_int = error.status
        return _page(number=number, problem=str(error))
    return _page(number=number, progress=found)


def _page(number: str, problem: str = "", progress: Progress | None = None) -> dict[str, Any]:
    return {"number": number, "problem": problem, "progress": progress}


def as_typed(value: object) -> str:
    """A number without the spaces it is printed with, in narrow characters; of a case's number, the filing's."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return ""
    text = "".join(unicodedata.normalize("NFKC", value).split())
    return CASE_SUFFIX.sub("", text) if text.isprintable() else ""


def track(request: Request, number: str, code: str, now: datetime) -> Progress:
    """The progress of the filing with this number and query code.

    Raises Invalid when they do not belong together or one is missing, TooMany after 5 wrong tries of a number or
    30 from an address within 15 minutes. A try is counted before it is judged and forgotten when it was right.
    """
    if not number or not code:
        raise Invalid(INCOMPLETE)
    with own_session(request) as db:
        _count_try(db, number, request.remote_addr or "", now)
    with reading(request.registry["sessions"]) as db:
        filing = db.scalar(select(Filing).where(Filing.number == number))
        expected = filing.query_code if filing else ""
        if not hmac.compare_digest(expected.encode(), code.encode()) or filing is None:
            raise Invalid(WRONG)
        found = progress_of(db, filing, request.registry["desk_in"](db), legal_day(now))
    with own_session(request) as db:
        lockout.forget_tries(db, _name(number))
    return found


def _name(number: str) -> str:
    """Numbers share the table of failed sign-ins; no login holds a space."""
    return f"track {number}"


def _count_try(db: Session, number: str, address: str, now: datetime) -> None:
    # Failures here must not lock the same address out of signing in, nor the other way round.
    place = f"track {address}"
    until = lockout.locked_until(db, _name(number), place, now)
    if until is not None:
        clock = (until + timedelta(minutes=1)).astimezone(PLACE).strftime("%H:%M")
        why = "查询不符的次数过多，为保护申请人的信息已暂停查询"
        raise TooMany(f"{why}，{clock} 后可以再试。着急的话，请带收件凭证到窗口问。")
    lockout.count_try(db, _name(number), place, now)
