"""The keywords of the form language, and the way through a schema from each subschema to those inside it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .annotations import ANNOTATIONS as OF_FORMS
from .pointers import Steps

SUBSCHEMA = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
                       "unevaluatedItems", "unevaluatedProperties", "contentSchema"})
SUBSCHEMA_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SUBSCHEMA_MAPS = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
ASSERTIONS = frozenset({
    "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties",
    "minProperties", "required", "dependentRequired", "format",
})
CORE = frozenset({"$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "$vocabulary"})
ANNOTATIONS = frozenset({"title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples",
                         "contentEncoding", "contentMediaType"})
OURS = frozenset(OF_FORMS)
KEYWORDS = SUBSCHEMA | SUBSCHEMA_LISTS | SUBSCHEMA_MAPS | ASSERTIONS | CORE | ANNOTATIONS | OURS

OBJECT = (dict, Mapping)
"""What counts as a JSON object, the usual one first: asking an abstract class is slow, and schemas are walked a lot."""
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_PATTERN = 1_000


def walk(schema: Any) -> Iterator[tuple[Steps, Any]]:
    """Every subschema with the way to it, parents first; deeper than MAX_DEPTH is not followed."""
    todo: list[tuple[Steps, Any]] = [((), schema)]
    while todo:
        steps, here = todo.pop()
        yield steps, here
        if isinstance(here, OBJECT) and len(steps) < 2 * MAX_DEPTH:
            todo.extend(reversed(list(children(steps, here))))


def children(steps: Steps, schema: Mapping[str, Any]) -> Iterator[tuple[Steps, Any]]:
    """The direct subschemas of a schema object."""
    for key, value in schema.items():
        if key in SUBSCHEMA:
            yield (*steps, key), value
        elif key in SUBSCHEMA_LISTS and isinstance(value, list):
            yield from (((*steps, key, str(i)), part) for i, part in enumerate(value))
        elif key in SUBSCHEMA_MAPS and isinstance(value, OBJECT):
            yield from (((*steps, key, str(name)), part) for name, part in value.items())
