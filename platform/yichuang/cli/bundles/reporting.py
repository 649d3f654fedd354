"""`yichuang bundles report`: the merge report to take to the meeting, as a page, a workbook or JSON."""
from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from yichuang.cli.context import CODE, PATH, database, now, read_json, say
from yichuang.errors import Invalid, NotFound
from yichuang.filing.merge_report.documents import document_of, report_in
from yichuang.filing.merge_report.editions import Edition, compared, drafted_edition, edition_of, released
from yichuang.filing.merge_report.figures import states_in_words
from yichuang.filing.merge_report.lines import STATES, Report
from yichuang.filing.merge_report.offering import WRITERS
from yichuang.filing.proving import prove
from yichuang.standards.legal_days import legal_day

from .subjects import find_subject, is_path

LONGEST_NUMBER = 9
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("report", short_help="合并报告：拿到会上去的一表、冲突和决定。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--code", type=CODE, help="路径里有几个一件事或事项时，报告哪一个。")
@click.option("-o", "--output", type=PATH, metavar="FILE.(html|xlsx)", help="写成页面（A3 横向打印）或表格。")
@click.option("--since", metavar="N|FILE", type=CODE, help="与第 N 版相比，或与以前留存的 --json 文件相比。")
@click.option("--draft", is_flag=True, help="报告草稿，而不是已发布的版本。")
@click.option("--no-proof", is_flag=True, help="不验证；发布时留存的证明也不列。")
@click.option("--date", "on", type=DAY, metavar="D", help="报告的日期，默认今天；到期与否按它算。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出；不写 -o 时总是 JSON。")
@click.pass_context
def report_command(context: click.Context, subject: str, **asked: object) -> None:
    """每个数据元一行、每个事项一列，连同冲突、决定、证明和变化。

    CODE 是已发布的一件事或事项；PATH 是还没有导入的文件、文件夹。各种情形合在一起报告。
    """
    output, as_json, on = asked["output"], asked["as_json"], asked["on"]
    if isinstance(output, Path):
        _require_writable(output)
    day = on.date() if isinstance(on, datetime) else legal_day(now())
    edition = _edition(context, subject, asked)
    report = _since(context, _proved(edition, bool(asked["no_proof"])).report(day), asked["since"], day)
    if isinstance(output, Path):
        _write(output, report)
    if as_json or output is None:
        say(document_of(report))


def _require_writable(output: Path) -> None:
    """Said before anything is worked out, because a proof may take a while."""
    if output.suffix.lower().removeprefix(".") not in WRITERS:
        known = "、".join("." + each for each in WRITERS)
        raise click.BadParameter(f"只能写成 {known} 文件，“{output.name}”不是。", param_hint="-o")
    if output.is_dir() or not output.parent.is_dir():
        raise _unwritable(output)


def _unwritable(output: Path) -> Invalid:
    return Invalid(f"写不了“{output}”。请核对文件夹是否存在、是否有权限，文件正在打开的请先关闭。")


def _edition(context: click.Context, word: str, asked: dict[str, object]) -> Edition:
    code = asked["code"] if isinstance(asked["code"], str) else None
    if is_path(word) and not asked["draft"]:
        found = find_subject(context, word, code)
        return edition_of(found.subject, found.uses, f"文件“{Path(word).name}”")
    if is_path(word):
        raise Invalid("--draft 只用于编码。文件本来就还没有发布，请去掉 --draft。")
    if code is not None and code != word:
        raise Invalid("--code 只在给出路径时使用。请只写编码，或只写路径。")
    with database(context) as db:
        return drafted_edition(db, word) if asked["draft"] else released(db, word)


def _proved(edition: Edition, without: bool) -> Edition:
    """With the proof kept when it was published, else one made now."""
    if without:
        return Edition(edition.bundle, edition.uses, edition.title)
    return edition if edition.proof is not None else edition.proved(prove(edition.bundle, edition.uses))


def _since(context: click.Context, report: Report, since: object, on: date) -> Report:
    """Compared with an earlier release (a number), or with a report that was kept as JSON (anything else)."""
    if not isinstance(since, str):
        return report
    if since.isascii() and since.isdigit() and not Path(since).exists():
        if len(since) > LONGEST_NUMBER:
            raise NotFound(f"“{report.code}”没有第 {since} 版。")
        with database(context) as db:
            before = released(db, report.code, int(since))
        return compared(report, before.report(on), f"第 {int(since)} 版")
    kept = report_in(read_json(Path(since)), Path(since).name)
    return compared(report, kept, f"{kept.on.isoformat()} 的报告（{kept.edition}）")


def _write(output: Path, report: Report) -> None:
    content = WRITERS[output.suffix.lower().removeprefix(".")](report)
    try:
        output.write_bytes(content)
    except OSError:
        raise _unwritable(output) from None
    told = states_in_words(report, tuple(STATES))
    changes = f"；与{report.since.title}相比 {len(report.since.changes)} 处变化" if report.since else ""
    click.echo(f"已写成 {output}：{len(report.columns)} 个事项，{len(report.lines)} 个数据元，"
               f"冲突和口径（{told}）{changes}。", err=True)
