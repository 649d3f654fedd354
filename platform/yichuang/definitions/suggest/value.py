"""Whether what a form says of a field's value agrees with an element: format, pattern, options, type."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import re2  # type: ignore[import-untyped]
from rapidfuzz.distance import Indel

from .label import read_label

Value = Mapping[str, Any]
FORMATS: Mapping[str, str] = MappingProxyType({
    "cn-id-number": "身份证号", "cn-credit-code": "统一社会信用代码", "cn-mobile": "手机号码", "cn-phone": "联系电话",
    "cn-bank-card": "银行卡号", "cn-region": "区划", "cn-real-estate-certificate": "不动产权证号",
    "cn-real-estate-unit": "不动产单元号", "email": "电子邮箱", "idn-email": "电子邮箱",
})
"""What a format calls the value it is for."""
# Invented values; a pattern that takes one of them and none of the others is made for its kind.
SAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "cn-id-number": ("330106199003070014", "33010619900307001X"), "cn-mobile": ("13812340000", "19900001234"),
    "cn-credit-code": ("91330106MA2HXXXX0A",), "date": ("2024-05-01",), "month": ("202405", "2024-05"),
    "time": ("08:30",), "email": ("shili@example.com",), "postcode": ("310000",), "other": ("A", "示例文字", "1", "12345678"),
})
TIMES = frozenset({"date", "date-time", "time", "month"})
QUIET = re2.Options()
QUIET.log_errors = False
TRUTH = frozenset({"是", "否"})
ALIKE = 0.7
AGREES, DIFFERS = 1.0, -1.0


@lru_cache(maxsize=1024)
def format_of(pattern: str) -> str | None:
    """The format that a pattern is written for, or None."""
    try:
        compiled = re2.compile(pattern, QUIET)
    except re2.error:
        return None
    taken = [name for name, samples in SAMPLES.items() if any(compiled.search(sample) for sample in samples)]
    if "cn-credit-code" in taken:
        # Digits and letters: what takes these takes the digits of the narrower kind too.
        taken = [name for name in taken if name != "cn-id-number"]
    return taken[0] if len(taken) == 1 and taken != ["other"] else None


def said_format(value: Value) -> str | None:
    """The format of a value, declared or shown by its pattern."""
    said, pattern = value.get("format"), value.get("pattern")
    if isinstance(said, str):
        return said
    return format_of(pattern) if isinstance(pattern, str) and len(pattern) < 500 else None


def called(value: Value) -> str | None:
    """What the format calls the value, in the words of a label."""
    return FORMATS.get(said_format(value) or "")


def options(value: Value) -> frozenset[str]:
    """The titles of what there is to choose from, in plain words; those of the items for a list."""
    return frozenset(plain for said in _options(value) if (plain := read_label(said).core))


def _options(value: Value) -> Iterator[str]:
    items = value.get("items")
    for part in (value, items if isinstance(items, Mapping) else {}):
        for branch in _several(part.get("oneOf")) or _several(part.get("anyOf")):
            if isinstance(branch, Mapping) and "const" in branch:
                yield str(branch.get("title") or branch["const"])
        yield from (str(each) for each in _several(part.get("enum")) if isinstance(each, str))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def agreement(field: Value, element: Value, theirs: frozenset[str]) -> tuple[float, str]:
    """From -1 (cannot be the same) over 0 (says nothing) to 1 (says it is), and the reason in words. `theirs` are the
    options of the element."""
    ours = options(field)
    if ours and theirs:
        return _chosen(ours, theirs)
    if field.get("pattern") and field["pattern"] == element.get("pattern"):
        return AGREES, "写法要求相同"
    one, other = said_format(field), said_format(element)
    if one and other:
        return (AGREES, f"格式相同（{one}）") if one == other else (DIFFERS if one[:8] != other[:8] else 0.0, "格式不同")
    first, second = _types(field), _types(element)
    if first and second and not first & second:
        return (-0.3 if {"boolean"} & (first | second) else -0.8), "取值类型不同"
    if (theirs and (one or first & {"integer", "number"})) or (ours and other):
        return -0.8, "一个是选项，一个不是"
    if one in TIMES and "string" in second and not other:
        return -0.5, "一个是日期或时间，一个不是"
    return (0.35, "取值类型相同") if first & second & {"integer", "number", "array", "boolean"} else (0.0, "")


def _chosen(ours: frozenset[str], theirs: frozenset[str]) -> tuple[float, str]:
    """By the options that both have: those that begin alike count, 汉 and 汉族."""
    same = sum(_stands_in(option, theirs) for option in ours)
    share = same / len(ours)
    if share >= 0.5:
        said = "、".join(sorted(option for option in ours if _stands_in(option, theirs))[:3])
        return (0.2 if ours <= TRUTH else AGREES * share), f"选项相同：{said}"
    return (DIFFERS if not same else -0.2), "选项不同"


def _stands_in(option: str, others: Iterable[str]) -> bool:
    return any(other.startswith(option) or option.startswith(other)
               or float(Indel.normalized_similarity(option, other)) >= ALIKE for other in others)


def _types(value: Value) -> frozenset[str]:
    said = value.get("type")
    names = {said} if isinstance(said, str) else {each for each in _several(said) if isinstance(each, str)}
    return frozenset((names - {"null"}) | ({"number"} if "integer" in names else set()))
