"""The form that brings a notice of holidays: its file or the text checked before, and what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from yichuang.cases.calendar_notices import Entry, completed, faults
from yichuang.cases.calendars import NATION, places_of
from yichuang.errors import BadRequest, Invalid, Problem
from yichuang.filing.posted import posted
from yichuang.standards.calendar_file import CalendarFile, read_calendar
from yichuang.standards.regions import LEVEL_NAMES, PROVINCES, level

# A day by day file of three years is below 100 kB.
MOST_BYTES = 500_000
LONGEST_NUMBER = 60
MOST_SHOWN = 5


@dataclass(frozen=True)
class NoticeForm:
    """What was typed beside the file."""

    region: str
    notice_no: str = ""
    complete: bool = True


def read_form(request: Request) -> NoticeForm:
    """What was typed; BadRequest for a region that this installation has nothing to say about."""
    region = posted(request, "/region")
    if region not in places_of(request.registry["settings"].region):
        raise BadRequest("没有这个适用范围，没有导入。请从页面上的范围里选。")
    return NoticeForm(region, posted(request, "/notice_no"), posted(request, "/complete") == "yes")


def entry_of(form: NoticeForm, text: str) -> Entry:
    """The notice to import. Raises Invalid with a problem beside each field that is wrong."""
    problems = []
    if not 0 < len(form.notice_no) <= LONGEST_NUMBER:
        problems.append(Problem("/notice_no", "required", f"请填写通知的文号，{LONGEST_NUMBER} 个字以内。"))
    file = None
    try:
        file = read_calendar(text)
        problems += [Problem("/file", "days", fault) for fault in list(faults(file))[:MOST_SHOWN]]
    except Invalid as error:
        problems.append(Problem("/file", "calendar", str(error)))
    if problems or file is None:
        raise Invalid(problems=problems)
    return Entry(form.region, form.notice_no, completed(file) if form.complete else file)


def uploaded_text(request: Request) -> str:
    """The text of the uploaded file, UTF-8 or as Chinese spreadsheet programs save it (GB 18030).

    Empty when there is none; Invalid when it is too large or no text.
    """
    upload = request.POST.get("/file", b"")
    if not hasattr(upload, "file"):
        return ""
    data = upload.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _unreadable(f"文件超过 {MOST_BYTES // 1000} KB，不像放假安排。请核对后重新选择。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return str(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise _unreadable("文件不是文本。请另存为 CSV（UTF-8）后重新选择。")


def as_text(file: CalendarFile) -> str:
    """A file as compact JSON that `read_calendar` reads back; carries what was checked to the import."""
    days = [
        {"date": day.date.isoformat(), "is_workday": day.is_workday, "kind": day.kind, "name": day.name}
        | ({} if day.confirmed else {"confirmed": False})
        for day in file.days
    ]
    document: dict[str, Any] = {"confirmed_years": list(file.confirmed_years), "days": days}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def region_choices(home: str) -> list[tuple[str, str]]:
    """Where a notice may hold: the country, and the divisions down to the installation's own."""
    return [(code, place_name(code)) for code in places_of(home)]


def place_name(code: str) -> str:
    """A division in words, as far as its code tells."""
    if code == NATION:
        return "全国"
    try:
        at = level(code)
    except ValueError:
        return code
    return PROVINCES[code[:2]] if at == "province" else f"{code}（{LEVEL_NAMES[at]}）"


def _unreadable(message: str) -> Invalid:
    return Invalid(problems=[Problem("/file", "unreadable", message)])
