"""A list of one department said as the array of the merged form: the same rows, their fields under merged names."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .compiled import Compiled
from .form import Schema
from .halves import Halves
from .keywords import ANNOTATIONS
from .pieces import joined
from .pointers import Steps
from .presence import Ask, Context

KEPT = frozenset({"minItems", "maxItems", "type"}) | ANNOTATIONS
BRANCHES = frozenset({"allOf", "anyOf", "oneOf"})
CONDITIONS = frozenset({"if", "then", "else", "not"})
LEFT_OUT = frozenset({"$ref", "$defs", "definitions", "$schema", "$id", "$anchor", "$comment", "minContains", "maxContains",
                      "default", "x-role", "x-section"})
OF_OTHER_TYPES = frozenset({
    "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "unevaluatedProperties",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas",
})


@dataclass
class Lists:
    """Rewrites lists. `ask` rewrites what is said of a row; `beyond` takes down what cannot be said."""

    form: Compiled
    ask: Ask
    whole_rows: Callable[[Steps], bool]
    """Whether all that tells the department's rows apart is in the merged rows."""
    beyond: Callable[[Steps, str], object]

    def said(self, schema: Schema, at: Steps, context: Context) -> tuple[Schema, bool]:
        """The schema of the merged array, and whether it leaves open what a condition asks."""
        pieces: list[Any] = []
        unknown = False
        for part in self.form.resolve(schema):
            piece, open_ = self._part(part, at, context)
            pieces.append(piece)
            unknown = unknown or open_
        pieces = [piece for piece in pieces if piece is not True and piece != {}]
        if False in pieces:
            return False, False
        whole = pieces[0] if pieces else {}
        return ({**whole, "allOf": [*whole.get("allOf", ()), *pieces[1:]]} if len(pieces) > 1 else whole), unknown

    def _part(self, part: Schema, at: Steps, context: Context) -> tuple[Any, bool]:
        if isinstance(part, bool):
            return part, False
        found: dict[str, Any] = {}
        unknown = False
        for key, value in part.items():
            if key in KEPT or (key.startswith("x-") and key not in LEFT_OUT):
                found[key] = value
            elif key not in LEFT_OUT | OF_OTHER_TYPES:
                unknown = self._keyword(found, key, (part, at, context)) or unknown
        said = part.get("type", "array")
        return (found if "array" in ([said] if isinstance(said, str) else said) else False), unknown

    def _keyword(self, found: dict[str, Any], key: str, here: tuple[Mapping[str, Any], Steps, Context]) -> bool:
        part, at, context = here
        value = part[key]
        if key == "items":
            halves = self.ask(value, (*at, "*"), context)
            found[key] = joined(halves.top)
            return halves.unknown
        if key == "contains":
            return self._contains(found, here)
        if key in BRANCHES:
            said = [self.said(branch, at, context) for branch in value]
            found[key] = [schema for schema, _ in said]
            return any(open_ for _, open_ in said)
        if key in CONDITIONS:
            found[key], open_ = self.said(value, at, context.asks() if key in ("if", "not") else context)
            return open_
        if key == "uniqueItems" and (not value or (self.whole_rows(at) and not context.asking)):
            found[key] = value
        if key != "uniqueItems" or value:
            self.beyond(at, key)
        return key != "uniqueItems" or bool(value)

    def _contains(self, found: dict[str, Any], here: tuple[Mapping[str, Any], Steps, Context]) -> bool:
        part, at, context = here
        halves: Halves = self.ask(part["contains"], (*at, "*"), context.asks())
        if halves.unknown:
            return True
        found.update({key: part[key] for key in ("minContains", "maxContains") if key in part})
        found["contains"] = joined(halves.top)
        return False
