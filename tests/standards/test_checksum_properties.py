"""Every single wrong character is found, and no text whatever makes a check fail otherwise than by refusing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yichuang.standards.identifiers import KINDS, check
from yichuang.standards.identifiers.checksums import (
    CREDIT_ALPHABET,
    credit_check,
    id_check,
    licence_check,
    luhn_holds,
    org_check,
)

DIGITS = "0123456789"


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=length, max_size=length)


def changed(value: str, place: int, alphabet: str, step: int) -> str:
    """The value with one character replaced by another of the alphabet."""
    at = place % len(value)
    index = alphabet.index(value[at])
    return value[:at] + alphabet[(index + 1 + step % (len(alphabet) - 1)) % len(alphabet)] + value[at + 1 :]


PLACES = st.integers(0, 100)


@given(digits(6), st.dates(min_value=date(1900, 1, 1)), digits(3), PLACES, PLACES)
def test_one_wrong_digit_makes_an_id_number_invalid(
    region: str, birth: date, serial: str, place: int, step: int
) -> None:
    body = "3" + region[1:] + f"{birth:%Y%m%d}" + serial
    number = body + id_check(body)
    assert check("id-number", number).valid
    wrong = changed(number[:17], place, DIGITS, step) + number[17]
    assert not check("id-number", wrong).valid


CREDIT = st.text(CREDIT_ALPHABET, min_size=8, max_size=8)


@given(digits(6), CREDIT.filter(lambda body: org_check(body) in CREDIT_ALPHABET), PLACES, PLACES)
def test_one_wrong_character_makes_a_credit_code_invalid(region: str, organ: str, place: int, step: int) -> None:
    body = "91" + region + organ + org_check(organ)
    code = body + credit_check(body)
    assert check("credit-code", code).valid
    assert not check("credit-code", changed(code, place, CREDIT_ALPHABET, step)).valid


@given(digits(14), PLACES, PLACES)
def test_one_wrong_digit_makes_a_registration_number_invalid(body: str, place: int, step: int) -> None:
    number = body + licence_check(body)
    assert check("licence-number", number).valid
    assert not check("licence-number", changed(number, place, DIGITS, step)).valid


@given(st.integers(12, 18).flatmap(digits), PLACES, PLACES)
def test_one_wrong_digit_makes_a_card_invalid(body: str, place: int, step: int) -> None:
    number = next(card for last in DIGITS if luhn_holds(card := "6" + body[1:] + last))
    assert check("bank-card", number).valid
    assert not check("bank-card", changed(number, place, DIGITS, step)).valid


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=40) | st.text(DIGITS + "XxJY（）() ", max_size=34))
def test_any_text_is_answered_and_a_normalised_value_stays_itself(kind: str, text: str) -> None:
    told = check(kind, text)
    assert told.valid is (told.problem is None)
    if told.valid:
        assert check(kind, told.normalised) == told
