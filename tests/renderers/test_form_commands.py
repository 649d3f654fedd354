"""`forms render` and `forms read`: a page out, JSON back; wrong input ends in a sentence and an exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result
from form_encoder import sent

from yichuang.errors import YichuangError
from yichuang_renderers.commands_forms import read, render

SCHEMA = {
    "type": "object",
    "title": "申请",
    "required": ["name"],
    "properties": {"name": {"type": "string", "title": "姓名"}, "age": {"type": "integer", "title": "年龄"}},
}


def saved(folder: Path, name: str, value: Any) -> str:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=True), encoding="utf-8")
    return str(path)


def told(result: Result) -> str:
    """What the person reads: the sentence of a refusal, or what was printed."""
    if isinstance(result.exception, YichuangError):
        return str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def test_a_page_and_what_it_sends_back(tmp_path: Path) -> None:
    schema = saved(tmp_path, "s.json", SCHEMA)
    data = saved(tmp_path, "d.json", {"name": "林 & 满", "age": 3})
    page = CliRunner().invoke(render, [schema, "--data", data, "--title", "看<看>"])
    assert page.exit_code == 0
    assert "<title>看&lt;看&gt;</title>" in page.stdout
    back = CliRunner().invoke(read, [schema], input=urlencode(sent(page.stdout)))
    assert back.exit_code == 0
    assert json.loads(back.stdout) == {"data": {"name": "林 & 满", "age": 3}, "problems": []}


def test_problems_end_with_status_one(tmp_path: Path) -> None:
    back = CliRunner().invoke(read, [saved(tmp_path, "s.json", SCHEMA)], input="/age=abc")
    assert back.exit_code == 1
    answer = json.loads(back.stdout)
    assert answer["data"] == {"age": "abc"}
    assert {problem["pointer"] for problem in answer["problems"]} == {"/age", "/name"}


def test_a_layout_of_its_own_arranges_the_page(tmp_path: Path) -> None:
    layout = saved(tmp_path, "l.json", {"sections": [{"code": "b", "title": "基本情况", "fields": ["age", "name"]}]})
    page = CliRunner().invoke(render, [saved(tmp_path, "s.json", SCHEMA), "--layout", layout]).stdout
    assert page.index("基本情况") < page.index('name="/age"') < page.index('name="/name"')


@pytest.mark.parametrize("data", [[], "文字", 3])
def test_data_that_is_no_object_is_refused(tmp_path: Path, data: Any) -> None:
    arguments = [saved(tmp_path, "s.json", SCHEMA), "--data", saved(tmp_path, "d.json", data)]
    assert "JSON 对象" in told(CliRunner().invoke(render, arguments))


@pytest.mark.parametrize("body", [b"/name=%ff", b"/name=\xff", b"/name=a%00b"])
def test_a_body_that_no_browser_sends_is_refused(tmp_path: Path, body: bytes) -> None:
    result = CliRunner().invoke(read, [saved(tmp_path, "s.json", SCHEMA)], input=body)
    assert isinstance(result.exception, YichuangError)


def test_characters_that_cannot_travel_end_with_status_one(tmp_path: Path) -> None:
    arguments = [saved(tmp_path, "s.json", SCHEMA), "--data", saved(tmp_path, "d.json", {"name": "a\rb"})]
    result = CliRunner().invoke(render, arguments)
    assert result.exit_code == 1
    assert "unspeakable" in result.stderr
