"""Headers on every answer, the limit of bodies, cookies of a production site."""

import re

import pytest
from webtest import TestApp

from yichuang.app import make_app


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/health", "/static/dist/absent.js", "/"])
def test_every_answer_carries_the_security_headers(app, path):
    answer = app.get(path, status="*")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in answer.headers


def test_pages_of_signed_in_people_are_not_stored(app, sign_in):
    sign_in(app, "clerk")
    assert app.get("/account/password").headers["Cache-Control"] == "no-store"


def test_our_own_pages_keep_to_the_content_security_policy(app, sign_in):
    pages = [app.get("/sign-in").text, app.get("/no-such-page", status=404).text]
    sign_in(app, "clerk")
    pages.append(app.get("/account/password").text)
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
        assert 'lang="zh-CN"' in page


def test_over_https_browsers_are_told_to_stay_there(app):
    answer = app.get("/sign-in", extra_environ={"wsgi.url_scheme": "https"})
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_in_production_cookies_are_tied_to_host_and_https(sqlite_database, settings_in, make_person):
    make_person("clerk")
    settings = settings_in(sqlite_database.settings.var, **{"yichuang.production": "true"})
    secure = TestApp(make_app(settings), extra_environ={"wsgi.url_scheme": "https", "HTTP_HOST": "localhost:443"})
    page = secure.get("/sign-in")
    (form_cookie,) = page.headers.getall("Set-Cookie")
    assert form_cookie.startswith("__Host-yichuang-form=")
    assert "secure" in form_cookie.lower()
    assert "path=/" in form_cookie.lower()
    assert "domain" not in form_cookie.lower()
    form = page.forms["sign-in"]
    form["login"], form["password"] = "clerk", "correct-horse-示例"
    cookies = form.submit(status=303, headers={"Referer": "https://localhost/sign-in"}).headers
    session = [each for each in cookies.getall("Set-Cookie") if "__Host-yichuang-session" in each]
    assert session
    assert "secure" in session[0].lower()


def test_a_body_that_is_too_large_is_answered_in_chinese(app):
    limit = 40 * 1024 * 1024
    answer = app.post("/sign-in", b"x" * (limit + 1), status=413, content_type="application/octet-stream")
    assert "超过 40 MB" in answer
    assert "单个文件不超过 20 MB" in answer
    document = app.post("/api/v1/x", b"x" * (limit + 1), status=413)
    assert document.content_type == "application/problem+json"
