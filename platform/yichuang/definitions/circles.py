"""Definitions that lead back to themselves: a region above its own parent, a bundle that is its own member."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from yichuang.forms.dialect import walk

from .common import Definition
from .element import Element
from .references import references

DERIVED = ("x-element", "x-derived-from")


def circle(uses: Mapping[str, Sequence[str]]) -> list[str]:
    """A chain that bites its own tail, its first member repeated at the end; empty when there is none. Without
    recursion: a chain may be as long as there are definitions."""
    done: set[str] = set()
    for start in uses:
        path: dict[str, Any] = {}
        stack = [(start, iter(uses[start]))] if start not in done else []
        path[start] = None
        while stack:
            here, others = stack[-1]
            other = next((each for each in others if each not in done and each in uses), None)
            if other is None:
                done.add(here)
                path.pop(here, None)
                stack.pop()
            elif other in path:
                chain = list(path)
                return [*chain[chain.index(other):], other]
            else:
                path[other] = None
                stack.append((other, iter(uses[other])))
    return []


def closed_chain(definitions: Iterable[Definition], resolve: Callable[[str], Definition | None]) -> list[str]:
    """A circle of definitions that begins at one of these, through these and what `resolve` finds besides."""
    uses: dict[str, list[str]] = {}
    todo = deque(definitions)
    while todo:
        definition = todo.popleft()
        if definition.code in uses:
            continue
        uses[definition.code] = _upwards(definition)
        todo.extend(found for code in uses[definition.code]
                    if code not in uses and (found := resolve(code)) is not None)
    return circle(uses)


def _upwards(definition: Definition) -> list[str]:
    """The codes that it is made of or stands under; not those that it merely points to."""
    codes = [each.code for each in references(definition) if not each.sideways]
    if isinstance(definition, Element):
        codes += [code for _, here in walk(definition.value) if isinstance(here, Mapping)
                  for key in DERIVED if isinstance(code := here.get(key), str)]
    return list(dict.fromkeys(codes))
