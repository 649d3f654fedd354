"""`yichuang standards`: check an identifier, compute a due date, find vague wording; needs no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from yichuang.cli.context import say
from yichuang.cli.texts import printable, read_text
from yichuang.cli.wording import corpus_command, lint_command
from yichuang.errors import Invalid
from yichuang.standards.calendar_file import iso_date, read_calendar
from yichuang.standards.identifiers import KINDS, check
from yichuang.standards.legal_days import legal_day
from yichuang.standards.workdays import STANDARD, Calendar, Suspension, due

MOST_DAYS = 3660
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
    told = check(kind, printable(value), legal_day(datetime.now(UTC)))
    say(told.as_dict())
    ctx.exit(0 if told.valid else 1)


def _calendar(path: Path | None) -> Calendar:
    """The standard calendar, with a file's days laid over it."""
    return STANDARD if path is None else read_calendar(read_text(path, "--calendar")).over(STANDARD)


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
    say(answer.as_dict())


group.add_command(lint_command)
group.add_command(corpus_command)
