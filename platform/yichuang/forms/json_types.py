"""Which JSON types the value of a place can have, read off its schemas without data."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from .compiled import Compiled
from .form import Schema

JSON_TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
Types = frozenset[str]
ANY: Types = frozenset(JSON_TYPES)


def types_of(form: Compiled, fragments: Iterable[Schema]) -> Types:
    """The types that all the fragments allow. When they agree on none they are alternatives, and each may come.

    `number` always comes with `integer`; `integer` alone means that no fraction is allowed.
    """
    spoken = list(fragments)
    key = tuple(map(id, spoken))
    if key not in form.types:
        # Kept with the schemas themselves, so that their ids stay theirs.
        form.types[key] = spoken, _agreed(form, spoken)
    found: Types = form.types[key][1]
    return found


def _agreed(form: Compiled, fragments: Iterable[Schema]) -> Types:
    known: dict[int, Types] = {}
    each = [_types(form, fragment, known) for fragment in fragments]
    shared = reduce(frozenset.intersection, each, ANY)
    return shared if shared - {"null"} or not any(types - {"null"} for types in each) else frozenset().union(*each)


def _types(form: Compiled, fragment: Schema, known: dict[int, Types]) -> Types:
    if isinstance(fragment, bool):
        return ANY if fragment else frozenset()
    if id(fragment) not in known:
        # A schema that leads back to itself adds nothing of its own.
        known[id(fragment)] = ANY
        limits = (types for part in form.resolve(fragment) for types in _limits(form, part, known))
        known[id(fragment)] = reduce(frozenset.intersection, limits, ANY)
    return known[id(fragment)]


def _limits(form: Compiled, part: Schema, known: dict[int, Types]) -> Iterator[Types]:
    """What each keyword of one schema leaves possible."""
    if isinstance(part, bool):
        yield _types(form, part, known)
        return
    yield _named(part)
    yield from (_types(form, branch, known) for branch in part.get("allOf", ()))
    for key in ("anyOf", "oneOf"):
        if key in part:
            yield _union(form, part[key], known)
    if "if" in part:
        yield _union(form, (part.get("then", True), part.get("else", True)), known)


def _union(form: Compiled, branches: Iterable[Schema], known: dict[int, Types]) -> Types:
    return frozenset().union(*(_types(form, branch, known) for branch in branches))


def _named(part: Mapping[str, Any]) -> Types:
    found = ANY
    if "type" in part:
        said = part["type"]
        found = _with_integers({said} if isinstance(said, str) else set(said))
    for values in ([part["const"]] if "const" in part else None, part.get("enum")):
        if values is not None:
            found &= frozenset().union(*(_types_of_value(value) for value in values))
    return found


def _with_integers(types: set[str]) -> Types:
    return frozenset(types | {"integer"} if "number" in types else types)


def _types_of_value(value: Any) -> Types:
    if isinstance(value, bool):
        return frozenset({"boolean"})
    if isinstance(value, float):
        return frozenset({"number", "integer"})
    names = {int: "integer", str: "string", list: "array", dict: "object", type(None): "null"}
    return frozenset({names[type(value)]})
