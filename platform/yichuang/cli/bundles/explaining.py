"""`yichuang bundles why`: why a question is asked, a matter handled, a material needed, a field filled in."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from yichuang.cli.context import CODE, PATH, say
from yichuang.definitions.scenarios.telling import Chain
from yichuang.definitions.scenarios.why import why
from yichuang.filing.answers import counting

from .composing import request_in
from .subjects import find_subject

KINDS = {"question": "问题", "matter": "事项", "material": "材料", "field": "字段"}
APPLIES = {
    "question": ("这样回答时会问。", "这样回答时不问。"),
    "matter": ("这样回答时要办。", "这样回答时不办。"),
    "material": ("这样回答时要交或核对。", "这样回答时不要。"),
    "field": ("这样回答时表上有它所属的事项。", "这样回答时不办它所属的事项。"),
}


@click.command("why", short_help="为什么问这个、为什么要这份材料。")
@click.argument("subject", metavar="CODE|PATH", type=CODE)
@click.option("--about", required=True, type=CODE, help="问题、事项、材料或字段的编码。")
@click.option("--filing", type=PATH, help="申报文件：按其中的 answers 说明。")
@click.option("--code", type=CODE, help="路径里有几个一件事或事项时，说明哪一个。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
@click.pass_context
def why_command(context: click.Context, subject: str, about: str, filing: Path | None, code: str | None,
                as_json: bool) -> None:
    """从回答到结果，一环一环说明。字段写作 role.element、role/*/element，或只写数据元。"""
    found = find_subject(context, subject, code)
    request = request_in(filing) if filing else None
    answers = None if request is None else counting(found.subject.questions, request.answers or {})
    chains = why(found.subject, found.uses, about, answers)
    if as_json:
        say({"subject": found.subject.code, "about": about, "chains": [_document(chain) for chain in chains]})
        return
    for chain in chains:
        _tell(chain)


def _document(chain: Chain) -> dict[str, object]:
    return {**asdict(chain), "links": [asdict(link) for link in chain.links]}


def _tell(chain: Chain) -> None:
    click.echo(f"{KINDS[chain.kind]}“{chain.title}”（{chain.code}）")
    if chain.applies is not None:
        yes, no = APPLIES[chain.kind]
        click.echo(f"  {yes if chain.applies else no}")
    for link in chain.links:
        met = {True: "符合 ", False: "不符 ", None: ""}[link.met]
        click.echo(f"  · {met}{link.text}")
    click.echo("")
