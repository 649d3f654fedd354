"""What to write instead: in words for every hit, and the whole text where rewriting needs no new fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_CLAUSE_END = re.compile(r"[。；;：:（(\n]")
_LONGEST_LIST = 60
_LONGEST_TEXT = 2000
# A list, or one thing with a name of its own: only then is what remains a demand that can be met.
_LISTED = re.compile(r"[、，,和及与或]|[证书簿表单卡件照本同议明据记照图告函]$|》$")
_JOINT = re.compile(r"(?:、|，|,|和|及|以及|与|或|或者|并)(?:(?:国家|法律|行政法规|地方性法规|法规|规章|政策)[、和及]?)*$")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = re.compile(r"[0-9０-９]+|[一二两三四五六七八九十百]+")
_OPEN = re.compile(r"若干|数|几|半|[多余来]个?|两三|三五|三四|四五|五六|六七|七八|八九|一两|尽|适时|近日|一段")


def head(text: str, start: int) -> str:
    """The clause before a place; empty when there is none, or when it is too long to be repeated."""
    clause = _CLAUSE_END.split(text[max(0, start - _LONGEST_LIST - 1) : start])[-1].strip(" 　、，,")
    return clause if len(clause) <= _LONGEST_LIST else ""


def limit(found: str) -> str:
    """A definite limit in place of a vague one: its last number, or an example."""
    numbers = _NUMBER.findall(found)
    unit = next((unit for unit in ("工作日", "自然日", "日历日", "个月", "小时", "分钟", "星期", "周", "天", "日", "月")
                 if unit in found), "工作日")  # fmt: skip
    if not numbers:
        return "5个工作日"
    return f"{_arabic(numbers[-1])}{'个' if unit in ('工作日', '自然日', '日历日', '星期', '月') else ''}{unit}"


def _arabic(number: str) -> int:
    """三十五 or ３５ → 35. Numbers of days do not reach a thousand."""
    if number.isdecimal():
        return int(number)
    total, digit = 0, 0
    for sign in number:
        if sign in "十百":
            total, digit = total + (digit or 1) * {"十": 10, "百": 100}[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def proposal(code: str, text: str, start: int, end: int) -> str:
    """The text with this hit rewritten; empty where only a person knows what belongs there."""
    rewrite = _REWRITES.get(code)
    if rewrite is None or len(text) > _LONGEST_TEXT:
        return ""
    written = rewrite(text[:start], text[start:end], text[end:])
    return "" if written == text else written


def _closed(before: str, found: str, after: str) -> str:
    """A、B等材料 → A、B."""
    if found == "包括但不限于":
        return f"{before}包括{after}"
    listed = before.rstrip(" 　、，,")
    return listed + after if _LISTED.search(head(listed + found, len(listed))) else ""


def _without(before: str, found: str, after: str) -> str:
    """A、B及其他材料 → A、B. By itself it would leave nothing, and a person must say what was meant."""
    joint = _JOINT.search(before)
    return before[: joint.start()] + after if joint and before[: joint.start()].strip() else ""


def _definite(before: str, found: str, after: str) -> str:
    """3-5个工作日 → 5个工作日; 数日 has no number to keep."""
    return "" if _OPEN.search(found) or not _NUMBER.search(found) else before + limit(found) + after


def _dated(before: str, found: str, after: str) -> str:
    """近期免冠照片 → 近6个月内免冠照片."""
    return before + ("近6个月内的照片" if found == "近照" else "近6个月内") + after


_REWRITES: Mapping[str, Callable[[str, str, str], str]] = MappingProxyType({
    "V01": _closed, "V02": _closed, "V03": _without, "V04": _without, "V08": _definite, "V10": _dated,
})  # fmt: skip
