"""`yichuang definitions workbook write|read|template`: definitions as an XLSX workbook, both ways."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from yichuang.cli.context import CODE, ME, PATH, database, has_database, now, say
from yichuang.definitions.workbook.drafting import documents_of, read_over_drafts, write_reading
from yichuang.definitions.workbook.problems import SEVERITIES, CellProblem
from yichuang.definitions.workbook.reading import WorkbookReading, read_workbook
from yichuang.definitions.workbook.template import write_template
from yichuang.definitions.workbook.writing import write_workbook
from yichuang.errors import Invalid

SUFFIX = ".xlsx"
MOST_TOLD = 200
CHANGES = {"added": "新增", "changed": "修改", "unchanged": "未变"}
OUTPUT = click.option("-o", "--output", "output", required=True, type=PATH, help="写到这个 .xlsx 文件。")


@click.group("workbook", short_help="XLSX 表格：导出、读入、空白模板。")
def workbook_group() -> None:
    """XLSX 表格：把定义写成表格、读入表格、写出空白模板。"""


@workbook_group.command("write", short_help="写成表格。")
@click.argument("codes", nargs=-1, type=CODE)
@OUTPUT
@click.pass_context
def write_command(context: click.Context, codes: Sequence[str], output: Path) -> None:
    """把这些编码的草稿（不写编码则全部）连同它们用到的写成一个 XLSX 表格。"""
    _require_suffix(output)
    with database(context) as db:
        documents = documents_of(db, codes)
    _saved(output, lambda: click.echo(_counts(write_workbook(documents, output)), err=True))


@workbook_group.command("template", short_help="写出空白模板。")
@OUTPUT
def template_command(output: Path) -> None:
    """写出空白的 XLSX 模板，带填写说明和示例行。"""
    _require_suffix(output)
    _saved(output, lambda: write_template(output))
    click.echo(f"已写出空白模板“{output}”：填好以后用 definitions workbook read 读入。", err=True)


@workbook_group.command("read", short_help="读入表格为草稿。")
@click.argument("file", type=PATH)
@click.option("--dry-run", is_flag=True, help="只说明会改变什么，不写入；没有数据库时也能用。")
@click.option("--skip-bad", is_flag=True, help="跳过有错误的行，写入其余各行。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出改动和全部问题。")
@click.pass_context
def read_command(context: click.Context, file: Path, dry_run: bool, skip_bad: bool, as_json: bool) -> None:
    """读入 XLSX 表格：只改表里有的列；有一处错误就什么都不写，除非 --skip-bad。"""
    reading, written = _read(context, file, dry_run, skip_bad)
    if as_json:
        say({"written": written, **reading.as_dict()})
    else:
        _tell(reading)
    if reading.errors:
        context.exit(1)


def _read(context: click.Context, file: Path, dry_run: bool, skip_bad: bool) -> tuple[WorkbookReading, bool]:
    if dry_run and not has_database(context):
        return read_workbook(file, {}), False
    with database(context, writes=not dry_run) as db:
        reading = read_over_drafts(db, file)
        if dry_run or (reading.errors and not skip_bad):
            return reading, False
        write_reading(db, reading, now(), ME, skip_bad=skip_bad)
        return reading, True


def _require_suffix(output: Path) -> None:
    if output.suffix.lower() != SUFFIX:
        raise click.BadParameter(f"只能写成 {SUFFIX} 文件，“{output.name}”不是。", param_hint="-o")


def _tell(reading: WorkbookReading) -> None:
    for change, word in CHANGES.items():
        for code in reading.codes(change) if change != "unchanged" else ():  # type: ignore[arg-type]
            click.echo(f"{word} {code}")
    for problem in reading.problems[:MOST_TOLD]:
        click.echo(in_words(problem), err=True)
    if len(reading.problems) > MOST_TOLD:
        click.echo(f"……共 {len(reading.problems)} 处，用 --json 看全部。", err=True)
    errors = len(reading.errors)
    click.echo(f"{_counts(reading.rows)}；{errors} 处错误，{len(reading.problems) - errors} 处提醒。", err=True)


def in_words(problem: CellProblem) -> str:
    """A finding on one line."""
    return f"{SEVERITIES[problem.severity]} {problem.where} [{problem.rule}] {problem.message}{problem.fix}"


def _counts(rows: dict[str, int]) -> str:
    told = "，".join(f"{title} {count} 行" for title, count in rows.items() if count)
    return told or "没有数据行"


def _saved(output: Path, write: object) -> None:
    try:
        write()  # type: ignore[operator]
    except OSError:
        raise Invalid(f"写不进“{output}”。请核对文件夹和权限，文件正在打开的请先关闭。") from None
