"""One reader for each kind of transform of a single value: what it takes, and what may be wrong with it."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yichuang.errors import Problem
from yichuang.standards.units import MEASURES, SAME, factor_between, measure_of

from .amounts import Amounts
from .base import NOTHING, Transform
from .codes import Codes, Constant
from .dates import DATE_PARTS, Dates
from .exact import fraction
from .letters import CASES, WIDTHS, Letters
from .numbers import Numbers, Units
from .texts import PartOf, Prefix

MAX_TABLE = 2000
MAX_SEPARATOR = 8
MAX_PREFIX = 40
MAX_DECIMALS = 9


class WrongTransform(Exception):
    """One thing is wrong at a pointer."""

    def __init__(self, pointer: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.problem = Problem(pointer, "transform", message, fix=fix)


def _codes(document: Mapping[str, Any]) -> Transform:
    table = document.get("table")
    pairs = list(table.items()) if isinstance(table, Mapping) else table
    if not isinstance(pairs, list) or not pairs or len(pairs) > MAX_TABLE or not all(
            isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise WrongTransform("/table", "代码对照应为 {合并表单的值: 部门的值}，或成对的列表。",
                             "如 {\"1\": \"男\", \"2\": \"女\"}。")
    merged = [repr(pair[0]) for pair in pairs]
    if len(set(merged)) < len(merged):
        raise WrongTransform("/table", "代码对照里，合并表单的同一个值写了两次。", "每个值只写一次。")
    titles = document.get("titles")
    if titles is not None and not (isinstance(titles, Mapping) and all(isinstance(each, str) for each in titles.values())):
        raise WrongTransform("/titles", "titles 应为 {值: 名称}。", "改成对象。")
    return Codes(tuple((one, other) for one, other in pairs), titles)


def _constant(document: Mapping[str, Any]) -> Transform:
    if "value" not in document:
        raise WrongTransform("/value", "没有写明固定的值。", "补上 value。")
    return Constant(document["value"])


def _date(document: Mapping[str, Any]) -> Transform:
    pattern = document.get("pattern")
    if not isinstance(pattern, str) or "YYYY" not in pattern or any(pattern.count(part) > 1 for part in DATE_PARTS):
        raise WrongTransform("/pattern", "日期写法应含 YYYY，各部分只出现一次。", "如 YYYYMMDD、YYYY年MM月DD日。")
    return Dates(pattern)


def _number(document: Mapping[str, Any]) -> Transform:
    factor = fraction(document.get("factor", 1))
    if factor is None or factor <= 0:
        raise WrongTransform("/factor", "倍数应为大于 0 的数。", "如把元换成万元，写 0.0001。")
    return _writable(Numbers(factor, _decimals(document, "不是按文字书写的，不写 decimals。")), "/factor")


def _decimals(document: Mapping[str, Any], fix: str) -> int | None:
    decimals = document.get("decimals")
    if decimals is not None and (not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= MAX_DECIMALS):
        raise WrongTransform("/decimals", f"小数位数应为 0 至 {MAX_DECIMALS} 的整数。", fix)
    return decimals


def _unit(document: Mapping[str, Any]) -> Transform:
    names = {key: document.get(key) for key in ("from", "to")}
    for key, name in names.items():
        if not isinstance(name, str) or measure_of(name) is None:
            known = "、".join([*(unit for units in MEASURES.values() for unit in units), *SAME])
            raise WrongTransform(f"/{key}", f"没有“{name}”这个计量单位。", f"可用：{known}。")
    source, target = str(names["from"]), str(names["to"])
    try:
        factor = factor_between(source, target)
    except ValueError:
        raise WrongTransform("/to", f"“{source}”和“{target}”计量的不是同一种量，不能换算。", "核对计量单位。") from None
    decimals = _decimals(document, "不限位数的，不写 decimals。")
    if decimals is None and not _ends(factor.denominator):
        raise WrongTransform("/decimals", f"由“{source}”换成“{target}”可能除不尽。",
                             "写明 decimals（部门保留几位小数），除不尽的数不予接受。")
    return _writable(Units(factor, decimals, source=source, target=target), "/decimals")


def _ends(denominator: int) -> bool:
    """Whether a fraction with this denominator has an end when written in decimals."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _writable(found: Numbers, at: str) -> Transform:
    """Every number that it can take must be one that a schema can name."""
    if found.places is not None and found.domain().get("multipleOf", NOTHING) is NOTHING:
        raise WrongTransform(at, "按这个倍数和位数，合并表单的数写不出来。", "减少小数位数，或改用更整的倍数。")
    return found


def _part(document: Mapping[str, Any]) -> Transform:
    separator, index = document.get("separator"), document.get("index")
    if not isinstance(separator, str) or not 0 < len(separator) <= MAX_SEPARATOR:
        raise WrongTransform("/separator", "没有写明用什么隔开。", "如 “/”。")
    if not isinstance(index, int) or isinstance(index, bool) or not -9 <= index <= 9:
        raise WrongTransform("/index", "第几部分应为整数，从 0 起，-1 是最后一部分。", "如 0。")
    return PartOf(separator, index)


def _prefix(document: Mapping[str, Any]) -> Transform:
    length, pad = document.get("length"), document.get("pad", 0)
    if not isinstance(length, int) or isinstance(length, bool) or not 0 < length <= MAX_PREFIX:
        raise WrongTransform("/length", f"取前几位应为 1 至 {MAX_PREFIX} 的整数。", "如取省级代码，写 2。")
    if not isinstance(pad, int) or isinstance(pad, bool) or not (pad == 0 or length <= pad <= MAX_PREFIX):
        raise WrongTransform("/pad", f"补零后的位数应为 {length} 至 {MAX_PREFIX} 的整数。", "如补足6位，写 6；不补的，删去 pad。")
    return Prefix(length, pad)


def _text(document: Mapping[str, Any]) -> Transform:
    case, width = document.get("case"), document.get("width")
    for key, value, known in (("case", case, CASES), ("width", width, WIDTHS)):
        if value not in (*known, None) or (key in document and value is None):
            raise WrongTransform(f"/{key}", f"没有“{value}”这种写法。", f"可用：{'、'.join(str(each) for each in known if each)}。")
    if case is None and width is None:
        raise WrongTransform("/case", "没有写明怎样书写。", "大写写 \"case\": \"upper\"，半角写 \"width\": \"half\"。")
    return Letters(case, width)


READERS: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any]], Transform]]] = {
    "codes": (("table", "titles"), _codes),
    "constant": (("value",), _constant),
    "date": (("pattern",), _date),
    "number": (("factor", "decimals"), _number),
    "unit": (("from", "to", "decimals"), _unit),
    "amount-words": ((), lambda _: Amounts()),
    "part": (("separator", "index"), _part),
    "prefix": (("length", "pad"), _prefix),
    "text": (("case", "width"), _text),
}
