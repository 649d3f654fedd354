"""The administrator's home, and the audit trail with its filters in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import func, select

from yichuang.cases.days import legal_day
from yichuang.dispatch.records import Parcel, ParcelState
from yichuang.filing.desk import desk_of
from yichuang.identity.lockout import locked_logins
from yichuang.identity.records import Person
from yichuang.standards.calendar_file import iso_date

from . import people
from .audit_log import ACTIONS, Wanted, detail_words, listed, subject_words
from .paging import page_number

HOME = "yichuang:administration/templates/admin.jinja2"
AUDIT = "yichuang:administration/templates/audit.jinja2"
LONGEST = 64
LATEST = 10
# Periods reach over the end of a year long before it: from here on the next notice is missed.
NOTICE_MISSED_FROM = 11


@view_config(route_name="admin", request_method="GET", renderer=HOME, permission="settings.read")
def home(request: Request) -> dict[str, Any]:
    """What waits for an administrator, and what was done last."""
    at = datetime.now(UTC)
    known_people = people.everybody(request.db)
    everybody = [person for person in known_people if person.active]
    dead = select(func.count()).select_from(Parcel).where(Parcel.state == ParcelState.DEAD)
    today, known = legal_day(at), desk_of(request).calendar.confirmed_years
    return {
        "today": today,
        "active": len(everybody),
        "locked": len(locked_logins(request.db, (person.login for person in everybody), at)),
        "demo": sum(person.demo for person in everybody),
        "dead": request.db.scalar(dead) or 0,
        "year": next(year for year in range(today.year, 9999) if year not in known),
        "missed": today.year not in known or (today.month >= NOTICE_MISSED_FROM and today.year + 1 not in known),
        "latest": listed(request.db, Wanted(), LATEST),
        **_words(known_people),
    }


@view_config(route_name="admin-audit", request_method="GET", renderer=AUDIT, permission="audit.read")
def show_audit(request: Request) -> dict[str, Any]:
    """One page of the trail."""
    wanted, known_people = _wanted(request), people.everybody(request.db)
    return {
        "wanted": wanted,
        "found": listed(request.db, wanted),
        "people": known_people,
        "pages_path": request.route_path("admin-audit", _query={**wanted.query(), "page": ""}),
        **_words(known_people),
    }


def _words(known: Sequence[Person]) -> dict[str, Any]:
    logins = {str(person.id): person.login for person in known}
    return {"actions": ACTIONS, "subject_words": subject_words, "detail_words": detail_words, "logins": logins}


def _wanted(request: Request) -> Wanted:
    """The filters in the address; what makes no sense is as if it were not there."""
    said = {name: str(value).strip()[:LONGEST] for name, value in request.GET.items()}
    person = said.get("person", "")
    return Wanted(
        person=int(person) if person.isascii() and person.isdigit() and len(person) < 10 else None,
        action=said.get("action", ""),
        subject=said.get("subject", ""),
        begin=_day(said.get("begin", "")),
        end=_day(said.get("end", "")),
        page=page_number(request),
    )


def _day(text: str) -> date | None:
    found = iso_date(text)
    # The very first and last days have no instant in UTC.
    return found if found and 1900 <= found.year <= 9000 else None
