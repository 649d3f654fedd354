"""Every combination of answers gives a form that can be used: no conflict, nothing unreachable, nothing dearer than before."""

from __future__ import annotations

from itertools import combinations as combinations_of
from typing import Any

import pytest
from demo_bundles import bundle, combinations, uses

from yichuang.filing.answers import answer_problems, counting
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of


def distinct(code: str) -> list[dict[str, Any]]:
    """Combinations that differ in answers that count."""
    questions = bundle(code).questions
    found = {repr(kept): kept for answers in combinations(code) if (kept := counting(questions, answers)) is not None}
    return list(found.values())


def sample(code: str) -> list[dict[str, Any]]:
    """All combinations would be tens of thousands: every 401st of them."""
    return distinct(code)[::401]


def asked_keys(composition: Composition) -> set[str]:
    found: set[str] = set()
    for field in fields_of(compiled(composition.form.schema)):
        found |= {f"{field.steps[0]}/*/{item.steps[0]}" for item in field.items} or {field.steps[0]}
    return found


@pytest.mark.parametrize("code", ["newborn", "restaurant", "company", "estate"])
def test_every_combination_composes_without_conflict_and_reaches_every_field(code: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for answers in sample(code):
        composition = compose(bundle(code), uses(), answers)
        seen.add(tuple(taken.code for taken in composition.taken))
        assert not composition.conflicts, (answers, composition.conflicts)
        assert list(answer_problems(bundle(code).questions, answers)) == []
        # A field whose condition these answers settle against it is asked of nobody; every other has its place.
        places = {str(link.place) for taken in composition.taken for link in taken.links if link.place}
        assert asked_keys(composition) <= places
        shown = {key for section in (composition.form.layout or {})["sections"] for key in section["fields"]}
        assert shown == {key.split("/*/")[0] for key in asked_keys(composition)}
        # The bundle's promise and visits are for all its matters; for few of them they may be more, which is said.
        assert {key for key, reduction in composition.reductions.items() if reduction.grown} <= {"days", "visits"}
    assert len(seen) > 2


@pytest.mark.parametrize("code", ["newborn", "restaurant", "company", "estate"])
def test_without_answers_every_matter_and_every_field_is_there(code: str) -> None:
    composition = compose(bundle(code), uses())
    assert [taken.code for taken in composition.taken] == [member.matter for member in bundle(code).members]
    places = {str(link.place) for taken in composition.taken for link in taken.links if link.place}
    assert asked_keys(composition) == places


@pytest.mark.parametrize("code", ["newborn", "restaurant", "company", "estate"])
def test_any_set_of_members_may_be_done_elsewhere(code: str) -> None:
    members = [member.matter for member in bundle(code).members]
    for done in (*combinations_of(members, 1), *combinations_of(members, 2), tuple(members)):
        composition = compose(bundle(code), uses(), None, done)
        assert [taken.code for taken in composition.taken] == [matter for matter in members if matter not in done]
        assert set(composition.done) == set(done)
        assert compiled(composition.form.schema).problems({}) or len(done) == len(members)


def test_a_bundle_lists_the_longest_chain_not_the_sum_as_its_time() -> None:
    limits = compose(bundle("newborn"), uses()).limits
    assert limits.critical_path <= limits.promised and limits.critical_path < limits.serial
