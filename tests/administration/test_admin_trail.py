"""The audit trail with its filters, and parcels that were given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.app import make_app
from yichuang.dispatch.channels import INBOX
from yichuang.dispatch.deliver import deliver_sweep
from yichuang.dispatch.outbox import Posting, post
from yichuang.dispatch.records import Parcel, ParcelState
from yichuang.identity import audit
from yichuang.identity.records import AuditEntry, Person, PersonRole

PASSWORD = "correct-horse-示例"
NOON = datetime(2020, 3, 7, 4, tzinfo=UTC)
CASE = "33010601260918800001-01"


@pytest.fixture
def trail(sqlite_database, make_person):
    """Entries of two people on three days."""
    people = [make_person("clerk"), make_person("police", ("department",))]
    with sqlite_database.writing() as db:
        for number in range(120):
            entry = AuditEntry(at=NOON + timedelta(hours=number), actor_id=people[number % 2].id,
                               action="case.open" if number % 2 else "filing.submit",
                               subject=f"case:33010601260918800001-{number:02d}", detail={"fields": ["phone"]})
            db.add(entry)
    return people


def rows(page) -> list[str]:
    """The rows of the table as text."""
    table = page.html.find("table")
    return [row.text for row in table.find("tbody").find_all("tr")] if table else []


def test_the_trail_is_shown_newest_first_page_by_page(admin, trail):
    page = admin.get("/admin/audit")
    assert len(rows(page)) == 50
    assert "登录" in rows(page)[0]
    assert "第 1 / 3 页" in page
    last = page.click("下一页").click("下一页")
    assert len(rows(last)) == 21
    assert "2020-03-07 12:00" in rows(last)[-1]
    assert rows(admin.get("/admin/audit?page=99999")) == rows(last)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("action=case.open", 50),
        ("action=no.such", 0),
        ("subject=800001-07", 1),
        ("subject=%25", 0),
        ("begin=2020-03-07&end=2020-03-07", 12),
        ("begin=2020-03-12&end=2020-03-12", 12),
        ("begin=x&end=2026-02-30&person=abc&page=-1", 50),
    ],
)
def test_filters_stand_in_the_address(admin, trail, query, count):
    assert len(rows(admin.get(f"/admin/audit?{query}"))) == count


def test_one_person_can_be_looked_at(admin, trail):
    page = admin.get(f"/admin/audit?person={trail[0].id}&action=filing.submit")
    assert "第 1 / 2 页" in page
    assert all("clerk（示例）" in row for row in rows(page))
    assert f"person={trail[0].id}" in page.click("下一页").request.url


@pytest.fixture
def dead(sqlite_database):
    """A parcel that was given up."""
    with sqlite_database.writing() as db:
        parcel = post(db, Posting(CASE, "GA", INBOX, {"secret": "330106199003070014"}), NOON)
        parcel.state, parcel.attempts, parcel.failures = ParcelState.DEAD.value, 7, 7
        parcel.last_error = "对方不接收这一件（示例）。"
        return parcel.id


def test_a_dead_parcel_is_shown_without_its_contents_and_can_be_sent_again(admin, dead, sqlite_database):
    assert '<b>1<small>件</small>' in admin.get("/admin")
    page = admin.get("/admin/deliveries")
    assert CASE in page
    assert "对方不接收这一件" in page
    assert "330106199003070014" not in page
    form = next(form for form in page.forms.values() if form.action.endswith(f"{dead}/retry"))
    assert "已重新排队" in form.submit(status=303).follow()
    deliver_sweep(admin.app.registry, datetime.now(UTC))
    with sqlite_database.reading() as db:
        assert db.get_one(Parcel, dead).state == ParcelState.RECEIVED
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "deliver.retry")).one()
    assert (entry.subject, entry.detail) == (f"parcel:{dead}", {"about": CASE})
    assert "没有停止发送，不需要重发" in form.submit(status=303).follow()
    assert "没有停止发送的" in admin.get("/admin/deliveries")


def test_a_parcel_that_does_not_exist_is_not_found(admin, dead):
    token = admin.get("/admin/deliveries").forms[1]["csrf_token"].value
    address = f"/admin/deliveries/{'0' * 36}/retry"
    assert "没有编号" in admin.post(address, {"csrf_token": token}, status=404)
    admin.post("/admin/deliveries/x/retry", {"csrf_token": token}, status=404)


def test_trail_and_deliveries_on_both_databases(database, password_hash):
    with database.writing() as db:
        root = Person(login="root", name="甲（示例）", password_hash=password_hash, created_at=NOON)
        root.roles = [PersonRole(role="admin")]
        db.add(root)
        db.flush()
        audit.record(db, root.actor(), "case.open", f"case:{CASE}")
        parcel = post(db, Posting(CASE, "GA", INBOX, {}), NOON)
        parcel.state = ParcelState.DEAD.value
    app = TestApp(make_app(database.settings))
    form = app.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = "root", PASSWORD
    assert "最近的操作" in form.submit(status=303).follow()
    assert CASE in app.get("/admin/audit?subject=01-01&begin=2020-01-01")
    form = next(form for form in app.get("/admin/deliveries").forms.values() if form.action.endswith("/retry"))
    form.submit(status=303)
    assert "没有停止发送的" in app.get("/admin/deliveries")
    app.app.registry["engine"].dispose()
