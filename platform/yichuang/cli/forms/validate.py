"""`yichuang forms validate`: data against a form."""
from __future__ import annotations

from pathlib import Path

import click

from yichuang.cli.context import PATH, read_json, say
from yichuang.forms.compiled import SchemaInvalid, compiled

from .reading import read_form


@click.command("validate", short_help="按表单校验数据。")
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
