"""Shared data: a refusal says who and why, a request says when, and a share says what it gives."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from yichuang.definitions.common import Definition
from yichuang.definitions.share import DataShare
from yichuang.errors import Problem


def share_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Rules over one entry of the share catalogue."""
    if not isinstance(definition, DataShare):
        return
    yield from _state(definition)
    if not definition.materials and not definition.elements:
        yield Problem("/materials", "share-empty", "没有写明共享哪些材料或者数据元。",
                      fix="在 materials 或 elements 中至少列一个编码。")
    if definition.mode == "e-cert" and not definition.licence_type:
        yield Problem("/licence_type", "share-licence", "电子证照没有写明证照类型，调用时无法对应。",
                      fix="补上 licence_type，如“营业执照”。")


def _state(share: DataShare) -> Iterator[Problem]:
    if share.state == "refused" and share.refusal is None:
        yield Problem("/refusal", "share-refusal", "状态是“不共享”，却没有写明谁不共享、为什么。",
                      fix="补上 refusal：by（单位）、reason（理由）、on（日期）。")
    if share.refusal is not None and share.state != "refused":
        yield Problem("/refusal", "share-refusal", "写了不共享的理由，状态却不是“不共享”。",
                      fix="删去 refusal，或把 state 改为 refused。")
    if share.state == "requested" and share.requested_on is None:
        yield Problem("/requested_on", "share-request", "状态是“已提出需求”，却没有写明提出的日期。", fix="补上 requested_on。")
    on = share.refusal.on if share.refusal else None
    if on is not None and share.requested_on is not None and on < share.requested_on:
        yield Problem("/refusal/on", "share-refusal", "答复不共享的日期早于提出需求的日期。", fix="核对两个日期。")
    if share.state != "available" and share.fallback is None:
        yield Problem("/fallback", "share-fallback", "数据还没有共享，却没有写明这期间申请人怎么办。", "warning",
                      "在 fallback 中选上传、告知承诺或者容缺后补。")
