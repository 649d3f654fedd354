"""Makes a counterexample as small as it goes: fewer fields and rows, shorter texts, rounder numbers, while it still is one."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Holds = Callable[[dict[str, Any]], bool]
MOST_TRIES = 400


def smallest(data: Mapping[str, Any], still: Holds) -> dict[str, Any]:
    """The smallest data found for which `still` is true; `still(data)` itself must be."""
    found = dict(data)
    tries = MOST_TRIES
    shrinking = True
    while shrinking and tries > 0:
        shrinking = False
        for smaller in _smaller(found):
            tries -= 1
            if still(smaller):
                found, shrinking = smaller, True
                break
            if tries <= 0:
                break
    return found


def _smaller(value: Any) -> Iterator[Any]:
    """Simpler values, the boldest cuts first."""
    if isinstance(value, Mapping):
        for name in value:
            yield {key: part for key, part in value.items() if key != name}
        for name, part in value.items():
            yield from ({**value, name: less} for less in _smaller(part))
    elif isinstance(value, list):
        yield from (value[:i] + value[i + 1:] for i in range(len(value)))
        for i, part in enumerate(value):
            yield from ([*value[:i], less, *value[i + 1:]] for less in _smaller(part))
    elif isinstance(value, str) and value:
        yield from dict.fromkeys((value[:len(value) // 2], value[:-1], value[1:]))
        if set(value) != {value[0]}:
            yield value[0] * len(value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and value:
        yield from (less for less in dict.fromkeys((0, int(value / 2), int(value), value - 1 if value > 0 else value + 1))
                    if abs(less) < abs(value) or (less == int(value) and less != value))
