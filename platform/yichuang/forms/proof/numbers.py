"""Numbers for samples: exactly on the steps asked for, at the edges of their range as well as inside it."""
from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, lcm
from random import Random

from .said import NUMBERS, Said

SPREAD = 100
"""How many steps a range without an end is looked at."""
STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 100))
"""Steps of numbers that may be anything."""


def numbers(rng: Random, said: Said) -> Iterator[int | float]:
    """Numbers that probably meet all that is said; the caller tries them."""
    step = _step(said) or (Fraction(1) if said.types & NUMBERS == {"integer"} else _fine(rng, said))
    first, last = _bounds(said, step)
    inside = rng.randint(first, max(first, last))
    drawn = rng.choices((inside, first, last), (6, 1, 1))[0]
    for times in dict.fromkeys((drawn, inside, first, last)):
        number = times * step
        yield int(number) if number.denominator == 1 else float(number)


def any_number(said: Said) -> bool:
    """Whether the range holds a number, on the steps asked for."""
    step = _step(said)
    if step is not None:
        first, last = _bounds(said, step)
        return first <= last
    (low, above), (high, below) = _low(said), _high(said)
    return low is None or high is None or low < high or (low == high and not above and not below)


def _step(said: Said) -> Fraction | None:
    """The smallest number that all steps asked for divide."""
    steps = [Fraction(str(part["multipleOf"])) for part in said.parts if "multipleOf" in part]
    if said.types & NUMBERS == {"integer"}:
        steps.append(Fraction(1))
    if not steps:
        return None
    return Fraction(lcm(*(step.numerator for step in steps)), _common([step.denominator for step in steps]))


def _common(denominators: list[int]) -> int:
    """Their greatest common divisor, which is what the least common multiple of fractions stands over."""
    found = denominators[0]
    for each in denominators[1:]:
        while each:
            found, each = each, found % each
    return found


def _fine(rng: Random, said: Said) -> Fraction:
    """A step that leaves some numbers within the range."""
    low, high = _low(said)[0], _high(said)[0]
    step = rng.choice(STEPS)
    while low is not None and high is not None and low < high and (high - low) / step < len(STEPS) + 1:
        step /= 10
    return step


def _bounds(said: Said, step: Fraction) -> tuple[int, int]:
    """The first and the last multiple of the step in the range."""
    (low, above), (high, below) = _low(said), _high(said)
    if low is None:
        low, above = (Fraction(0) if high is None or high >= 0 else high - SPREAD * step), False
    if high is None:
        high, below = low + SPREAD * step, False
    first, last = ceil(low / step), floor(high / step)
    return first + (above and first * step == low), last - (below and last * step == high)


def _low(said: Said) -> tuple[Fraction | None, bool]:
    """The lower bound, and whether it is left out itself."""
    return _stricter(said.greatest("minimum"), said.greatest("exclusiveMinimum"), 1)


def _high(said: Said) -> tuple[Fraction | None, bool]:
    return _stricter(said.least("maximum"), said.least("exclusiveMaximum"), -1)


def _stricter(with_it: int | float | None, without: int | float | None, sign: int) -> tuple[Fraction | None, bool]:
    if without is None:
        return None if with_it is None else Fraction(str(with_it)), False
    bound = Fraction(str(without))
    if with_it is not None and sign * Fraction(str(with_it)) > sign * bound:
        return Fraction(str(with_it)), False
    return bound, True
