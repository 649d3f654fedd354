"""Hidden means absent: which fields a form declares for given data, and data without the rest.

A field is visible when the schema declares it unconditionally or in a branch that the data chose. What is declared
only in branches not chosen is hidden, and dropped before anything else sees it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .compiled import Compiled
from .form import Schema
from .keywords import OBJECT

Fragments = list[Schema]


def active(form: Compiled, fragments: Iterable[Schema], data: Any) -> Iterator[Schema]:
    """The schemas that speak about data right now: the fragments, and the branches that data chose."""
    return _spread(form, fragments, lambda part: _chosen(form, part, data))


def possible(form: Compiled, fragments: Iterable[Schema]) -> Iterator[Schema]:
    """The schemas that could speak about the place, whatever the data."""
    return _spread(form, fragments, _branches)


def _spread(form: Compiled, fragments: Iterable[Schema],
            branches: Callable[[Mapping[str, Any]], Iterable[Schema]]) -> Iterator[Schema]:
    """Depth first, each schema once: one that leads back to itself says nothing new."""
    seen: set[int] = set()
    todo = list(fragments)[::-1]
    while todo:
        for part in form.resolve(todo.pop()):
            if isinstance(part, bool):
                yield part
            elif id(part) not in seen:
                seen.add(id(part))
                yield part
                todo.extend(list(branches(part))[::-1])


def _chosen(form: Compiled, part: Mapping[str, Any], data: Any) -> Iterator[Schema]:
    yield from part.get("allOf", ())
    if "if" in part:
        branch = part.get("then" if form.holds(part["if"], data) else "else")
        if branch is not None:
            yield branch
    for key in ("anyOf", "oneOf"):
        # While no branch is met none has been chosen: all stay open, so that one can be filled in and nothing is lost.
        branches = part.get(key, ())
        yield from [branch for branch in branches if form.holds(branch, data)] or branches
    if isinstance(data, Mapping):
        yield from (schema for name, schema in part.get("dependentSchemas", {}).items() if name in data)


def _branches(part: Mapping[str, Any]) -> Iterator[Schema]:
    for key in ("allOf", "anyOf", "oneOf"):
        yield from part.get(key, ())
    for key in ("then", "else"):
        if key in part:
            yield part[key]
    yield from part.get("dependentSchemas", {}).values()


def properties(parts: Iterable[Schema]) -> dict[str, Fragments]:
    """Property name → all that the schemas say of it, in the order declared."""
    found: dict[str, Fragments] = {}
    for part in parts:
        if isinstance(part, OBJECT):
            for name, schema in part.get("properties", {}).items():
                found.setdefault(name, []).append(schema)
    return found


def declared(form: Compiled, fragments: Iterable[Schema]) -> dict[str, Fragments]:
    """The properties that the place could have, whatever the data; worked out once, to be read only."""
    spoken = list(fragments)
    key = tuple(map(id, spoken))
    if key not in form.below:
        # Kept with the schemas themselves, so that their ids stay theirs.
        form.below[key] = spoken, properties(possible(form, spoken))
    found: dict[str, Fragments] = form.below[key][1]
    return found


def visible(form: Compiled, fragments: Fragments, data: Mapping[str, Any]) -> dict[str, Fragments]:
    """The properties that are declared for this data and not forbidden by a `false`."""
    found = properties(active(form, fragments, data))
    return {name: schemas for name, schemas in found.items() if not any(schema is False for schema in schemas)}


def prune(form: Compiled, data: Any) -> Any:
    """A copy of data without what is hidden. Cycle-free conditions settle after as many rounds as they are deep."""
    return _prune(form, data, [form.schema], [form.schema])


def _prune(form: Compiled, data: Any, said: Fragments, could: Fragments) -> Any:
    """`said` are the schemas that hold for this place, `could` also those of branches that were not chosen."""
    if isinstance(data, Mapping):
        return _prune_object(form, data, said, could)
    if isinstance(data, list):
        parts, others = list(active(form, said, data)), list(possible(form, could))
        return [_prune(form, row, item(parts, i), item(others, i)) for i, row in enumerate(data)]
    return data


def _prune_object(form: Compiled, data: Mapping[str, Any], said: Fragments, could: Fragments) -> dict[str, Any]:
    """Conditions look at what is left of the data, inside nested objects too, until nothing changes any more."""
    known = declared(form, could)
    pruned: dict[tuple[Any, ...], Any] = {}

    def below(name: str, schemas: Fragments) -> Any:
        key = (name, *map(id, schemas))
        if key not in pruned:
            pruned[key] = _prune(form, data[name], schemas, known[name])
        return pruned[key]

    shown = visible(form, said, data)
    kept: dict[str, Any] = {}
    for _ in range(len(data) + 2):
        following = {name: below(name, shown[name]) if name in shown else value
                     for name, value in data.items() if name in shown or name not in known}
        if following == kept:
            break
        kept = following
        shown = visible(form, said, kept)
    return kept


def item(parts: Iterable[Schema], index: int) -> Fragments:
    """What the schemas say of the item at index of a list."""
    found: Fragments = []
    for part in parts:
        if isinstance(part, Mapping):
            prefix = part.get("prefixItems", ())
            if index < len(prefix):
                found.append(prefix[index])
            elif "items" in part:
                found.append(part["items"])
    return found
