"""`yichuang bundles proof|sign`: what is proved of a released bundle, and who answers for what was only tried."""
from __future__ import annotations

import json

import click

from yichuang.cli.context import CODE, ME, database, now, say
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.proofs.keeping import keep
from yichuang.definitions.proofs.signing import Signer, Standing, sign, standing_of
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, release_of, uses_of
from yichuang.errors import Invalid
from yichuang.filing.proving import prove
from yichuang.identity.audit import record

RELEASE = click.option("--release", "number", type=click.IntRange(1, 999_999_999), help="第几版；默认最新版。")


@click.command("proof", short_help="发布版本的证明和签字。")
@click.argument("code", type=CODE)
@RELEASE
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def proof_command(context: click.Context, code: str, number: int | None, as_json: bool) -> None:
    """发布时证明了什么、什么只经抽样、谁签了字。还没有验证过的，先验证。有反例时退出码为 1。"""
    release, standing = _verified(context, code, number)
    if as_json:
        say({"code": release.code, "release": release.number, "digest": release.digest, **standing.as_dict()})
    else:
        _tell(release, standing)
    if standing.proof is not None and not standing.proof.sound:
        context.exit(1)


@click.command("sign", short_help="为只经抽样的各项签字。")
@click.argument("code", type=CODE)
@RELEASE
@click.option("--by", "name", required=True, help="签字人姓名。")
@click.option("--reason", required=True, help="凭什么确认。")
@click.pass_context
def sign_command(context: click.Context, code: str, number: int | None, name: str, reason: str) -> None:
    """记下谁凭什么确认这一版里只经抽样的各项。签字不能撤回。"""
    _verified(context, code, number)
    with database(context, writes=True) as db:
        release = release_of(db, code, number)
        signature = sign(db, release, reason, Signer(ME, name, now()))
        claims = len(json.loads(signature.claims))
        record(db, None, "proof.sign", f"definition:{code}", {"release": release.number, "claims": claims})
    click.echo(f"已签字：“{release.name}”第 {release.number} 版，{claims} 项。")


def _verified(context: click.Context, code: str, number: int | None) -> tuple[Release, Standing]:
    """A release of a bundle with its proof, verified now when it never was."""
    with database(context) as db:
        release = release_of(db, code, number)
        bundle = definition_of(release)
        if not isinstance(bundle, Bundle):
            raise Invalid(f"“{code}”不是一件事；只有一件事的合并表单要证明。")
        uses = uses_of(db, release)
        standing = standing_of(db, release)
    if standing.proof is None:
        proof = prove(bundle, uses)
        with database(context, writes=True) as db:
            keep(db, code, release.digest, proof, now())
            standing = standing_of(db, release)
    return release, standing


def _tell(release: Release, standing: Standing) -> None:
    proof = standing.proof
    if proof is None:
        return
    click.echo(f"“{release.name}”第 {release.number} 版：{proof.scenarios} 种情形，已证明 {proof.count('proved')} 项，"
               f"只经抽样 {len(proof.sampled)} 项，有反例 {len(proof.refutations)} 处。")
    for claim in proof.sampled:
        click.echo(f"  抽样 {claim.part} {claim.pointer} ← {claim.field}（{claim.why}）")
    for signature in standing.signatures:
        click.echo(f"  签字 {signature.signed_by_name}：{signature.reason}")
    if standing.waits:
        click.echo("  还没有人签字。")
