"""Numbers without loss: JSON numbers as fractions and back, steps and bounds that a JSON schema can write."""
from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .base import NOTHING


def fraction(value: Any) -> Fraction | None:
    """A JSON number exactly as it is written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Fraction(Decimal(str(value))) if math.isfinite(value) else None


def number(exact: Fraction) -> Any:
    """The JSON number that is written as this very value, whole where it is whole; NOTHING when none is."""
    if exact.denominator == 1:
        return int(exact)
    try:
        near = exact.numerator / exact.denominator
    except OverflowError:
        return NOTHING
    return near if fraction(near) == exact else NOTHING


def least_common(one: Fraction, other: Fraction) -> Fraction:
    """The smallest number that is a multiple of both."""
    return Fraction(math.lcm(one.numerator, other.numerator), math.gcd(one.denominator, other.denominator))


def decimal_step(step: Fraction) -> Fraction:
    """Of the multiples of a step those that can be written in decimals are the multiples of this: 20/3 → 20."""
    rest = step.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return step * rest


def rounded(exact: Fraction, up: bool) -> Any:
    """The nearest JSON number at or above (`up`) or below a bound; NOTHING beyond all of them."""
    found = number(exact)
    if found is not NOTHING:
        return found
    try:
        near = exact.numerator / exact.denominator
    except OverflowError:
        return NOTHING
    towards = math.inf if up else -math.inf
    while math.isfinite(near) and ((as_written := fraction(near)) is None or (as_written < exact if up else as_written > exact)):
        near = math.nextafter(near, towards)
    return near if math.isfinite(near) else NOTHING
