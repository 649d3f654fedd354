"""变化, the designer's page: words for what changed, and whom it would touch."""

from __future__ import annotations

from typing import Any

import pytest
from republishing import edit_draft, republish, with_field
from webtest import TestApp

from journeys import Town
from yichuang.app import make_app

INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_designer yichuang_ocr"}
WAITING = "household-registration"


@pytest.fixture
def designed(town: Town) -> Any:
    """A designer's browser on the town's database."""
    settings = town.database.settings.model_copy(update={"includes": tuple(INCLUDES["yichuang.includes"].split())})
    wsgi = make_app(settings, INCLUDES)
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    town.sign(browser, "designer")
    yield browser
    wsgi.registry["engine"].dispose()


def test_the_draft_is_compared_with_its_newest_release(town: Town, designed: TestApp) -> None:
    assert "第 1 版与草稿没有不同" in designed.get(f"/design/{WAITING}/change").text
    with town.database.writing() as db:
        edit_draft(db, WAITING, with_field())
    page = designed.get(f"/design/{WAITING}/change")
    assert "表单增加必填字段“补充说明（示例）”。" in page.html.select_one(".points-warning").text


def test_releases_are_chosen_in_the_address_and_what_is_under_way_is_counted(town: Town, designed: TestApp) -> None:
    number = town.take_in()
    republish(town, {WAITING: with_field()})
    page = designed.get("/design/newborn/change", {"from": "1", "to": "2"})
    assert "由第 1 版改为第 2 版" in page.text and "在办申报 1 件" in page.text and number not in page.text
    assert "第 1 版" in designed.get(f"/design/{WAITING}/change").html.select_one("aside").text


def test_nonsense_in_the_address_is_as_if_it_were_not_there(designed: TestApp) -> None:
    assert "没有不同" in designed.get(f"/design/{WAITING}/change", {"from": "99", "to": "乱写"}).text
    designed.get("/design/no-such-code/change", status=404)


def test_a_code_without_release_says_what_comes_next(town: Town, designed: TestApp) -> None:
    with town.database.writing() as db:
        edit_draft(db, WAITING, lambda document: document.update(code="not-yet", name="未发布（示例）"))
    assert "还没有发布过" in designed.get("/design/not-yet/change").text


def test_clerks_do_not_come_in(town: Town, designed: TestApp) -> None:
    designed.reset()
    town.sign(designed, "clerk")
    designed.get("/design/newborn/change", status=403)
