"""The intake screen as HTML: escaped, labelled, usable without style or script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from form_encoder import sent

from yichuang.errors import Problem
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form
from yichuang.forms.rows import with_rows_changed
from yichuang_renderers.intake import screen
from yichuang_renderers.nodes import Source, Surroundings

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def form(**properties: Any) -> Form:
    return Form({"type": "object", "properties": properties})


class Page(HTMLParser):
    """Ids, and every attribute that leads to one; the tags that occur."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.led: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.led.extend((given.get(name) or "").split())


def test_nothing_from_schema_or_data_becomes_markup() -> None:
    hostile = {
        "type": "string",
        "title": HOSTILE,
        "description": HOSTILE,
        "x-example": HOSTILE,
        "x-mistakes": [HOSTILE],
        "x-unit": HOSTILE,
        "x-section": HOSTILE,
        "x-used-by": [HOSTILE],
        "x-reason": HOSTILE,
        "format": HOSTILE,
    }
    choice = {"title": HOSTILE, "enum": [HOSTILE, "b"]}
    rows = {"type": "array", "title": HOSTILE, "items": {"type": "object", "properties": {HOSTILE: hostile}}}
    page = screen(form(a=hostile, b=choice, c=rows, **{HOSTILE: {"type": "string"}}),
                  {"a": HOSTILE, "b": HOSTILE, "c": [{HOSTILE: HOSTILE}], HOSTILE: HOSTILE},
                  [Problem("/a", HOSTILE, HOSTILE), Problem("/nowhere", "x", HOSTILE)],
                  Surroundings(sources={"/a": Source("scan", "open", HOSTILE, HOSTILE)}))  # fmt: skip
    assert not {"script", "img"} & Page(page).tags
    assert "<script" not in page


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    item = {"type": "object", "properties": {"x y": {"type": "string", "description": "说明", "x-reason": "为何"}}}
    page = Page(screen(form(**{"a b": {"type": "array", "items": item}, "a%20b": {"type": "string"}, "c": item}),
                       {"a b": [{"x y": "1"}, {}], "c": {}}))  # fmt: skip
    assert len(page.ids) == len(set(page.ids))
    assert set(page.led) <= set(page.ids)


def test_what_is_wrong_is_said_at_the_field_and_to_screen_readers() -> None:
    page = screen(form(a={"type": "string", "title": "甲"}), {}, [Problem("/a", "required", "此项必填。")])
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="f/a-error"' in page
    assert "此项必填。" in page


def test_text_that_a_date_control_would_swallow_is_shown_as_text() -> None:
    born = {"type": "string", "format": "date"}
    assert 'type="date"' in screen(form(a=born), {"a": "2026-02-28"})
    page = screen(form(a=born), {"a": "2026-02-30"})
    assert 'type="date"' not in page
    assert "2026-02-30" in page


def test_few_options_are_radios_and_many_a_list() -> None:
    assert screen(form(a={"enum": list("abcde")}), {}).count('type="radio"') == 6
    assert "<select" in screen(form(a={"enum": list("abcdef")}), {})


def test_a_required_choice_offers_no_way_to_answer_nothing() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}}}
    assert screen(Form(schema), {}).count('type="radio"') == 2


def test_a_readonly_choice_is_sent_as_it_is() -> None:
    fixed = form(a={"enum": ["x", "y"], "readOnly": True}, b={"type": "string", "readOnly": True})
    page = screen(fixed, {"a": "y", "b": "z"})
    assert 'type="radio"' not in page
    assert read_body(fixed, sent(page)).data == {"a": "y", "b": "z"}


def test_no_inline_style_or_script_or_handler() -> None:
    item = {"type": "object", "properties": {"n": {"type": "number"}}}
    page = screen(form(a={"type": "boolean"}, b={"type": "array", "items": item}, c={"const": True}), {"b": [{}]})
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style", page)


@pytest.mark.parametrize("times", [1, 3])
def test_rows_are_added_and_taken_away_without_script(times: int) -> None:
    people = form(people={"type": "array", "title": "人员", "items": {"type": "object", "properties": {
        "name": {"type": "string"}}}})  # fmt: skip
    data: dict[str, Any] = {"people": [{"name": "甲"}]}
    for _ in range(times):
        pairs = [*sent(screen(people, data)), ("add-row", "/people")]
        changed = with_rows_changed(people, read_body(people, pairs).data, pairs)
        assert changed is not None
        data = changed
    assert len(data["people"]) == 1 + times
    assert f'name="/people/{times}/name"' in screen(people, data)
    pairs = [*sent(screen(people, data)), ("remove-row", "/people/0")]
    left = with_rows_changed(people, read_body(people, pairs).data, pairs)
    assert left is not None
    assert {"name": "甲"} not in left["people"]


def test_a_pointer_that_no_page_sent_changes_nothing() -> None:
    people = form(people={"type": "array", "items": {"type": "string"}})
    for pointer in ("/people/9/x", "/nothing", "/", "/people/x"):
        assert with_rows_changed(people, {"people": ["甲"]}, [("remove-row", pointer)]) == {"people": ["甲"]}
        assert with_rows_changed(people, {"people": ["甲"]}, [("add-row", pointer)]) == {"people": ["甲"]}
