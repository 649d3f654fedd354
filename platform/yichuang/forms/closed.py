"""What a schema says of fields that it does not declare by name: by pattern, by closing the object, by their names."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .compiled import compiled, matches
from .form import Schema
from .halves import Halves, always, both, silent
from .occurrences import occurrences_of
from .pointers import Steps
from .presence import Context
from .shape import shapes_below
from .visibility import possible

if TYPE_CHECKING:
    from .rewrite import Rewriter


def others(rewriter: Rewriter, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
    """`patternProperties` and `additionalProperties`, for the fields they speak of."""
    found, patterns = Halves(), part.get("patternProperties", {})
    for name in rewriter.presence.names(at):
        met = [schema for pattern, schema in patterns.items() if matches(pattern, name)]
        found.extend(both([_beside(rewriter, (*at, name), schema, context) for schema in met]))
        other = part.get("additionalProperties", True)
        if not met and name not in part.get("properties", ()):
            hides = other is False and not context.asking
            steps = (*at, name)
            found.extend(rewriter.of_property(steps, False, context) if hides else _beside(rewriter, steps, other, context))
    return found


def names(rewriter: Rewriter, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
    """`propertyNames`, for the fields that there may be."""
    allowed = compiled({"allOf": [rewriter.alone(part["propertyNames"])]})
    refused = [name for name in rewriter.presence.names(at) if not allowed.is_valid(name)]
    return both([_beside(rewriter, (*at, name), False, context) for name in refused])


def _beside(rewriter: Rewriter, steps: Steps, schema: Schema, context: Context) -> Halves:
    """A demand on a field that does not declare it."""
    asked = rewriter.of_property(steps, schema, context.asks())
    return asked if context.asking else silent(asked)


def unevaluated(rewriter: Rewriter, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
    """Nothing is left over of an object that one schema alone speaks of: what that does not declare never comes."""
    if part["unevaluatedProperties"] in (True, {}) or (not context.asking and _alone(rewriter, part, at)):
        return always()
    return rewriter.cannot(at, "unevaluatedProperties")


def _alone(rewriter: Rewriter, part: Mapping[str, Any], at: Steps) -> bool:
    fragments: Sequence[Schema] = [rewriter.form.schema]
    for step in at:
        fragments = _items(rewriter, fragments) if step == "*" else shapes_below(rewriter.form, fragments).get(step, [])
    ways = [way for name in rewriter.presence.names(at) for way in occurrences_of(rewriter.form).shown.get((*at, name), ())]
    return len(fragments) == 1 and fragments[0] is part and not any(turn.kind == "branch" for way in ways for turn in way)


def _items(rewriter: Rewriter, lists: Sequence[Schema]) -> Sequence[Schema]:
    return [part["items"] for part in possible(rewriter.form, lists) if isinstance(part, Mapping) and "items" in part]
