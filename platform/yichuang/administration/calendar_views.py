"""Pages of the working calendar: a year in months, a notice checked before it is imported, what it has moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select

from yichuang.cases.calendars import CalendarNotice, version_of
from yichuang.cases.days import legal_day
from yichuang.errors import Invalid, NotFound, Problem
from yichuang.filing.desk import desk_of
from yichuang.filing.posted import posted
from yichuang.identity.records import Person
from yichuang.standards.workdays import SEEDED_YEARS, Calendar

from .importing import import_notice, moved_cases
from .notice_form import NoticeForm, as_text, entry_of, place_name, read_form, region_choices, uploaded_text
from .year import WEEKDAYS, as_csv, year_of

CALENDAR = "yichuang:administration/templates/calendar.jinja2"
CHECK = "yichuang:administration/templates/calendar_check.jinja2"
NOTICE = "yichuang:administration/templates/calendar_notice.jinja2"
FIRST, LAST = SEEDED_YEARS[0], 2100
MOST_CHARACTERS = 4_000_000
CHANGED = "核对之后又有人导入过通知，没有导入这一份。下面是按现在的日历重新核对的结果，请再看一遍后导入。"


@view_config(route_name="admin-calendar", request_method="GET", renderer=CALENDAR, permission="calendar.manage")
def show_calendar(request: Request) -> dict[str, Any]:
    """One year; the first that is still an estimate unless the address names one."""
    return _page(request, NoticeForm(region_choices(_home(request))[0][0]))


@view_config(route_name="admin-calendar-file", request_method="GET", permission="calendar.manage")
def download_year(request: Request) -> Response:
    """A year as a file to correct and to import again."""
    year = int(request.matchdict["year"])
    if not FIRST <= year <= LAST:
        raise NotFound(f"日历只到 {FIRST} 至 {LAST} 年。请核对年份。")
    answer = Response(as_csv(desk_of(request).calendar, year), content_type="text/csv", charset="utf-8")
    answer.content_disposition = f'attachment; filename="calendar-{year}.csv"'
    return answer


@view_config(route_name="admin-calendar-check", request_method="POST", permission="calendar.manage", renderer=CHECK)
def check_notice(request: Request) -> dict[str, Any] | Response:
    """What an uploaded notice would change, to the day and the case; nothing is kept."""
    form = read_form(request)
    try:
        entry = entry_of(form, uploaded_text(request))
    except Invalid as error:
        return _wrong(request, form, error.problems)
    return _look(request, form, as_text(entry.file))


@view_config(route_name="admin-calendar-import", request_method="POST", permission="calendar.manage", renderer=CHECK)
def import_checked(request: Request) -> dict[str, Any] | Response:
    """Import what was checked, unless the calendar has changed since."""
    form, text = read_form(request), request.POST.get("text", "")
    text = text if isinstance(text, str) and len(text) <= MOST_CHARACTERS else ""
    try:
        entry = entry_of(form, text)
    except Invalid as error:
        return _wrong(request, form, error.problems)
    if posted(request, "version") != _version(request):
        request.response.status_int = 409
        return _look(request, form, text, CHANGED)
    done = import_notice(request.db, request.registry["desk_in"], entry, request.identity, datetime.now(UTC))
    request.flash(f"已导入，{len(done.moved)} 件在办件重算了期限。" if done.moved else "已导入，没有在办件的期限变动。")
    return HTTPSeeOther(request.route_path("admin-calendar-notice", id=done.notices[-1].id))


@view_config(route_name="admin-calendar-notice", request_method="GET", renderer=NOTICE, permission="calendar.manage")
def show_notice(request: Request) -> dict[str, Any]:
    """An imported notice and the cases whose dates it has moved."""
    found = request.db.get(CalendarNotice, int(request.matchdict["id"]))
    if found is None:
        raise NotFound("没有这份通知。请从工作日历进入。")
    by = request.db.get(Person, found.imported_by) if found.imported_by else None
    moved = moved_cases(request.db, found.imported_at)
    return {"notice": found, "by": by, "place": place_name(found.region), "moved": moved}


def _look(request: Request, form: NoticeForm, text: str, message: str = "") -> dict[str, Any]:
    """The import as it would be: done in this transaction, which is then rolled back."""
    entry, version = entry_of(form, text), _version(request)
    done = import_notice(request.db, request.registry["desk_in"], entry, request.identity, datetime.now(UTC))
    request.tm.doom()
    return {"form": form, "done": done, "text": text, "version": version, "message": message,
            "place": place_name(form.region), "weekdays": WEEKDAYS}


def _version(request: Request) -> str:
    count, last = version_of(request.db)
    return f"{count}.{last.isoformat() if last else ''}"


def _wrong(request: Request, form: NoticeForm, problems: Sequence[Problem]) -> Response:
    page = render(CALENDAR, _page(request, form, problems), request=request)
    return Response(page, status=422, content_type="text/html", charset="utf-8")


def _page(request: Request, form: NoticeForm, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    calendar, today = desk_of(request).calendar, legal_day(datetime.now(UTC))
    years = range(today.year - 1, today.year + 3)
    shown = _asked_year(request) or _first_estimated(calendar, years)
    listed = sorted({*years, shown})
    return {
        "year": year_of(calendar, shown),
        "years": [(number, number in calendar.confirmed_years) for number in listed],
        "notices": _notices(request),
        "place_name": place_name,
        "regions": region_choices(_home(request)),
        "weekdays": WEEKDAYS,
        "today": today,
        "form": form,
        "problems": problems,
        "wrong": {problem.pointer: problem.message for problem in reversed(problems)},
    }


def _notices(request: Request) -> Sequence[Any]:
    wanted = select(CalendarNotice, Person.name).outerjoin(Person, Person.id == CalendarNotice.imported_by)
    return request.db.execute(wanted.order_by(CalendarNotice.id.desc()).limit(20)).all()  # type: ignore[no-any-return]


def _home(request: Request) -> str:
    home: str = request.registry["settings"].region
    return home


def _asked_year(request: Request) -> int | None:
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST <= year <= LAST else None


def _first_estimated(calendar: Calendar, years: range) -> int:
    return next((year for year in years if year not in calendar.confirmed_years), years[1])
