"""`yichuang standards`: check an identifier, compute a due date, find vague wording; needs no database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import click

from yichuang.errors import Invalid
from yichuang.standards.calendar_file import iso_date, read_calendar
from yichuang.standards.identifiers import KINDS, check
from yichuang.standards.wording import lint
from yichuang.standards.workdays import STANDARD, Calendar, Suspension, due

MOST_DAYS = 3660
MOST_BYTES = 4_000_000
# Legal days are days in China, wherever the command runs; China keeps UTC+8 all year.
CHINA = timezone(timedelta(hours=8))
AS_TYPED = {"ignore_unknown_options": True}


def _date(text: str) -> date:
    """A date written YYYY-MM-DD, or a usage error."""
    found = iso_date(text)
    if found is None:
        raise click.BadParameter("不是有效日期。请按2026-09-18的样式填写。")
    return found


def _days(text: str) -> int:
    """A number of days that a period of the field may have, or a usage error."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > MOST_DAYS:
        raise click.BadParameter(f"天数应为0至{MOST_DAYS}之间的整数。")
    return int(text)


def _pause(text: str) -> Suspension:
    """A suspension A:B, two dates in order, or a usage error."""
    begin, _, end = text.partition(":")
    first, last = iso_date(begin), iso_date(end)
    if first is None or last is None:
        raise click.BadParameter("暂停期间应写成起止两个日期，如2026-09-23:2026-09-29。")
    if first > last:
        raise click.BadParameter("暂停期间的结束日期早于开始日期。请核对先后。")
    return first, last


def _print(answer: object) -> None:
    """One JSON document in UTF-8, whatever the terminal's own encoding."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode())


def _printable(text: str) -> str:
    """The text with bytes that are not UTF-8 shown as question marks; offsets stay."""
    return text.encode("utf-8", "replace").decode()


def _read(path: Path, option: str) -> str:
    """A text file of reasonable size, or a usage error."""
    try:
        with path.open("rb") as source:
            found = source.read(MOST_BYTES + 1)
        text = found.decode("utf-8-sig")
    except OSError as error:
        raise click.BadParameter(f"文件无法打开：{path}。请核对路径和权限。", param_hint=option) from error
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"文件不是UTF-8文本：{path}。请另存为UTF-8。", param_hint=option) from error
    if len(found) > MOST_BYTES:
        raise click.BadParameter(f"文件超过{MOST_BYTES // 1_000_000}MB：{path}。", param_hint=option)
    return text


@click.group("standards")
def group() -> None:
    """核对号码、推算期限、检查用语；不需要数据库。"""


@group.command("check", context_settings=AS_TYPED)
@click.argument("kind")
@click.argument("value")
@click.pass_context
def check_command(ctx: click.Context, kind: str, value: str) -> None:
    """核对一个号码：KIND是号码种类，VALUE是号码；无效时退出码为1。"""
    if kind not in KINDS:
        raise click.BadParameter(f"没有这种号码。可选：{'、'.join(KINDS)}。", param_hint="KIND")
    told = check(kind, _printable(value), datetime.now(UTC).astimezone(CHINA).date())
    _print(told.as_dict())
    ctx.exit(0 if told.valid else 1)


def _calendar(path: Path | None) -> Calendar:
    """The standard calendar, with a file's days laid over it."""
    return STANDARD if path is None else read_calendar(_read(path, "--calendar")).over(STANDARD)


@group.command("due")
@click.option("--from", "start", type=_date, metavar="日期", required=True, help="起算日（受理日），当日不计")
@click.option("--days", type=_days, metavar="天数", required=True, help="工作日天数；0为当日办结")
@click.option(
    "--suspend",
    "pauses",
    type=_pause,
    metavar="起:止",
    multiple=True,
    help="特别程序起止日，不计入期限，可多次",
)
@click.option("--calendar", "calendar_path", type=click.Path(path_type=Path), help="日历文件，JSON或CSV")
def due_command(start: date, days: int, pauses: Sequence[Suspension], calendar_path: Path | None) -> None:
    """推算到期日：按工作日，从起算日的次日数起。"""
    try:
        answer = due(start, days, pauses, _calendar(calendar_path))
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    _print(answer.as_dict())


@group.command("lint", context_settings=AS_TYPED)
@click.argument("text", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path), help="改为检查一个UTF-8文本文件")
@click.pass_context
def lint_command(ctx: click.Context, text: str | None, path: Path | None) -> None:
    """检查模糊用语和兜底条款：TEXT或--file二选一；有发现时退出码为1。"""
    if (text is None) == (path is None):
        raise click.UsageError("请给出要检查的文字，或用--file指定一个文件，二者选一。")
    given = _printable(text or "") if path is None else _read(path, "--file")
    found = lint(given)
    _print([finding.as_dict() for finding in found])
    ctx.exit(1 if found else 0)
