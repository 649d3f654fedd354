"""Which fields the conditions of a form ask about: when one of them changes, what is asked may change."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from .compiled import Compiled
from .form import Schema
from .pointers import Steps
from .shape import shape_of
from .visibility import Fragments, possible, properties

MAX_NESTING = 8
Around = tuple[frozenset[int], ...]


@lru_cache(maxsize=512)
def asked_by_conditions(form: Compiled) -> frozenset[Steps]:
    """Steps to every field named in an `if`, a choice between branches or a `dependent…`; `*` is any row."""
    return frozenset(_below(form, [form.schema], ()))


def _below(form: Compiled, fragments: Fragments, at: Steps, above: Around = ()) -> Iterator[Steps]:
    parts = list(possible(form, fragments))
    here = frozenset(id(part) for part in parts if isinstance(part, Mapping) and "properties" in part)
    if len(at) > MAX_NESTING or (here and any(here <= around for around in above)):
        # A form that contains itself is followed once: every round would multiply the places.
        return
    above = (*above, here)
    for part in parts:
        if isinstance(part, Mapping):
            yield from ((*at, *steps) for steps in _named_by(form, part))
    for name, said in properties(parts).items():
        yield from _below(form, said, (*at, name), above)
    rows = [part["items"] for part in parts if isinstance(part, Mapping) and "items" in part]
    if rows:
        yield from _below(form, rows, (*at, "*"), above)


def _named_by(form: Compiled, part: Mapping[str, Any]) -> Iterator[Steps]:
    if "if" in part:
        yield from mentioned(form, part["if"])
    if not shape_of(form, [part]).choices:
        for key in ("anyOf", "oneOf"):
            yield from (steps for branch in part.get(key, ()) for steps in mentioned(form, branch))
    for key in ("dependentSchemas", "dependentRequired"):
        yield from ((name,) for name in part.get(key, ()))


def mentioned(form: Compiled, schema: Schema, around: tuple[int, ...] = ()) -> Iterator[Steps]:
    """Every place that a condition looks at, below where it stands."""
    for part in form.resolve(schema) if len(around) < MAX_NESTING else ():
        if not isinstance(part, Mapping) or id(part) in around:
            continue
        yield from ((name,) for name in part.get("required", ()))
        for name, said in part.get("properties", {}).items():
            yield (name,)
            yield from ((name, *steps) for steps in mentioned(form, said, (*around, id(part))))
        for step, said in _into(part):
            yield from ((*step, *steps) for steps in mentioned(form, said, (*around, id(part))))


def _into(part: Mapping[str, Any]) -> Iterable[tuple[Steps, Schema]]:
    yield from (((), branch) for key in ("allOf", "anyOf", "oneOf") for branch in part.get(key, ()))
    yield from (((), part[key]) for key in ("not", "if", "then", "else") if key in part)
    yield from ((("*",), part[key]) for key in ("items", "contains") if key in part)
