"""JSON Pointers (RFC 6901): the one way to name a place inside a document."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Steps = tuple[str, ...]
INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def escape(step: object) -> str:
    """One step as it stands in a pointer."""
    return str(step).replace("~", "~0").replace("/", "~1")


def join(steps: Iterable[object], base: str = "") -> str:
    """`("a", 0)` → `/a/0`, below base."""
    return base + "".join("/" + escape(step) for step in steps)


def split(pointer: str) -> Steps:
    """`/a/0` → `("a", "0")`. Raises ValueError when it does not start with a slash."""
    if pointer == "":
        return ()
    if not pointer.startswith("/"):
        raise ValueError(pointer)
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))


def get(document: Any, steps: Iterable[str], default: Any = None) -> Any:
    """The value at steps, or default when the way there does not exist."""
    for step in steps:
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and INDEX.fullmatch(step) and int(step) < len(document):
            document = document[int(step)]
        else:
            return default
    return document


def put(document: dict[str, Any], steps: Steps, value: Any) -> None:
    """Set a value below a dict, making the objects on the way."""
    for step in steps[:-1]:
        document = document.setdefault(step, {})
    document[steps[-1]] = value
