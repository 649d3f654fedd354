"""Fields whose own answers decide whether they are shown: conditions that go round in a circle settle nothing."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from .asked import mentioned
from .compiled import Compiled
from .keywords import OBJECT, walk
from .occurrences import Occurrences, Turn, occurrences_of
from .pointers import Steps

MOST = 20
COUNTING = frozenset({"minProperties", "maxProperties", "propertyNames", "patternProperties", "additionalProperties",
                      "unevaluatedProperties"})
"""What looks at every property there is."""
Graph = dict[Steps, set[Steps]]


@lru_cache(maxsize=1024)
def cycles_of(form: Compiled) -> tuple[tuple[Steps, ...], ...]:
    """Each circle of fields that show one another, as far as MOST; the steps lead to the fields."""
    graph = _dependencies(form)
    found: list[tuple[Steps, ...]] = []
    while len(found) < MOST:
        try:
            TopologicalSorter(graph).prepare()
            break
        except CycleError as refused:
            circle: list[Steps] = refused.args[1][:-1]
            found.append(tuple(sorted(circle)))
            graph[circle[-1]] = set()
    return tuple(found)


def _dependencies(form: Compiled) -> Graph:
    """Field → the fields that the conditions look at under which it is shown or hidden."""
    occurrences = occurrences_of(form)
    graph: Graph = {}
    for ways in (occurrences.shown, occurrences.hidden):
        for steps, each in ways.items():
            graph.setdefault(steps, set()).update(_read(form, occurrences, (turn for way in each for turn in way)))
    below: Mapping[Steps, set[Steps]] = _inside(graph)
    for steps, inner in below.items():
        # An object is there when something in it is.
        graph[steps] |= {own for own in inner if steps not in graph[own]}
    return graph


def _read(form: Compiled, occurrences: Occurrences, turns: Iterable[Turn]) -> Iterator[Steps]:
    for turn in turns:
        asked = turn.said if isinstance(turn.said, list) else [turn.said]
        names = {(*turn.at, *steps) for schema in asked for steps in mentioned(form, schema)} & occurrences.shown.keys()
        if any(key in COUNTING for schema in asked for _, part in walk(schema) if isinstance(part, OBJECT) for key in part):
            names |= {steps for steps in occurrences.shown if steps[:len(turn.at)] == turn.at}
        # Alternatives are told apart by what they say of their own fields, too; that is no circle.
        own = set(map(id, asked)) if turn.kind == "branch" else set()
        yield from (steps for steps in names if not _declared_in(occurrences, steps, own))


def _declared_in(occurrences: Occurrences, steps: Steps, branches: set[int]) -> bool:
    return bool(branches) and all(any(turn.entered[0] in branches for turn in way) for way in occurrences.shown[steps])


def _inside(graph: Graph) -> dict[Steps, set[Steps]]:
    found: dict[Steps, set[Steps]] = {}
    for steps in graph:
        for count in range(1, len(steps)):
            if steps[:count] in graph:
                found.setdefault(steps[:count], set()).add(steps)
    return found
