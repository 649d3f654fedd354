"""What a composition asks for, as facts that can be laid side by side: its fields, materials, matters, days."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from yichuang.filing.composition import Composition, Wanted
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of

Demand = Literal["required", "optional", "conditional"]
DEMANDS: Mapping[Demand, str] = {"required": "必填", "optional": "选填", "conditional": "看填写而定"}
SILENT = frozenset({"title", "x-used-by", "$comment"})


@dataclass(frozen=True)
class Asked:
    """A field of the merged form: what it accepts, whether it must be filled in, for whom, and what it hangs on."""

    place: str
    title: str
    demand: Demand
    schema: Mapping[str, Any]
    matters: tuple[str, ...]
    conditions: frozenset[str]
    """Every condition of the form that names it, as text."""


@dataclass(frozen=True)
class Facts:
    """One composition."""

    composition: Composition
    fields: Mapping[str, Asked]
    materials: Mapping[str, Wanted]

    @property
    def names(self) -> dict[str, str]:
        """Matter → its name."""
        return {taken.code: taken.matter.name for taken in self.composition.taken}


def facts_of(composition: Composition) -> Facts:
    """The facts of a composition."""
    matters: dict[str, dict[str, None]] = {}
    for taken in composition.taken:
        for link in (feed for each in taken.links for feed in each.feeds):
            for feed in link.feeds:
                if feed.place is not None:
                    matters.setdefault(str(feed.place), {})[taken.code] = None
    fields = {each.place: each for each in _asked(composition.form.schema, matters)}
    return Facts(composition, fields, {wanted.key: wanted for wanted in composition.materials})


def _asked(schema: Mapping[str, Any], matters: Mapping[str, Mapping[str, None]]) -> Iterator[Asked]:
    top = _Level(schema)
    for field in fields_of(compiled(schema)):
        key = field.steps[0]
        if not field.items:
            yield top.asked(key, field, tuple(matters.get(key, ())))
            continue
        rows = _Level(schema.get("properties", {}).get(key, {}).get("items", {}), f"{field.shape.title or key}的")
        for item in field.items:
            place = f"{key}/*/{item.steps[0]}"
            yield rows.asked(place, item, tuple(matters.get(place, ())))


class _Level:
    """An object of the form: the form itself, or one row of a list."""

    def __init__(self, schema: Mapping[str, Any], whose: str = "") -> None:
        self.whose = whose
        self.declared = schema.get("properties", {})
        self.required = frozenset(schema.get("required", ()))
        self.conditions = [(frozenset(_named(part)), json.dumps(part, sort_keys=True, ensure_ascii=False))
                           for part in schema.get("allOf", ())]

    def asked(self, place: str, field: Field, matters: tuple[str, ...]) -> Asked:
        """A field that stands at this level."""
        key = field.steps[0]
        demand: Demand = ("required" if key in self.required else "optional") if key in self.declared else "conditional"
        schema = {name: value for name, value in field.shape.keywords.items() if name not in SILENT}
        conditions = frozenset(text for named, text in self.conditions if key in named)
        return Asked(place, self.whose + (field.shape.title or key), demand, schema, matters, conditions)


def _named(part: Any) -> Iterator[str]:
    """Every property that a condition speaks of."""
    if isinstance(part, Mapping):
        yield from (name for name in part.get("required", ()) if isinstance(name, str))
        for key, value in part.items():
            if key == "properties" and isinstance(value, Mapping):
                yield from value
            yield from _named(value)
    elif isinstance(part, list):
        for each in part:
            yield from _named(each)
