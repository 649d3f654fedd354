"""Whether any one value suits all that several departments demand, decided where it can be; the rest is left to proof.

A clash is told only when it is certain: what cannot be decided (two patterns too rich to follow, demands inside a nested
object) is no clash, and the merged form then states all of them.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.meet import VALUES, Incompatible, meet
from yichuang.forms.proof.languages import texts_of
from yichuang.forms.proof.numbers import any_number
from yichuang.forms.proof.said import NUMBERS, Said

ALONE = frozenset({*VALUES, "type", "title", "description"})
"""Keywords of a plain list of values: what is left of two of them has been looked at while they were joined."""
OF_TEXTS = ("pattern", "format", "minLength", "maxLength")
OF_NUMBERS = ("multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


@dataclass(frozen=True)
class Clash:
    """Nothing suits all: by which kind of demand, and a sentence."""

    kind: str
    message: str


def clash(says: Sequence[Any]) -> Clash | None:
    """Why no value meets all these schemas of one value; None when one may."""
    try:
        met = reduce(meet, says)
    except Incompatible as refused:
        return Clash(refused.kind, refused.message)
    if met is False:
        return Clash("enum", "没有一个值合乎要求。")
    if not isinstance(met, Mapping) or not _is_worth_looking(met):
        return None
    try:
        said = Said.of(form := compiled({"allOf": [met]}), [form.schema])
    except SchemaInvalid:
        return None
    return _of_said(said)


def suiting(says: Sequence[Any]) -> Any:
    """The schema of what suits all; None when nothing does."""
    return None if clash(says) else reduce(meet, says)


def _is_worth_looking(met: Mapping[str, Any]) -> bool:
    """Whether more than one demand is made that joining alone does not judge."""
    if "allOf" in met or any(key in met for key in VALUES):
        return not set(met) <= ALONE
    return sum(key in met for key in (*OF_TEXTS, *OF_NUMBERS)) > 1


def _of_said(said: Said) -> Clash | None:
    listed = said.listed()
    if said.never or not said.types:
        return Clash("type", "没有一个值合乎各方要填的类型。")
    if listed is not None:
        return None if listed else Clash("enum", "可选值没有一个合乎各方的要求。")
    if said.types == {"string"} and texts_of(said).none:
        return Clash("pattern", "没有一段文字同时合乎各方的写法和长度。")
    if said.types <= NUMBERS and not any_number(said):
        if any("multipleOf" in part for part in said.parts):
            return Clash("multiple", "各方允许的范围里，没有一个数是各方要的倍数。")
        return Clash("range", "各方允许的范围里没有一个数。")
    return None
