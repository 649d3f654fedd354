"""Reading a form from a file, as every command over loose forms does."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from yichuang.cli.context import read_json, say_problems
from yichuang.errors import Invalid, Problem
from yichuang.forms.dialect import schema_problems
from yichuang.forms.foreign.drafts import upgraded
from yichuang.forms.foreign.layouts import understood
from yichuang.forms.form import Form

MOST_WARNINGS = 20


def read_form(path: Path, layout: Path | None = None) -> Form:
    """A form from a file: a bare schema or `{"schema", "layout"}`, of an earlier draft and with another library's layout too.
    What had to be read otherwise, and what the form language does not know, is said on standard error and does no harm.
    Raises Invalid when it is neither."""
    document = read_json(path)
    if isinstance(document, bool):
        return Form({"allOf": [document]})
    if not isinstance(document, dict):
        raise Invalid(f"“{path.name}”应为一个 JSON 对象（schema，或含 schema 和 layout）。")
    declared = Form.of(document)
    today = upgraded(declared.schema)
    arranged = understood(declared.layout if layout is None else read_json(layout))
    form = Form(today.schema, arranged.layout)
    _warn(path, form, (*today.remarks, *arranged.remarks))
    return form


def _warn(path: Path, form: Form, remarks: Iterable[Problem]) -> None:
    """Foreign schemas are welcome: their own keywords are named, not refused."""
    unknown = (each for each in schema_problems(form.schema, foreign=True) if each.severity == "warning")
    found = [replace(each, file=path.name) for each in (*remarks, *unknown)]
    say_problems(found[:MOST_WARNINGS])
    if len(found) > MOST_WARNINGS:
        click.echo(f"提醒 {path.name} 另有 {len(found) - MOST_WARNINGS} 处表单不认识的写法，没有逐一列出。", err=True)
