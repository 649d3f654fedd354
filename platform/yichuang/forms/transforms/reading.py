"""A transform from its declared document, or all that is wrong with it."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yichuang.errors import Problem

from .base import Transform
from .codes import Codes, Constant
from .scalars import DATE_PARTS, Amounts, Dates, Numbers, decimal
from .texts import PartOf

MAX_TABLE = 2000
MAX_SEPARATOR = 8


class _Wrong(Exception):
    """One thing is wrong at a pointer."""

    def __init__(self, pointer: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.problem = Problem(pointer, "transform", message, fix=fix)


def read_transform(document: Any) -> Transform | Problem:
    """`{"kind": …}` with what the kind takes: codes (table, titles), constant (value), date (pattern), number (factor,
    decimals), amount-words, part (separator, index)."""
    kind = document.get("kind") if isinstance(document, Mapping) else None
    if not isinstance(kind, str) or kind not in READERS:
        return Problem("/kind", "transform", f"没有“{kind}”这种换算。", fix=f"可用：{'、'.join(READERS)}。")
    takes, read = READERS[kind]
    for key in document:
        if key not in {"kind", *takes}:
            return Problem(f"/{key}", "transform", f"“{kind}”换算不认识“{key}”。", fix=f"可用：{'、'.join(takes) or '（没有）'}。")
    try:
        return read(document)
    except _Wrong as wrong:
        return wrong.problem


def read_placed(document: Any) -> Transform | Problem:
    """A transform that says where it stands: `{"form", "pointer", "kind", …}`."""
    if not isinstance(document, Mapping) or not all(isinstance(document.get(key), str) for key in ("form", "pointer")):
        return Problem("", "transform", "换算要写明在哪张表单的哪个字段。", fix="补上 form（表单名）和 pointer（如 /xb）。")
    return read_transform({key: value for key, value in document.items() if key not in ("form", "pointer")})


def _codes(document: Mapping[str, Any]) -> Transform:
    table = document.get("table")
    pairs = list(table.items()) if isinstance(table, Mapping) else table
    if not isinstance(pairs, list) or not pairs or len(pairs) > MAX_TABLE or not all(
            isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise _Wrong("/table", "代码对照应为 {合并表单的值: 部门的值}，或成对的列表。", "如 {\"1\": \"男\", \"2\": \"女\"}。")
    merged = [repr(pair[0]) for pair in pairs]
    if len(set(merged)) < len(merged):
        raise _Wrong("/table", "代码对照里，合并表单的同一个值写了两次。", "每个值只写一次。")
    titles = document.get("titles")
    if titles is not None and not isinstance(titles, Mapping):
        raise _Wrong("/titles", "titles 应为 {值: 名称}。", "改成对象。")
    return Codes(tuple((one, other) for one, other in pairs), titles)


def _constant(document: Mapping[str, Any]) -> Transform:
    if "value" not in document:
        raise _Wrong("/value", "没有写明固定的值。", "补上 value。")
    return Constant(document["value"])


def _date(document: Mapping[str, Any]) -> Transform:
    pattern = document.get("pattern")
    if not isinstance(pattern, str) or "YYYY" not in pattern or any(pattern.count(part) > 1 for part in DATE_PARTS):
        raise _Wrong("/pattern", "日期写法应含 YYYY，各部分只出现一次。", "如 YYYYMMDD、YYYY年MM月DD日。")
    return Dates(pattern)


def _number(document: Mapping[str, Any]) -> Transform:
    factor, decimals = decimal(document.get("factor", 1)), document.get("decimals")
    if factor is None or factor <= 0:
        raise _Wrong("/factor", "倍数应为大于 0 的数。", "如把元换成万元，写 0.0001。")
    if decimals is not None and (not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= 9):
        raise _Wrong("/decimals", "小数位数应为 0 至 9 的整数。", "不是按文字书写的，不写 decimals。")
    return Numbers(factor, decimals)


def _part(document: Mapping[str, Any]) -> Transform:
    separator, index = document.get("separator"), document.get("index")
    if not isinstance(separator, str) or not 0 < len(separator) <= MAX_SEPARATOR:
        raise _Wrong("/separator", "没有写明用什么隔开。", "如 “/”。")
    if not isinstance(index, int) or isinstance(index, bool) or not -9 <= index <= 9:
        raise _Wrong("/index", "第几部分应为整数，从 0 起，-1 是最后一部分。", "如 0。")
    return PartOf(separator, index)


READERS: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any]], Transform]]] = {
    "codes": (("table", "titles"), _codes),
    "constant": (("value",), _constant),
    "date": (("pattern",), _date),
    "number": (("factor", "decimals"), _number),
    "amount-words": ((), lambda _: Amounts()),
    "part": (("separator", "index"), _part),
}
