"""`yichuang guides write`: the guide of a published bundle or matter as a file."""

from __future__ import annotations

from pathlib import Path

import click

from yichuang.cli.context import PATH, database, load_released
from yichuang.definitions.publication import Guide
from yichuang.definitions.releases import definition_of, latest_of_kinds
from yichuang.errors import Unavailable
from yichuang.extension import GuideSource, GuideWriter

from .guide_docx import write_docx
from .guide_facts import PLACE
from .guide_html import write_html

WRITERS: dict[str, GuideWriter] = {".html": write_html, ".docx": write_docx}


@click.command(short_help="写出办事指南。")
@click.argument("code")
@click.option("-o", "--output", "path", type=PATH, required=True, help="写到这个文件，.html 或 .docx。")
@click.option("--brief", is_flag=True, help="简版，一张纸。")
@click.pass_context
def write(context: click.Context, code: str, path: Path, brief: bool) -> None:
    """写出已发布的一件事或事项的办事指南。"""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise click.BadParameter(f"不能写成这种文件。可以写：{'、'.join(WRITERS)}。", param_hint="-o")
    subject, uses, release = load_released(context, code)
    source = GuideSource(
        subject,
        uses,
        release.number,
        release.digest,
        release.published_at.astimezone(PLACE).date(),
        _guide_of(context, code),
    )
    content = writer(source, brief=brief)
    try:
        path.write_bytes(content)
    except OSError:
        raise Unavailable(f"不能写入“{path}”。请核对文件夹和权限。") from None
    click.echo(f"已写出 {path}（第 {release.number} 版）。", err=True)


def _guide_of(context: click.Context, code: str) -> Guide | None:
    """The published guide of a subject, which orders its chapters; None means the standard order."""
    with database(context) as db:
        found = [definition_of(release) for release in latest_of_kinds(db, ("guide",))]
    return next((each for each in found if isinstance(each, Guide) and each.subject == code), None)
