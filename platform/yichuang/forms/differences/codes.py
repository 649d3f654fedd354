"""Which code of one department is which of another, guessed by what the codes are called; staff confirm it."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.forms.meet import values_of

from .meaning import BESIDE, alike

ALSO: Sequence[frozenset[str]] = (
    frozenset({"是", "有", "true", "yes", "y", "1", "√"}), frozenset({"否", "无", "没有", "false", "no", "n", "0", "×"}),
    frozenset({"男", "男性", "m", "male"}), frozenset({"女", "女性", "f", "female"}),
)
"""Names that stand for one another wherever both sides use such names."""
STANDARD: Mapping[str, tuple[tuple[str, str], ...]] = {
    # GB/T 2261.1—2003 个人基本信息分类与代码 第1部分：人的性别代码
    "sex": (("0", "未知的性别"), ("1", "男"), ("2", "女"), ("9", "未说明的性别")),
}
"""Names of codes that departments may leave unsaid, because a standard says them."""


MOST_COMPARED = 20_000
"""Names that are not the same are compared one by one only up to so many pairs."""


@dataclass(frozen=True)
class Option:
    """A listed value and its name: as declared, by a standard, or the value itself."""

    value: Any
    name: str


def options_of(own: Mapping[str, Any]) -> list[Option]:
    """The listed values; true and false list themselves. Empty when nothing is listed."""
    listed = values_of(own)
    if listed is None:
        both = own.get("type") == "boolean" and "enum" not in own
        return [Option(True, "是"), Option(False, "否")] if both else []
    names = _by_standard([value for value, _ in listed])
    return [Option(value, str(option.get("title") or names.get(str(value)) or _plain(value))) for value, option in listed]


def table(merged: Sequence[Option], own: Sequence[Option]) -> list[list[Any]]:
    """Pairs of (merged value, own value), as far as the names tell; each own value stands for one merged value at most."""
    found = _by_name(merged, own)
    for fits in (_also, _alike):
        left = [j for j in range(len(own)) if j not in found.values()]
        open_ = [i for i in range(len(merged)) if i not in found]
        if len(left) * len(open_) > MOST_COMPARED:
            break
        for i in open_:
            fitting = [j for j in left if fits(merged[i].name, own[j].name)]
            if len(fitting) == 1:
                left.remove(fitting[0])
                found[i] = fitting[0]
    return [[merged[i].value, own[j].value] for i, j in sorted(found.items())]


def unmatched(options: Sequence[Option], values: Sequence[Any]) -> Iterator[str]:
    """The names of options that a table does not reach."""
    reached = {json.dumps(value) for value in values}
    yield from (option.name for option in options if json.dumps(option.value) not in reached)


def _by_name(merged: Sequence[Option], own: Sequence[Option]) -> dict[int, int]:
    """Index → index of those that are called exactly the same, and nobody else is."""
    theirs: dict[str, list[int]] = {}
    for j, option in enumerate(own):
        theirs.setdefault(_bare(option.name), []).append(j)
    mine = Counter(_bare(option.name) for option in merged)
    return {i: theirs[name][0] for i, option in enumerate(merged)
            if mine[name := _bare(option.name)] == 1 and len(theirs.get(name, ())) == 1}


def _bare(name: str) -> str:
    return BESIDE.sub("", name).casefold()


def _also(one: str, other: str) -> bool:
    return any({one.casefold(), other.casefold()} <= names for names in ALSO)


def _alike(one: str, other: str) -> bool:
    """A number is no part of another number's name."""
    return not one.isascii() and not other.isascii() and alike(one, other)


def _by_standard(values: Sequence[Any]) -> dict[str, str]:
    texts = {str(value) for value in values}
    for entries in STANDARD.values():
        if {"1", "2"} <= texts <= {code for code, _ in entries}:
            return dict(entries)
    return {}


def _plain(value: Any) -> str:
    return "是" if value is True else "否" if value is False else str(value)
