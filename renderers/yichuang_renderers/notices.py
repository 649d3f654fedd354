"""Notices and papers from their facts: one structure for every kind, walked by HTML and DOCX alike.

The facts are plain JSON values as cases and filings issue them (domain reference 4.7); nothing is looked up here, so
that a stored notice can be written again from what was stored with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yichuang.errors import Invalid

from .blocks import Block, Code, NoticeDocument
from .codes import is_address
from .notice_decisions import DECISIONS
from .notice_facts import NoticeFacts
from .notice_progress import PROGRESS
from .receipt import receipt, receipt_copies

Writer = Callable[[NoticeFacts], tuple[Block, ...]]
WRITERS: Mapping[str, Writer] = {"receipt": receipt, **PROGRESS, **DECISIONS}


def notice_document(kind: str, facts: Mapping[str, Any]) -> NoticeDocument:
    """The structure of a notice (kinds: `NoticeKind`). Raises Invalid for an unknown kind or a missing fact."""
    writer = WRITERS.get(str(kind))
    if writer is None:
        raise Invalid(f"没有“{kind}”这种文书。")
    told = NoticeFacts(facts)
    # A path alone could be opened by no telephone.
    address = told.text("track_url")
    return NoticeDocument(
        organ=told.need("organ"),
        title=told.need("title"),
        number=told.text("number"),
        blocks=writer(told),
        code=Code(address, "扫码查看办理进度") if is_address(address) else None,
        foot=tuple(_foot(told)),
        copies=receipt_copies(told) if kind == "receipt" else (),
    )


def _foot(facts: NoticeFacts) -> list[str]:
    """How to ask, how to complain, how to follow it."""
    told = []
    if facts.text("case_number") and facts.text("query_code"):
        told.append(f"查询编号：{facts.text('case_number')}　查询密码：{facts.text('query_code')}")
    names = (("organ_phone", "联系电话"), ("complaint_phone", "监督投诉电话"))
    phones = [f"{name}：{facts.text(key)}" for key, name in names if facts.text(key)]
    return [*told, "　".join(phones)] if phones else told
