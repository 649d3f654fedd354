"""The window's pages as a browser draws them: no accessibility faults, nothing cut off on a telephone, keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from family import example
from playwright.sync_api import Browser, Page, expect
from test_newborn_journey import answer_questions, go_on

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
STEPS = ("questions", "materials", "form", "check", "discard")
FAULTS = """async source => { (0, eval)(source);
  return (await axe.run()).violations.map(each => `${each.id}: ${each.nodes.map(node => node.html)}`); }"""


def begin(clerk: Page) -> str:
    """A newborn draft whose questions are answered; the path of its pages."""
    clerk.goto("/window?q=xse")
    clerk.click("button.pick:has-text('新生儿出生')")
    clerk.wait_for_url("**/questions")
    answer_questions(clerk, example()["answers"])
    return re.sub(r"^https?://[^/]+|/questions.*$", "", clerk.url)


@pytest.fixture
def free_of_policy(chromium: Browser, server: str) -> Iterator[Callable[[Page, int], Page]]:
    """The same person in a context in which a checker may run its own script: free_of_policy(page, width)."""
    contexts = []

    def again(page: Page, width: int) -> Page:
        context = chromium.new_context(
            base_url=server,
            bypass_csp=True,
            viewport={"width": width, "height": 844},
            storage_state=page.context.storage_state(),
        )
        contexts.append(context)
        return context.new_page()

    yield again
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_a_visit_has_a_fault_or_is_cut_off(
    visitor: Callable[..., Page], free_of_policy: Callable[[Page, int], Page], width: int
) -> None:
    clerk = visitor("clerk")
    path = begin(clerk)
    page = free_of_policy(clerk, width)
    for address in ("/window", "/window?q=xse", *(f"{path}/{step}" for step in STEPS)):
        page.goto(address)
        assert page.evaluate(FAULTS, AXE.read_text(encoding="utf-8")) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_keys_alone_lead_through_a_visit_and_are_listed(visitor: Callable[..., Page]) -> None:
    clerk = visitor("clerk")
    begin(clerk)
    clerk.keyboard.press("?")
    expect(clerk.locator("#shortcut-dialog")).to_contain_text("暂存，叫下一位")
    clerk.keyboard.press("Escape")
    go_on(clerk, "materials")
    go_on(clerk, "form")
    clerk.locator("[name='/mother.person.name']").focus()
    for _ in range(3):
        clerk.keyboard.press("Tab")
    assert clerk.evaluate("document.activeElement.closest('#intake') !== null")
    clerk.keyboard.press("Alt+p")
    clerk.wait_for_url("**/window")
    expect(clerk.locator("#flashes")).to_contain_text("已暂存")


def test_a_refused_upload_says_why_in_its_row(visitor: Callable[..., Page]) -> None:
    clerk = visitor("clerk")
    path = begin(clerk)
    clerk.goto(f"{path}/materials")
    row = clerk.locator(".material:not(.material--done)").first
    page = {"name": "出生证明.jpg", "mimeType": "image/jpeg", "buffer": b"<!doctype html>"}
    row.locator("input[type=file]").set_input_files(page)
    expect(row.locator(".upload-state")).to_contain_text("只收 JPG、PNG、TIFF 图片和 PDF")


def test_an_answer_to_a_stale_page_is_not_lost_silently(visitor: Callable[..., Page]) -> None:
    clerk = visitor("clerk")
    path = begin(clerk)
    second = clerk.context.new_page()
    second.goto(f"{path}/questions")
    for page in (clerk, second):
        with page.expect_response("**/autosave"):
            page.locator("[name='/agent'][value='yes']").evaluate("each => each.click()")
    expect(second.locator("[data-save-state]")).to_contain_text("又被保存过")
    go_on(second, "questions")
    expect(second.locator(".problems")).to_contain_text("又被保存过")
    expect(second.locator("[name='/agent'][value='yes']")).to_be_checked()


def test_choices_faster_than_the_server_are_all_kept_and_the_next_step_waits_for_them(
    visitor: Callable[..., Page],
) -> None:
    clerk = visitor("clerk")
    path = begin(clerk)
    clerk.route("**/questions/autosave", lambda route: (clerk.wait_for_timeout(400), route.continue_()))
    for name, value in (("agent", "yes"), ("card_photo", "no"), ("parenting", "false")):
        clerk.locator(f"[name='/{name}'][value='{value}']").check(force=True)
    go_on(clerk, "materials")
    clerk.unroute_all(behavior="wait")
    clerk.goto(f"{path}/questions")
    for name, value in (("agent", "yes"), ("card_photo", "no"), ("parenting", "false")):
        expect(clerk.locator(f"[name='/{name}'][value='{value}']")).to_be_checked()
