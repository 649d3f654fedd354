"""Puts the gathered pieces of many forms together into the schema of the merged one."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from .meet import Incompatible, meet
from .places import Place


@dataclass(frozen=True)
class RowPlan:
    """How many rows of a role there may be, what they are called and what tells them apart."""

    title: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    key: tuple[str, ...] = ()


@dataclass
class Level:
    """An object of the merged form under construction: the form itself, or a row of it."""

    said: dict[str, list[Any]] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    conditions: list[Any] = field(default_factory=list)

    def take(self, pieces: Iterable[Any]) -> None:
        """Declarations are gathered by key; everything else becomes a condition."""
        for piece in pieces:
            if piece is True:
                continue
            if isinstance(piece, Mapping) and set(piece) <= {"properties", "required"}:
                for key, schema in piece.get("properties", {}).items():
                    self.said.setdefault(key, []).append(schema)
                self.required.update(dict.fromkeys(piece.get("required", ())))
            else:
                self.conditions.append(piece)


@dataclass(frozen=True)
class Naming:
    """What the places of the merged form are called, and which parts use them."""

    titles: Mapping[str, str]
    used: Mapping[Place, Sequence[str]]

    def of(self, schema: Any, place: Place) -> Any:
        """A field's schema with its title first and its users last."""
        if not isinstance(schema, Mapping):
            return schema
        title = self.titles.get(str(place), schema.get("title"))
        said = {"title": title} if title else {}
        rest = {key: value for key, value in schema.items() if key != "title"}
        return {**said, **rest, "x-used-by": list(self.used.get(place, ()))}


def merged_schema(top: Level, levels: Mapping[str, Level], rows: Mapping[str, RowPlan], naming: Naming) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for key, said in top.said.items():
        if key in levels or key in rows:
            properties[key] = _array(key, said, levels.get(key, Level()), rows.get(key, RowPlan()), naming)
        else:
            properties[key] = _property(Place(key), said, naming)
    required = dict(top.required)
    required.update({key: None for key, plan in rows.items() if key in properties and plan.minimum})
    return _object(properties, required, [_named(c, naming, None) for c in top.conditions])


def _array(key: str, said: Sequence[Any], level: Level, plan: RowPlan, naming: Naming) -> Any:
    if any(schema is False for schema in said):
        return False
    whole = dict(_met([schema for schema in said if isinstance(schema, Mapping)]))
    level.take(_pieces(whole.pop("items", True)))
    properties = {name: _property(Place(name, key), parts, naming) for name, parts in level.said.items()}
    items = _object(properties, level.required, [_named(c, naming, key) for c in level.conditions])
    bounds = {"minItems": plan.minimum, "maxItems": plan.maximum}
    limits = {name: value for name, value in bounds.items() if value is not None}
    whole = dict(_met([whole, limits]))
    extras = {"x-key": list(plan.key)} if plan.key else {}
    return {"type": "array", "title": plan.title or whole.pop("title", key), **whole, **extras, "x-role": key, "items": items}


def _pieces(schema: Any) -> list[Any]:
    """What is said of an object, taken apart."""
    if not isinstance(schema, Mapping):
        return [schema]
    rest = {key: value for key, value in schema.items() if key not in ("properties", "required", "allOf")}
    plain = {key: schema[key] for key in ("properties", "required") if key in schema}
    return [plain, *schema.get("allOf", ()), *([rest] if rest else [])]


def _object(properties: Mapping[str, Any], required: Iterable[str], conditions: Sequence[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": dict(properties)}
    if needed := list(required):
        schema["required"] = needed
    if conditions:
        schema["allOf"] = [c for i, c in enumerate(conditions) if c not in conditions[:i]]
    return schema


def _property(place: Place, said: Sequence[Any], naming: Naming) -> Any:
    return naming.of(_met(said), place)


def _met(said: Sequence[Any]) -> Any:
    try:
        return reduce(meet, said, True) if said else {}
    except Incompatible:
        return {"allOf": list(said)}


def _named(condition: Any, naming: Naming, rows: str | None) -> Any:
    """Gives the fields that a branch declares the same names and provenance as unconditional ones."""
    if not isinstance(condition, Mapping):
        return condition
    found = dict(condition)
    for key in ("then", "else"):
        if isinstance(found.get(key), Mapping):
            found[key] = _named_branch(found[key], naming, rows)
    return found


def _named_branch(branch: Any, naming: Naming, rows: str | None) -> Any:
    if not isinstance(branch, Mapping):
        return branch
    found = dict(branch)
    if "properties" in found:
        found["properties"] = {
            name: (_named_items(schema, naming, name) if isinstance(schema, Mapping) and "items" in schema
                   and Place(name, rows) not in naming.used else naming.of(schema, Place(name, rows)))
            for name, schema in found["properties"].items()}
    if "allOf" in found:
        found["allOf"] = [_named(part, naming, rows) if "if" in part else _named_branch(part, naming, rows)
                          for part in found["allOf"]]
    return found


def _named_items(schema: Mapping[str, Any], naming: Naming,
                 rows: str) -> dict[str, Any]:
    return {**schema, "items": _named_branch(_named(schema["items"], naming, rows), naming, rows)}


