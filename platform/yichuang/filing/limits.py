"""How long a bundle takes: one after the other, along the longest chain, and as promised (domain reference 5.4, rule 10)."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.bundle_promise import promise_problems
from yichuang.definitions.dependencies import Chain, cycle, longest_chain
from yichuang.errors import Invalid, Problem

from .composition import Limits, Taken


def limits_of(bundle: Bundle, taken: Sequence[Taken]) -> Limits:
    """Serial sum and longest chain of the matters that apply, in working days, beside the bundle's promise.

    Limits in hours, natural days or months count as whole working days, a day begun as one; on the spot is none. Nobody
    waits for himself: see `require_order`.
    """
    days = {each.code: each.days for each in taken}
    chain = longest_chain(days, {each.code: each.waits_for for each in taken})
    return Limits(sum(days.values()), chain.days, bundle.promise.limit.workdays, chain.members)


def require_order(bundle: Bundle, taken: Sequence[Taken]) -> None:
    """Refuse matters that wait for one another: none of them could ever begin. Raises Invalid."""
    if closed := cycle({each.code: each.waits_for for each in taken}):
        raise Invalid(f"“{bundle.name}”的事项互相等待，不能编排：{' → '.join(closed)}。请去掉其中一个依赖。",
                      problems=[Problem("/members", "cycle", f"事项互相等待：{' → '.join(closed)}。", fix="去掉其中一个依赖。")])


def limit_problems(bundle: Bundle, taken: Sequence[Taken], limits: Limits) -> Iterator[Problem]:
    """What is wrong with the promise for the matters that apply here, pointers into the bundle."""
    matters = {each.code: each.matter for each in taken}
    yield from promise_problems(bundle.promise.limit, Chain(limits.critical_path, limits.path), matters)
