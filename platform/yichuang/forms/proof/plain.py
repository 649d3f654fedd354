"""Schemas without what asserts nothing, so that two that say the same can be told to."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.forms.keywords import ANNOTATIONS
from yichuang.forms.meet import same


def same_meaning(one: Any, other: Any) -> bool:
    """Whether two schemas say the same apart from annotations. With references only when nothing hangs on their root."""
    first, second = plain(one), plain(other)
    return same(first, second) and "$ref" not in repr(first)


def plain(schema: Any) -> Any:
    """A schema without what asserts nothing."""
    if isinstance(schema, list):
        return [plain(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {key: _plain_below(key, value) for key, value in schema.items()
            if key not in ANNOTATIONS and not key.startswith("x-") and key not in ("$comment", "$schema", "$id")}


def _plain_below(key: str, value: Any) -> Any:
    if key in ("properties", "patternProperties", "dependentSchemas", "$defs"):
        return {name: plain(part) for name, part in value.items()}
    return value if key in ("enum", "const", "required", "dependentRequired") else plain(value)
