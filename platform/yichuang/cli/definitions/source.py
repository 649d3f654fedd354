"""`yichuang definitions sync` and `definitions proposals`: what a provincial matter library says, and what is made of it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from yichuang.cli.context import ME, PATH, database, now, say
from yichuang.definitions.reuse.followed import Today, today_in
from yichuang.definitions.source.deciding import ACTIONS, STATES, accept, code_of, proposals, reject, state_of
from yichuang.definitions.source.files import FileSource
from yichuang.definitions.source.mapping import read_mapping
from yichuang.definitions.source.matching import used_by
from yichuang.definitions.source.proposing import Synchronised, counts, synchronise
from yichuang.definitions.source.records import SourceProposal

from .workbook import in_words

MOST_TOLD = 200


@click.command("sync", short_help="与省级事项库的一份数据比对，提出新增、变更、取消。")
@click.argument("file", type=PATH)
@click.option("--source", default="", help="事项库的名称；默认用文件里写的，没有则用对照表的。")
@click.option("--mapping", default="", help="列的对照表：up、catalogue，或者一个 JSON 文件；默认自动识别。")
@click.option("--partial", is_flag=True, help="文件只是一部分：里面没有的事项不算取消。")
@click.option("--dry-run", is_flag=True, help="只说明会提出什么，不写入。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出提议和全部问题。")
@click.pass_context
def sync_command(context: click.Context, file: Path, source: str, mapping: str, partial: bool, dry_run: bool,
                 as_json: bool) -> None:
    """读入事项库的一份数据（JSON、JSON 行、CSV、XLSX），与草稿比对，写下提议；草稿不变，接受之后才改。"""
    library = FileSource(file, read_mapping(mapping) if mapping else None, source, False if partial else None)
    with database(context, writes=True) as db:
        found = synchronise(db, library, now(), ME)
        told = _synchronised(db, found, with_ids=not dry_run)
        if dry_run:
            db.rollback()
    if as_json:
        say(told)
    else:
        _tell(found)
    if any(problem.is_error for problem in found.problems):
        context.exit(1)


def _synchronised(db: Session, found: Synchronised, with_ids: bool) -> dict[str, Any]:
    today = today_in(db)
    listed = [_proposal(db, proposal, today) | ({} if with_ids else {"id": None}) for proposal in found.proposals]
    return {"library": found.library, "matters": found.matters, "proposals": listed, "open_before": found.open_before,
            "unchanged": found.unchanged, "rejected_before": found.rejected_before, "superseded": found.superseded,
            "problems": [problem.as_dict() for problem in found.problems]}


def _tell(found: Synchronised) -> None:
    for proposal in found.proposals:
        click.echo(f"{ACTIONS[proposal.action]} {proposal.code} {proposal.name}")
    for problem in found.problems[:MOST_TOLD]:
        click.echo(in_words(problem), err=True)
    if len(found.problems) > MOST_TOLD:
        click.echo(f"……共 {len(found.problems)} 处，用 --json 看全部。", err=True)
    told = "，".join(f"{ACTIONS[action]} {count} 个" for action, count in counts(found.proposals))
    click.echo(f"“{found.library}”共 {found.matters} 个事项：提议{told}；{found.unchanged} 个没有变化，"
               f"{found.open_before} 个已在等候处理，{found.rejected_before} 个先前已拒绝。", err=True)


@click.command("proposals", short_help="列出、接受、拒绝省库的提议。")
@click.argument("action", required=False, type=click.Choice(["accept", "reject"]))
@click.argument("ids", nargs=-1, type=click.IntRange(min=1, max=2**53))
@click.option("--state", type=click.Choice([*STATES, "all"]), default="open", show_default=True, help="列出哪一种。")
@click.option("--all", "everything", is_flag=True, help="接受或者拒绝全部待处理的。")
@click.option("--reason", default="", help="理由；拒绝时必填。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def proposals_command(context: click.Context, action: str | None, ids: Sequence[int], state: str, everything: bool,
                      reason: str, as_json: bool) -> None:
    """列出提议；accept 写入草稿（不发布，本地的列不变），reject 拒绝。"""
    if action is None:
        _list(context, "" if state == "all" else state, as_json)
        return
    if not ids and not everything:
        raise click.UsageError("没有写编号。写出编号，或者用 --all。")
    with database(context, writes=True) as db:
        chosen = list(ids) or sorted(proposal.id for proposal in proposals(db, "open"))
        told = list(_decide(db, action, chosen, reason))
    if as_json:
        say(told)
    else:
        for each in told:
            lacking = f"（还缺 {len(each['lacking'])} 项）" if each["lacking"] else ""
            click.echo(f"{STATES[each['state']]} {each['code']}{lacking}")


def _decide(db: Session, action: str, ids: Sequence[int], reason: str) -> Iterator[dict[str, Any]]:
    if action == "reject":
        for code in reject(db, ids, now(), ME, reason):
            yield {"code": code, "state": "rejected", "lacking": []}
        return
    for accepted in accept(db, ids, now(), ME, reason):
        yield {"code": accepted.code, "state": "accepted", "lacking": [problem.as_dict() for problem in accepted.lacking]}


def _list(context: click.Context, state: str, as_json: bool) -> None:
    with database(context) as db:
        today = today_in(db)
        found = [_proposal(db, proposal, today) for proposal in proposals(db, state)]
    if as_json:
        say(found)
        return
    for each in found:
        click.echo(f"{each['id']:>6} {STATES[each['state']]} {ACTIONS[each['action']]} {each['code']} {each['name']}")
        for row in each["diff"]:
            click.echo(f"         {row['column']}：{_short(row['before'])} → {_short(row['after'])}")
        if each["used_by"]:
            click.echo(f"         用到它的一件事：{'、'.join(bundle['name'] for bundle in each['used_by'])}")


def _proposal(db: Session, proposal: SourceProposal, today: Today) -> dict[str, Any]:
    decision = proposal.decision
    code = code_of(proposal, today)
    bundles = used_by(db, code) if proposal.action == "cancel" else []
    return {
        "id": proposal.id, "library": proposal.library, "version": proposal.version, "code": code,
        "name": proposal.name, "action": proposal.action, "state": state_of(proposal), "diff": proposal.diff,
        "problems": proposal.problems, "used_by": [{"code": code, "name": name} for code, name in bundles],
        "proposed_at": proposal.proposed_at.isoformat(), "proposed_by": proposal.proposed_by,
        "decided_at": decision.decided_at.isoformat() if decision else None,
        "decided_by": decision.decided_by if decision else None, "reason": decision.reason if decision else None,
    }


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else one_line[:59] + "…"
