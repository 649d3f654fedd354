"""`yichuang forms render` and `forms read`: a form as a page, and what the page's body means. No database."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import parse_qsl

import click

from yichuang.cli.context import PATH, read_json, say, say_problems
from yichuang.cli.forms import read_form
from yichuang.errors import BadRequest, Invalid
from yichuang.forms.decode import MAX_PAIRS, read_body

from .standalone import form_page
from .tree import build

MAX_BODY = 20 * 1024 * 1024
LAYOUT = click.option("--layout", type=PATH, help="布局文件，另外存放时用。")


@click.command(short_help="把表单显示成网页。")
@click.argument("schema", type=PATH)
@LAYOUT
@click.option("--data", type=PATH, help="已有的数据，JSON 对象。")
@click.option("--title", default="", help="网页标题。")
@click.pass_context
def render(context: click.Context, schema: Path, layout: Path | None, data: Path | None, title: str) -> None:
    """SCHEMA 的填表网页，写到标准输出；数据中有网页不能传送的内容时退出码为 1。"""
    values = {} if data is None else read_json(data)
    if not isinstance(values, dict):
        raise Invalid("数据应为一个 JSON 对象。")
    tree = build(read_form(schema, layout), values)
    click.echo(form_page(tree, title).encode("utf-8", "replace"))
    say_problems(tree.problems)
    if any(problem.severity == "error" for problem in tree.problems):
        context.exit(1)


@click.command(short_help="读取网页提交的内容。")
@click.argument("schema", type=PATH)
@LAYOUT
@click.pass_context
def read(context: click.Context, schema: Path, layout: Path | None) -> None:
    """从标准输入读取 urlencoded 的提交内容，写出 {"data", "problems"}；有错误时退出码为 1。"""
    reading = read_body(read_form(schema, layout), _pairs())
    say({"data": reading.data, "problems": [problem.as_dict() for problem in reading.problems]})
    if any(problem.severity == "error" for problem in reading.problems):
        context.exit(1)


def _pairs() -> list[tuple[str, str]]:
    body = sys.stdin.buffer.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise BadRequest("提交的内容超过 20 MB，没有读取。")
    try:
        text = body.decode().strip("\r\n")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_PAIRS)
    except ValueError:
        raise BadRequest("提交的内容不是 urlencoded 的 UTF-8 文字。") from None
