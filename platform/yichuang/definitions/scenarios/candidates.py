"""Answers worth trying: for each question so many that every answer is like one of them for all that is asked of it.

Numbers: every bound that is named, and between two bounds one of each residue class that `multipleOf` tells apart.
Several choices: options that are alike count, the others are told apart. Dates: those named, and when a pattern looks
into dates, every day of two centuries. Whether two answers are alike is left to the validator.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations, islice, pairwise, permutations, product
from math import floor, gcd, lcm
from typing import Any

from yichuang.definitions.common import Question
from yichuang.forms.keywords import walk

from .formulas import ValueTest, test_of

MAX_CANDIDATES = 4096
MAX_MULTIPLES = 64
MAX_MODULI = 6
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
A_DAY = date(2026, 11, 21)
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
INSIDE_DATES = frozenset({"pattern", "format", "minLength", "maxLength"})
ORDERED = 4
"""Up to so many choices every order is tried where order can matter."""


@dataclass(frozen=True)
class Candidates:
    """Answers to try, and whether no other answer can be unlike all of them."""

    values: tuple[Any, ...]
    exhaustive: bool = True


def candidates(question: Question, tests: Sequence[ValueTest]) -> Candidates:
    """Answers to a question for everything that these tests can tell apart."""
    said = [here for test in tests for here in _schemas(test)]
    if question.type == "number":
        return _numbers(question, said)
    if question.type == "date":
        return _dates(said)
    if question.type == "bool":
        return Candidates((False, True))
    options = tuple(option.value for option in question.options)
    return _choices(options, tests, said) if question.type == "multi" else Candidates(options)


def _schemas(test: ValueTest) -> Iterator[Mapping[str, Any]]:
    """Every schema that a test may look at; with references the whole condition, rather too much than too little."""
    for start in (test.fragment, test.root.schema) if "$ref" in test.key else (test.fragment,):
        yield from (here for _, here in walk(start) if isinstance(here, Mapping))


def _named(said: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for here in said:
        if "const" in here:
            yield here["const"]
        yield from here.get("enum", ())


def _numbers(question: Question, said: Sequence[Mapping[str, Any]]) -> Candidates:
    bounds = [here[key] for here in said for key in BOUNDS if key in here]
    limits = [each for each in (question.minimum, question.maximum) if each is not None]
    points = sorted({_fraction(each) for each in (*bounds, *limits, *_named(said)) if _is_number(each)})
    moduli = {_fraction(here["multipleOf"]) for here in said if "multipleOf" in here}
    moduli |= {Fraction(1) for here in said if "integer" in here.get("type", ())}
    few = sorted(moduli)[:MAX_MODULI]
    ends: list[Fraction | None] = [None, *points, None]
    found = [number for low, high in pairwise(ends)
             for number in (*_between(low, high, few), *([high] if high is not None else []))]
    whole = len(few) == len(moduli) and _period(few) <= MAX_MULTIPLES * min(few, default=Fraction(1))
    return Candidates(tuple(dict.fromkeys(map(_number, found))), whole)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fraction(value: float) -> Fraction:
    return Fraction(str(value))


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _between(low: Fraction | None, high: Fraction | None, moduli: Sequence[Fraction]) -> Iterator[Fraction]:
    """Numbers strictly between two bounds: a round one, and one of each kind of multiples."""
    period = _period(moduli)
    if low is None:
        low = (high if high is not None else Fraction(0)) - 2 * period - 1
    if high is None:
        high = low + 2 * period + 1
    round_ones = [Fraction(floor(low) + 1), (low + high) / 2]
    odd_ones = [low + (high - low) * Fraction(share, 101) for share in (37, 41, 43, 47)]
    multiples = (step * (floor(low / step) + 1 + i) for count in range(1, len(moduli) + 1)
                 for chosen in combinations(moduli, count) for step in [_period(chosen)]
                 for i in range(min(MAX_MULTIPLES, int(period / step))))
    for number in (*round_ones, *multiples, *(odd_ones if moduli else ())):
        if low < number < high and low < _fraction(float(number)) < high:
            yield number


def _period(moduli: Iterable[Fraction]) -> Fraction:
    """The least number that is a multiple of all."""
    found = Fraction(1)
    for index, each in enumerate(moduli):
        found = each if index == 0 else Fraction(lcm(found.numerator, each.numerator),
                                                 gcd(found.denominator, each.denominator))
    return found


def _dates(said: Sequence[Mapping[str, Any]]) -> Candidates:
    named = [each for each in _named(said) if isinstance(each, str)]
    if any(INSIDE_DATES & here.keys() for here in said):
        return Candidates((*named, *_every_day()))
    other = next(day for i in range(len(named) + 1) if (day := (A_DAY + timedelta(i)).isoformat()) not in named)
    return Candidates((other, *dict.fromkeys(named)))


@cache
def _every_day() -> tuple[str, ...]:
    return tuple((FIRST_DAY + timedelta(i)).isoformat() for i in range((LAST_DAY - FIRST_DAY).days + 1))


def _choices(options: Sequence[Any], tests: Sequence[ValueTest], said: Sequence[Mapping[str, Any]]) -> Candidates:
    alike: dict[tuple[bool, ...], list[Any]] = {}
    asked = list(_item_tests(tests))
    for option in options:
        alike.setdefault(tuple(test(option) for test in asked), []).append(option)
    most = max((here[key] + extra for here in said for key, extra in COUNTS.items() if isinstance(here.get(key), int)),
               default=1)
    counts = [sorted({*range(min(len(group), most) + 1), len(group)}) for group in alike.values()]
    sets = ([option for group, count in zip(alike.values(), chosen, strict=True) for option in group[:count]]
            for chosen in product(*counts))
    named = [value for value in _named(said) if isinstance(value, list)]
    ordered = any("prefixItems" in here for here in said)
    found = list(islice(_orders(sets, ordered), MAX_CANDIDATES + 1))
    exhaustive = len(found) <= MAX_CANDIDATES and not (ordered and len(options) > ORDERED)
    return Candidates((*found[:MAX_CANDIDATES], *named), exhaustive)


COUNTS = {"minItems": 0, "maxItems": 1, "minContains": 0, "maxContains": 1}


def _orders(sets: Iterable[list[Any]], ordered: bool) -> Iterator[list[Any]]:
    for each in sets:
        yield from map(list, permutations(each)) if ordered and len(each) <= ORDERED else [each]


def _item_tests(tests: Sequence[ValueTest]) -> Iterator[Callable[[Any], bool]]:
    """What is asked of single choices."""
    for test in tests:
        for here in _schemas(test):
            inner = [here[key] for key in ("contains", "items") if key in here] + list(here.get("prefixItems", ()))
            yield from (test_of(test.root, each).met for each in inner)
            lists = [value for value in _named([here]) if isinstance(value, list)]
            yield from (test_of(test.root, {"const": each}).met for value in lists for each in value)
