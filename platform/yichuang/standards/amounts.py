"""Amounts of money in words (人民币大写) and back: 壹佰元整 ↔ 100.

Source: 支付结算办法 附一《正确填写票据和结算凭证的基本规定》(中国人民银行, 1997): the characters, 整 after 元 or 角, 零 for gaps.
"""
from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
LARGEST = Decimal("999999999999.99")
_WORDS = re.compile(r"(?:人民币)?(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*)(?:元|圆)?"
                    r"(?:零?(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?整?")


def in_words(amount: Decimal) -> str:
    """100.5 → 壹佰元伍角整. Raises ValueError for a negative amount, one above LARGEST, or parts of a 分."""
    cents = amount * 100
    if amount < 0 or amount > LARGEST or cents != cents.to_integral_value():
        raise ValueError(amount)
    yuan, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{words or '零元'}整"
    gap = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    words += gap + (f"{DIGITS[jiao]}角" if jiao else "")
    return words + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    gap = False
    for position in range(len(groups) - 1, -1, -1):
        group = groups[position]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group(group) + GROUPS[position]
        gap = False
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return words


def from_words(text: str) -> Decimal | None:
    """The amount that is written; None for what is not written as `in_words` writes it."""
    found = _WORDS.fullmatch(text)
    if found is None or not text:
        return None
    if found["yuan"].count("亿") > 1 or any(part.count("万") > 1 for part in found["yuan"].split("亿")):
        return None
    amount = Decimal(_number(found["yuan"]))
    amount += Decimal(DIGITS.index(found["jiao"] or "零")) / 10 + Decimal(DIGITS.index(found["fen"] or "零")) / 100
    plain = text.removeprefix("人民币").replace("圆", "元")
    return amount if amount <= LARGEST and plain == in_words(amount) else None


def _number(words: str) -> int:
    *above, below = words.split("亿")
    millions = _number(above[0]) if above else 0
    *above, below = below.split("万")
    return millions * 10**8 + (_small(above[0]) if above else 0) * 10_000 + _small(below)


def _small(words: str) -> int:
    total = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS.index(char)
        else:
            total, digit = total + digit * 10 ** PLACES.index(char), 0
    return total + digit
