"""A condition of a form made ready to be asked often: it is shown only those properties of an object that it looks at."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .keywords import OBJECT
from .refs import References

WHOLE = frozenset({"const", "enum", "additionalProperties", "patternProperties", "propertyNames", "unevaluatedProperties",
                   "minProperties", "maxProperties", "$dynamicRef"})
"""Keywords that look at every property there is."""


@dataclass(frozen=True)
class Condition:
    """`schema` is kept so that its id stays its own; `names` are the properties it looks at, None when it looks at all."""

    schema: Any
    checker: Any
    names: tuple[str, ...] | None

    def holds(self, data: Any) -> bool:
        """Whether data meets it."""
        if self.names is not None and isinstance(data, dict) and len(data) > len(self.names):
            data = {name: data[name] for name in self.names if name in data}
        try:
            return bool(self.checker.is_valid(data))
        except ValueError:
            return False


def names_read(schema: Any, references: References) -> tuple[str, ...] | None:
    """The properties of an object that a schema looks at, each once; None when it looks at all that there are."""
    found = list(_read(schema, references, set()))
    return None if None in found else tuple(dict.fromkeys(name for name in found if name is not None))


def _read(schema: Any, references: References, seen: set[int]) -> Iterator[str | None]:
    if not isinstance(schema, OBJECT) or id(schema) in seen:
        return
    seen.add(id(schema))
    if WHOLE & schema.keys():
        yield None
        return
    yield from schema.get("properties", ())
    yield from schema.get("required", ())
    for name, needed in schema.get("dependentRequired", {}).items():
        yield from (name, *needed)
    yield from schema.get("dependentSchemas", ())
    for part in (references.of(schema), *_beside(schema)):
        yield from _read(part, references, seen)


def _beside(schema: Mapping[str, Any]) -> Iterator[Any]:
    """The schemas that speak of the same value."""
    for key in ("allOf", "anyOf", "oneOf"):
        yield from schema.get(key, ())
    yield from (schema[key] for key in ("not", "if", "then", "else") if key in schema)
    yield from schema.get("dependentSchemas", {}).values()
