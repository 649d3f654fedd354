"""The application as a whole: every view has a permission, plug-ins collide loudly, health and metrics tell."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pyramid.exceptions import ConfigurationConflictError
from pyramid.interfaces import IExceptionResponse
from webtest import TestApp

from yichuang.app import check_start, make_app
from yichuang.errors import SettingsError
from yichuang.extension import extensions
from yichuang.identity.people import demo_hashes, make_demo_people
from yichuang.identity.permissions import NOBODY, known_permissions
from yichuang.settings import PACKAGE
from yichuang.static_files import DigestCacheBuster


def views(registry) -> Iterator[tuple[str, str]]:
    """Route and permission of every view that answers an address."""
    for entry in registry.introspector.get_category("views"):
        view = entry["introspectable"]
        context = view["context"]
        is_exception = isinstance(context, type) and issubclass(context, Exception)
        if is_exception or context is IExceptionResponse or view["attr"] == "__call__":
            continue
        granted = [each["value"] for each in entry["related"] if each.category_name == "permissions"]
        yield view["route_name"] or str(view["callable"]), granted[0] if granted else ""


def test_every_view_names_a_permission_that_some_role_has_or_that_none_is_needed(app):
    registry = app.app.registry
    allowed = known_permissions() | {"__no_permission_required__"}
    found = dict(views(registry))
    assert {"home", "sign-in", "sign-out", "password", "health", "metrics"} <= set(found)
    wrong = {route: permission for route, permission in found.items() if permission not in allowed}
    assert wrong == {}
    assert NOBODY not in found.values()


def test_every_route_has_a_view(app):
    introspector = app.app.registry.introspector
    routes = {
        each["introspectable"]["name"]
        for each in introspector.get_category("routes")
        if not each["introspectable"]["static"]
    }
    answered = {route for route, _ in views(app.app.registry)}
    assert {name for name in routes if not name.startswith("__static")} <= answered


def both_bring_sheets(config) -> None:
    config.include(first_brings_sheets)
    config.include(second_brings_sheets)


def first_brings_sheets(config) -> None:
    config.add_command("sheets write", "first:sheets")


def second_brings_sheets(config) -> None:
    config.add_command("sheets write", "second:sheets")


def a_plug_in(config) -> None:
    config.add_command("sheets write", "first:sheets")
    config.add_home("designer", "health")
    config.add_nav_item("健康", "health", "design.read")
    config.add_upload_inspector("image/png", lambda stream: [])


def test_two_plug_ins_that_claim_one_name_stop_the_start(sqlite_database, settings_in):
    settings = settings_in(sqlite_database.settings.var, **{"yichuang.includes": f"{__name__}.both_bring_sheets"})
    with pytest.raises(ConfigurationConflictError, match="sheets write"):
        make_app(settings)


def test_a_plug_in_brings_commands_homes_places_and_inspectors(sqlite_database, settings_in, make_person, sign_in):
    settings = settings_in(sqlite_database.settings.var, **{"yichuang.includes": f"{__name__}.a_plug_in"})
    app = TestApp(make_app(settings))
    brought = extensions(app.app.registry)
    assert brought.commands == {"sheets write": "first:sheets"}
    assert list(brought.upload_inspectors) == ["image/png"]
    sign_in(app, "designer")
    assert app.get("/", status=303).location == "http://localhost/health"
    assert 'href="/health"' in app.get("/account/password")


def test_health_tells_what_works(app):
    health = app.get("/health", status=200).json
    assert health["status"] == "ok"
    assert health["checks"] == {"database": "ok", "files": "ok"}
    assert health["workers"] == 0
    assert health["versions"]["yichuang"]


def test_health_tells_what_does_not_work(app, sqlite_database):
    folder = Path(sqlite_database.settings.files)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file where the folder should be")
    health = app.get("/health", status=503).json
    assert health["status"] == "failing"
    assert health["checks"]["database"] == "ok"
    assert health["checks"]["files"] != "ok"


def test_metrics_count_by_route_and_name_no_path(app):
    app.get("/sign-in")
    app.get("/no-such-330106199003070014", status=404)
    metrics = app.get("/metrics").text
    assert 'yichuang_requests_total{method="GET",route="sign-in",status="200"} 1.0' in metrics
    assert 'route="none",status="404"' in metrics
    assert "330106199003070014" not in metrics


def test_static_files_change_their_address_with_their_content(app):
    assert "/static/dist/app.css?v=" in app.get("/sign-in").text
    digest = sha256((PACKAGE / "errors.py").read_bytes()).hexdigest()
    bust = DigestCacheBuster()
    assert bust(None, "errors.py", {"rawspec": "yichuang:errors.py"})[1]["_query"] == {"v": digest[:12]}
    assert bust(None, "none.js", {"rawspec": "yichuang:static/none.js"})[1]["_query"] == {"v": "absent"}


def act(request):
    request.flash("已保存。")
    request.flash("还差一份材料。", "warning")
    return request.response


def test_a_message_is_shown_once_on_the_next_page(sign_in, sqlite_database, settings_in):
    settings = settings_in(sqlite_database.settings.var, **{"yichuang.includes": f"{__name__}.flashing_by_page"})
    app = TestApp(make_app(settings))
    sign_in(app, "clerk")
    app.get("/act")
    page = app.get("/account/password")
    assert "已保存。" in page
    assert "还差一份材料。" in page
    assert "已保存。" not in app.get("/account/password")


def flashing_by_page(config) -> None:
    config.add_route("act", "/act")
    config.add_view(act, route_name="act", permission="account.use")


def test_a_forged_message_cookie_harms_nothing(app):
    for value in ("x", "W10", "WyI8Il0", "bnVsbA", "W1siPHNjcmlwdD4iLCAiPHNjcmlwdD4iXV0="):
        app.set_cookie("yichuang-flash", value)
        assert "<script>" not in app.get("/sign-in", status=200).text


DEMO = [{"login": "clerk", "name": "周敏（示例）", "roles": ["clerk"], "window": "03"}]


def test_demo_people_sign_in_on_both_databases_but_not_in_production(database):
    hashes = demo_hashes(DEMO)
    with database.writing() as db:
        make_demo_people(db, DEMO, hashes)
    app = TestApp(make_app(database.settings))
    form = app.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = "clerk", "clerk-demo"
    form.submit(status=303)
    assert "周敏（示例）" in app.get("/account/password")
    assert app.get("/health", status=200).json["status"] == "ok"
    check_start(app.app.registry)
    production = make_app(database.settings.model_copy(update={"production": True}))
    with pytest.raises(SettingsError, match="演示账号"):
        check_start(production.registry)
    for wsgi in (app.app, production):
        wsgi.registry["engine"].dispose()
