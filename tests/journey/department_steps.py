"""What departments do with their cases through their pages, until nothing is left; and what the family sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from family import token
from webtest import TestApp, TestResponse
from window_steps import put

from journeys import Town

FilingFile = Mapping[str, Any]


def handle_everything(town: Town, logins: Sequence[str], filing: FilingFile) -> None:
    """Every department does the next step of each of its cases until none is left anywhere."""
    browsers = [town.browser(login) for login in logins]
    for _ in range(6):
        town.deliver()
        if sum(handle_inbox(browser, filing) for browser in browsers) == 0:
            return
    raise AssertionError("the departments do not come to an end")


def handle_inbox(browser: TestApp, filing: FilingFile) -> int:
    """One department's turn; gives how many steps it did."""
    for done in range(60):
        row = browser.get("/tasks").html.select_one("a.row-open")
        if row is None:
            return done
        case = browser.get(row["href"])
        act = browser.get(case.html.select_one(".actionbar .btn--primary")["href"])
        fill_outputs(act, row_of(case, filing), filing)
        act.forms["act"].submit(status=303)
    raise AssertionError("the inbox does not come to an end")


def fill_outputs(act: TestResponse, index: int, filing: FilingFile) -> None:
    """Give what the matter produces: for the row that the case is about where there is one object a row."""
    form = act.forms["act"]
    for given in filing["outputs"].values():
        rows = given if isinstance(given, list) else [given]
        row = rows[min(index, len(rows) - 1)]
        for element, value in row.items():
            if f"/outputs/{element}" in form.fields:
                put(form, f"/outputs/{element}", [token(value)])
    if "/receiver" in form.fields and not form["/receiver"].value:
        form["/receiver"] = "林远（示例）"


def row_of(case: TestResponse, filing: FilingFile) -> int:
    """Which child a case is about: the one whose name stands in the department's form."""
    text = case.html.select_one("article.paper").text
    children = filing["data"].get("child", [])
    return next((index for index, child in enumerate(children) if child["person.name"] in text), 0)


def progress(town: Town, number: str, code: str) -> str:
    """What the family reads on the public page."""
    browser = TestApp(town.wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.9"})
    form = browser.get("/track", {"number": number}).forms["track"]
    form["code"] = code
    return str(form.submit().html.select_one("main").text)
