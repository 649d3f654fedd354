"""What tells the things in a list apart, so that a list can be compared and merged thing by thing."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

# The first of these that names every thing of a list, each once, is its identity. All keys of one must be there but for
# those with a `?`.
IDENTITIES: tuple[tuple[str, ...], ...] = (
    ("code",), ("matter",), ("material", "role?"), ("material", "role?", "condition?"), ("material", "role?", "when?"),
    ("element", "role", "question?"), ("value",), ("name",), ("question",), ("source",), ("bundle",),
    ("law", "article?"), ("hall", "window?"), ("role",), ("title",), ("text",), ("reason",),
)
# Between the parts of an identity made of several.
JOINT = "·"


def keyed(*lists: Sequence[Any]) -> list[dict[str, Any]] | None:
    """Each list as name → thing, by the one identity that fits all of them; nothing when none does."""
    if all(_is_name(item) for items in lists for item in items):
        found = [{_text(item): item for item in items} for items in lists]
        return found if _same_lengths(found, lists) else None
    for identity in IDENTITIES:
        names = [[_name(item, identity) for item in items] for items in lists]
        found = [{name: item for name, item in zip(part, items, strict=True) if name is not None}
                 for part, items in zip(names, lists, strict=True)]
        if _same_lengths(found, lists):
            return found
    return None


def _same_lengths(found: Sequence[Mapping[str, Any]], lists: Sequence[Sequence[Any]]) -> bool:
    return all(len(part) == len(items) for part, items in zip(found, lists, strict=True))


def _name(item: Any, identity: tuple[str, ...]) -> str | None:
    if not isinstance(item, Mapping):
        return None
    parts = []
    for key in identity:
        value = item.get(key.removesuffix("?"))
        if value is not None and (key == "when?" or _is_name(value)):
            parts.append(_text(value))
        elif not key.endswith("?") or value is not None:
            return None
    return JOINT.join(parts)


def _is_name(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
