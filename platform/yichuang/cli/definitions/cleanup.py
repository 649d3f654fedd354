"""`yichuang definitions cleanup|demands`: the ledgers of material clean-up and of data that is not shared."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from yichuang.cli.context import CODE, ME, PATH, database, has_database, now, say, say_problems
from yichuang.definitions.cleanup.decisions import standings
from yichuang.definitions.cleanup.demands import DEMAND_STATES, DemandLedger, demand_ledger
from yichuang.definitions.cleanup.ledger import STATE_NAMES
from yichuang.definitions.cleanup.rule import ACTION_NAMES
from yichuang.definitions.cleanup.rules import BY_ID
from yichuang.definitions.cleanup.scope import Scope, scope_of, whole_scope
from yichuang.definitions.cleanup.sheets import demand_book, ledger_book
from yichuang.definitions.cleanup.summary import Ledger, ledger
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.library import Library, read_paths
from yichuang.errors import Invalid, NotFound
from yichuang.standards.legal_days import legal_day

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Known:
    """The definitions given as files, and all there are: theirs first, then the drafts of the database."""

    given: Library
    everything: tuple[Definition, ...]
    drafts: Library

    def resolve(self, code: str) -> Definition | None:
        """The definition of a code, a file's before a draft."""
        return self.given.get(code) or self.drafts.get(code)


@click.command("cleanup", short_help="材料清理台账。")
@click.argument("what", nargs=-1, required=True, type=CODE, metavar="CODE|PATH...")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出台账。")
@click.option("-o", "output", type=PATH, metavar="FILE.xlsx", help="写成表格文件。")
@click.pass_context
def cleanup_command(context: click.Context, what: Sequence[str], as_json: bool, output: Path | None) -> None:
    """按规则 R1 至 R8 清理一件事、部门或者事项的申请材料。给出文件或文件夹时不需要数据库，也就没有处理意见。"""
    _require_suffix(output)
    paths = [Path(each) for each in what if _is_path(each)]
    codes = [each for each in what if not _is_path(each)]
    with _session(context, required=bool(codes)) as db:
        known = _known(paths, db)
        scope = _scope(codes, paths, known)
        decided = standings(db, (matter.code for matter in scope.matters)) if db is not None and codes else {}
    found = ledger(scope, _today(), decided)
    if output is not None:
        _write(output, ledger_book(found, ME))
    if as_json:
        say(found.as_dict())
    elif output is None:
        _tell_ledger(found)


@click.command("demands", short_help="数据需求台账。")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出台账。")
@click.option("-o", "output", type=PATH, metavar="FILE.xlsx", help="写成表格文件。")
@click.pass_context
def demands_command(context: click.Context, paths: Sequence[Path], as_json: bool, output: Path | None) -> None:
    """列出部门没有共享的数据：谁不共享、为什么、这期间怎么办、每年多少件受累。不给文件时查数据库中的草稿。"""
    _require_suffix(output)
    with _session(context, required=not paths) as db:
        known = _known(paths, db)
    own = tuple(known.given) if paths else known.everything
    found = demand_ledger(own, known.resolve, _today())
    if output is not None:
        _write(output, demand_book(found, ME))
    if as_json:
        say(found.as_dict())
    elif output is None:
        _tell_demands(found)


def _is_path(word: str) -> bool:
    """A code has neither a slash nor the suffix of a file; what exists as a file is one."""
    return "/" in word or word.lower().endswith((".json", ".zip")) or Path(word).exists()


def _require_suffix(output: Path | None) -> None:
    if output is not None and output.suffix.lower() != SUFFIX:
        raise click.BadParameter(f"只能写成 {SUFFIX} 文件，“{output.name}”不是。", param_hint="-o")


@contextmanager
def _session(context: click.Context, *, required: bool) -> Iterator[Session | None]:
    """The database; where files are given it only helps with what they do not hold."""
    if required or has_database(context):
        with database(context) as db:
            yield db
    else:
        yield None


def _known(paths: Sequence[Path], db: Session | None) -> Known:
    reading = read_paths(paths)
    if reading.problems:
        say_problems(reading.problems)
        raise Invalid(f"有 {len(reading.problems)} 处读不懂，没有做台账。请先改正。")
    drafts = draft_library(db) if db is not None else Library()
    beyond = (each for each in drafts if reading.library.get(each.code) is None)
    return Known(reading.library, (*reading.library, *beyond), drafts)


def _scope(codes: Sequence[str], paths: Sequence[Path], known: Known) -> Scope:
    named = scope_of(codes, known.everything, known.resolve)
    if not paths:
        return named
    own = whole_scope(known.given, known.everything, known.resolve)
    if not own.parts:
        raise NotFound("给出的文件里没有事项，没有可清理的材料。请给出含有事项的文件或者文件夹。")
    return Scope((*named.parts, *own.parts), own.around)


def _today() -> date:
    return legal_day(now())


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError:
        raise Invalid(f"写不了“{output}”。请核对文件夹是否存在、是否有权限。") from None
    click.echo(f"已写成 {output}。", err=True)


def _tell_ledger(found: Ledger) -> None:
    click.echo(f"{found.title}（{found.period}）")
    for row in found.rows:
        role = f"〔{row.key.role}〕" if row.key.role else ""
        click.echo(f"{row.key.rule} {BY_ID[row.key.rule].title}　{row.matter_name}　{row.material_name}{role}")
        click.echo(f"   建议{ACTION_NAMES[row.proposed_action]}：{row.reason}")
        kept = f"，理由：{row.reason_kept}" if row.reason_kept else ""
        who = f"（{row.decided_by} {row.decided_on}{kept}）" if row.decided_by else ""
        click.echo(f"   处理：{row.decision}{who}　{STATE_NAMES[row.state]}")
    for each in found.splits:
        names = "、".join(part.name for part in each.proposal.parts)
        click.echo(f"拆分　{each.matter_name}　“{each.text}” → {each.proposal.condition or '无情形'}：{names}")
    of = dict(found.of)
    for code, removals in found.removals.items():
        click.echo(f"{of[code]}：一套材料不再要的 {len(removals)} 份")
        for removed in removals:
            whose = f"（{removed.role_title or removed.role}）" if removed.role else ""
            click.echo(f"   {removed.rule} {BY_ID[removed.rule].title}　{removed.name}{whose}　{removed.reasons}")
    for code, counters in found.counters.items():
        click.echo(of[code])
        for counter in counters:
            after = "" if counter.after is None else f" → {counter.after}"
            expected = f"，按建议处理后 {counter.expected}" if counter.expected is not None else ""
            click.echo(f"   {counter.name} {counter.before}{after} {counter.unit}{expected}（{counter.counted}）")


def _tell_demands(found: DemandLedger) -> None:
    click.echo(f"{found.title}（截至 {found.on}）")
    for row in found.rows:
        click.echo(f"{row.material_name}　{row.provider_name}　{DEMAND_STATES[row.state]}　每年 {row.filings} 件")
        if row.reason:
            click.echo(f"   {row.refused_by}：{row.reason}")
        matters = "、".join(f"{each.name}（{each.volume if each.volume is not None else '未填'}）" for each in row.burdens)
        if matters:
            click.echo(f"   受累事项：{matters}")
    click.echo(found.counted)
