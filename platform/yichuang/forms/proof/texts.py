"""Texts for samples: of a format, of a pattern, of a length. Numbers of people and things are made up, their check digits right."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random

from rstr import Rstr

from yichuang.standards.identifiers.checksums import CREDIT_ALPHABET, credit_check, id_check, luhn_holds, org_check

from .plans import Plan

LETTERS = "林小满春和景明示例甲乙丙AB12 -"
SPREAD = 12
LONG = 240
"""A length beyond what any department is likely to have room for, where none is said."""
PER_PATTERN = 3


def texts(rng: Random, plan: Plan) -> Iterator[str]:
    """Texts that probably meet formats, patterns and lengths together; the caller tries them."""
    patterns = plan.all_of("pattern")
    for name in plan.all_of("format"):
        if (made := FORMATS.get(name)) is not None:
            yield from (made(rng) for _ in range(2))
    for pattern in rng.sample(patterns, len(patterns)):
        yield from _matching(rng, pattern)
    if plan.several_ways:
        # Each has proposed, and no proposal suits all the others: what they have in common is worked out.
        yield from (text for _ in range(PER_PATTERN) if (text := plan.texts.some(rng)) is not None)
    yield from _of_length(rng, plan)


def _of_length(rng: Random, plan: Plan) -> Iterator[str]:
    least = int(plan.keywords.get("minLength", 0))
    most = int(plan.keywords.get("maxLength", max(least, LONG)))
    short = rng.randint(least, max(least, min(most, least + SPREAD)))
    drawn = rng.choices((short, least, most), (6, 1, 1))[0]
    for length in dict.fromkeys((drawn, short, least, most)):
        yield "".join(rng.choices(LETTERS, k=length))


def _matching(rng: Random, pattern: str) -> Iterator[str]:
    try:
        for _ in range(PER_PATTERN):
            yield Rstr(rng).xeger(pattern)
    except (re.error, OverflowError, IndexError, KeyError):
        # A class that Python does not know (\p{Han}), or one that leaves nothing to choose from.
        return


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _date(rng: Random) -> str:
    return (date(1960, 1, 1) + timedelta(days=rng.randrange(24_000))).isoformat()


def _clock(rng: Random) -> str:
    return f"{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}Z"


def _id_number(rng: Random) -> str:
    body = f"330106{_date(rng).replace('-', '')}{_digits(rng, 3)}"
    return body + id_check(body)


def _credit_code(rng: Random) -> str:
    organisation = "MA" + "".join(rng.choice(CREDIT_ALPHABET) for _ in range(6))
    body = "91330106" + organisation + org_check(organisation)
    return body + credit_check(body)


def _bank_card(rng: Random) -> str:
    body = "621700" + _digits(rng, 12)
    return next(body + digit for digit in "0123456789" if luhn_holds(body + digit))


def _estate_unit(rng: Random) -> str:
    return f"330106001{_digits(rng, 3)}GB{_digits(rng, 5)}F{_digits(rng, 8)}"


FORMATS: Mapping[str, Callable[[Random], str]] = {
    "cn-id-number": _id_number,
    "cn-credit-code": _credit_code,
    "cn-mobile": lambda rng: "138" + _digits(rng, 8),
    "cn-phone": lambda rng: "0571-8" + _digits(rng, 7),
    "cn-bank-card": _bank_card,
    "cn-region": lambda rng: rng.choice(("330106", "330000", "330100")),
    "cn-real-estate-certificate": lambda rng: f"浙（2026）示例市不动产权第{_digits(rng, 7)}号",
    "cn-real-estate-unit": _estate_unit,
    "date": _date,
    "time": _clock,
    "date-time": lambda rng: f"{_date(rng)}T{_clock(rng)}",
    "duration": lambda rng: f"P{rng.randint(1, 30)}D",
    "email": lambda rng: f"example{_digits(rng, 3)}@example.com",
    "idn-email": lambda rng: f"示例{_digits(rng, 3)}@example.com",
    "hostname": lambda rng: f"host{_digits(rng, 2)}.example.com",
    "ipv4": lambda rng: f"192.0.2.{rng.randrange(256)}",
    "ipv6": lambda rng: f"2001:db8::{rng.randrange(1, 9999)}",
    "uri": lambda rng: f"https://example.com/{_digits(rng, 4)}",
    "uri-reference": lambda rng: f"/{_digits(rng, 4)}",
    "uuid": lambda rng: f"{_digits(rng, 8)}-{_digits(rng, 4)}-4{_digits(rng, 3)}-8{_digits(rng, 3)}-{_digits(rng, 12)}",
    "json-pointer": lambda rng: f"/{_digits(rng, 2)}",
    "regex": lambda rng: "^[0-9]+$",
}
