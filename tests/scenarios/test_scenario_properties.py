"""The symbolic analysis says of small bundles what trying every combination of answers says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, permutations
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from scenario_samples import DAYS, NUMBERS, bundles

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Question
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.analysis import analyse
from yichuang.definitions.scenarios.answering import answer_schema
from yichuang.definitions.scenarios.effects import ground_of
from yichuang.definitions.scenarios.space import Space
from yichuang.definitions.scenarios.subject import subject_of
from yichuang.filing.answers import answer_problems, asked, for_matter, holds, stop_of
from yichuang.filing.answers import answer_schema as filing_schema

Answers = dict[str, Any]
Sample = tuple[Bundle, dict[str, Matter]]
# A sample that fails is small already; making it smaller would take minutes.
SLOW = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def values(question: Question) -> list[Any]:
    """Enough answers to a question that some of them are unlike for every condition that the samples have."""
    options = [option.value for option in question.options]
    if question.type == "multi":
        subsets = chain.from_iterable(combinations(options, size) for size in range(len(options) + 1))
        return [list(order) for subset in subsets for order in permutations(subset)]
    return {"single": options, "bool": [False, True], "number": NUMBERS, "date": DAYS}[question.type]


def complete(bundle: Bundle) -> Iterator[Answers]:
    """Every complete set of answers."""
    yield from _grown(bundle, list(bundle.questions), {})


def _grown(bundle: Bundle, left: list[Question], answers: Answers) -> Iterator[Answers]:
    if not left:
        if not list(answer_problems(bundle.questions, answers)) and answers.keys() <= codes(bundle, answers):
            yield answers
        return
    yield from _grown(bundle, left[1:], answers)
    # Conditions look only at questions before: one that is not asked now never will be.
    if holds(left[0].when, answers):
        for value in values(left[0]):
            yield from _grown(bundle, left[1:], {**answers, left[0].code: value})


def codes(bundle: Bundle, answers: Answers) -> set[str]:
    return {question.code for question in asked(bundle.questions, answers)}


def outcome(bundle: Bundle, matters: Mapping[str, Matter], answers: Answers) -> Any:
    """What follows from answers, as filings see it."""
    stop = stop_of(bundle.stops, answers)
    if stop is not None:
        return bundle.stops.index(stop)
    taken = [member for member in bundle.members if holds(member.when, answers)]
    needed = [(member.matter, index) for member in taken for index, required in enumerate(matters[member.matter].materials)
              if holds(required.when, for_matter(member, answers, matters[member.matter].questions))]
    return tuple(member.matter for member in taken), tuple(needed)


def cells(space: Space, answers: Answers) -> tuple[Any, ...]:
    """Which combination a set of answers is counted in."""
    return tuple(
        None if code not in answers else answers[code] if domain.listed
        else domain.cell_of(answers[code], space.readings[code].values())
        for code, domain in space.domains.items())


@SLOW
@given(bundles())
def test_what_is_reached_and_selected_is_what_trying_everything_reaches_and_selects(sample: Sample) -> None:
    bundle, matters = sample
    found = analyse(bundle, matters)
    tried = list(complete(bundle))
    outcomes = [outcome(bundle, matters, answers) for answers in tried]
    going = [each for each in outcomes if isinstance(each, tuple)]
    for line in found.questions:
        assert line.reachable == any(line.code in codes(bundle, answers) for answers in tried)
    for matter in found.matters:
        assert matter.selected == often([matter.code in taken for taken, _ in going])
    keys = [(member.matter, i) for member in bundle.members for i in range(len(matters[member.matter].materials))]
    for line, key in zip(found.materials, keys, strict=True):
        assert line.selected == often([key in needed for _, needed in going])
    dead_ends = any(taken == () for taken, _ in going)
    assert dead_ends == any(each.problem.rule == "dead-end" for each in found.findings)


def often(times: list[bool]) -> str:
    return "never" if not any(times) else "always" if all(times) else "sometimes"


@SLOW
@given(bundles())
def test_as_many_combinations_are_counted_as_differ(sample: Sample) -> None:
    bundle, matters = sample
    ground = ground_of(subject_of(bundle, matters))
    found = analyse(bundle, matters)
    assert found.exhaustive
    assert found.combinations == len({repr(cells(ground.space, answers)) for answers in complete(bundle)})


@SLOW
@given(bundles())
def test_a_question_has_a_consequence_exactly_when_two_answers_lead_to_different_things(sample: Sample) -> None:
    bundle, matters = sample
    ground = ground_of(subject_of(bundle, matters))
    # One set of answers for each combination: those of one combination lead to the same.
    tried = list({repr(cells(ground.space, answers)): answers for answers in complete(bundle)}.values())
    if len(tried) > 160:
        return
    known = [(answers, codes(bundle, answers), outcome(bundle, matters, answers)) for answers in tried]
    for line in analyse(bundle, matters).questions:
        assert line.consequence == any(differs(line.code, one, other) for one, other in combinations(known, 2)), line.code


def differs(code: str, one: tuple[Answers, set[str], Any], other: tuple[Answers, set[str], Any]) -> bool:
    both = one[1] & other[1]
    if one[2] == other[2] or code not in both or one[0].get(code) == other[0].get(code):
        return False
    return all(one[0].get(each) == other[0].get(each) for each in both - {code})


@SLOW
@given(bundles())
def test_every_answer_is_to_every_condition_like_the_one_that_stands_for_its_cell(sample: Sample) -> None:
    bundle, matters = sample
    space = ground_of(subject_of(bundle, matters)).space
    for number, answers in enumerate(complete(bundle)):
        if number > 400:
            break
        alike = {code: space.domains[code].cells[cell].answer for code, value in answers.items()
                 if (cell := space.domains[code].cell_of(value, space.readings[code].values())) is not None}
        assert alike.keys() == answers.keys()
        assert outcome(bundle, matters, alike) == outcome(bundle, matters, answers)
        assert codes(bundle, alike) == codes(bundle, answers)


@SLOW
@given(bundles())
def test_a_witness_is_complete_and_shows_what_it_is_a_witness_of(sample: Sample) -> None:
    bundle, matters = sample
    found = analyse(bundle, matters)
    for line in found.matters:
        if line.witness is not None:
            assert not list(answer_problems(bundle.questions, line.witness))
            assert line.code in outcome(bundle, matters, dict(line.witness))[0]
    for finding in found.findings:
        if finding.witness is not None:
            assert not list(answer_problems(bundle.questions, finding.witness))
            if finding.problem.rule == "dead-end":
                assert outcome(bundle, matters, dict(finding.witness)) == ((), ())


@SLOW
@given(bundles())
def test_filings_and_the_analysis_agree_on_what_an_answer_may_be(sample: Sample) -> None:
    assert [answer_schema(each) for each in sample[0].questions] == [filing_schema(each) for each in sample[0].questions]
