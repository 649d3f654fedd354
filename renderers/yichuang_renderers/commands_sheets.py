"""`yichuang sheets write`: a form to fill in by hand, with everything by which a scan of it is read again."""

from __future__ import annotations

import json
from pathlib import Path

import click

from yichuang.cli.bundles.forms import Published, published_form
from yichuang.cli.context import PATH, signing_key
from yichuang.errors import Invalid, Unavailable

from .nodes import Mode
from .sheets import Sheet, draw_sheet, write_pdf
from .sheets.arrange import unwritable
from .tree import build

MOST_COPIES = 200


@click.command(short_help="写出可以手填和扫描的纸质表。")
@click.argument("code")
@click.option("-o", "--output", "path", type=PATH, required=True, help="写到这个文件，.pdf 或 .html。")
@click.option("--zones", "zones_path", type=PATH, help="把各栏在纸上的位置写到这个 JSON 文件。")
@click.option("--copies", type=click.IntRange(1, MOST_COPIES), default=1, show_default=True, help="印几份。")
@click.option("--number", help="第一份的编号，如停电备用表 T20261125-001；后面的依次加一。")
@click.pass_context
def write(context: click.Context, code: str, path: Path, zones_path: Path | None, copies: int, number: str | None) -> None:
    """写出已发布的一件事或事项的纸质表：四角定位标记，每页一个签名编码。"""
    if path.suffix.lower() not in (".pdf", ".html"):
        raise click.BadParameter("不能写成这种文件。可以写：.pdf、.html。", param_hint="-o")
    published = published_form(context, code)
    tree = build(published.form, {}, mode=Mode.PAPER)
    sheet = _sheet(code, published, signing_key(context), _numbers(number, copies))
    html, zones = draw_sheet(sheet, tree)
    content = write_pdf(sheet, tree)[0] if path.suffix.lower() == ".pdf" else html.encode()
    _save(path, content)
    if zones_path is not None:
        _save(zones_path, json.dumps(zones.as_dict(), ensure_ascii=False, indent=2).encode())
    for node in unwritable(tree):
        click.echo(f"提醒 {node.pointer} “{node.title}”不能在纸上填写，没有印出来。", err=True)
    click.echo(f"已写出 {path}（第 {published.release.number} 版，{len(zones.pages)} 页，{copies} 份）。", err=True)


def _sheet(code: str, published: Published, key: bytes, numbers: tuple[str, ...]) -> Sheet:
    release = published.release
    return Sheet(code, published.name, release.digest, f"{published.name} 第 {release.number} 版", key, numbers)


def _numbers(first: str | None, copies: int) -> tuple[str, ...]:
    """The numbers of the copies; without a first one they carry none."""
    if first is None:
        return ("-",) * copies
    head = first.rstrip("0123456789")
    digits = first[len(head):]
    if not digits:
        raise Invalid(f"编号“{first}”应以数字结尾，后面的才能依次加一。")
    return tuple(f"{head}{int(digits) + step:0{len(digits)}d}" for step in range(copies))


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise Unavailable(f"不能写入“{path}”。请核对文件夹和权限。") from None
