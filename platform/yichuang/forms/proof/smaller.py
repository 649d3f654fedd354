"""Makes a counterexample as small as it goes: fewer fields and rows, shorter texts, rounder numbers, while it still is one."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Holds = Callable[[dict[str, Any]], bool]
MOST_TRIES = 1200


def smallest(data: Mapping[str, Any], still: Holds) -> dict[str, Any]:
    """The smallest data found for which `still` is true; `still(data)` itself must be."""
    shrinking = _Shrinking(dict(data), still)
    while shrinking.once() and shrinking.tries > 0:
        pass
    return shrinking.found


@dataclass
class _Shrinking:
    found: dict[str, Any]
    still: Holds
    tries: int = MOST_TRIES

    def once(self) -> bool:
        """Each field in turn left out or made as small as it goes; whether anything came of it."""
        before = self.found
        for name in list(self.found):
            self._taken({key: value for key, value in self.found.items() if key != name})
        for name in list(self.found):
            while any(self._taken({**self.found, name: less}) for less in _smaller(self.found[name])):
                pass
        return self.found is not before

    def _taken(self, smaller: dict[str, Any]) -> bool:
        self.tries -= 1
        if self.tries < 0 or not self.still(smaller):
            return False
        self.found = smaller
        return True


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
