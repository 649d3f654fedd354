"""Home of a supervisor: the red list first, then the figures of each department with fraction and period."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import func, select

from yichuang.cases.days import legal_day
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Light
from yichuang.definitions.releases import places
from yichuang.departments.lights import state_words
from yichuang.filing.desk import desk_of

from .measures import Period, by_department
from .reach import reached
from .watch import Wanted, watch

OVERVIEW = "yichuang:supervision/templates/overview.jinja2"
LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY)
LONGEST = 64


@view_config(route_name="supervise", request_method="GET", renderer=OVERVIEW, permission="supervise.read")
def show_overview(request: Request) -> dict[str, Any]:
    """What has turned, who has how much, and how much of it in time."""
    now = datetime.now(UTC)
    wanted, period, within = wanted_of(request), period_of(request, legal_day(now)), reached(request.identity)
    total, rows = by_department(request.db, within, period, now)
    listed = watch(request.db, within, wanted, now, desk_of(request).calendar)
    names = {code: place.name for code, place in places(request.db).items()}
    mine = next((row for row in rows if row.department == wanted.department), None)
    return {
        "now": now,
        "wanted": wanted,
        "period": period,
        "figures": mine or total,
        "total": total,
        "rows": rows,
        "listed": listed,
        "state_words": state_words,
        "names": names,
        "matters": _matters(request),
        "lights": LIGHTS,
        "pages_path": request.route_path("supervise", _query={**address(wanted, period), "page": ""}),
        "address": address,
    }


def wanted_of(request: Request) -> Wanted:
    """The filters in the address; what makes no sense is as if it were not there."""
    said = request.GET
    page, light = said.get("page", ""), said.get("light", "")
    return Wanted(
        department=str(said.get("department", ""))[:LONGEST],
        matter=str(said.get("matter", ""))[:LONGEST],
        light=light if light in list(LIGHTS) else "",
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def period_of(request: Request, today: date) -> Period:
    """The period in the address, else the month of today so far; the wrong way round is turned."""
    first = _date(request.GET.get("first", "")) or today.replace(day=1)
    last = _date(request.GET.get("last", "")) or today
    return Period(min(first, last), max(first, last))


def address(wanted: Wanted, period: Period, **changes: str) -> dict[str, str]:
    """The query of a page with these filters and this period."""
    return {**wanted.query(**changes), "first": period.first.isoformat(), "last": period.last.isoformat()}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _matters(request: Request) -> list[tuple[str, str]]:
    found = request.db.execute(
        select(Case.matter_code, func.max(Case.matter_name)).where(reached(request.identity)).group_by(Case.matter_code)
    )
    return sorted(((code, name) for code, name in found), key=lambda each: each[1])
