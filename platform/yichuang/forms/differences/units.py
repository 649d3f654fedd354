"""Units of measurement as departments write them on their forms."""
from __future__ import annotations

from decimal import Decimal

from yichuang.standards.units import SAME, factor_between


def same_unit(one: str, other: str) -> bool:
    """Whether two spellings name one unit."""
    return _named(one) == _named(other)


def factor(one: str, other: str) -> Decimal | None:
    """By what a number in `one` is multiplied to be a number in `other`; None when they do not measure the same, or when
    the factor cannot be written exactly."""
    try:
        exact = factor_between(_named(one), _named(other))
    except (KeyError, ValueError):
        return None
    places = Decimal(exact.numerator) / Decimal(exact.denominator)
    return places if exact == places else None


def _named(unit: str) -> str:
    plain = unit.strip().strip("（）()")
    return SAME.get(plain, plain)
