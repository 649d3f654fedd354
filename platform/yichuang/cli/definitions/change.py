"""`yichuang definitions diff|impact|repin|verify`: what changed, what that touches, and whether releases are intact."""
from __future__ import annotations

from collections.abc import Sequence

import click

from yichuang.cli.context import CODE, database, say
from yichuang.definitions.change.between import Compared, Side, compare
from yichuang.definitions.change.impact import STATE_WORDS, Tied, User, users_of
from yichuang.definitions.change.values import Change
from yichuang.definitions.integrity import verify_releases
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.filing.repin.planning import Planned, plans_for
from yichuang.filing.repin.tied import tied_to
from yichuang.filing.repin.words import VERDICT_WORDS, in_words

JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")


class SideWord(click.ParamType):
    """A release's number, or `draft`."""

    name = "N|draft"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Side:
        """The number, or the word."""
        if value == "draft":
            return "draft"
        if not value.isascii() or not value.isdecimal() or int(value) < 1 or len(value) > 9:
            self.fail(f"“{value}”不是版本号。应为 1、2、3……，或者 draft（草稿）。", param, ctx)
        return int(value)


@click.command("diff", short_help="两个版本有什么不同。")
@click.argument("code", type=CODE)
@click.option("--from", "earlier", type=click.IntRange(1, 999_999_999), help="从第几版；默认为 --to 的前一版。")
@click.option("--to", "later", type=SideWord(), help="到第几版，或 draft（草稿）；默认最新版。")
@JSON
@click.pass_context
def diff_command(context: click.Context, code: str, earlier: int | None, later: Side | None, as_json: bool) -> None:
    """用文字说明两个版本的不同，兼容的和不兼容的分开；所用定义的变化也算在内。

    都不写时比较最新的两版；只有一版时比较它与草稿。“不兼容”指可能不再接受原来的填写、向申请人多要、让人多等，或者改变部门收到的内容。
    """
    with database(context) as db:
        found = compare(db, code, earlier, later)
    if as_json:
        say(found.as_dict())
    else:
        _print_diff(found)


def _print_diff(found: Compared) -> None:
    later = "草稿" if found.later == "draft" else f"第 {found.later} 版"
    kind = KIND_NAMES.get(found.kind, found.kind)
    click.echo(f"{kind}“{found.name}”（{found.code}）：第 {found.earlier} 版 → {later}")
    if not found.diff.changes:
        click.echo("没有不同。")
    for title, changes in (("不兼容", found.diff.incompatible), ("兼容", found.diff.compatible)):
        _print_changes(title, changes)


def _print_changes(title: str, changes: Sequence[Change]) -> None:
    if changes:
        click.echo(f"\n{title}（{len(changes)} 处）")
    for change in changes:
        where = f"{change.of}{change.pointer}" if change.of else change.pointer
        click.echo(f"  {change.message}  [{change.kind}] {where}")


@click.command("impact", short_help="谁用到它，改了会影响谁。")
@click.argument("code", type=CODE)
@JSON
@click.pass_context
def impact_command(context: click.Context, code: str, as_json: bool) -> None:
    """列出直接或间接用到它的定义，以及仍引用它的在办申报和申报草稿（只有编号，没有个人信息）。"""
    with database(context) as db:
        users, tied = users_of(db, code), tied_to(db, code)
    if not as_json:
        _print_impact(code, users, tied)
        return
    filings = [{"number": each.number, "release": each.release, "state": each.state, "subject": each.subject}
               for each in tied.filings]
    held = [{"id": each.id, "release": each.release, "subject": each.subject} for each in tied.drafts]
    say({"code": code, "used_by": [user.as_dict() for user in users], "filings": filings, "drafts": held})


def _print_impact(code: str, users: Sequence[User], tied: Tied) -> None:
    click.echo(f"用到“{code}”的定义（{len(users)} 个）")
    for user in users:
        release = f"第 {user.release} 版" if user.release else "未发布"
        pinned = f"，引用第 {user.pinned} 版" if user.pinned else ""
        through = f"，经由 {user.through}" if user.through else ""
        kind = KIND_NAMES.get(user.kind, user.kind)
        click.echo(f"  {kind} {user.code} {user.name}：{release}{pinned}{through}，{STATE_WORDS[user.state]}")
    click.echo(f"在办申报（{len(tied.filings)} 件）")
    for each in tied.filings:
        click.echo(f"  {each.number} {each.subject} 第 {each.release} 版")
    click.echo(f"申报草稿（{len(tied.drafts)} 份）")
    for each in tied.drafts:
        click.echo(f"  {each.id} {each.subject} 第 {each.release} 版")


@click.command("repin", short_help="在办申报改用新版本的方案。")
@click.argument("code", type=CODE)
@JSON
@click.pass_context
def repin_command(context: click.Context, code: str, as_json: bool) -> None:
    """逐件列出仍用旧版本的在办申报和草稿：照旧办理、还差几项，还是不能改用及原因。由牵头部门在页面上决定。"""
    with database(context) as db:
        newest, plans = plans_for(db, code)
    if as_json:
        say({"code": code, "to": newest.number, "filings": [each.as_dict() for each in plans if each.is_filing],
             "drafts": [each.as_dict() for each in plans if not each.is_filing]})
        return
    click.echo(f"“{newest.name}”最新为第 {newest.number} 版；仍用旧版本的有 {len(plans)} 件。")
    for each in plans:
        _print_plan(each)


def _print_plan(planned: Planned) -> None:
    what = f"申报 {planned.number}" if planned.is_filing else f"草稿 {planned.id}"
    decided = f"（已决定：{planned.decided}）" if planned.decided else ""
    click.echo(f"  {what} 第 {planned.release} 版：{VERDICT_WORDS[planned.plan.verdict]}{decided}")
    for line in in_words(planned.plan):
        click.echo(f"    {line}")


@click.command("verify", short_help="核对发布版本有没有被改动。")
@JSON
@click.pass_context
def verify_command(context: click.Context, as_json: bool) -> None:
    """逐版核对原文与摘要、引用是否一致；有不一致的列出编码和版本，退出码为 1。"""
    with database(context) as db:
        count, damages = verify_releases(db)
    if as_json:
        say({"checked": count, "damaged": [damage.as_dict() for damage in damages]})
    else:
        for damage in damages:
            click.echo(f"{damage.code} 第 {damage.number} 版 [{damage.rule}] {damage.message}")
        click.echo(f"核对了 {count} 个发布版本，{len(damages)} 个不一致。", err=True)
    if damages:
        context.exit(1)
