"""The scripts of a page in a real browser: nothing typed is lost, Enter moves on, rows keep their pointers."""
import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium")
DIST = Path(__file__).parents[2] / "platform" / "yichuang" / "static" / "dist"
pytestmark = pytest.mark.skipif(
    not CHROMIUM or not (DIST / "app.js").exists(), reason="needs Chromium and the built front end"
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'"
)
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>一张表</title>
<meta name="csrf-token" content="token-of-this-page">
<meta name="htmx-config" content='{{"allowEval":false,"includeIndicatorStyles":false}}'>
<link rel="stylesheet" href="/app.css"><script defer src="/app.js"></script></head>
<body data-person="3"><div id="flashes"></div><span data-save-state></span>
<form id="form" method="post" action="/next" data-form="intake" data-draft="42" data-autosave="/save">
<input type="hidden" name="revision" value="{revision}">
<div class="field" data-open="open"><input class="input" name="/name" value="{name}">
<label class="source"><input type="checkbox" name="confirm" value="/name">采纳</label></div>
<div class="field" data-open="check"><input class="input" name="/address" value="竹里巷">
<label class="source"><input type="checkbox" name="confirm" value="/address">采纳</label></div>
<div class="field"><input class="input" name="/phone" value=""></div>
<div class="rows" data-rows="/children">
<div class="rows-item"><input id="f/children/0/name" name="/children/0/name" value="甲/0">
<button name="remove-row" value="/children/0">去掉</button></div>
<div class="rows-item"><input id="f/children/1/name" name="/children/1/name" value="乙">
<button name="remove-row" value="/children/1">去掉</button></div>
<template><div class="rows-item"><input id="f/children/__/name" name="/children/__/name">
<button name="remove-row" value="/children/__">去掉</button></div></template>
<div class="rows-foot"><button name="add-row" value="/children">添加</button></div></div>
<button name="go" value="check">下一步</button></form>
<form method="post" action="/sign-out" data-sign-out><button>退出</button></form></body></html>"""


class Desk(ThreadingHTTPServer):
    """A server that keeps one draft and can be told to fail."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.revision, self.name, self.failing, self.posts = 12, "林小满", False, []
        self.address = f"http://127.0.0.1:{self.server_port}/"


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *_):
        return

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        kinds = {"/app.js": "text/javascript", "/app.css": "text/css"}
        if self.path in kinds:
            return self.answer(200, kinds[self.path], (DIST / self.path[1:]).read_bytes())
        page = PAGE.format(revision=self.server.revision, name=self.server.name)
        return self.answer(200, "text/html; charset=utf-8", page.encode())

    def do_POST(self):
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"] or 0)).decode(), keep_blank_values=True)
        if self.path != "/save":
            return self.answer(200, "text/html; charset=utf-8", b"done")
        self.server.posts.append((self.headers, body))
        if self.server.failing:
            return self.answer(503, "text/plain", b"")
        if body["revision"] != [str(self.server.revision)]:
            return self.answer(409, "application/json", json.dumps({"detail": "这份草稿刚被改过。"}).encode())
        self.server.revision += 1
        self.server.name = body["/name"][0]
        return self.answer(200, "application/json", json.dumps({"revision": self.server.revision}).encode())


@pytest.fixture
def desk():
    server = Desk()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )


@pytest.fixture
def page(browser, desk):
    context = browser.new_context()
    page = context.new_page()
    page.goto(desk.address)
    yield page
    context.close()


def state(page: Page, words: str) -> None:
    page.locator("[data-save-state]", has_text=words).wait_for(timeout=6000)


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name")


def test_enter_accepts_the_proposal_and_moves_on(page):
    page.locator("[name='/name']").press("Enter")
    assert focused(page) == "/address"
    assert page.locator("[name=confirm][value='/name']").is_checked()


def test_enter_is_left_alone_while_an_input_method_composes(page):
    page.locator("[name='/name']").focus()
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
                  "{key: 'Enter', bubbles: true, cancelable: true, isComposing: true}))")
    assert focused(page) == "/name"
    assert not page.locator("[name=confirm][value='/name']").is_checked()


def test_accepting_all_leaves_the_doubtful_one_open(page):
    page.locator("[name='/phone']").press("Control+Enter")
    assert page.locator("[name=confirm][value='/name']").is_checked()
    assert not page.locator("[name=confirm][value='/address']").is_checked()


def test_what_is_typed_is_saved_with_its_revision_and_the_token_of_the_page(page, desk):
    page.locator("[name='/phone']").press_sequentially("13812340000")
    state(page, "已自动保存")
    headers, body = desk.posts[-1]
    assert (body["/phone"], body["revision"]) == (["13812340000"], ["12"])
    assert headers["X-CSRF-Token"] == "token-of-this-page"
    assert page.locator("[name=revision]").input_value() == "13" and kept(page) == []


def test_a_failing_server_is_said_and_tried_again(page, desk):
    desk.failing = True
    page.locator("[name='/name']").fill("沈从容")
    state(page, "正在重试")
    assert len(kept(page)) == 1
    desk.failing = False
    state(page, "已自动保存")
    assert desk.name == "沈从容" and kept(page) == []


def test_values_that_never_arrived_come_back_after_a_reload(page, desk):
    desk.failing = True
    page.locator("[name='/name']").fill("沈从容")
    state(page, "正在重试")
    desk.failing = False
    page.goto(desk.address)
    page.locator("[name='/name'][value='沈从容']").wait_for()
    assert desk.name == "沈从容"


def test_a_stale_save_is_refused_in_words_and_its_values_are_offered_again(page, desk):
    desk.revision = 20
    page.locator("[name='/name']").fill("沈从容")
    state(page, "这份草稿刚被改过")
    page.goto(desk.address)
    page.get_by_text("恢复我的填写").click()
    page.locator("[name='/name'][value='沈从容']").wait_for()
    assert desk.revision == 21


def test_signing_out_wipes_what_was_kept(page, desk):
    desk.failing = True
    page.locator("[name='/name']").fill("沈从容")
    state(page, "正在重试")
    page.get_by_text("退出").click()
    page.get_by_text("done").wait_for()
    page.goto(desk.address)
    assert kept(page) == []


def test_a_removed_row_renumbers_addresses_and_never_values(page):
    page.get_by_text("添加").click()
    page.locator("[name=remove-row]").nth(1).click()
    names = page.evaluate("[...document.querySelectorAll('.rows-item input')].map(e => [e.name, e.id, e.value])")
    assert names == [["/children/0/name", "f/children/0/name", "甲/0"], ["/children/1/name", "f/children/1/name", ""]]
    assert page.locator("[name=remove-row]").nth(1).get_attribute("value") == "/children/1"
