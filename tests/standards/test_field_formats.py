"""The format names hold for stored values only; typed ones are normalised first."""

from datetime import date

import jsonschema_rs
import pytest

from yichuang.standards.formats import FORMATS, KIND_OF_FORMAT, formats, normalise, problem

STORED = {
    "cn-id-number": "33010419750101008X",
    "cn-credit-code": "91330106MA2TE5T01R",
    "cn-mobile": "13812340000",
    "cn-phone": "0577-61880000",
    "cn-bank-card": "6217001540000000990",
    "cn-region": "330106",
    "cn-real-estate-certificate": "浙（2026）杭州市不动产权第0012345号",
    "cn-real-estate-unit": "330106001002GB00123F00010001",
}


def test_every_promised_format_is_there() -> None:
    assert set(FORMATS) == set(STORED) == set(KIND_OF_FORMAT)


@pytest.mark.parametrize(("name", "value"), STORED.items())
def test_a_stored_value_holds_and_a_spaced_or_changed_one_does_not(name: str, value: str) -> None:
    assert FORMATS[name](value)
    assert not FORMATS[name](f" {value}")
    assert not FORMATS[name](value + "\n")
    assert not FORMATS[name](value[:-1] + "?")
    assert normalise(name, f"　{value} ") == value


def test_lower_case_and_half_width_brackets_are_not_stored_values() -> None:
    assert not FORMATS["cn-id-number"]("33010419750101008x")
    assert normalise("cn-id-number", "33010419750101008x") == "33010419750101008X"
    assert not FORMATS["cn-real-estate-certificate"]("浙(2026)杭州市不动产权第0012345号")


def test_what_cannot_be_read_stays_as_typed() -> None:
    assert normalise("cn-id-number", " 3301 ") == " 3301 "
    assert normalise("date", " 2026-01-01") == " 2026-01-01"


def test_today_is_asked_at_every_call() -> None:
    days = iter([date(2026, 10, 31), date(2026, 11, 1)])
    holds = formats(lambda: next(days))["cn-id-number"]
    assert [holds("330102202611010014"), holds("330102202611010014")] == [False, True]


def test_the_problem_of_a_value_is_in_chinese() -> None:
    assert "校验码" in (problem("cn-bank-card", "6222021202000001232") or "")
    assert problem("cn-mobile", "13812340000") is None and problem("email", "x") is None


def test_the_validator_in_use_accepts_the_predicates() -> None:
    schema = {"type": "string", "format": "cn-bank-card"}
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats=dict(FORMATS))
    assert validator.is_valid("6217001540000000990") and not validator.is_valid("6217001540000000991")
