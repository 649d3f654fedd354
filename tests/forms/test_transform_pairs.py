"""Each transform is a pure pair, and its preimage is exactly what leads to what the department accepts."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.transforms import NOTHING, UNDECIDED, Transform, read_transform
from yichuang.forms.transforms.exact import decimal_step, fraction, least_common, number, rounded
from yichuang.forms.transforms.letters import CASES, FULL, WIDTHS
from yichuang.forms.transforms.respelling import respelt
from yichuang.standards.units import MEASURES, SAME, factor_between

FAST = settings(max_examples=200, deadline=None)


def made(document: dict[str, Any]) -> Transform:
    """A transform that must be readable."""
    found = read_transform(document)
    assert not isinstance(found, Problem), found
    return found


DAYS = ["2026-11-21", "2026-02-28", "2024-02-29", "0000-01-01", "9999-12-31", "2026-12-01"]
NUMBERS = [0, 1, 2, 2.5, 3, 12.5, 0.01, 0.0015, 15, 20, 100, 666, 1000, -3, -0.5, 10**17, 0.1, 1e-7, 33.33, 9999.99]
TEXTS = ["", "a", "A", "Ab", "ａB", "1２", "330106", "330106001", "33", "浙江省/杭州市/西湖区", "浙江省/杭州市", "a--b--c", "/",
         "张（示例）"]  # fmt: skip
JUNK: list[Any] = [None, True, "", "x", 1.5, [], {}]

FAMILIES: list[tuple[dict[str, Any], list[Any], list[dict[str, Any]]]] = [
    ({"kind": "codes", "table": [["1", "男"], ["2", "女"], ["9", "女"], [3, True]]}, ["1", "2", "9", 3, "3"],
     [{"const": "女"}, {"enum": ["男", True]}, {"type": "boolean"}, {"maxLength": 0}, {"not": {"const": "男"}}]),
    *(({"kind": "date", "pattern": pattern}, DAYS,
       [{"type": "string"}, {"const": pattern.replace("YYYY", "2026").replace("MM", "11").replace("DD", "21")},
        {"minLength": 8}, {"maxLength": 7}, {"type": "integer"}, {"not": {"const": "20261121"}}, {"enum": ["202611", "x"]},
        {"anyOf": [{"const": "20260228"}, {"const": "2024年02月29日"}]}])
      for pattern in ("YYYYMMDD", "YYYY年MM月DD日", "DD/MM/YYYY", "YYYYMM", "YYYY")),
    *(({"kind": "number", "factor": factor}, NUMBERS,
       [{"type": "number"}, {"type": "integer"}, {"minimum": 1}, {"exclusiveMinimum": 0, "maximum": 3.3}, {"multipleOf": 0.5},
        {"enum": [1, 2, 0.25]}, {"const": 2}, {"type": "integer", "multipleOf": 3}, {"not": {"minimum": 2}}, {"type": "string"},
        {"oneOf": [{"maximum": 5}, {"multipleOf": 2}]}, {"if": {"minimum": 2}, "then": {"multipleOf": 2}, "else": {"maximum": 1}}])
      for factor in (1, 0.0001, 10000, 0.3, 7)),
    *(({"kind": "number", "decimals": places, "factor": factor}, NUMBERS,
       [{"type": "string"}, {"maxLength": 4}, {"maxLength": 2}, {"minLength": 1}, {"const": "12.50"}, {"enum": ["1", "250", "-3"]},
        {"type": "number"}])
      for places in (0, 2) for factor in (1, 100)),
    *(({"kind": "unit", "from": one, "to": other, **more}, NUMBERS,
       [{"type": "number"}, {"type": "integer"}, {"minimum": 1, "maximum": 400}, {"multipleOf": 0.01}, {"exclusiveMaximum": 30},
        {"const": 2}, {"enum": [10000, 0.03]}])
      for one, other, more in (("元", "万元", {}), ("万元", "元", {}), ("平方米", "亩", {}), ("亩", "平方米", {"decimals": 2}),
                               ("㎡", "公顷", {"decimals": 4}), ("年", "月", {}), ("月", "年", {"decimals": 2}))),
    ({"kind": "amount-words"}, [0, 1, 100.5, 107000.53, -1, 0.001, 999999999999.99],
     [{"type": "string"}, {"const": "壹佰元零伍角整"}, {"minLength": 2}, {"type": "number"}, {"enum": ["壹元整", "人民币壹元整"]}]),
    *(({"kind": "part", "separator": "/", "index": index}, [*TEXTS, "//", "a/b/c/d"],
       [{"type": "string"}, {"minLength": 3}, {"maxLength": 3}, {"const": "杭州市"}, {"enum": ["", "西湖区", "a/b"]},
        {"not": {"const": "浙江省"}}, {"type": "null"}])
      for index in (0, 1, -1, -2)),
    ({"kind": "part", "separator": "--", "index": 1}, [*TEXTS, "a-b", "--", "a---b"], [{"type": "string"}, {"type": "number"}]),
    *(({"kind": "prefix", "length": length, "pad": 6}, TEXTS,
       [{"type": "string"}, {"const": "330000"}, {"enum": ["330100", "33", "331"]}, {"minLength": 6}, {"maxLength": 5},
        {"not": {"const": "330000"}}])
      for length in (2, 4)),
    *(({"kind": "text", **how}, TEXTS,
       [{"type": "string"}, {"maxLength": 2}, {"minLength": 2}, {"const": "AB"}, {"enum": ["Ａ", "a", "A"]},
        {"pattern": "^[A-Z]+$"}, {"pattern": "^[^a-z]*$"}, {"pattern": "^[0-9]{6}"}, {"pattern": "B"},
        {"pattern": "^[Ａ-Ｚ０-９]"}, {"const": ""}])
      for how in ({"case": "upper"}, {"case": "lower"}, {"width": "half"}, {"width": "full"}, {"case": "upper", "width": "half"})),
]  # fmt: skip


@pytest.mark.parametrize(("document", "values", "schemas"), FAMILIES, ids=[f"{f[0]['kind']}-{i}" for i, f in enumerate(FAMILIES)])
def test_the_preimage_holds_exactly_the_values_whose_forward_value_is_accepted(
    document: dict[str, Any], values: list[Any], schemas: list[dict[str, Any]]
) -> None:
    transform = made(document)
    decided = 0
    for schema in (True, False, {}, *schemas):
        own = compiled({"allOf": [schema]})
        found = transform.preimage(own, own.schema["allOf"][0])  # type: ignore[index]
        if found is UNDECIDED:
            continue
        decided += 1
        form = compiled({"allOf": [found]})
        for value in [*values, *JUNK]:
            forward = transform.forward(value)
            accepted = forward is not NOTHING and own.is_valid(forward)
            assert form.is_valid(value) == accepted, (schema, found, value, forward)
    assert decided >= 3


@pytest.mark.parametrize(("document", "values", "schemas"), FAMILIES, ids=[f"{f[0]['kind']}-{i}" for i, f in enumerate(FAMILIES)])
def test_what_comes_back_is_what_went_there_and_what_is_asked_has_a_forward_value(
    document: dict[str, Any], values: list[Any], schemas: list[dict[str, Any]]
) -> None:
    transform = made(document)
    for value in [*values, *JUNK]:
        forward = transform.forward(value)
        back = transform.back(forward)
        assert back is NOTHING or (back == value and isinstance(back, bool) == isinstance(value, bool)), (value, forward, back)
    for schema in schemas:
        own = compiled({"allOf": [schema]})
        asked = transform.asked(own, own.schema["allOf"][0])  # type: ignore[index]
        form = compiled({"allOf": [asked]})
        assert all(transform.forward(value) is not NOTHING for value in values if form.is_valid(value)), (schema, asked)


@FAST
@given(st.dates().map(lambda day: day.isoformat()), st.sampled_from(["YYYYMMDD", "YYYY.MM.DD", "DD-MM-YYYY", "YYYY年MM月DD日"]))
def test_every_date_comes_back(day: str, pattern: str) -> None:
    transform = made({"kind": "date", "pattern": pattern})
    assert transform.back(transform.forward(day)) == day


UNITS = sorted({unit for units in MEASURES.values() for unit in units} | set(SAME))


@FAST
@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(0, 4))
def test_units_never_lose_anything(one: str, other: str, digits: int, places: int, decimals: int) -> None:
    found = read_transform({"kind": "unit", "from": one, "to": other, "decimals": decimals})
    if isinstance(found, Problem):
        return
    value = number(Fraction(digits, 10**places))
    assume(value is not NOTHING)
    forward = found.forward(value)
    exact = Fraction(digits, 10**places) * factor_between(one, other)
    whole = exact * 10**decimals
    assert forward is NOTHING or (fraction(forward) == exact and whole.denominator == 1)
    if forward is not NOTHING:
        assert found.back(forward) == value
    elif whole.denominator == 1 and abs(whole) < 10**14:
        raise AssertionError("a number that can be held was refused")
    own = compiled({"allOf": [{"type": "number"}]})
    asked = found.preimage(own, own.schema["allOf"][0])  # type: ignore[index]
    assert asked is UNDECIDED or compiled({"allOf": [asked]}).is_valid(value) == (whole.denominator == 1)


@FAST
@given(st.fractions(max_denominator=10**6), st.fractions(max_denominator=10**6))
def test_steps_and_bounds_are_exact(one: Fraction, other: Fraction) -> None:
    one, other = abs(one) + Fraction(1, 7), abs(other) + Fraction(1, 3)
    both = least_common(one, other)
    assert (both / one).denominator == 1 == (both / other).denominator
    step = decimal_step(one)
    assert (step / one).denominator == 1 and _beside_two_and_five(step.denominator) == 1
    up, down = fraction(rounded(one, True)), fraction(rounded(one, False))
    assert up is not None and down is not None and down <= one <= up


def _beside_two_and_five(of: int) -> int:
    for prime in (2, 5):
        while of % prime == 0:
            of //= prime
    return of


LETTER = st.sampled_from([*"aAbBzZ019-_ .^]\\", "ａ", "Ａ", "９", "\N{IDEOGRAPHIC SPACE}", "（", "(", "汉", "[", "/"])
PIECE = st.one_of(
    LETTER.map(re.escape),
    st.sampled_from(["[A-Z]", "[^A-Z]", "[a-z0-9]", "[^0-9（）]", r"\d", r"\w", ".", "[Ａ-Ｚ]", r"[\-A]", "(?:A|b)", "[!-~]",
                     r"[^\dA-C]"]),
).flatmap(lambda piece: st.sampled_from([piece, f"{piece}+", f"{piece}?", f"{piece}{{2}}", f"(?:{piece})*"]))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECE, min_size=1, max_size=4), st.text(LETTER, max_size=5), st.sampled_from(["upper", "lower", None]),
       st.sampled_from(["half", "full", None]))  # fmt: skip
def test_a_pattern_is_said_of_the_text_as_it_was_typed(pieces: list[str], text: str, case: Any, width: Any) -> None:
    assume(case or width)
    transform = made({"kind": "text", **({"case": case} if case else {}), **({"width": width} if width else {})})
    pattern = "^" + "".join(pieces) + "$"
    before = respelt(pattern, transform.changed)  # type: ignore[attr-defined]
    assert before is not None
    after = compiled({"pattern": pattern}).is_valid(transform.forward(text))
    assert compiled({"pattern": before}).is_valid(text) == after, (pattern, before)


@pytest.mark.parametrize("pattern", [r"\p{Han}+", r"(?i)a", r"a\b", "[[:alpha:]]", "[a&&b]", "[a"])
def test_patterns_that_are_not_taken_apart_stay_undecided(pattern: str) -> None:
    assert respelt(pattern, {"a": "A"}) is None


def test_the_characters_of_both_widths_and_cases_are_pairs() -> None:
    for table in (*CASES.values(), *WIDTHS.values()):
        assert len(set(table.values())) == len(table) and not set(table) & set(table.values())
    assert len(FULL) == 95


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"kind": "unit", "from": "元", "to": "平方米"}, "/to"),
        ({"kind": "unit", "from": "两", "to": "元"}, "/from"),
        ({"kind": "unit", "from": "亩", "to": "平方米"}, "/decimals"),
        ({"kind": "unit", "from": "亩", "to": "平方米", "decimals": "2"}, "/decimals"),
        ({"kind": "text"}, "/case"),
        ({"kind": "text", "case": "title"}, "/case"),
        ({"kind": "text", "width": "wide"}, "/width"),
        ({"kind": "prefix", "length": 0}, "/length"),
        ({"kind": "prefix", "length": 6, "pad": 4}, "/pad"),
        ({"kind": "codes", "table": {"1": "男", "2": "男"}, "back": True}, "/table"),
        ({"kind": "date", "pattern": "YYYYMM", "back": True}, "/back"),
        ({"kind": "prefix", "length": 2, "back": True}, "/back"),
        ({"kind": "text", "case": "upper", "back": True}, "/back"),
        ({"kind": "date", "pattern": "YYYYMMDD", "back": "yes"}, "/back"),
        ({"kind": "date", "pattern": "YYYYMMDD", "source": 5}, "/source"),
        ({"kind": "date", "pattern": "YYYYMMDD", "source": "birthday"}, "/source"),
        ({"kind": "date", "pattern": "YYYYMMDD", "source": {"field": "p.e", "optional": True}}, "/source/optional"),
        ({"kind": "date", "pattern": "YYYYMMDD", "source": {"field": "p.e", "value": {"typ": "string"}}}, "/source/value/typ"),
        ({"kind": "constant", "value": 1, "source": "p.e"}, "/source"),
    ],
)
def test_what_is_wrong_with_a_transform_is_said_at_its_place(document: Any, pointer: str) -> None:
    found = read_transform(document)
    assert isinstance(found, Problem) and found.pointer == pointer and found.fix and found.message.endswith("。"), found


@pytest.mark.parametrize("document", [family[0] for family in FAMILIES])
def test_a_transform_is_declared_as_it_is_read(document: dict[str, Any]) -> None:
    found = made(document)
    assert made(found.as_dict()) == found
    borrowed = made({**document, "source": {"field": "p.e", "title": "示例"}})
    assert made(borrowed.as_dict()) == borrowed and borrowed.forward("x") == found.forward("x")


MANY = [f"{number:05}" for number in range(900)]


@pytest.mark.parametrize(
    ("document", "own", "right", "wrong"),
    [
        ({"kind": "prefix", "length": 5}, MANY, "00899x", "00900x"),
        ({"kind": "part", "separator": "/", "index": 1}, MANY, "x/00450", "x/00901"),
        ({"kind": "text", "case": "upper"}, [f"A{each}" for each in MANY], "a00777", "b00777"),
        ({"kind": "date", "pattern": "YYYYMM"}, [f"{year}{month:02}" for year in range(1900, 2000) for month in range(1, 13)],
         "1950-07-01", "2001-07-01"),
    ],
)  # fmt: skip
def test_long_lists_are_said_in_patterns_that_a_form_may_have(
    document: dict[str, Any], own: list[str], right: str, wrong: str
) -> None:
    transform = made(document)
    form = compiled({"allOf": [{"enum": own}]})
    asked = compiled({"allOf": [transform.preimage(form, form.schema["allOf"][0])]})  # type: ignore[index]
    assert asked.is_valid(right) and not asked.is_valid(wrong)
