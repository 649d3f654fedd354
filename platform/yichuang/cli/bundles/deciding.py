"""`yichuang bundles conflicts|decide`: where departments differ, and what staff decide about it."""
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from yichuang.cli.context import CODE, ME, PATH, database, now, read_json, say
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.current import current_bundle
from yichuang.definitions.drafts import draft_document, save_document
from yichuang.definitions.files.rewriting import with_key
from yichuang.errors import Invalid, Problem
from yichuang.filing.deciding import Outcome, Wish, decide, decision_documents
from yichuang.filing.disputes import Dispute, Disputes, disputes_of
from yichuang.forms.decisions import STATES, STATUSES, TAKES
from yichuang.forms.transforms import read_transform
from yichuang.identity.audit import record

from .subjects import find_subject

TEXT_MOST = 4000


@dataclass(frozen=True)
class Worked:
    """A bundle under work, and the file that it was read from; in the database when there is none."""

    bundle: Bundle
    uses: Mapping[str, Definition]
    file: Path | None = None


@click.command("conflicts", short_help="部门之间哪里不一致，怎样决定的。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--code", type=CODE, help="路径里有几个一件事时，看哪一个。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def conflicts_command(context: click.Context, subject: str, code: str | None, as_json: bool) -> None:
    """列出各种情形下的冲突、建议和决定。CODE 看草稿和各事项现在的发布版本；PATH 看还没有导入的定义，不用数据库。"""
    worked = _worked(context, subject, code)
    disputes = disputes_of(worked.bundle, worked.uses)
    if as_json:
        say({"bundle": worked.bundle.code, "name": worked.bundle.name, "scenarios": disputes.scenarios,
             "exhaustive": disputes.exhaustive, "open": len(disputes.open),
             "conflicts": [each.as_dict(worked.bundle) for each in disputes.each]})
        return
    for line in _lines(worked.bundle, disputes):
        click.echo(line)


@click.command("decide", short_help="记下对一处冲突的决定。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--where", required=True, help="冲突的位置，见 bundles conflicts。")
@click.option("--take", required=True, type=click.Choice(sorted(TAKES)), help="怎样处理。")
@click.option("--kind", help="哪一种冲突；同一处既有重名又有别的冲突时用。")
@click.option("--member", "members", multiple=True, type=CODE, help="关系到哪些事项；默认为冲突涉及的全部。")
@click.option("--map", "maps", multiple=True, type=(CODE, str, PATH), metavar="MATTER POINTER FILE",
              help="事项、字段位置和换算文件；默认用现成的建议。")
@click.option("--title", "titles", multiple=True, type=(CODE, str), metavar="MATTER TEXT", help="改名区分时各叫什么。")
@click.option("--status", type=click.Choice(list(STATUSES)), help="待定、口头或签字；默认口头。")
@click.option("--owner", help="谁负责。")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="什么时候办结。")
@click.option("--basis", help="凭什么：会议纪要、来函。")
@click.option("--code", type=CODE, help="路径里有几个一件事时，写哪一个。")
@click.pass_context
def decide_command(context: click.Context, subject: str, where: str, take: Any, code: str | None, **said: Any) -> None:
    """把决定和各方现在的规定（摘要）一起写进草稿；规定以后有变，决定不再生效并会提示。再次执行即按现在的规定重新确认，没有写的选项照旧。

    不能照办的不写，退出码为 1。
    """
    wish = Wish(where, take, said["kind"], said["members"], _transforms(said["maps"]), dict(said["titles"]), _about(said))
    worked = _worked(context, subject, code)
    outcome = decide(worked.bundle, worked.uses, wish)
    if outcome.decided.state == "refused":
        raise Invalid(f"“{where}”的决定不能照办，没有写入。{outcome.decided.why}")
    _write(context, worked, outcome)
    _tell(outcome)


def _worked(context: click.Context, subject: str, code: str | None) -> Worked:
    path = Path(subject)
    if path.exists() or os.sep in subject or subject.endswith((".json", ".zip")):
        found = find_subject(context, subject, code)
        if not isinstance(found.subject, Bundle):
            raise Invalid(f"“{found.subject.code}”不是一件事。")
        return Worked(found.subject, found.uses, Path(found.files[found.subject.code]))
    if code is not None and code != subject:
        raise Invalid("--code 只在给出路径时使用。请只写编码，或只写路径。")
    with database(context) as db:
        return Worked(*current_bundle(db, subject))


def _transforms(maps: tuple[tuple[str, str, Path], ...]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for matter, pointer, path in maps:
        document = read_json(path)
        read = read_transform(document)
        if isinstance(read, Problem):
            raise Invalid(f"“{path.name}”不是可用的换算：{read.message}{read.fix}", problems=[read])
        found.setdefault(matter, {})[pointer] = document
    return found


def _about(said: Mapping[str, Any]) -> dict[str, Any]:
    due = said["due"]
    about = {"status": said["status"], "owner": said["owner"], "basis": said["basis"],
             "due": due.date() if isinstance(due, datetime) else None}
    for key, most in (("owner", 200), ("basis", TEXT_MOST)):
        if len(about[key] or "") > most:
            raise click.BadParameter(f"不能超过 {most} 字。", param_hint=f"--{key}")
    return {key: value for key, value in about.items() if value is not None}


def _write(context: click.Context, worked: Worked, outcome: Outcome) -> None:
    decisions = decision_documents(outcome.bundle)
    if worked.file is not None:
        _write_file(worked.file, decisions)
        return
    code = worked.bundle.code
    with database(context, writes=True) as db:
        save_document(db, {**draft_document(db, code), "decisions": decisions}, now(), ME)
        decision = outcome.decided.decision
        record(db, None, "bundle.decide", f"definition:{code}",
               {"where": decision.where, "take": decision.take, "status": decision.status})


def _write_file(file: Path, decisions: list[dict[str, Any]]) -> None:
    try:
        text = file.read_text(encoding="utf-8-sig")
        file.write_text(with_key(text, "decisions", decisions), encoding="utf-8")
    except (OSError, ValueError):
        raise Invalid(f"不能写进“{file.name}”：只有一个 .json 文件里单独一份的一件事才能直接改。请先导入，再按编码决定。") from None


def _tell(outcome: Outcome) -> None:
    decided = outcome.decided
    decision = decided.decision
    click.echo(f"已写入草稿：{decision.where} {TAKES[decision.take]}（{STATUSES[decision.status]}），{STATES[decided.state]}。"
               f"{decided.why}")
    if outcome.disputes.open:
        click.echo(f"还有 {len(outcome.disputes.open)} 处没有落实。")


def _lines(bundle: Bundle, disputes: Disputes) -> Iterator[str]:
    yield (f"{bundle.name}（{bundle.code}）：{disputes.scenarios} 种情形，{len(disputes.each)} 处不一致，"
           f"其中 {len(disputes.open)} 处没有落实。")
    if not disputes.exhaustive:
        yield "注意：情形过多，只看了其中一部分，下面可能不全。"
    for each in disputes.each:
        yield from _place(bundle, disputes, each)


def _place(bundle: Bundle, disputes: Disputes, each: Dispute) -> Iterator[str]:
    yield ""
    if each.conflict is not None:
        said = each.conflict.message if each.open else each.conflict.difference
        yield f"{each.where} [{each.conflict.kind}] {said}"
        yield f"  {_when(bundle, disputes, each)}"
    else:
        yield f"{each.where} 各方现在一致。"
    if each.decided is not None:
        decision = each.decided.decision
        said = [STATUSES[decision.status], decision.owner, decision.due and f"{decision.due} 前", decision.basis]
        yield (f"  决定：{TAKES[decision.take]}（{'，'.join(str(part) for part in said if part)}）——"
               f"{STATES[each.decided.state]}。{each.decided.why}")
    if each.open and each.conflict is not None:
        yield from (f"  可以：{proposal}" for proposal in each.conflict.proposals)


def _when(bundle: Bundle, disputes: Disputes, each: Dispute) -> str:
    if each.scenarios == disputes.scenarios or each.example is None:
        return "每种情形都有。"
    words = each.words(bundle)
    done = f"{'、'.join(each.example.done)} 已办结" if each.example.done else ""
    said = "，".join(part for part in (words, done) if part)
    return f"{each.scenarios} 种情形里有{f'，如：{said}' if said else ''}。"
