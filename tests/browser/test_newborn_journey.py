"""The whole way in a real browser: a family is taken in, five departments handle, the family sees that all is done."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from family import controls, example, token
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

# A parcel reaches the next department some seconds after the act that freed it.
ROUNDS = 8
DEPARTMENTS = ("health", "disease", "police", "medical", "hr")
Shot = Callable[[Page, str], None]


def test_a_family_is_taken_in_handled_and_sees_that_everything_is_done(
        visitor: Callable[..., Page], shot: Shot) -> None:
    filing = example()
    clerk = visitor("clerk")
    shot(clerk, "01-window")
    number, code = take_in(clerk, filing, shot)
    offices = {login: visitor(login) for login in DEPARTMENTS}
    family = visitor(width=390, height=844)
    for _ in range(ROUNDS):
        for login, page in offices.items():
            handle_all(page, filing["outputs"], shot, login)
        if look_up(family, number, code).get_by_text("全部办好了").count():
            break
    expect(family.locator("main")).to_contain_text("全部办好了")
    expect(family.locator("main")).to_contain_text("办结")
    shot(family, "11-progress")


def look_up(family: Page, number: str, code: str) -> Locator:
    """What the family reads with the number and the code of the receipt."""
    family.goto(f"/track?number={number}")
    family.fill("input[name=code]", code)
    family.click("main form button")
    return family.locator("main")


def take_in(clerk: Page, filing: Mapping[str, Any], shot: Shot) -> tuple[str, str]:
    """The clerk's part; gives the number and the query code that the receipt prints."""
    clerk.fill("input[type=search]", "xse")
    clerk.keyboard.press("Enter")
    clerk.click("button.pick:has-text('新生儿出生')")
    clerk.wait_for_url("**/questions")
    answer_questions(clerk, filing["answers"])
    shot(clerk, "02-questions")
    go_on(clerk, "materials")
    bring_materials(clerk)
    shot(clerk, "03-materials")
    go_on(clerk, "form")
    fill_in(clerk, filing["data"])
    shot(clerk, "04-form")
    go_on(clerk, "check")
    expect(clerk.locator(".points-error")).to_have_count(0)
    shot(clerk, "05-check")
    clerk.keyboard.press("Alt+s")
    clerk.click("dialog[open] .btn--primary")
    clerk.wait_for_url("**/window/filings/*")
    shot(clerk, "06-filed")
    number = clerk.locator(".receipt-number").inner_text().strip()
    code = re.search(r"查询密码\s*(\d{6})", clerk.locator("main").inner_text())
    assert code is not None
    clerk.click("a:has-text('收件凭证')")
    expect(clerk.locator("main")).to_contain_text("待前序事项办结，尚未收到申请")
    shot(clerk, "07-receipt")
    return number, code[1]


def go_on(page: Page, step: str) -> None:
    """To the next step by its key."""
    page.keyboard.press("Alt+s")
    page.wait_for_url(f"**/{step}")


def answer_questions(page: Page, answers: Mapping[str, Any]) -> None:
    """Choose every answer; questions that appear by an earlier answer come later in the seed too."""
    for code, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            with page.expect_response("**/autosave"):
                page.locator(f"[name='/{code}'][value='{token(one)}']").check(force=True)


def bring_materials(page: Page) -> None:
    """Upload a scan for whatever must be brought."""
    picture = portrait()
    for row in page.locator(".material:not(.material--done)").all():
        with page.expect_response("**/file"):
            row.locator("input[type=file]").set_input_files(
                {"name": "扫描件（示例）.png", "mimeType": "image/png", "buffer": picture})
    expect(page.locator(".material:not(.material--done)")).to_have_count(0)


def portrait() -> bytes:
    """An invented picture: a head and shoulders in two greys."""
    picture = Image.new("RGB", (358, 441), "#eef1f4")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((109, 70, 249, 240), fill="#b9c2cc")
    pen.ellipse((29, 280, 329, 640), fill="#b9c2cc")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def fill_in(page: Page, data: Mapping[str, Any]) -> None:
    """Fill what is asked; what a condition opens is filled once the server has drawn it."""
    left = dict(controls(data))
    for _ in range(6):
        for name in [name for name in left if page.locator(f'[name="{name}"]').count()]:
            put(page.locator(f'[name="{name}"]'), left.pop(name))
        if not left:
            break
        with page.expect_response("**/autosave"):
            page.locator("body").click(position={"x": 2, "y": 2})
        page.wait_for_timeout(200)
    assert not left, f"never asked: {sorted(left)}"


def put(control: Locator, texts: list[str]) -> None:
    """One control, whatever its kind."""
    kind = control.first.get_attribute("type") or control.first.evaluate("each => each.localName")
    if kind in ("radio", "checkbox"):
        for text in texts:
            control.and_(control.page.locator(f'[value="{text}"]')).evaluate("each => each.checked || each.click()")
    elif kind == "select":
        control.select_option(texts[0])
    else:
        control.first.fill(texts[0])


def handle_all(page: Page, outputs: Mapping[str, Any], shot: Shot, login: str) -> None:
    """A department does the next step of each of its cases until nothing is left to do."""
    for turn in range(30):
        page.goto("/tasks")
        if turn == 0:
            shot(page, f"08-inbox-{login}")
        links = page.locator("a.row-open")
        if not links.count():
            return
        links.first.click()
        if turn == 0:
            shot(page, f"09-case-{login}")
        page.locator(".actionbar .btn--primary").click()
        page.wait_for_url("**/tasks/*/*")
        fill_outputs(page, outputs)
        if turn == 0:
            shot(page, f"10-act-{login}")
        page.locator(".actionbar .btn--primary").click()
        page.wait_for_url(re.compile(r"/tasks/[^/]+$"))
    raise AssertionError(f"{login} does not come to an end")


def fill_outputs(page: Page, outputs: Mapping[str, Any]) -> None:
    """Give what the matter produces, as the example says."""
    produced = {element: value for given in outputs.values()
                for one in (given if isinstance(given, list) else [given]) for element, value in one.items()}
    for element, value in produced.items():
        control = page.locator(f'[name="/outputs/{element}"]')
        if control.count():
            put(control, [token(value)])
    receiver = page.locator('[name="/receiver"]')
    if receiver.count() and not receiver.input_value():
        receiver.fill("林远（示例）")
