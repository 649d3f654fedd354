"""The scenarios in which a bundle asks for different forms: answers and members done elsewhere, one of each kind."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.answering import value_of
from yichuang.definitions.scenarios.effects import Ground, ground_of
from yichuang.definitions.scenarios.subject import Identity, Taking, subject_of
from yichuang.forms.asked import asked_by_conditions
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of

MOST = 400


@dataclass(frozen=True)
class Scenario:
    """Answers of one kind, and the members that are finished elsewhere."""

    answers: Mapping[str, Any]
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenarios:
    """One scenario of each kind; not `exhaustive` when there are more kinds than are looked at."""

    each: tuple[Scenario, ...]
    exhaustive: bool = True
    decisive: frozenset[Identity] = frozenset()
    """Fields filled by answers on which a condition of some form turns."""
    values: Mapping[Identity, tuple[Any, ...]] = field(default_factory=dict)
    """For fields filled by answers that can be listed: every value with which some filing goes on."""


def scenarios_of(bundle: Bundle, uses: Mapping[str, Definition]) -> Scenarios:
    """Scenarios are of one kind when the same matters apply and the answers decide the same conditions of their forms.

    Each kind is there without members done; each set of matters besides with every choice of done members that produce
    what others use. Raises TooComplex for questions that cannot be followed.
    """
    ground = ground_of(subject_of(bundle, uses))
    decisive = frozenset(identity for taking in ground.subject.takings for identity in _asked(taking))
    kinds, whole = split(ground, [*ground.taken, *_decided(ground, decisive)])
    plain = [Scenario(answers) for kind in kinds if (answers := ground.space.answers(kind)) is not None]
    sets, _ = split(ground, ground.taken)
    with_done = [Scenario(answers, done) for kind in sets if (answers := ground.space.answers(kind)) is not None
                 for done in _done(bundle, uses)]
    return Scenarios((*plain, *with_done), whole, decisive, dict(_values(ground)))


def split(ground: Ground, functions: Iterable[int], most: int = MOST) -> tuple[list[int], bool]:
    """The going scenarios, told apart by every function; and whether that came to an end before there were too many."""
    diagrams = ground.space.diagrams
    kinds = [ground.going]
    for function in dict.fromkeys(functions):
        finer = [part for kind in kinds for part in (diagrams.conjunction([kind, function]), diagrams.without(kind, function))
                 if part]
        if len(finer) > most:
            return kinds, False
        kinds = finer
    return [kind for kind in kinds if kind], True


def _decided(ground: Ground, decisive: frozenset[Identity]) -> Iterator[int]:
    """Where an answer fills a field with one value on which a condition of some form turns."""
    for each in ground.subject.answered:
        if (each.role, each.element) in decisive and ground.subject.question(each.question):
            groups: dict[str, list[int]] = {}
            for index, cell in enumerate(ground.space.domains[each.question].cells):
                groups.setdefault(repr(value_of(cell.answer, each.values)), []).append(index)
            yield from (ground.space.within(each.question, cells) for cells in groups.values())


def _values(ground: Ground) -> Iterator[tuple[Identity, tuple[Any, ...]]]:
    for each in ground.subject.answered:
        domain = ground.space.domains[each.question] if ground.subject.question(each.question) else None
        if domain is not None and domain.listed:
            open_ = [cell for index, cell in enumerate(domain.cells)
                     if ground.both(ground.going, ground.space.within(each.question, [index]))]
            yield (each.role, each.element), tuple(value_of(cell.answer, each.values) for cell in open_)


def _asked(taking: Taking) -> Iterator[Identity]:
    """The identities that conditions of a matter's form look at."""
    if not taking.readable:
        return
    form = compiled(taking.matter.form.schema_)
    steps = asked_by_conditions(form)
    for own in fields_of(form):
        for leaf, at in [(own, own.steps), *((item, (*own.steps, "*", *item.steps)) for item in own.items)]:
            if at in steps and leaf.role and leaf.element:
                yield taking.member.roles.get(leaf.role, leaf.role), leaf.element


def _done(bundle: Bundle, uses: Mapping[str, Definition]) -> list[tuple[str, ...]]:
    """Every choice of members whose outputs others wait for, the empty one left out."""
    waited = {dependency.matter for member in bundle.members for dependency in member.depends_on}
    makers = [member.matter for member in bundle.members
              if member.matter in waited and isinstance(matter := uses.get(member.matter), Matter) and matter.outputs]
    return [chosen for count in range(1, len(makers) + 1) for chosen in combinations(makers, count)]
