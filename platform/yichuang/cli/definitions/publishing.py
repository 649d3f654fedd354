"""`yichuang definitions publish`: drafts become releases; the one form of a bundle is verified before."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from yichuang.cli.context import CODE, ME, database, now
from yichuang.definitions.proofs.gate import Candidate, refutations, unproved
from yichuang.definitions.proofs.keeping import keep, kept
from yichuang.definitions.proofs.rereleases import rereleases
from yichuang.definitions.proofs.signing import standing_of
from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.publish import publish
from yichuang.definitions.records import Release
from yichuang.errors import Invalid
from yichuang.filing.proving import prove
from yichuang.standards.legal_days import legal_day

MOST_LINES = 12


@click.command("publish", short_help="发布草稿为新版本。")
@click.argument("codes", nargs=-1, required=True, type=CODE)
@click.pass_context
def publish_command(context: click.Context, codes: Sequence[str]) -> None:
    """发布这些编码的草稿；还有错误，或者一件事的合并表单有反例时，不发布并列出来。"""
    at = now()
    with database(context) as db:
        waiting = unproved(db, codes, legal_day(at))
    _prove(context, waiting)
    with database(context, writes=True) as db:
        found = publish(db, codes, at, ME, prove)
    for published in found:
        release = published.release
        state = "已发布" if published.new else "未变"
        click.echo(f"{state} {release.code} 第 {release.number} 版 {release.digest[:12]}")
    _tell_samples(context, [each.release for each in found if each.new and each.release.kind == "bundle"])
    _tell_rereleases(context, [each.release.code for each in found if each.new and each.release.kind == "matter"])


def _prove(context: click.Context, candidates: Iterable[Candidate]) -> None:
    """Verify before anything is locked, and keep what came of it, also when it will be refused."""
    proofs = [(each, prove(each.bundle, each.uses)) for each in candidates]
    if proofs:
        with database(context, writes=True) as db:
            for each, proof in proofs:
                keep(db, each.bundle.code, each.digest, proof, now())


def _tell_samples(context: click.Context, releases: Iterable[Release]) -> None:
    """What waits for a signature, on standard error."""
    with database(context) as db:
        for release in releases:
            standing = standing_of(db, release)
            if standing.proof is not None and standing.waits:
                _tell_sampled(release, standing.proof)


def _tell_sampled(release: Release, proof: Proof) -> None:
    more = "" if proof.exhaustive else "情形过多，只看了其中一部分。"
    click.echo(f"提醒 “{release.name}”有 {len(proof.sampled)} 项只经抽样，没有证明，等人签字确认。{more}", err=True)
    for claim in proof.sampled[:MOST_LINES]:
        click.echo(f"  {claim.part} {claim.pointer} ← {claim.field}（{claim.why}）", err=True)
    click.echo(f"  签字：yichuang bundles sign {release.code} --by 姓名 --reason 理由", err=True)


def _tell_rereleases(context: click.Context, codes: Sequence[str]) -> None:
    """What the new releases of matters mean for the bundles that use them. They are not touched until released again."""
    with database(context) as db:
        found = rereleases(db, codes) if codes else []
        waiting = [each for each in found if kept(db, each.digest) is None]
    try:
        _prove(context, waiting)
    except Invalid as refused:
        # What was asked for is done; this is only told besides.
        click.echo(f"提醒 用到它们的一件事改用新版会怎样，没有能验证：{refused}", err=True)
    with database(context) as db:
        for each in found:
            proof = kept(db, each.digest)
            if proof is not None:
                _tell_rerelease(each, proof)


def _tell_rerelease(candidate: Candidate, proof: Proof) -> None:
    bundle = candidate.bundle
    says = "改用新版后仍然没有反例" if proof.sound else f"改用新版会有 {len(proof.refutations)} 处反例，到时不能发布"
    click.echo(f"提醒 “{bundle.name}”（{bundle.code}）仍用旧版，{says}。看变化：yichuang bundles preview {bundle.code}", err=True)
    for problem in refutations(candidate, proof)[:MOST_LINES]:
        click.echo(f"  {problem.message}", err=True)
