"""Amounts of money in words (大写): 壹佰元整."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yichuang.standards.amounts import LARGEST, from_words, in_words

from .base import NOTHING, UNDECIDED, Scalar, types_of
from .exact import fraction, number

SHORTEST, LONGEST = 2, 28
"""壹分; no amount up to LARGEST is longer than twelve digits with their places, gaps, 元, 角 and 分."""


@dataclass(frozen=True)
class Amounts(Scalar):
    """The department writes an amount of money in words (大写)."""

    kind: str = "amount-words"

    def forward(self, value: Any) -> Any:
        """100.5 → 壹佰元零伍角整."""
        exact = fraction(value)
        try:
            return NOTHING if exact is None else in_words(Decimal(str(value)))
        except ValueError:
            return NOTHING

    def back(self, value: Any) -> Any:
        """壹佰元零伍角整 → 100.5; only as it would be written, without 人民币 or 圆."""
        amount = from_words(value) if isinstance(value, str) else None
        exact = None if amount is None or in_words(amount) != value else fraction(amount)
        return NOTHING if exact is None else number(exact)

    def domain(self) -> dict[str, Any]:
        """An amount in 元 and 分."""
        return {"type": "number", "minimum": 0, "maximum": float(LARGEST), "multipleOf": 0.01}

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """Of the words only their type and the bounds of their length are known."""
        types = types_of(said)
        if types is not None and "string" not in types:
            return False
        known = said.keys() <= {"type", "minLength", "maxLength"}
        long_enough = said.get("minLength", 0) <= SHORTEST and said.get("maxLength", LONGEST) >= LONGEST
        return self.domain() if known and long_enough else UNDECIDED

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind}
