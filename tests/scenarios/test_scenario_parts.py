"""The parts of the analysis by themselves: diagrams, candidate answers, conditions in words, chains of reasons."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import bundle, equals, material, matter, over, question

from yichuang.definitions.common import Question
from yichuang.definitions.material import Material
from yichuang.definitions.scenarios.candidates import candidates
from yichuang.definitions.scenarios.diagrams import FALSE, TRUE, Diagrams
from yichuang.definitions.scenarios.formulas import compiled_test
from yichuang.definitions.scenarios.why import why
from yichuang.definitions.scenarios.words import answer_in_words, condition_in_words
from yichuang.errors import NotFound
from yichuang.filing.answers import counting

SIZES = (2, 3, 2)
ALL = list(product(*map(range, SIZES)))
functions = st.frozensets(st.sampled_from(ALL))


def built(diagrams: Diagrams, wanted: frozenset[tuple[int, ...]]) -> int:
    """The function that is true exactly at these assignments."""
    return diagrams.disjunction(
        diagrams.conjunction(diagrams.literal(level, [branch]) for level, branch in enumerate(each)) for each in wanted)


@given(functions, functions)
def test_diagrams_compute_with_sets_of_assignments(one: frozenset[Any], other: frozenset[Any]) -> None:
    diagrams = Diagrams(SIZES)
    a, b = built(diagrams, one), built(diagrams, other)
    assert diagrams.conjunction([a, b]) == built(diagrams, one & other)
    assert diagrams.disjunction([a, b]) == built(diagrams, one | other)
    assert diagrams.without(a, b) == built(diagrams, one - other)
    assert diagrams.negation(a) == built(diagrams, frozenset(ALL) - one)
    assert diagrams.count(a, [[1] * size for size in SIZES]) == len(one)
    found = diagrams.example(a, [range(size) for size in SIZES])
    assert found == min(one, default=None)


@given(functions, functions, st.sampled_from(range(3)))
def test_diagrams_find_pairs_that_differ_at_one_level(one: frozenset[Any], other: frozenset[Any], level: int) -> None:
    diagrams = Diagrams(SIZES)
    expected = any(a[level] != b[level] and 0 not in (a[level], b[level])
                   and all(x == y or 0 in (x, y) for i, (x, y) in enumerate(zip(a, b, strict=True)) if i != level)
                   for a in one for b in other)
    assert diagrams.tells_apart(built(diagrams, one), built(diagrams, other), level, hidden=0) == expected


@given(functions, st.integers(0, 2))
def test_a_level_that_is_fixed_is_no_longer_looked_at(wanted: frozenset[Any], branch: int) -> None:
    diagrams = Diagrams(SIZES)
    kept = frozenset(each for each in ALL if (each[0], branch, each[2]) in wanted)
    assert diagrams.fixed(built(diagrams, wanted), {1: branch}) == built(diagrams, kept)


def test_weights_count_and_the_ends_are_the_ends() -> None:
    diagrams = Diagrams((2, 2))
    assert diagrams.count(TRUE, [[1, 5], [2, 0]]) == 12
    assert diagrams.count(diagrams.literal(0, [1]), [[1, 5], [2, 0]]) == 10
    assert diagrams.conjunction([]) == TRUE and diagrams.disjunction([]) == FALSE
    assert diagrams.example(FALSE, [[0, 1], [0, 1]]) is None


def tried(asked: dict[str, Any], *schemas: Any) -> list[Any]:
    return list(candidates(Question.model_validate(asked), [compiled_test(schema) for schema in schemas]).values)


def test_numbers_to_try_lie_on_and_between_all_bounds() -> None:
    found = sorted(tried(question("n", type="number", minimum=0), {"exclusiveMinimum": 30}, {"maximum": 30.5}, {"const": 99}))
    assert {0, 30, 30.5, 99} <= set(found)
    for low, high in ((0, 30), (30, 30.5), (30.5, 99), (99, float("inf"))):
        assert any(low < each < high for each in found)


def test_neighbouring_bounds_leave_nothing_between_and_that_is_no_trouble() -> None:
    low, high = 0.1, 0.10000000000000002
    assert {low, high} <= set(tried(question("n", type="number"), {"minimum": low}, {"minimum": high}))


def test_dates_to_try_are_those_named_and_every_day_once_a_pattern_looks_inside() -> None:
    assert tried(question("d", type="date"), {"const": "2026-01-01"})[1:] == ["2026-01-01"]
    every = tried(question("d", type="date"), {"pattern": "-02-29$"})
    assert "2028-02-29" in every and "2027-02-29" not in every


def test_choices_are_told_apart_only_as_far_as_anything_asks() -> None:
    choice = question("c", *"abcdefgh", type="multi")
    assert len(tried(choice)) == 3
    assert len(tried(choice, {"contains": {"const": "a"}})) <= 6
    assert ["b", "a"] in tried(choice, {"const": ["b", "a"]})
    ordered = tried(question("c", *"abc", type="multi"), {"prefixItems": [{"const": "a"}]})
    assert ["a", "b"] in ordered and ["b", "a"] in ordered


ASKED = [
    question("with", "F", "M"), question("paid"), question("area", type="number", unit="平方米"),
    question("items", "x", "y", type="multi"), question("是否", "是"),
]


@pytest.mark.parametrize(("when", "words"), [
    (equals("with", "F"), "“问with”是“选F”"),
    (equals("paid", True), "“问paid”是“是”"),
    (over("area", 300), "“问area”大于 300 平方米"),
    ({"properties": {"items": {"contains": {"enum": ["x", "y"]}}}}, "“问items”选了“选x”或“选y”"),
    ({"properties": {"是否": {"contains": {"const": "是"}}}}, "“问是否”选了“选是”"),
    ({"properties": {"items": {"maxItems": 0}}}, "“问items”一项也没有选"),
    ({"required": ["paid"]}, "“问paid”有回答"),
    ({"anyOf": [equals("with", "F"), {"allOf": [equals("with", "M"), over("area", 3)]}]},
     "（“问with”是“选F”，或者（“问with”是“选M”，并且“问area”大于 3 平方米））"),
    ({"not": equals("paid", False)}, "不是（“问paid”是“否”）"),
    ({"properties": {"area": {"multipleOf": 3}}}, '{"properties": {"area": {"multipleOf": 3}}}'),
])
def test_conditions_are_put_into_words_or_shown_as_they_are(when: Any, words: str) -> None:
    assert condition_in_words(when, ASKED) == words


def test_answers_are_put_into_words() -> None:
    assert answer_in_words(ASKED[2], 36.5) == "36.5 平方米"
    assert answer_in_words(ASKED[3], ["x", "y"], quoted=False) == "选x、选y"
    assert answer_in_words(ASKED[3], []) == "一项也没有选"
    assert answer_in_words(ASKED[0], {"odd": []}) == "“{'odd': []}”"


def sample() -> tuple[Any, dict[str, Any]]:
    own = question("own", "F", "M", title="随谁")
    form = {"schema": {"type": "object", "properties": {
        "n": {"type": "string", "title": "姓名", "x-element": "person.name", "x-role": "holder"}}}}
    household = matter("household", questions=[own], form=form, materials=[
        material("book", equals("own", "F"), role="holder", condition="随父亲的，出示户口簿。")])
    found = bundle(
        [question("asks", "yes", "no"), question("with", "F", "M", when=equals("asks", "yes"), reason="决定核对哪一本。")],
        [{"matter": "household", "answers": {"own": "with"}, "when": equals("asks", "yes"), "reason": "孩子要落户。"}])
    document = {"kind": "material", "code": "book", "name": "户口簿（示例）", "source": "20"}
    return found, {"household": household, "book": Material.model_validate(document)}


def test_a_material_is_explained_from_the_answer_to_the_paper() -> None:
    found, uses = sample()
    [chain] = why(found, uses, "book", {"asks": "yes", "with": "F"})
    said = [link.text for link in chain.links]
    assert chain.applies and chain.title == "户口簿（示例）（申请人）"
    assert said == [
        "“示例household”要“户口簿（示例）”：在“问with”是“选F”时要。随父亲的，出示户口簿。",
        "“问with”在“问asks”是“选yes”时才问。现在的回答：“选F”。",
        "“示例household”在“问asks”是“选yes”时办。",
        "“问asks”每次都问。现在的回答：“选yes”。",
        "为什么办：孩子要落户。",
        "依据：《示例条例》第一条。",
    ]
    assert [link.met for link in chain.links[:3]] == [True, True, True]


@pytest.mark.parametrize(("answers", "applies"), [({"asks": "yes", "with": "M"}, False), ({"asks": "no", "with": "F"}, False)])
def test_a_material_that_the_answers_do_not_lead_to_does_not_apply(answers: dict[str, Any], applies: bool) -> None:
    found, uses = sample()
    assert [chain.applies for chain in why(found, uses, "book", counting(found.questions, answers))] == [applies]


def test_a_question_says_when_it_is_asked_why_and_what_its_answer_decides() -> None:
    found, uses = sample()
    [chain] = why(found, uses, "with")
    assert chain.applies is None and {link.met for link in chain.links} == {None}
    assert [link.kind for link in chain.links] == ["question", "question", "question", "material"]
    assert chain.links[2].text == "为什么问：决定核对哪一本。" and "要不要“户口簿（示例）”" in chain.links[3].text


@pytest.mark.parametrize("about", ["holder.person.name", "person.name"])
def test_a_field_says_whose_form_has_it(about: str) -> None:
    found, uses = sample()
    [chain] = why(found, uses, about)
    assert chain.kind == "field" and chain.code == "holder.person.name"
    assert chain.links[0].text == "“示例household”的表单有“姓名”。"


def test_a_code_that_names_nothing_is_refused_with_a_sentence() -> None:
    found, uses = sample()
    with pytest.raises(NotFound, match="没有编码为“nobody”的问题、事项、材料或字段"):
        why(found, uses, "nobody")
