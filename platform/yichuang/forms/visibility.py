"""Hidden means absent: which fields a form declares for given data, and data without the rest.

A field is visible when the schema declares it unconditionally or in a branch that the data chose. What is declared
only in branches not chosen is hidden, and dropped before anything else sees it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .compiled import Compiled, matches
from .form import Schema
from .keywords import OBJECT

Fragments = list[Schema]
SINGLE = (str, int, float, type(None))
"""Values that have nothing inside."""


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
    # Without an `if` they say nothing.
    for key in ("then", "else") if "if" in part else ():
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
    """The properties that are declared for this data and not forbidden: by a `false`, or by naming all there may be."""
    parts = list(active(form, fragments, data))
    closed = [part for part in parts if isinstance(part, OBJECT) and part.get("additionalProperties") is False]
    return {name: schemas for name, schemas in properties(parts).items()
            if not any(schema is False for schema in schemas) and not any(closed_to(part, name) for part in closed)}


def closed_to(part: Mapping[str, Any], name: str) -> bool:
    """Whether a schema that allows no additional properties does not allow this one."""
    return name not in part.get("properties", ()) and not any(
        matches(pattern, name) for pattern in part.get("patternProperties", ()))


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
        if isinstance(data[name], SINGLE):
            return data[name]
        key = (name, *map(id, schemas))
        if key not in pruned:
            pruned[key] = _prune(form, data[name], schemas, known[name])
        return pruned[key]

    rounds: list[Mapping[str, Any]] = []
    kept: Mapping[str, Any] = data
    while kept not in rounds:
        rounds.append(kept)
        shown = visible(form, said, kept)
        kept = {name: below(name, shown[name]) if name in shown else value
                for name, value in data.items() if name in shown or name not in known}
    return dict(kept) if kept == rounds[-1] else _ever_kept(data, rounds[rounds.index(kept):])


def _ever_kept(data: Mapping[str, Any], rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Conditions that turn on themselves go round in circles; what they show in any of the rounds stays."""
    last = {name: value for kept in rounds for name, value in kept.items()}
    return {name: last[name] for name in data if name in last}


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
