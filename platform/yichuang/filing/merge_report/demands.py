"""What a department's own form demands of each field: its type, and whether it is required, always or under a condition.

The form is read the way it is written: branches of `if`, `dependentSchemas` and choices are followed, and each keeps the
condition under which it speaks, in the words of the form's own labels.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yichuang.definitions.scenarios.words import condition_in_words
from yichuang.forms.compiled import Compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.form import Schema
from yichuang.forms.pointers import Steps
from yichuang.forms.shape import shape_of

from .lines import Need
from .types_in_words import beside_in_words, type_in_words

MOST_WHENS = 3
ONE_OF = "在其中一种填法下"
When = tuple[str, ...]


@dataclass(frozen=True)
class Demand:
    """Type, need and condition of one field, in words."""

    type: str
    need: Need
    when: str = ""


@dataclass(frozen=True)
class Spoken:
    """A schema, and the conditions in words that must all hold for it to speak."""

    when: When
    schema: Mapping[str, Any]


@lru_cache(maxsize=512)
def demands_of(form: Compiled) -> Mapping[Steps, Demand]:
    """Steps of every place of the form → what is demanded there; `*` is any row."""
    return dict(_level(form, [Spoken((), form.schema)] if isinstance(form.schema, Mapping) else [], (), None))


def _level(form: Compiled, said: Iterable[Spoken], at: Steps, above: Demand | None) -> Iterator[tuple[Steps, Demand]]:
    parts = list(_spread(form, said))
    names = dict.fromkeys(name for part in parts for name in part.schema.get("properties", {}))
    for name in names:
        below = [Spoken(part.when, schema) for part in parts
                 if isinstance(schema := part.schema.get("properties", {}).get(name), Mapping)]
        if below:
            demand = _inside(_demand(form, name, parts, below), above)
            yield (*at, name), demand
            if (*at, name) in _containers(form):
                yield from _below(form, below, (*at, name), demand)


def _below(form: Compiled, said: Sequence[Spoken], at: Steps, demand: Demand) -> Iterator[tuple[Steps, Demand]]:
    """The fields of a nested object, and those of a row: a row that is there stands by itself."""
    yield from _level(form, said, at, demand)
    if (*at, "*") not in _containers(form):
        return
    items = [Spoken(part.when, part.schema["items"]) for part in _spread(form, said)
             if isinstance(part.schema.get("items"), Mapping)]
    yield from _level(form, items, (*at, "*"), None)


def _demand(form: Compiled, name: str, parts: Sequence[Spoken], below: Sequence[Spoken]) -> Demand:
    required = [part.when for part in parts if name in part.schema.get("required", ())]
    declared = [part.when for part in below]
    if () in required:
        need, whens = "required", []
    elif required:
        need, whens = "conditional", required
    else:
        need, whens = "optional", [] if () in declared else declared
    return Demand(_type(form, below), need, _or(whens))  # type: ignore[arg-type]


def _type(form: Compiled, below: Sequence[Spoken]) -> str:
    """What holds wherever the field is there, then what further conditions add."""
    least = min(len(part.when) for part in below)
    base = type_in_words(shape_of(form, [part.schema for part in below if len(part.when) == least]))
    added = dict.fromkeys(beside_in_words(part.schema) for part in below if len(part.when) > least)
    told = [words for words in added if words and words != base]
    return f"{base}；按情形：{'、'.join(told)}" if told else base


def _inside(own: Demand, above: Demand | None) -> Demand:
    """A field of a nested object is no more required than the object."""
    if above is None or above.need == "required" or own.need == "optional":
        return own
    when = above.when if above.need == "conditional" else "填写这一组时"
    return Demand(own.type, "conditional", "；并且".join(part for part in (when, own.when) if part))


def _or(whens: Iterable[When]) -> str:
    """Each choice of conditions once; many are told as what they are."""
    told = list(dict.fromkeys("，并且".join(dict.fromkeys(when)) for when in whens))
    if len(told) > MOST_WHENS:
        return f"符合 {len(told)} 种情形之一"
    return "；或者".join(told)


def _spread(form: Compiled, said: Iterable[Spoken]) -> Iterator[Spoken]:
    """The schemas and all their branches, each with the conditions on the way to it; each once for one condition."""
    todo, seen = list(said)[::-1], set[tuple[int, When]]()
    while todo:
        part = todo.pop()
        for schema in form.resolve(part.schema):
            if isinstance(schema, Mapping) and (id(schema), part.when) not in seen:
                seen.add((id(schema), part.when))
                yield Spoken(part.when, schema)
                todo.extend(list(_branches(form, Spoken(part.when, schema)))[::-1])


def _branches(form: Compiled, part: Spoken) -> Iterator[Spoken]:
    schema = part.schema
    yield from (Spoken(part.when, branch) for branch in schema.get("allOf", ()) if isinstance(branch, Mapping))
    if "if" in schema:
        for key, condition in (("then", schema["if"]), ("else", {"not": schema["if"]})):
            if isinstance(schema.get(key), Mapping):
                yield Spoken((*part.when, _words(form, condition)), schema[key])
    for key in ("anyOf", "oneOf"):
        for branch in schema.get(key, ()):
            if isinstance(branch, Mapping) and ("properties" in branch or "required" in branch):
                yield Spoken((*part.when, ONE_OF), branch)
    yield from _dependents(form, part)


def _dependents(form: Compiled, part: Spoken) -> Iterator[Spoken]:
    for name, schema in part.schema.get("dependentSchemas", {}).items():
        if isinstance(schema, Mapping):
            yield Spoken((*part.when, f"填写“{_title(form, name)}”时"), schema)
    for name, needed in part.schema.get("dependentRequired", {}).items():
        yield Spoken((*part.when, f"填写“{_title(form, name)}”时"), {"required": needed})


def _words(form: Compiled, condition: Schema) -> str:
    """A condition by the labels of the fields it looks at; what has no words is told by whose it is."""
    if not isinstance(condition, Mapping):
        return "从不" if condition is False else "总是"
    said = condition_in_words(condition, _asked(form))
    return "符合部门表单所写的条件" if said.startswith("{") else said


def _title(form: Compiled, name: str) -> str:
    return next((str(each["title"]) for each in _asked(form) if each["code"] == name), name)


@lru_cache(maxsize=512)
def _asked(form: Compiled) -> tuple[Mapping[str, Any], ...]:
    """Every field of the form as conditions name it, at whatever level: name, label, options."""
    found: dict[str, Mapping[str, Any]] = {}
    for own in _leaves(fields_of(form)):
        options = [{"value": choice.value, "title": choice.title} for choice in own.shape.choices]
        if own.steps[-1] not in found or (options and not found[own.steps[-1]]["options"]):
            found[own.steps[-1]] = {"code": own.steps[-1], "title": own.shape.title or own.steps[-1], "options": options}
    return tuple(found.values())


def _leaves(fields: Iterable[Field]) -> Iterator[Field]:
    for own in fields:
        yield from own.items or (own,)


@lru_cache(maxsize=512)
def _containers(form: Compiled) -> frozenset[Steps]:
    """Steps to everything that has fields inside; the reading goes no deeper, so that it ends where a form repeats itself."""
    whole = [own.steps for own in fields_of(form)]
    whole += [(*own.steps, "*", *item.steps) for own in fields_of(form) for item in own.items]
    return frozenset(steps[:depth] for steps in whole for depth in range(1, len(steps)))
