"""A value's schema standing alone: what it refers to is put where it is named."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from .form import Schema
from .keywords import SUBSCHEMA, SUBSCHEMA_LISTS, SUBSCHEMA_MAPS
from .pointers import escape, split
from .refs import lookup

DROPPED = frozenset({"$ref", "$dynamicRef", "$defs", "definitions", "$anchor", "$dynamicAnchor", "$id", "$schema", "$comment",
                     "$vocabulary", "x-section", "x-role"})
"""What names things inside the department's own document, and where they stand in its own form."""
SAFE = "!$&'()*+,;=:@-._~"
"""What stands in a fragment as it is (RFC 3986)."""
SAYS_NOTHING = frozenset({"title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly"})


def inlined(root: Schema, schema: Any, cyclic: Callable[[str], Any], above: frozenset[str] = frozenset()) -> Any:
    """A copy without references. Where one leads back to itself stands what `cyclic` gives for it."""
    if not isinstance(schema, Mapping):
        return schema

    def go(part: Any) -> Any:
        return inlined(root, part, cyclic, above)

    rest = {key: _value(key, value, go) for key, value in schema.items() if key not in DROPPED}
    for key in ("$ref", "$dynamicRef"):
        target = schema.get(key)
        if not isinstance(target, str):
            continue
        if target in above:
            return cyclic(target)
        rest = _beside(inlined(root, lookup(root, target), cyclic, above | {target}), rest)
    return rest


@dataclass
class Definitions:
    """Schemas of one form that refer to themselves, under names that say where they come from, so that those of several
    forms stand beside each other in one document. The form is called `origin`."""

    origin: str
    root: Schema
    found: dict[str, Any] = field(default_factory=dict)
    """Name → schema, as in `$defs`."""
    _names: dict[str, str] = field(default_factory=dict)

    def reference(self, target: str) -> dict[str, str]:
        """What stands for a reference of the form; the schema that it names is taken up."""
        if target not in self._names:
            name = self._names[target] = self._name(target)
            self.found[name] = {}
            self.found[name] = inlined(self.root, lookup(self.root, target), self.reference, frozenset({target}))
        return {"$ref": f"#/$defs/{quote(escape(self._names[target]), safe=SAFE)}"}

    def _name(self, target: str) -> str:
        """`tree.node` for `#/$defs/node` of the form `tree`; the whole way where that is taken or leads elsewhere."""
        fragment = unquote(target[1:])
        steps = split(fragment) if fragment.startswith("/") else (fragment,) if fragment else ()
        short = steps[1:] if steps[:1] in (("$defs",), ("definitions",)) else steps
        name, whole = (".".join((self.origin, *each)) for each in (short, steps))
        return name if name not in self._names.values() else whole


def _beside(named: Any, rest: Any) -> Any:
    if not isinstance(named, Mapping) or not isinstance(rest, Mapping):
        return False if False in (named, rest) else rest if named is True else named
    if not named.keys() & rest.keys() - SAYS_NOTHING:
        return {**named, **rest}
    return {**rest, "allOf": [named, *rest.get("allOf", ())]}


def _value(key: str, value: Any, go: Callable[[Any], Any]) -> Any:
    if key in SUBSCHEMA:
        return go(value)
    if key in SUBSCHEMA_LISTS and isinstance(value, list):
        return [go(part) for part in value]
    if key in SUBSCHEMA_MAPS and isinstance(value, Mapping):
        return {name: go(part) for name, part in value.items()}
    return value
