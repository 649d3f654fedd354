"""Signing in and out: sessions, rotation, their ends, the way home, lost sessions in the middle of work."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from yichuang.identity.records import AuditEntry, Person, SessionRow

PASSWORD = "correct-horse-示例"
COOKIE = "yichuang-session"


def fill(app, login: str, password: str = PASSWORD, path: str = "/sign-in"):
    form = app.get(path).forms["sign-in"]
    form["login"], form["password"] = login, password
    return form


def test_a_person_signs_in_and_out(app, make_person, sign_in):
    sign_in(app, "admin")
    token = app.cookies[COOKIE]
    page = app.get("/account/password")
    assert "admin（示例）" in page
    page.forms[0].submit(status=303)
    assert app.get("/account/password", status=303).location.endswith("/sign-in?next=%2Faccount%2Fpassword")
    app.set_cookie(COOKIE, token)
    app.get("/account/password", status=303)


def test_the_database_keeps_only_the_digest_of_a_token(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    with sqlite_database.reading() as db:
        kept = db.scalars(select(SessionRow.token_digest)).all()
    assert kept == [sha256(app.cookies[COOKIE].encode()).hexdigest()]


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(app, make_person):
    make_person("clerk")
    answer = fill(app, "clerk").submit(status=303)
    (cookie,) = [each for each in answer.headers.getall("Set-Cookie") if each.startswith(COOKIE)]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_rotates_session_and_form_token(app, make_person, sqlite_database):
    make_person("clerk")
    app.set_cookie(COOKIE, "planted-by-an-attacker")
    fill(app, "clerk").submit(status=303)
    first, form_token = app.cookies[COOKIE], app.cookies["yichuang-form"]
    assert first != "planted-by-an-attacker"
    form = {"csrf_token": form_token, "login": "clerk", "password": PASSWORD}
    app.post("/sign-in", form, status=303)
    assert app.cookies[COOKIE] != first
    assert app.cookies["yichuang-form"] != form_token
    with sqlite_database.reading() as db:
        assert len(db.scalars(select(SessionRow)).all()) == 1


@pytest.mark.parametrize(("column", "age"), [("seen_at", timedelta(minutes=61)), ("created_at", timedelta(hours=13))])
def test_a_session_ends_when_idle_and_when_old(app, sign_in, sqlite_database, column, age):
    sign_in(app, "clerk")
    app.get("/account/password", status=200)
    with sqlite_database.writing() as db:
        db.execute(update(SessionRow).values({column: datetime.now(UTC) - age}))
    assert "登录已到期" in app.get("/account/password", status=303).follow()


def test_using_a_session_keeps_it_alive(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    before = datetime.now(UTC) - timedelta(minutes=59)
    with sqlite_database.writing() as db:
        db.execute(update(SessionRow).values(seen_at=before))
    app.get("/account/password", status=200)
    with sqlite_database.reading() as db:
        assert db.scalar(select(SessionRow.seen_at)) > before + timedelta(minutes=58)


def test_somebody_made_inactive_is_out_at_once(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    with sqlite_database.writing() as db:
        db.execute(update(Person).values(active=False))
    app.get("/account/password", status=303)
    assert "不对" in fill(app, "clerk").submit(status=422)


def test_a_post_after_the_sessions_end_explains_and_leads_back(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    form = app.get("/account/password").forms["password"]
    with sqlite_database.writing() as db:
        db.execute(update(SessionRow).values(seen_at=datetime(2026, 1, 1, tzinfo=UTC)))
    answer = form.submit(status=401, headers={"Referer": "http://localhost/account/password"})
    assert "登录已到期" in answer
    assert "之前已保存的内容都在" in answer
    again = answer.forms["sign-in"]
    again["login"], again["password"] = "clerk", PASSWORD
    assert again.submit(status=303).location == "http://localhost/account/password"


def test_a_program_whose_session_has_ended_gets_401_as_json(app):
    answer = app.get("/account/password", headers={"Accept": "application/json"}, status=401)
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 401


def test_a_partial_page_load_without_session_is_sent_to_sign_in_as_a_whole(app):
    answer = app.get("/account/password", headers={"HX-Request": "true"}, status=401)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=%2Faccount%2Fpassword"


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\nb"])
def test_signing_in_never_leads_to_another_site(app, make_person, goal):
    make_person("clerk")
    form = fill(app, "clerk")
    form["next"] = goal
    assert form.submit(status=303).location == "http://localhost/window"


def test_who_is_signed_in_skips_the_sign_in_page(app, sign_in):
    sign_in(app, "clerk")
    assert app.get("/sign-in", status=303).location == "http://localhost/"
    assert app.get("/", status=303).location == "http://localhost/window"


def test_signing_in_and_out_is_audited_without_personal_data(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    app.get("/account/password").forms[0].submit(status=303)
    with sqlite_database.reading() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.action, each.subject) for each in entries] == [
        ("account.sign-in", "person:1"),
        ("account.sign-out", "person:1"),
    ]


def test_a_new_password_ends_the_other_sessions(app, sign_in, sqlite_database):
    sign_in(app, "clerk")
    other = app.cookies[COOKIE]
    app.reset()
    sign_in(app, "clerk")
    form = app.get("/account/password").forms["password"]
    form["old"], form["new"], form["again"] = PASSWORD, "another-long-one", "another-long-one"
    assert "密码已修改" in form.submit(status=200)
    app.get("/account/password", status=200)
    app.reset()
    app.set_cookie(COOKIE, other)
    app.get("/account/password", status=303)
    fill(app, "clerk").submit(status=422)
    fill(app, "clerk", "another-long-one").submit(status=303)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "another-long-one", "another-long-one", "原密码不对"),
        (PASSWORD, "short", "short", "10 到"),
        (PASSWORD, "another-long-one", "another-long-two", "不一样"),
        (PASSWORD, "my-clerk-password", "my-clerk-password", "登录名"),
    ],
)
def test_a_bad_new_password_is_refused_with_its_reason(app, sign_in, old, new, again, said):
    sign_in(app, "clerk")
    form = app.get("/account/password").forms["password"]
    form["old"], form["new"], form["again"] = old, new, again
    assert said in form.submit(status=422)
