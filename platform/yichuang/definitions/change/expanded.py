"""A schema with its references replaced by what they name, and without what never decides whether data is accepted."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yichuang.forms.keywords import ASSERTIONS, SUBSCHEMA, SUBSCHEMA_LISTS, SUBSCHEMA_MAPS
from yichuang.forms.refs import expands_too_far, lookup

ROUND = "$round"
"""Stands where a reference leads back into itself; equal only to itself in the same whole schema."""
SILENT = frozenset({"$defs", "definitions", "contentSchema"})
DYNAMIC = frozenset({"$dynamicRef", "$dynamicAnchor"})


def expanded(schema: Any) -> Any:
    """The schema as one tree of assertions. Raises nothing: what cannot be followed stands as `ROUND`."""
    if not isinstance(schema, Mapping):
        return schema
    whole = json.dumps(schema, ensure_ascii=False, sort_keys=True)
    if expands_too_far(schema):
        return {ROUND: whole}
    return _tree(schema, schema, whole, frozenset())


def _tree(here: Any, root: Mapping[str, Any], whole: str, above: frozenset[int]) -> Any:
    if not isinstance(here, Mapping):
        return here
    found: dict[str, Any] = {}
    for key, value in here.items():
        if key in SILENT:
            continue
        if key in SUBSCHEMA:
            found[key] = _tree(value, root, whole, above)
        elif key in SUBSCHEMA_LISTS and isinstance(value, list):
            found[key] = [_tree(part, root, whole, above) for part in value]
        elif key in SUBSCHEMA_MAPS and isinstance(value, Mapping):
            found[key] = {name: _tree(part, root, whole, above) for name, part in value.items()}
        elif key in ASSERTIONS:
            found[key] = value
        elif key in DYNAMIC:
            found[ROUND] = whole
    target = here.get("$ref")
    return found if target is None else _referred(found, target, (root, whole, above))


def _referred(found: dict[str, Any], target: Any, place: tuple[Mapping[str, Any], str, frozenset[int]]) -> Any:
    root, whole, above = place
    named = lookup(root, target) if isinstance(target, str) and target.startswith("#") else None
    if named is None or id(named) in above:
        return {**found, ROUND: whole}
    tree = _tree(named, root, whole, above | {id(named)})
    return {"allOf": [tree, *([found] if found else [])]} if found else tree


def rounds(tree: Any) -> bool:
    """Whether something in the tree could not be followed."""
    if isinstance(tree, Mapping):
        return ROUND in tree or any(rounds(part) for part in tree.values())
    return isinstance(tree, list) and any(rounds(part) for part in tree)
