"""The check characters of the field's numbers: MOD 11-2, MOD 31-3, MOD 11-weighted, MOD 11,10 and Luhn."""

from __future__ import annotations

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_check(body: str) -> str:
    """The 18th character of an ID number from its first 17 digits (GB 11643—1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True))
    return "10X98765432"[total % 11]


def org_check(body: str) -> str:
    """The 9th character of an organisation code from its first eight (GB 11714; letters A=10 to Z=35)."""
    total = sum(weight * int(char, 36) for weight, char in zip(_ORG_WEIGHTS, body, strict=True))
    return "0123456789X0"[11 - total % 11]


def credit_check(body: str) -> str:
    """The 18th character of a credit code from its first 17 (GB 32100—2015, weights 3^i mod 31)."""
    total = sum(pow(3, place, 31) * CREDIT_ALPHABET.index(char) for place, char in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def licence_check(body: str) -> str:
    """The 15th digit of a business registration number from its first 14 (GB/T 17710, MOD 11,10)."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def luhn_holds(digits: str) -> bool:
    """True when the digits end in their Luhn check digit (GB/T 17711, ISO/IEC 7812)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
