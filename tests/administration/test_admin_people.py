"""Accounts: made, changed, locked out and stopped by an administrator, each act audited."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.app import make_app
from yichuang.identity.records import AuditEntry, Person, PersonRole

PASSWORD = "correct-horse-示例"
NOW = datetime(2026, 3, 7, 4, tzinfo=UTC)
SHOWN = re.compile(r'id="password">([a-z0-9-]+)<')


@pytest.fixture
def person_of(sqlite_database):
    """The stored person of a login."""

    def find(login: str) -> Person:
        with sqlite_database.reading() as db:
            return db.scalars(select(Person).where(Person.login == login)).one()

    return find


@pytest.fixture
def audited(sqlite_database):
    """The actions of the trail in order, without signing in."""

    def read() -> list[tuple[str, str]]:
        with sqlite_database.reading() as db:
            entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(each.action, each.subject) for each in entries if not each.action.startswith("account.")]

    return read


def fill(form, **values) -> None:
    """Type into the fields; roles are ticked."""
    for role in values.pop("roles", ()):
        next(box for box in form.fields["/roles"] if box._value == role).checked = True
    for name, value in values.items():
        form[f"/{name}"] = value


def attempt(app, login: str, password: str, status: int):
    form = app.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = login, password
    return form.submit(status=status)


def page_of(app, person: Person):
    return app.get(f"/admin/people/{person.id}")


def test_an_administrator_begins_with_what_waits_for_them(admin):
    page = admin.get("/").follow(status=200)
    assert page.request.path == "/admin"
    assert "停止发送的分发件" in page
    assert "账号被锁定" in page


@pytest.mark.parametrize(
    "path",
    ["/admin", "/admin/people", "/admin/people/new", "/admin/people/1", "/admin/calendar", "/admin/calendar/2026.csv",
     "/admin/audit", "/admin/deliveries"],
)  # fmt: skip
@pytest.mark.parametrize("login", ["clerk", "department", "supervisor", "designer"])
def test_nobody_else_comes_in(app, sign_in, login, path):
    sign_in(app, login)
    assert "没有办理这一项的权限" in app.get(path, status=403)


def test_a_new_account_signs_in_with_the_password_that_is_shown_once(admin, person_of, audited):
    form = admin.get("/admin/people/new").forms["person"]
    fill(form, login="zhou.min", name="周敏（示例）", roles=["clerk", "lead"], team="一组", window="03窗")
    answer = form.submit(status=200)
    password = SHOWN.search(answer.text)[1]
    assert answer.headers["Cache-Control"] == "no-store"
    person = person_of("zhou.min")
    assert password not in admin.get(f"/admin/people/{person.id}")
    assert (person.team, person.window, person.region) == ("一组", "03窗", "330106")
    assert person.actor().roles == {"clerk", "lead"}
    assert password not in person.password_hash
    assert audited() == [("person.add", f"person:{person.id}")]
    admin.reset()
    attempt(admin, "zhou.min", password, 303)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("login", "Zhou Min", "小写字母开头"),
        ("login", "1zhou", "小写字母开头"),
        ("login", "admin", "已有人用"),
        ("name", "周", "请填写姓名"),
        ("region", "33010", "6位、9位或12位"),
        ("region", "", "区划的代码"),
        ("team", "", "请填写窗口组"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_what_was_typed_stays(admin, field, value, said):
    form = admin.get("/admin/people/new").forms["person"]
    typed = {"login": "zhou.min", "name": "周敏（示例）", "team": "一组"} | {field: value}
    fill(form, roles=["clerk"], **typed)
    answer = form.submit(status=422)
    assert said in answer.html.find(id=f"f/{field}-error").text
    again = answer.forms["person"]
    assert {name: again[f"/{name}"].value for name in typed} == typed
    assert [box.checked for box in again.fields["/roles"] if box._value == "clerk"] == [True]


def test_an_account_needs_a_role_and_a_department_where_the_role_is_of_one(admin):
    form = admin.get("/admin/people/new").forms["person"]
    fill(form, login="zhou", name="周敏（示例）")
    assert "至少选一个岗位" in form.submit(status=422)
    fill(form, roles=["department"])
    assert "请选所在部门" in form.submit(status=422)


@pytest.mark.parametrize("role", ["king", "", "ADMIN"])
def test_a_forged_role_is_refused(admin, make_person, person_of, role):
    clerk = make_person("clerk")
    form = page_of(admin, clerk).forms["person"]
    values = [*form.submit_fields(), ("/roles", role)]
    assert "没有这个岗位" in admin.post(f"/admin/people/{clerk.id}", values, status=400)
    assert person_of("clerk").actor().roles == {"clerk"}


def test_a_forged_department_is_refused(admin, make_person, person_of):
    person = make_person("clerk")
    form = page_of(admin, person).forms["person"]
    form["/department"].force_value("nowhere")
    fill(form, team="一组", region="330106")
    assert "没有这个部门" in form.submit(status=422)
    assert person_of("clerk").department == ""


def test_a_login_is_never_changed(admin, make_person, person_of):
    person = make_person("clerk")
    form = page_of(admin, person).forms["person"]
    fill(form, login="other", name="改名（示例）", team="一组", region="330106")
    form.submit(status=303)
    assert person_of("clerk").name == "改名（示例）"


def test_changed_roles_hold_from_the_next_page_on(admin, make_person, person_of, audited):
    person = make_person("clerk", region="330106", team="一组")
    clerk = TestApp(admin.app)
    attempt(clerk, "clerk", PASSWORD, 303)
    clerk.get("/admin/audit", status=403)
    form = page_of(admin, person).forms["person"]
    fill(form, roles=["admin"])
    assert "已保存" in form.submit(status=303).follow()
    clerk.get("/admin/audit", status=200)
    assert audited()[-1] == ("person.edit", f"person:{person.id}")


def test_a_department_that_is_no_longer_published_stays_until_another_is_chosen(admin, make_person, person_of):
    person = make_person("police", ("department",), department="GA", department_name="派出所（示例）", region="330106")
    page_of(admin, person).forms["person"].submit(status=303)
    assert (person_of("police").department, person_of("police").department_name) == ("GA", "派出所（示例）")


def test_a_reset_password_ends_the_persons_sessions_and_replaces_the_old_one(admin, make_person, audited):
    person = make_person("clerk")
    clerk = TestApp(admin.app)
    attempt(clerk, "clerk", PASSWORD, 303)
    clerk.get("/account/password", status=200)
    answer = page_of(admin, person).forms["reset-form"].submit(status=200)
    password = SHOWN.search(answer.text)[1]
    assert "原来的登录已全部退出" in answer
    clerk.get("/account/password", status=303)
    attempt(clerk, "clerk", PASSWORD, 422)
    attempt(clerk, "clerk", password, 303)
    assert audited() == [("person.password", f"person:{person.id}")]
    admin.get("/admin", status=200)


def test_a_locked_account_is_shown_and_unlocked(admin, make_person, audited):
    person = make_person("clerk")
    clerk = TestApp(admin.app)
    for _ in range(5):
        attempt(clerk, "clerk", "wrong", 422)
    attempt(clerk, "clerk", PASSWORD, 429)
    assert "已锁定" in admin.get("/admin/people")
    page_of(admin, person).forms["unlock-form"].submit(status=303)
    attempt(clerk, "clerk", PASSWORD, 303)
    assert "unlock-form" not in page_of(admin, person).forms
    assert audited()[-1] == ("person.unlock", f"person:{person.id}")


def test_a_stopped_account_is_out_at_once_and_can_be_resumed(admin, make_person, audited):
    person = make_person("clerk")
    clerk = TestApp(admin.app)
    attempt(clerk, "clerk", PASSWORD, 303)
    page_of(admin, person).forms["active-form"].submit(status=303)
    clerk.get("/account/password", status=303)
    attempt(clerk, "clerk", PASSWORD, 422)
    page_of(admin, person).forms["active-form"].submit(status=303)
    attempt(clerk, "clerk", PASSWORD, 303)
    assert [action for action, _ in audited()] == ["person.deactivate", "person.activate"]


def test_nobody_stops_their_own_account(admin, person_of):
    person = person_of("admin")
    assert "active-form" not in page_of(admin, person).forms
    token = page_of(admin, person).forms["person"]["csrf_token"].value
    forged = {"csrf_token": token, "active": "no"}
    assert "自己正在使用" in admin.post(f"/admin/people/{person.id}/active", forged, status=303).follow()
    admin.post(f"/admin/people/{person.id}/password", {"csrf_token": token}, status=303)
    admin.get("/admin", status=200)
    assert person_of("admin").active


def test_the_last_administrator_keeps_the_role(admin, make_person, person_of):
    own = person_of("admin")
    form = page_of(admin, own).forms["person"]
    fill(form, roles=["designer"], region="330106")
    next(box for box in form.fields["/roles"] if box._value == "admin").checked = False
    answer = form.submit(status=409)
    assert "最后一个在用的系统管理员" in answer
    assert person_of("admin").actor().roles == {"admin"}
    make_person("second", ("admin",), active=False)
    assert "最后一个" in form.submit(status=409)
    make_person("third", ("admin",))
    form.submit(status=303)
    assert person_of("admin").actor().roles == {"designer"}


def test_without_a_form_token_nothing_happens(admin, make_person, person_of):
    person = make_person("clerk")
    for act in ("", "/password", "/active", "/unlock"):
        admin.post(f"/admin/people/{person.id}{act}", {"active": "no"}, status=403)
    assert person_of("clerk").active


def test_accounts_are_handled_on_both_databases(database, password_hash):
    with database.writing() as db:
        first = Person(login="root", name="甲（示例）", password_hash=password_hash, created_at=NOW)
        first.roles = [PersonRole(role="admin")]
        db.add(first)
    app = TestApp(make_app(database.settings))
    attempt(app, "root", PASSWORD, 303)
    form = app.get("/admin/people/new").forms["person"]
    fill(form, login="second", name="乙（示例）", roles=["admin"])
    form.submit(status=200)
    form = app.get("/admin/people/2").forms["person"]
    fill(form, roles=["designer"])
    form.submit(status=303)
    app.get("/admin/people/2").forms["active-form"].submit(status=303)
    assert "停用" in app.get("/admin/people")
    assert "新增账号" in app.get("/admin/audit")
    app.app.registry["engine"].dispose()
