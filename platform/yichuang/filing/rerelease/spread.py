"""Where something happens, in words: a set of scenarios told by the conditions that hold in just these."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Definition
from yichuang.definitions.scenarios.telling import Telling, telling
from yichuang.definitions.scenarios.words import answer_in_words
from yichuang.filing.answers import holds
from yichuang.filing.scenarios import Scenario

Where = frozenset[int]
Uses = Mapping[str, Definition]
Told = Iterator[tuple[str, Where]]
MOST_TOGETHER = 3


@dataclass(frozen=True)
class Feature:
    """Something that holds in some scenarios, and how people say it."""

    words: str
    where: Where


def spread_in_words(where: Where, among: Where, features: Sequence[Feature]) -> str:
    """“仅当…”, as few conditions as do, or “除了…”; nothing when it is so in every one of `among`; a count when no words
    fit."""
    if where == among:
        return ""
    here = [Feature(each.words, each.where & among) for each in features]
    if together := _intersection(where, here) or _union(where, here):
        return f"仅当{together}"
    besides = _intersection(among - where, here) or _union(among - where, here)
    return f"除了{besides}的情形" if besides else f"{len(among)} 种情形中的 {len(where)} 种"


def _intersection(where: Where, features: Sequence[Feature]) -> str:
    """Conditions that hold together in just these scenarios."""
    wide = sorted((each for each in features if where <= each.where), key=lambda each: len(each.where))
    chosen: list[Feature] = []
    left: Where | None = None
    for each in wide:
        narrowed = each.where if left is None else left & each.where
        if left is None or narrowed < left:
            chosen.append(each)
            left = narrowed
        if left == where:
            break
    if left != where:
        return ""
    chosen = _needed(chosen, where)
    return "，并且".join(each.words for each in chosen) if len(chosen) <= MOST_TOGETHER else ""


def _needed(chosen: list[Feature], where: Where) -> list[Feature]:
    """Without those that the others do not need."""
    for each in list(chosen):
        rest = [other for other in chosen if other is not each]
        if rest and frozenset.intersection(*(other.where for other in rest)) == where:
            chosen = rest
    return chosen


def _union(where: Where, features: Sequence[Feature]) -> str:
    """Conditions of which one holds in each of these scenarios."""
    chosen: list[Feature] = []
    covered: Where = frozenset()
    for each in sorted((each for each in features if each.where <= where), key=lambda each: -len(each.where)):
        if not each.where <= covered:
            chosen.append(each)
            covered |= each.where
        if covered == where or len(chosen) > MOST_TOGETHER:
            break
    return "，或者".join(each.words for each in chosen) if covered == where and len(chosen) <= MOST_TOGETHER else ""


def features_of(sides: Sequence[tuple[Bundle, Uses]], scenarios: Sequence[Scenario]) -> list[Feature]:
    """What tells scenarios apart, the most telling first: conditions of matters and materials, answers, members done; that
    a matter is not handled comes last."""
    found: dict[Where, str] = {}
    for words, where in (pair for of in (_conditions, _answers, _done, _others) for side in sides for pair in of(*side, scenarios)):
        if where:
            found.setdefault(where, words)
    return [Feature(words, where) for where, words in found.items()]


def _conditions(bundle: Bundle, uses: Uses, scenarios: Sequence[Scenario]) -> Told:
    tell = telling(bundle, uses)
    for member in bundle.members:
        if member.when is not None:
            yield _plain(tell.words(member.when)), _where(member, scenarios)
    yield from _needs(tell, scenarios)


def _others(bundle: Bundle, uses: Uses, scenarios: Sequence[Scenario]) -> Told:
    tell = telling(bundle, uses)
    for member in bundle.members:
        if member.when is not None:
            yield f"不办{tell.name(member.matter)}", frozenset(range(len(scenarios))) - _where(member, scenarios)


def _where(member: Member, scenarios: Sequence[Scenario]) -> Where:
    return frozenset(i for i, each in enumerate(scenarios) if holds(member.when, each.answers))


def _needs(tell: Telling, scenarios: Sequence[Scenario]) -> Told:
    for taking in tell.subject.takings:
        for required in taking.matter.materials:
            if required.when is None:
                continue
            where = frozenset(i for i, each in enumerate(scenarios)
                              if Telling(tell.subject, tell.uses, each.answers).holds(required.when, taking.questions))
            yield _plain(tell.words(required.when, taking)), where


def _answers(bundle: Bundle, uses: Uses, scenarios: Sequence[Scenario]) -> Told:
    for question in bundle.questions:
        spoken = question.model_dump(mode="json")
        groups: dict[str, tuple[Any, set[int]]] = {}
        for i, each in enumerate(scenarios):
            if question.code in each.answers and question.type in ("single", "bool"):
                answer = each.answers[question.code]
                groups.setdefault(repr(answer), (answer, set()))[1].add(i)
        for answer, where in groups.values():
            yield f"“{question.title}”是{answer_in_words(spoken, answer)}", frozenset(where)


def _done(bundle: Bundle, uses: Uses, scenarios: Sequence[Scenario]) -> Told:
    for code in dict.fromkeys(code for each in scenarios for code in each.done):
        where = frozenset(i for i, each in enumerate(scenarios) if code in each.done)
        name = uses[code].name if code in uses else code
        yield f"“{name}”已在别处办好", where
        yield f"“{name}”没有在别处办好", frozenset(range(len(scenarios))) - where


def _plain(words: str) -> str:
    """Without brackets around the whole."""
    return words[1:-1] if _closed_by_last(words) else words


def _closed_by_last(words: str) -> bool:
    depth = 0
    for place, character in enumerate(words):
        depth += {"（": 1, "）": -1}.get(character, 0)
        if depth == 0:
            return place == len(words) - 1 and words.startswith("（")
    return False
