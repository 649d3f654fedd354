"""The family of the newborn seed: what they answer and fill in, as names and values of HTML controls."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parents[2] / "seeds"


def example(name: str = "example", bundle: str = "newborn") -> dict[str, Any]:
    """A filing file of the seeds."""
    found: dict[str, Any] = json.loads((SEEDS / bundle / f"{name}.json").read_text(encoding="utf-8"))
    return found


def token(value: Any) -> str:
    """A value as a control carries it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def controls(data: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, list[str]]]:
    """JSON Pointer → the texts of the control (several for check boxes), rows by their index."""
    for key, value in data.items():
        here = f"{at}/{key}"
        if isinstance(value, Mapping):
            yield from controls(value, here)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for index, row in enumerate(value):
                yield from controls(row, f"{here}/{index}")
        else:
            yield here, [token(one) for one in value] if isinstance(value, list) else [token(value)]


def pairs(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The body that a browser sends for a form filled with data."""
    return [(name, text) for name, texts in controls(data) for text in texts]
