"""Comparers: small functions that yield the changes of one value, put together by the rules of each kind of document."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from yichuang.definitions.common import Limit
from yichuang.forms.meet import same

from .acceptance import accepts_all
from .values import Change, Spot
from .wording import apart, from_to, label_of, limit_words, shown

Comparer = Callable[[Spot, Any, Any], Iterator[Change]]
Rules = Mapping[str, Comparer]


def plain(kind: str, key: str = "") -> Comparer:
    """Any change is of this kind. `key` names the list of words for its values."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        yield at.change(kind, from_to(before, after, key or str(at.steps[-1])) + "。", before, after)
    return compare


def coded(kind: str) -> Comparer:
    """The code of another definition, told by its name."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        was, now = (None if code is None else at.names(code) for code in (before, after))
        yield at.change(kind, f"{from_to(was, now)}。", before, after)
    return compare


def of_role(kind: str) -> Comparer:
    """The code of a role of the bundle, told by its title; or which role of a matter is which of them."""
    def called(at: Spot, value: Any) -> Any:
        if isinstance(value, Mapping):
            return "、".join(f"{own} 是{at.role(role)}" for own, role in value.items())
        return None if value is None else at.role(str(value))

    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        yield at.change(kind, f"{from_to(called(at, before), called(at, after))}。", before, after)
    return compare


def text(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Words that explain."""
    said = "有改动" if before and after else "写上了" if after else "去掉了"
    yield at.change("text-changed", f"的文字{said}。", before, after)


def judged(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Words by which somebody decides: whether they narrow cannot be told."""
    yield at.change("rule-changed", f"{from_to(before, after)}；是否收窄无法判定，按不兼容处理。", before, after)


def limit(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """A period of time: longer or shorter, set or gone."""
    if before is None or after is None:
        kind, said = ("limit-set", "定为") if before is None else ("limit-removed", "取消，原为")
        yield at.change(kind, f"{said}{apart(limit_words(after or before))}。", before, after)
        return
    old, new = Limit.model_validate(before), Limit.model_validate(after)
    longer = new.exact > old.exact if old.unit != new.unit else new.days > old.days
    kind, said = ("limit-longer", "变长了") if longer else ("limit-shorter", "缩短了")
    if new.exact == old.exact:
        kind, said = "fact-changed", "长短相同"
    yield at.change(kind, f"由{apart(limit_words(before))}改为{apart(limit_words(after))}，{said}。", before, after)


def number(more: str, fewer: str, none: float) -> Comparer:
    """A count or bound; `none` is what an absent one comes to."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        old, new = (none if value is None else value for value in (before, after))
        yield at.change(more if new > old else fewer, from_to(before, after) + "。", before, after)
    return compare


def flag(on: str, off: str) -> Comparer:
    """Yes or no."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        yield at.change(on if after else off, f"由{shown(bool(before))}改为{shown(bool(after))}。", before, after)
    return compare


def ranked(order: Sequence[Any], up: str, down: str) -> Comparer:
    """A value of a scale, from the first to the last; off the scale it cannot be decided and counts as `up`."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        known = before in order and after in order
        kind = down if known and order.index(after) < order.index(before) else up
        yield at.change(kind, from_to(before, after, str(at.steps[-1])) + "。", before, after)
    return compare


def choices(added: str, removed: str, names: bool = False) -> Comparer:
    """A list of words, codes or sentences: what came, what went, and whether only the order differs."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        old, new, key = list(before or ()), list(after or ()), str(at.steps[-1])

        def said(value: Any) -> str:
            return f"“{at.names(value)}”" if names else shown(value, key)

        for i, value in enumerate(new):
            if value not in old:
                yield at.below(i).change(added, f"增加{said(value)}。", None, value)
        for i, value in enumerate(old):
            if value not in new:
                yield at.below(i).change(removed, f"减少{said(value)}。", value, None)
        if sorted(map(str, old)) == sorted(map(str, new)):
            yield at.change("order-changed", "的次序有调整。", before, after)
        elif set(map(str, old)) == set(map(str, new)):
            yield at.change("fact-changed", "有重复的写法增减。", before, after)
    return compare


def condition(wider: str, narrower: str) -> Comparer:
    """A `when`: proven to hold less often, or not."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        old, new = (True if value is None else value for value in (before, after))
        less = accepts_all(old, new)
        said = "的条件去掉了，总是适用。" if after is None else "加上了条件。" if before is None else "的条件有改动。"
        kind = narrower if less and not accepts_all(new, old) else wider
        if less and accepts_all(new, old):
            kind, said = "spelling-changed", "的条件换了写法，意思没有变。"
        yield at.change(kind, said, before, after)
    return compare


def record(rules: Rules, other: Comparer) -> Comparer:
    """An object, key by key; `other` compares keys without a rule."""
    def compare(at: Spot, before: Any, after: Any) -> Iterator[Change]:
        old, new = before or {}, after or {}
        for key in dict.fromkeys([*new, *old]):
            if not same(old.get(key), new.get(key)):
                rule = rules.get(key, other)
                yield from rule(at.below(key, label=at.label + label_of(key)), old.get(key), new.get(key))
    return compare
