"""The designer's scenario page: counts, findings with an example to try, the tree of questions, reasons."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from webtest import TestApp

from yichuang.app import make_app
from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry

INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_designer"}


@pytest.fixture
def designer(sqlite_database: Any, seeded_template: Any, sign_in: Any) -> Any:
    """A browser in which a designer has signed in, on the published seeds."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    settings = sqlite_database.settings.model_copy(update={"includes": tuple(INCLUDES["yichuang.includes"].split())})
    wsgi = make_app(settings, {"jinja2.bytecode_caching": "true", **INCLUDES})
    app = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(app, "designer")
    yield app
    wsgi.registry["engine"].dispose()


@pytest.fixture
def change(sqlite_database: Any) -> Callable[..., None]:
    """Changes a draft behind the pages: change("restaurant", stops=[])."""

    def save(code: str, **keys: Any) -> None:
        with sqlite_database.writing() as db:
            document = {**draft_document(db, code), **keys}
            save_draft(db, Entry(read_definition(document), document), datetime.now(UTC), "甲")

    return save


def test_the_page_counts_and_draws_the_questions_as_a_tree(designer: Any) -> None:
    page = designer.get("/design/restaurant/scenario")
    assert [figure.b.contents[0] for figure in page.html.select(".figure")] == ["13,440", "11,200", "0", "0"]
    below = page.html.select_one("#q-signboard .tree")
    assert [each["id"] for each in below.find_all("li", recursive=False)] == ["q-carrier", "q-sign_floor"]
    assert "在“是否设置户外招牌”是“设置”时问" in below.text
    assert page.html.select("#materials details")


def test_a_finding_stands_on_top_with_an_example_to_try(designer: Any, change: Any) -> None:
    change("restaurant", stops=[])
    page = designer.get("/design/restaurant/scenario")
    findings = page.html.select("#findings .points > li")
    assert findings[0]["class"] == ["points-error"]
    assert "看一组回答" in findings[0].text
    link = findings[0].select_one("a.btn")["href"]
    answers = json.loads(parse_qs(urlsplit(link).query)["answers"][0])
    tried = designer.get(link)
    assert "按这些回答编排" in tried.text
    assert len(tried.html.select("#answers dt")) == len(answers)


def test_trying_a_scenario_composes_only_what_it_leads_to(designer: Any) -> None:
    def matters(**answers: Any) -> list[str]:
        page = designer.get("/design/restaurant/preview", {"answers": json.dumps(answers)})
        return [row.a.text for row in page.html.select("#matters tbody tr")]

    assert "烟草专卖零售许可证核发（新办）" not in matters(store_kind="single", tobacco="no")
    assert "烟草专卖零售许可证核发（新办）" in matters(store_kind="single", tobacco="yes")
    stopped = designer.get("/design/restaurant/preview", {"answers": '{"registered": false}'})
    assert "这样回答不能继续办理" in stopped.text


@pytest.mark.parametrize("answers", ["[5", "5", "null", '{"items": 5, "x": {}, "area": "a", "registered": []}', "{" * 2000])
def test_answers_in_the_address_that_make_no_sense_do_no_harm(designer: Any, answers: str) -> None:
    assert designer.get("/design/restaurant/preview", {"answers": answers}).status_int == 200


def test_a_matter_alone_has_its_page_and_other_kinds_have_none(designer: Any) -> None:
    page = designer.get("/design/parenting-guidance/scenario")
    assert "没有情形问题" in page.text and not page.html.select("#matters")
    assert "只有一件事和事项有情形问题" in designer.get("/design/person.name/scenario", status=404).text


def test_what_is_too_tangled_is_said_instead_of_drawn(designer: Any, change: Any) -> None:
    many = [{"code": f"q{number}", "title": "示例问题", "type": "bool"} for number in range(450)]
    change("parenting-guidance", questions=many)
    assert "情形之间的牵连过多" in designer.get("/design/parenting-guidance/scenario").text


def test_the_page_is_for_designers(sqlite_database: Any, designer: Any, sign_in: Any) -> None:
    designer.reset()
    sign_in(designer, "clerk")
    designer.get("/design/restaurant/scenario", status=403)
