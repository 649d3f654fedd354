"""The calendar as a table: a notice checked, imported, and the dates of open cases moved with it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from webtest import TestApp, Upload

from yichuang.administration import calendar_views
from yichuang.cases import handle
from yichuang.cases.calendar_notices import Entry, changed_days, completed, doubts, enter, faults, first_moved
from yichuang.cases.calendars import NATION, CalendarBook, CalendarDay, CalendarNotice, calendar_of, places_of
from yichuang.cases.records import Case
from yichuang.identity.records import AuditEntry
from yichuang.standards.calendar_file import CalendarFile, read_calendar
from yichuang.standards.holidays import statutory
from yichuang.standards.workdays import STANDARD, Day, due

AT = datetime(2026, 12, 28, 4, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)
# Invented, as no notice of 2027 is known here: 元旦 free on Friday to Sunday and on Monday, Saturday the 9th worked.
DAYS = [
    {"date": on.isoformat(), "is_workday": False, "kind": "法定节假日", "name": name}
    for on, name in sorted(statutory(2027).items())
] + [
    {"date": "2027-01-04", "is_workday": False, "kind": "调休休息", "name": "元旦"},
    {"date": "2027-01-09", "is_workday": True, "kind": "调休上班", "name": "元旦"},
]
NOTICE = json.dumps(DAYS, ensure_ascii=False)
NUMBER = "国办发明电〔2026〕示例号"


def entry(text: str = NOTICE, region: str = NATION, complete: bool = True) -> Entry:
    file = read_calendar(text)
    return Entry(region, NUMBER, completed(file) if complete else file)


def one(on: str, works: bool, kind: str, name: str = "") -> str:
    return json.dumps([{"date": on, "is_workday": works, "kind": kind, "name": name}], ensure_ascii=False)


def upload(app: TestApp, text: str | bytes = NOTICE, **fields):
    """The import form filled in."""
    form = app.get("/admin/calendar").forms["notice"]
    data = text if isinstance(text, bytes) else text.encode()
    form["/file"] = Upload("notice.json", data) if data else ""
    form["/notice_no"] = fields.get("notice_no", NUMBER)
    form["/region"] = fields.get("region", NATION)
    form["/complete"].checked = fields.get("complete", True)
    return form


def test_a_notice_is_laid_over_the_standard_calendar_and_makes_its_year_certain(database):
    with database.writing() as db:
        assert calendar_of(db, "330106").day(NEW_YEAR) == STANDARD.day(NEW_YEAR)
        enter(db, entry(), AT, None)
    with database.reading() as db:
        known = calendar_of(db, "330106")
    assert known.day(NEW_YEAR) == Day(NEW_YEAR, False, "法定节假日", "元旦")
    assert known.day(date(2027, 1, 9)).is_workday
    assert known.day(date(2027, 3, 6)).confirmed
    assert due(date(2026, 12, 28), 10, calendar=known).confirmed
    assert not known.day(date(2028, 3, 6)).confirmed


def test_a_local_notice_tops_those_of_the_divisions_above_and_holds_nowhere_else(database):
    closed = one("2027-03-03", False, "地方假日", "台风停工（示例）")
    worked = one("2027-03-03", True, "工作日")
    with database.writing() as db:
        enter(db, entry(closed, "330100", complete=False), AT, None)
        enter(db, entry(worked, "330106", complete=False), AT, None)
    with database.reading() as db:
        third = date(2027, 3, 3)
        told = {region: calendar_of(db, region).is_workday(third) for region in ("330000", "330105", "330106")}
        assert told == {"330000": True, "330105": False, "330106": True}
        assert not calendar_of(db, "330105").day(date(2027, 3, 4)).confirmed


def test_places_are_the_country_and_all_divisions_above_even_for_odd_codes():
    assert places_of("330106001000") == (NATION, "330000", "330100", "330106", "330106001")
    assert places_of("990000") == (NATION, "990000")


def test_importing_again_corrects_a_day_and_a_whole_year_replaces_the_one_before(database):
    with database.writing() as db:
        enter(db, entry(), AT, None)
        enter(db, entry(one("2027-01-09", False, "周末")), datetime(2026, 12, 29, tzinfo=UTC), None)
        assert db.scalar(select(func.count()).select_from(CalendarDay)) == 1
        known = calendar_of(db, "330106")
        assert not known.is_workday(date(2027, 1, 9))
        assert known.day(NEW_YEAR).is_workday, "a whole year tells every day that is not ordinary"
        notices = db.scalars(select(CalendarNotice).order_by(CalendarNotice.id)).all()
        assert [(each.year, each.complete, each.days) for each in notices] == [(2027, True, 15), (2027, True, 1)]


def test_the_book_reads_the_days_once_and_again_after_an_import_also_after_one_rolled_back(database):
    book = CalendarBook("330106")
    with database.reading() as db:
        before = book.calendar(db)
        assert book.calendar(db) is before
    with database.sessions() as db:
        enter(db, entry(one("2027-03-03", False, "地方假日"), complete=False), AT, None)
        assert not book.calendar(db).is_workday(date(2027, 3, 3))
        db.rollback()
    with database.writing() as db:
        enter(db, entry(one("2027-03-04", False, "地方假日"), complete=False), datetime(2027, 1, 2, tzinfo=UTC), None)
    with database.reading() as db:
        after = book.calendar(db)
        assert (after.is_workday(date(2027, 3, 3)), after.is_workday(date(2027, 3, 4))) == (True, False)
        assert book.calendar(db) is after


def test_what_a_notice_changes_is_told_day_by_day_and_from_which_day_on():
    file = completed(read_calendar(NOTICE))
    after = file.over(STANDARD)
    moved = [new.date.isoformat() for _, new in changed_days(STANDARD, after, (2027,))]
    assert moved == ["2027-01-04", "2027-01-09"]
    assert first_moved(STANDARD, after, (2027,)) == NEW_YEAR
    assert first_moved(after, after, (2027,)) is None
    local = read_calendar(one("2026-12-30", False, "地方假日")).over(STANDARD)
    assert first_moved(STANDARD, local, (2026,)) == date(2026, 12, 30)


def test_what_looks_odd_is_said_and_what_contradicts_itself_is_a_fault():
    short = completed(read_calendar(one("2027-01-01", False, "法定节假日", "元旦")))
    said = list(doubts(short, short.over(STANDARD)))
    assert len(said) == sum(on.weekday() < 5 for on in statutory(2027)) - 1
    assert "2027年10月1日（国庆节）" in "".join(said)
    assert list(doubts(completed(read_calendar(NOTICE)), read_calendar(NOTICE).over(STANDARD))) == []
    weekday = read_calendar(one("2027-03-03", True, "调休上班"))
    assert "这天不是周末" in next(doubts(weekday, weekday.over(STANDARD)))
    assert "种类却是“周末”" in next(faults(read_calendar(one("2027-01-09", True, "周末"))))
    assert "请分开导入" in next(faults(CalendarFile((), (2026, 2027, 2028, 2029))))


class NextDay(datetime):
    """A clock that stands on the day after `AT`, whenever the tests run."""

    @classmethod
    def now(cls, tz=None):
        return AT + timedelta(days=1)


def test_importing_the_notice_makes_the_date_of_an_open_case_certain_and_says_so(town, monkeypatch):
    monkeypatch.setattr(calendar_views, "datetime", NextDay)
    number = town.take_in("restaurant", at=AT)
    with town.database.writing() as db:
        case = db.scalars(select(Case).where(Case.number == f"{number}-01")).one()
        handle.accept(db, case, town.hand(db, "market", AT))
        case_number = case.number
        assert not case.due_confirmed
    admin = town.browser("admin")
    check = upload(admin).submit(status=200)
    assert "期限会变的在办件" in check
    assert case_number in check
    with town.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(CalendarDay)) == 0, "a look keeps nothing"
        assert not db.scalars(select(Case).where(Case.number == case_number)).one().due_confirmed
    done = check.forms["import"].submit(status=303).follow()
    assert "重算了期限" in done
    assert case_number in done
    assert "预计转为确定" in done
    with town.database.reading() as db:
        case = db.scalars(select(Case).where(Case.number == case_number)).one()
        assert case.due_confirmed
        known, promised = calendar_of(db, "330106"), case.matter.clock.promised.days
        assert case.promise_due == due(AT.date(), promised, calendar=known).date
        imported = db.scalars(select(AuditEntry).where(AuditEntry.action == "calendar.import")).one()
        assert imported.subject == f"calendar:{NATION}"
        assert imported.detail["moved"] >= 1
    # The desk of the running application works with it at once.
    with town.database.reading() as db:
        assert town.registry["desk_in"](db).calendar.day(date(2027, 1, 9)).is_workday


def test_the_year_is_shown_as_certain_after_its_notice(admin):
    assert "2027 年是预计" in admin.get("/admin/calendar")
    page = upload(admin).submit().forms["import"].submit(status=303).follow()
    assert NUMBER in page
    page = admin.get("/admin/calendar?year=2027")
    assert "2027 年是预计" not in page
    assert "1月1日至4日" in page
    assert "1月9日（周六）" in page
    assert "2028 年是预计" in admin.get("/admin/calendar")


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("", "file", "没有任何一天"),
        (b"\xff\xfe\x00\xd8" * 9, "file", "不是文本"),
        ("date,is_workday\n2027-02-30,true\n", "file", "不是有效日期"),
        (b"x" * 600_000, "file", "超过 500 KB"),
        (one("2027-01-09", True, "周末"), "file", "种类却是“周末”"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_what_was_typed_stays(admin, text, field, said):
    answer = upload(admin, text, region="330106", complete=False).submit(status=422)
    assert said in answer.html.find(id=f"f/{field}-error").text
    again = answer.forms["notice"]
    assert (again["/notice_no"].value, again["/region"].value, again["/complete"].checked) == (NUMBER, "330106", False)


def test_a_notice_needs_its_number(admin):
    answer = upload(admin, notice_no=" ").submit(status=422)
    assert "请填写通知的文号" in answer.html.find(id="f/notice_no-error").text


def test_a_spreadsheet_saved_in_the_usual_chinese_encoding_is_read(admin):
    text = "date,is_workday,kind,name\n2027-03-03,false,地方假日,三月三（示例）\n"
    check = upload(admin, text.encode("gb18030"), region="330000", complete=False).submit(status=200)
    assert "三月三（示例）" in check
    assert "仍是预计" in check


def test_a_forged_region_is_refused(admin, sqlite_database):
    form = upload(admin)
    form["/region"].force_value("110000")
    assert "没有这个适用范围" in form.submit(status=400)


def test_a_year_can_be_downloaded_corrected_and_imported_again(admin):
    answer = admin.get("/admin/calendar/2027.csv")
    assert answer.content_type == "text/csv"
    text = answer.body.decode("utf-8-sig")
    assert len(text.splitlines()) == 366
    corrected = text.replace("2027-01-09,false,周末", "2027-01-09,true,调休上班")
    check = upload(admin, corrected).submit(status=200)
    assert "2027-01-09" in check
    check.forms["import"].submit(status=303)
    assert "1月9日（周六）" in admin.get("/admin/calendar?year=2027")
    admin.get("/admin/calendar/1999.csv", status=404)


def test_what_was_checked_is_checked_anew_when_the_calendar_has_changed_since(admin, sqlite_database):
    first = upload(admin).submit().forms["import"]
    second = upload(admin, one("2027-03-03", False, "地方假日"), region="330106", complete=False)
    second.submit().forms["import"].submit(status=303)
    answer = first.submit(status=409)
    assert "又有人导入过通知" in answer
    answer.forms["import"].submit(status=303)
    with sqlite_database.reading() as db:
        assert db.scalar(select(func.count()).select_from(CalendarNotice)) == 2


def test_text_that_was_tampered_with_is_read_again_from_scratch(admin):
    form = upload(admin).submit().forms["import"]
    form["text"].force_value('[{"date": "2027-13-01"}]')
    assert "不是有效日期" in form.submit(status=422)
