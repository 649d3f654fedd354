"""What patterns and lengths say of texts: held against the validator itself, proofs and texts alike."""

from __future__ import annotations

from itertools import product
from random import Random
from time import process_time

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.forms.compiled import compiled
from yichuang.forms.proof.automata import automaton
from yichuang.forms.proof.languages import WRITTEN, Texts, texts_of
from yichuang.forms.proof.said import Said
from yichuang.forms.proof.samples import Sampler
from yichuang.forms.proof.unfillable import has_none

WORDS = ["".join(chars) for length in range(4) for chars in product("a1林", repeat=length)]
"""Every text of three characters, none longer than three."""

ATOMS = st.sampled_from(["a", "1", "[a1]", "[^a]", ".", r"\d", r"\D", r"\w", "林", "^", "$"])


def _repeated(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    counts = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{2,}"])
    either = st.builds("(?:{}|{})".format, inner, inner)
    return st.one_of(st.builds("(?:{}){}".format, inner, counts), st.builds("{}{}".format, inner, inner), either)


PATTERNS = st.recursive(ATOMS, _repeated, max_leaves=5)


def meets(pattern: str, text: str) -> bool:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()).is_valid(text)


def readable(pattern: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())
    except jsonschema_rs.ValidationError:
        return False
    return automaton(pattern) is not None


@settings(max_examples=150, deadline=None)
@given(PATTERNS, PATTERNS)
def test_what_follows_from_a_pattern_follows_for_every_text(one: str, other: str) -> None:
    if not (readable(one) and readable(other)):
        return
    texts = Texts((one,))
    against = [word for word in WORDS if meets(one, word) and not meets(other, word)]
    if texts.meets(other):
        assert against == []
    missing = texts.misses(other)
    if missing is not None:
        assert meets(one, missing) and not meets(other, missing)
        assert all(len(word) >= len(missing) for word in against)
    else:
        assert against == []


@settings(max_examples=150, deadline=None)
@given(PATTERNS, PATTERNS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 100))
def test_texts_that_meet_both_are_found_when_there_are_any(one: str, other: str, least: int, most: int, seed: int) -> None:
    if not (readable(one) and readable(other)):
        return
    texts = Texts((one, other), least, most)
    common = [word for word in WORDS if meets(one, word) and meets(other, word) and least <= len(word) <= most]
    found = texts.some(Random(seed))
    if common:
        assert found is not None and not texts.none
    if found is not None:
        assert meets(one, found) and meets(other, found) and least <= len(found) <= most
    if texts.none:
        assert common == [] and found is None


@pytest.mark.parametrize("pattern", [r"\p{Han}", "(?i)a", r"\ba", "a++", "[a&&b]", "[[a]b]", r"a{4000}", "("])
def test_what_cannot_be_followed_is_left_undecided(pattern: str) -> None:
    texts = Texts((pattern,))
    assert automaton(pattern) is None
    assert (texts.misses("^a$"), texts.meets("^a$"), texts.none, texts.some(Random(1))) == (None, False, False, None)


def test_patterns_that_explode_end_soon_and_undecided() -> None:
    started = process_time()
    texts = Texts(("^(a|b)*a(a|b){20}$",))
    assert not texts.meets("^(b|a)*a[ab]{20}$") and process_time() - started < 5


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_formats_are_written_as_their_patterns_say(name: str) -> None:
    form = compiled({"type": "string", "format": name})
    for seed in range(40):
        assert meets(WRITTEN[name], Sampler(form, Random(seed)).value([form.schema]))


@pytest.mark.parametrize(
    ("schema", "none"),
    [
        ({"type": "string", "allOf": [{"pattern": "^[A-Z]+$"}, {"pattern": "^[0-9]+$"}]}, True),
        ({"type": "string", "pattern": "^[A-Z]{3}$", "maxLength": 2}, True),
        ({"type": "string", "format": "cn-mobile", "pattern": "^0571"}, True),
        ({"type": "string", "pattern": "^[A-Z]{3}$", "maxLength": 3}, False),
        ({"type": "integer", "minimum": 3, "exclusiveMaximum": 4}, False),
        ({"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 4}, True),
        ({"type": "number", "exclusiveMinimum": 3, "exclusiveMaximum": 4}, False),
        ({"type": "number", "minimum": 1, "maximum": 2, "multipleOf": 5}, True),
        ({"enum": ["a", "b"], "pattern": "^c"}, True),
        ({"allOf": [{"type": "string"}, {"type": "integer"}]}, True),
        ({}, False),
    ],
)
def test_places_that_no_value_suits_are_told(schema: dict[str, object], none: bool) -> None:
    form = compiled(schema)
    assert has_none(Said.of(form, [form.schema])) is none


def test_what_a_schema_says_of_texts_is_gathered() -> None:
    form = compiled({"allOf": [{"pattern": "^a", "minLength": 2}, {"format": "date", "maxLength": 12}, {"minLength": 3.0}]})
    assert texts_of(Said.of(form, [form.schema])) == Texts(("^a", WRITTEN["date"]), 3, 12)
