"""`yichuang bundles preview`: what a re-release would change in the merged form, in which scenarios."""
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from yichuang.cli.context import CODE, database, now, say
from yichuang.definitions.change.impact import Tied
from yichuang.definitions.library import read_paths
from yichuang.definitions.proofs.keeping import keep, kept
from yichuang.definitions.proofs.values import Proof
from yichuang.errors import Invalid
from yichuang.filing.proving import prove
from yichuang.filing.reductions import NAMES
from yichuang.filing.repin.tied import tied_to
from yichuang.filing.rerelease.preview import Preview, Side, preview
from yichuang.filing.rerelease.sides import Pair, pairs_in, pairs_of
from yichuang.filing.rerelease.telling import Rerelease
from yichuang.standards.legal_days import legal_day

EFFECTS = {"more": "加重", "less": "减轻", "same": "持平"}
"""What a change means for the applicant."""


@click.command("preview", short_help="重新发布会改变什么。")
@click.argument("words", metavar="CODE|PATH...", nargs=-1, required=True, type=CODE)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def preview_command(context: click.Context, words: Sequence[str], as_json: bool) -> None:
    """CODE 是改过草稿的一件事或事项；PATH 是还没有导入的文件，与已发布的比。

    逐种情形比较合并后的表单、材料、时限和证明。只看，不发布。新的合并表单有反例时退出码为 1。
    """
    found = [_told(context, pair) for pair in _pairs(context, words)]
    with database(context) as db:
        tied = {each.new.bundle.code: tied_to(db, each.new.bundle.code) for each in found}
    if as_json:
        say({"bundles": [each.as_dict() | {"filings": len(tied[each.new.bundle.code].filings),
                                           "drafts": len(tied[each.new.bundle.code].drafts)} for each in found]})
    else:
        _print(found, tied)
    if any(each.new_proof is not None and not each.new_proof.sound for each in found):
        context.exit(1)


def _pairs(context: click.Context, words: Sequence[str]) -> list[Pair]:
    paths = [Path(word) for word in words if _is_path(word)]
    with database(context) as db:
        if not paths:
            found = [pair for word in words for pair in pairs_of(db, word, legal_day(now()))]
            return list({new.bundle.code: (old, new) for old, new in found}.values())
        if len(paths) < len(words):
            raise Invalid("编码和路径不能一起写。请只写编码，或只写路径。")
        reading = read_paths(paths)
        if reading.problems:
            raise Invalid("文件里有读不出的定义，没有比较。", problems=reading.problems)
        return pairs_in(db, reading.library)


def _is_path(word: str) -> bool:
    return Path(word).exists() or os.sep in word or word.endswith((".json", ".zip"))


def _told(context: click.Context, pair: Pair) -> Rerelease:
    old, new = pair
    before = _proof(context, old) if old else None
    return Rerelease(old, new, preview(old, new) if old else None, before, _proof(context, new))


def _proof(context: click.Context, side: Side) -> Proof:
    """As kept, else made now and kept: the release that follows need not be verified again."""
    if side.digest:
        with database(context) as db:
            found = kept(db, side.digest)
        if found is not None:
            return found
    proof = prove(side.bundle, side.uses)
    if side.digest:
        with database(context, writes=True) as db:
            keep(db, side.bundle.code, side.digest, proof, now())
    return proof


def _print(found: Sequence[Rerelease], tied: Mapping[str, Tied]) -> None:
    if not found:
        click.echo("没有已发布的一件事会因此改变。")
    for each in found:
        for line in _lines(each, tied[each.new.bundle.code]):
            click.echo(line)


def _lines(found: Rerelease, tied: Tied) -> Iterator[str]:
    bundle, shown = found.new.bundle, found.preview
    yield f"{bundle.name}（{bundle.code}）：{f'第 {found.old.release} 版' if found.old else '还没有发布'} → 新版"
    if shown is None:
        yield "  第一次发布，没有可以比较的版本。"
    else:
        more = "" if shown.exhaustive else "情形过多，只比较了其中一部分。"
        changes = f"{len(shown.lines)} 处变化" if shown.lines else "合并后的表单、材料和时限都没有变化"
        yield f"  比较了 {shown.scenarios} 种情形，{changes}。{more}"
        for line in shown.lines:
            yield f"  [{EFFECTS[line.difference.effect]}] {line.difference.message}{f'（{line.when}）' if line.when else ''}"
        yield from _figures(shown)
    yield from (f"  [证明] {each.message}" for each in found.proof_changes)
    if tied.filings or tied.drafts:
        yield f"  在办申报 {len(tied.filings)} 件、草稿 {len(tied.drafts)} 份仍按原来的版本办。"


def _figures(shown: Preview) -> Iterator[str]:
    for key, (was, now_) in shown.figures.items():
        if was["after"] != now_["after"]:
            name, unit = NAMES[key]
            yield f"  {name}：{was['after']} → {now_['after']} {unit}（全部情形合在一起算）"
