"""`yichuang bundles verify`: is whatever the one form accepts accepted by every department, in every scenario."""
from __future__ import annotations

from collections.abc import Mapping

import click

from yichuang.cli.context import CODE, say
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.filing.single import bundle_of
from yichuang.filing.verification import Verified, as_dict, verify_bundle

from .subjects import find_subject

VERDICTS = {"proved": "已证明", "sampled": "只经抽样", "conflict": "有反例"}


@click.command("verify", short_help="证明一张表能拆成每个部门都接受的表。")
@click.argument("subject", metavar="CODE", type=CODE)
@click.option("--code", type=CODE, help="路径里有几个一件事时，验证哪一个。")
@click.option("--samples", type=click.IntRange(0, 100_000), default=50, show_default=True, help="每个字段试填多少次。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 给出（总是 JSON）。")
@click.pass_context
def verify_command(context: click.Context, subject: str, code: str | None, samples: int, as_json: bool) -> None:
    """CODE 是已发布的一件事或事项，或是还没有导入的文件、文件夹。有反例时退出码为 1。"""
    found = find_subject(context, subject, code)
    bundle = found.subject if isinstance(found.subject, Bundle) else bundle_of(found.subject)
    verified = verify_bundle(bundle, {**found.uses, found.subject.code: found.subject}, samples)
    say(as_dict(verified))
    _tell(verified)
    _tell_unknown(bundle, found.uses)
    if not verified.sound:
        context.exit(1)


def _tell(verified: Verified) -> None:
    counts = {verdict: sum(claim.verdict == verdict for claim in verified.claims) for verdict in VERDICTS}
    said = "，".join(f"{name} {counts[verdict]} 项" for verdict, name in VERDICTS.items())
    more = "" if verified.exhaustive else "情形过多，只看了其中一部分。"
    if verified.unfilled:
        more += f"{len(verified.unfilled)} 种情形的表单没有试填成功，见 unfilled。"
    click.echo(f"{verified.scenarios} 种情形，试填 {verified.samples} 次：{said}。{more}", err=True)


def _tell_unknown(bundle: Bundle, uses: Mapping[str, Definition]) -> None:
    """Elements of outputs that are not at hand: what comes is not known, and nothing can be promised of it."""
    matters = [matter for member in bundle.members if isinstance(matter := uses.get(member.matter), Matter)]
    unknown = dict.fromkeys(output.element for matter in matters for output in matter.outputs if output.element not in uses)
    if unknown:
        names = "、".join(unknown)
        click.echo(f"没有找到数据元 {names}，不知道产出的是什么值。请给出包含数据元的文件夹，或者先导入。", err=True)
