"""Every refusal and fault is a calm page or a problem document; nothing personal is logged; nothing is half saved."""

import re
from collections.abc import Iterator

import pytest
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select, text
from webtest import TestApp

from yichuang import errors
from yichuang.app import make_app
from yichuang.errors import Problem
from yichuang.identity.records import AuditEntry
from yichuang.store.counters import Counter, next_value

ERRORS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.YichuangError)]
SECRET = "330106199003070014"


def trouble(request):
    """Does what its name in the address says, after having written something."""
    kind = request.matchdict["kind"]
    if request.method == "POST":
        next_value(request.db, "trouble")
    if kind == "fault":
        raise RuntimeError("身份证号 " + SECRET)
    if kind == "duplicate":
        request.db.execute(text("INSERT INTO counter (name, value) VALUES ('trouble', 1)"))
    if kind == "bad":
        return HTTPBadRequest()
    if kind == "raised-redirect":
        raise HTTPSeeOther("/")
    if kind == "written-on-get":
        next_value(request.db, "trouble")
    if kind == "problems":
        raise errors.Invalid(problems=[Problem("/name", "required", "姓名没有填。", fix="请填写。")])
    if hasattr(errors, kind):
        raise getattr(errors, kind)
    return Response("done")


def forgotten(request):
    return Response("open")


def forbidden(request):
    return Response("open")


def includeme(config) -> None:
    config.add_route("trouble", "/trouble/{kind}")
    config.add_view(trouble, route_name="trouble", permission=NO_PERMISSION_REQUIRED)
    config.add_route("api-trouble", "/api/trouble/{kind}")
    config.add_view(trouble, route_name="api-trouble", permission=NO_PERMISSION_REQUIRED, require_csrf=False)
    config.add_route("forgotten", "/forgotten")
    config.add_view(forgotten, route_name="forgotten")
    config.add_route("people-only", "/people-only")
    config.add_view(forbidden, route_name="people-only", permission="people.manage")


@pytest.fixture
def troubled(sqlite_database, settings_in) -> Iterator[TestApp]:
    settings = settings_in(sqlite_database.settings.var, **{"yichuang.includes": __name__})
    wsgi = make_app(settings)
    yield TestApp(wsgi)
    wsgi.registry["engine"].dispose()


def token(app: TestApp) -> str:
    app.get("/sign-in")
    return app.cookies["yichuang-form"]


def written(database) -> int:
    with database.reading() as db:
        return db.scalar(select(Counter.value).where(Counter.name == "trouble")) or 0


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_each_error_answers_with_its_status_as_page_and_as_document(troubled, error):
    page = troubled.get(f"/trouble/{error.__name__}", status=[303, error.status])
    if error is errors.NotSignedIn:
        assert "/sign-in?next=" in page.location
    else:
        assert error.__doc__ in page
        assert "<html" in page
    document = troubled.get(f"/api/trouble/{error.__name__}", status=error.status)
    assert document.content_type == "application/problem+json"
    assert document.json["status"] == error.status
    assert document.json["title"] == error.__doc__


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_the_sentences_of_errors_are_calm_chinese(error):
    assert re.fullmatch(r"[\u4e00-\u9fff，、；]+。", error.__doc__) or error is errors.SettingsError
    assert "系统错误" not in error.__doc__
    assert str(error()) == error.__doc__


def test_problems_are_told_one_by_one(troubled):
    assert "姓名没有填。请填写。" in troubled.get("/trouble/problems", status=422)
    (problem,) = troubled.get("/api/trouble/problems", status=422).json["problems"]
    assert problem == Problem("/name", "required", "姓名没有填。", fix="请填写。").as_dict()


def test_a_fault_shows_a_number_that_stands_in_the_log_and_nothing_else(troubled, caplog):
    page = troubled.get("/trouble/fault", status=500)
    number = re.search(r"编号 ([0-9a-f]{8})", page.text)[1]
    assert f"fault {number}: RuntimeError at trouble" in caplog.text
    assert SECRET not in page.text


def test_in_production_the_log_has_no_message_of_the_fault(sqlite_database, settings_in, caplog):
    raw = {"yichuang.includes": __name__, "yichuang.production": "true"}
    app = TestApp(make_app(settings_in(sqlite_database.settings.var, **raw)))
    app.get("/trouble/fault", status=500)
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_what_was_written_before_an_error_is_not_kept(troubled, sqlite_database):
    form = {"csrf_token": token(troubled)}
    for kind in ("fault", "Invalid", "StaleRevision", "bad", "duplicate"):
        troubled.post(f"/trouble/{kind}", form, status=[400, 409, 422, 500])
        assert written(sqlite_database) == 0, kind
    troubled.post("/trouble/none", form, status=200)
    assert written(sqlite_database) == 1
    troubled.post("/trouble/raised-redirect", form, status=303)
    assert written(sqlite_database) == 2


def test_reading_pages_cannot_write(troubled, sqlite_database):
    troubled.get("/trouble/written-on-get", status=500)
    assert written(sqlite_database) == 0


def test_a_form_without_its_token_is_refused_and_says_that_the_page_is_old(troubled, sqlite_database):
    token(troubled)
    for form in ({}, {"csrf_token": "0" * 32}):
        answer = troubled.post("/trouble/none", form, status=403)
        assert "这个页面已经过期" in answer
        assert "再提交一次" in answer
    assert written(sqlite_database) == 0


def test_the_token_may_come_in_a_header(troubled):
    troubled.post("/trouble/none", {}, headers={"X-CSRF-Token": token(troubled)}, status=200)


def test_a_view_that_forgot_its_permission_is_closed_to_everybody(troubled, make_person, sign_in):
    make_person("all", roles=("designer", "clerk", "lead", "department", "supervisor", "admin"))
    sign_in(troubled, "all")
    assert "没有办理这一项的权限" in troubled.get("/forgotten", status=403)
    troubled.get("/people-only", status=200)


def test_a_refusal_is_audited_with_the_routes_name(troubled, sign_in, sqlite_database):
    sign_in(troubled, "clerk")
    troubled.get("/people-only", status=403)
    troubled.post("/trouble/Refused", {"csrf_token": troubled.cookies["yichuang-form"]}, status=403)
    with sqlite_database.reading() as db:
        refusals = db.scalars(select(AuditEntry).where(AuditEntry.action == "refused")).all()
    assert [(each.subject, each.detail) for each in refusals] == [
        ("route:people-only", {"method": "GET"}),
        ("route:trouble", {"method": "POST"}),
    ]


def test_an_unknown_address_is_a_page_of_ours(troubled):
    assert "没有这个页面" in troubled.get("/no-such-page", status=404)
    assert troubled.get("/api/no-such", status=404).json["status"] == 404


@pytest.mark.parametrize("address", ["/%ff%fe", "/trouble/%ff", "/sign-in?next=%ff"])
def test_bad_bytes_in_an_address_are_no_fault_of_ours(troubled, address):
    assert "无法识别" in troubled.get(address, status=400)


@pytest.mark.parametrize("body", [b"csrf_token=%ff", b"login=a%00b&csrf_token=TOKEN", b"login=%ff&csrf_token=TOKEN"])
def test_bad_bytes_in_a_body_are_no_fault_of_ours(troubled, body):
    troubled.post("/sign-in", body.replace(b"TOKEN", token(troubled).encode()), status=[400, 403, 422])
