"""`yichuang forms`: work with loose forms, no database."""
from __future__ import annotations

from pathlib import Path

import click

from yichuang.cli.context import PATH, read_json, say
from yichuang.errors import Invalid
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.form import Form


@click.group(short_help="表单：校验、显示、读取。")
def group() -> None:
    """表单：校验、显示、读取；不需要数据库。"""


@group.command("validate", short_help="按表单校验数据。")
@click.argument("schema", type=PATH)
@click.argument("data", type=PATH)
@click.pass_context
def validate_command(context: click.Context, schema: Path, data: Path) -> None:
    """按 SCHEMA 校验 DATA，列出全部问题。"""
    form = read_form(schema)
    try:
        problems = compiled(form.schema).problems(read_json(data))
    except SchemaInvalid as refused:
        problems = list(refused.problems)
    say({"valid": not problems, "problems": [problem.as_dict() for problem in problems]})
    if problems:
        context.exit(1)


def read_form(path: Path, layout: Path | None = None) -> Form:
    """A form from a file: a bare schema or `{"schema", "layout"}`. Raises Invalid when it is neither."""
    document = read_json(path)
    if isinstance(document, bool):
        return Form({"allOf": [document]})
    if not isinstance(document, dict):
        raise Invalid(f"“{path.name}”应为一个 JSON 对象（schema，或含 schema 和 layout）。")
    form = Form.of(document)
    return form if layout is None else Form(form.schema, read_json(layout))
