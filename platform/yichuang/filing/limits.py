"""How long a bundle takes: one after the other, along the longest chain, and as promised (domain rule: 一件事 5.4.10)."""
from __future__ import annotations

from collections.abc import Sequence

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.dependencies import critical_path

from .composition import Limits, Taken


def limits_of(bundle: Bundle, taken: Sequence[Taken]) -> Limits:
    """Serial sum and critical path of the matters that apply, in working days, beside the bundle's promise."""
    days = {each.code: each.days for each in taken}
    waits = {each.code: each.waits_for for each in taken}
    return Limits(sum(days.values()), critical_path(days, waits), bundle.promise.limit.workdays)
