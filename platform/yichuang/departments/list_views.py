"""The list of a department's cases: the day's work first, filters kept in the address, names never in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.cases.vocabulary import Flag, Light
from yichuang.filing.desk import desk_of
from yichuang.templating import mask_name

from .inbox import GROUPS, LIGHTS, WAITING, Filters, Listed, Row, Viewer, counts, listed, matters, names_of_siblings
from .lights import Signal, signal, state_words
from .names import of_organisations

LIST = "yichuang:departments/templates/list.jinja2"
NUMBER = re.compile(r"[0-9]{4,}[0-9A-Za-z-]*")
LONGEST_TEXT = 100
LIGHT_WORDS = (
    ("late", "已超期（黄牌和超期）"),
    (Light.YELLOW.value, "预警"),
    (Light.GREEN.value, "正常"),
    (Light.GREY.value, "暂停"),
)
WHO = (("me", "我经办的"), ("nobody", "还没有人接办的"))
# How a row without a name of its own is called; it needs no mask.
NUMBERED = re.compile(r"第 \d+ 个")


@dataclass(frozen=True)
class Line:
    """One line of the list as the template shows it; names are masked here, once."""

    row: Row
    signal: Signal
    state: tuple[str, str]
    applicant: str
    label: str
    flags: str
    waits_for: str


@view_config(route_name="tasks", request_method="GET", renderer=LIST, permission="tasks.use")
def show_list(request: Request) -> dict[str, Any]:
    """The cases that the address asks for; without any filter, what is still to be done."""
    filters = filters_of(request)
    return _page(request, filters, listed(request.db, viewer_of(request), filters))


@view_config(route_name="tasks-find", request_method="POST", renderer=LIST, permission="tasks.use")
def find_cases(request: Request) -> dict[str, Any] | Response:
    """Find by number, which goes into the address, or by the beginning of a name, which must not (law 11)."""
    typed = request.POST.get("q", "")
    text = "".join(typed.split())[:LONGEST_TEXT] if isinstance(typed, str) else ""
    if not text or NUMBER.fullmatch(text):
        query = Filters(group="all" if text else "todo", text=text).query()
        return HTTPSeeOther(request.route_path("tasks", _query=query))
    filters = Filters(group="all")
    return _page(request, filters, listed(request.db, viewer_of(request), filters, text), text)


def viewer_of(request: Request) -> Viewer:
    """The signed-in person as one who looks at an inbox, now."""
    actor = request.identity
    return Viewer(actor.department, actor.login, datetime.now(UTC))


def filters_of(request: Request) -> Filters:
    """The filters in the address; what makes no sense is as if it were not there."""
    said = request.GET
    page = said.get("page", "")
    return Filters(
        group=_known(said.get("group"), GROUPS, "todo"),
        light=_known(said.get("light"), LIGHTS, ""),
        due=_known(said.get("due"), ("today",), ""),
        matter=str(said.get("matter", ""))[:LONGEST_TEXT],
        who=_known(said.get("who"), dict(WHO), ""),
        text="".join(str(said.get("q", "")).split())[:LONGEST_TEXT],
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def _known(value: str | None, known: Any, usual: str) -> str:
    return value if value is not None and value in known else usual


def _page(request: Request, filters: Filters, found: Listed, name: str = "") -> dict[str, Any]:
    viewer = viewer_of(request)
    return {
        "filters": filters,
        "found": found,
        "lines": _lines(request, found.rows, viewer),
        "name": name,
        "counts": counts(request.db, viewer),
        "groups": GROUPS,
        "waiting": filters.group == WAITING,
        "matters": matters(request.db, viewer.department),
        "lights": LIGHT_WORDS,
        "who": WHO,
        "today": viewer.now,
        "pages_path": request.route_path("tasks", _query={**filters.query(), "page": ""}),
    }


def _lines(request: Request, rows: Sequence[Row], viewer: Viewer) -> list[Line]:
    names = names_of_siblings(request.db, rows)
    whole = of_organisations(request.db, (row.release_id for row in rows))
    calendar = desk_of(request).calendar
    return [
        _line(row, signal(row.case, viewer.now, calendar), names, masked=row.release_id not in whole) for row in rows
    ]


def _line(row: Row, light: Signal, names: Mapping[tuple[int, str], str], *, masked: bool) -> Line:
    case = row.case
    upstream = dict.fromkeys(need["matter"] for need in case.depends_on)
    return Line(
        row=row,
        signal=light,
        state=state_words(case.status, case.deliver_due),
        applicant=mask_name(row.applicant) if masked else row.applicant,
        label=case.row_label if NUMBERED.fullmatch(case.row_label) else mask_name(case.row_label),
        flags="；".join(Flag(flag).label for flag in case.flags),
        waits_for="、".join(names.get((case.filing_id, code), code) for code in upstream),
    )
