"""What is known of a value: several schemas that all hold, the types it can have, the fields, the values listed."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.meet import values_of

from .expanded import rounds

Conjuncts = tuple[Mapping[str, Any], ...]
"""Expanded schemas without `allOf`, all of which hold; among them `IMPOSSIBLE` where nothing can."""
IMPOSSIBLE: Mapping[str, Any] = {"not": True}
JSON_TYPES = frozenset({"string", "number", "integer", "boolean", "null", "array", "object"})


def conjuncts(schemas: Sequence[Any]) -> Conjuncts:
    """Schemas taken apart at their `allOf`."""
    found: list[Mapping[str, Any]] = []
    todo = list(schemas)[::-1]
    while todo:
        here = todo.pop()
        if here is False:
            found.append(IMPOSSIBLE)
        elif isinstance(here, Mapping):
            found.append({key: value for key, value in here.items() if key != "allOf"})
            todo.extend(here.get("allOf", [])[::-1])
    return tuple(found)


def declared_names(old: Conjuncts) -> frozenset[str]:
    """Every field that an object could be asked for, whatever branch is chosen."""
    found: set[str] = set()
    todo: list[Any] = list(old)
    while todo:
        here = todo.pop()
        if isinstance(here, Mapping):
            found |= set(here.get("properties", {}))
            todo += [part for key in ("allOf", "anyOf", "oneOf") for part in here.get(key, ())]
            todo += [here[key] for key in ("then", "else") if key in here]
            todo += list(here.get("dependentSchemas", {}).values())
    return frozenset(found)


def types_of(old: Conjuncts) -> frozenset[str]:
    """The types that a value can have; "number" here is one with a fraction."""
    types = JSON_TYPES
    for part in old:
        if "type" in part:
            types &= said_types(part["type"])
        for key in ("anyOf", "oneOf"):
            if key in part:
                types &= frozenset[str]().union(*(types_of(conjuncts([branch])) for branch in part[key]))
    return types


def said_types(said: str | Sequence[str]) -> frozenset[str]:
    """The types that a `type` keyword allows."""
    listed = frozenset([said] if isinstance(said, str) else said)
    return listed | {"integer"} if "number" in listed else listed


def listed_values(old: Conjuncts) -> list[Any] | None:
    """All values that can meet `old`, where they can be listed; perhaps some more."""
    for part in old:
        values = values_of(part)
        if values is not None and not rounds(part):
            known = {"allOf": [other for other in old if not rounds(other)]}
            return [value for value, _ in values if _could_meet(known, value)]
    types = types_of(old)
    if types and types <= {"boolean", "null"}:
        return [*([True, False] if "boolean" in types else []), *([None] if "null" in types else [])]
    return None


def _could_meet(schema: Mapping[str, Any], value: Any) -> bool:
    try:
        return compiled(schema).is_valid(value)
    except SchemaInvalid:
        return True


def all_valid(values: Sequence[Any], new: Mapping[str, Any]) -> bool:
    """Whether the validator itself accepts every one of these."""
    try:
        checker = compiled(new)
    except SchemaInvalid:
        return False
    return not rounds(new) and all(checker.is_valid(value) for value in values)
