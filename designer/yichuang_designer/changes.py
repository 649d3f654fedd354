"""What a draft changes against its newest release: each place with its value before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.forms.pointers import join

ABSENT: Any = object()
KEYS = ("code", "matter", "material", "element", "name", "title", "question")
LONGEST = 160


@dataclass(frozen=True)
class Change:
    """A place that differs; `before` or `after` is empty where it was not, or is no more."""

    pointer: str
    kind: str
    before: str
    after: str


def changes(before: Any, after: Any, at: tuple[Any, ...] = ()) -> Iterator[Change]:
    """Every difference of two JSON documents, in the order of the later one. Things in lists are told apart by
    their code or name where all have one, so that an insertion is one change; else by their place."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _each(dict(before), dict(after), at)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _each(_keyed(before, after), _keyed(after, before), at)
    elif before != after or type(before) is not type(after):
        kind = "新增" if before is ABSENT else "删去" if after is ABSENT else "修改"
        yield Change(join(at), kind, _text(before), _text(after))


def _each(before: dict[Any, Any], after: dict[Any, Any], at: tuple[Any, ...]) -> Iterator[Change]:
    for key in dict.fromkeys([*after, *before]):
        yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), (*at, key))


def _keyed(items: list[Any], others: list[Any]) -> dict[Any, Any]:
    key = next((key for key in KEYS if _tells_apart(key, items) and _tells_apart(key, others)), None)
    return dict(enumerate(items)) if key is None else {item[key]: item for item in items}


def _tells_apart(key: str, items: list[Any]) -> bool:
    names = [item.get(key) for item in items if isinstance(item, Mapping)]
    return len(names) == len(items) == len({name for name in names if isinstance(name, str)})


def _text(value: Any) -> str:
    if value is ABSENT:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
