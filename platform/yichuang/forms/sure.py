"""What a form says of one place in every case, whatever else is filled in; branches are judged with their conditions."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .compiled import Compiled
from .form import Schema
from .pointers import Steps
from .shape import certain
from .visibility import possible


@lru_cache(maxsize=8192)
def sure_at(form: Compiled, steps: Steps) -> tuple[Schema, ...]:
    """The schemas that hold of the place without condition; `*` among the steps is any row. Empty where only branches
    declare it."""
    if not steps:
        return (form.schema,)
    above = sure_parts_at(form, steps[:-1])
    if steps[-1] == "*":
        return tuple(part["items"] for part in above if "items" in part)
    return tuple(part["properties"][steps[-1]] for part in above if steps[-1] in part.get("properties", {}))


@lru_cache(maxsize=8192)
def sure_parts_at(form: Compiled, steps: Steps) -> tuple[Any, ...]:
    """The same with `allOf` and references taken apart."""
    return tuple(certain(form, sure_at(form, steps)))


@lru_cache(maxsize=8192)
def ever_at(form: Compiled, steps: Steps) -> tuple[Schema, ...]:
    """The schemas that could speak of the place, under any condition."""
    if not steps:
        return (form.schema,)
    above = [part for part in possible(form, ever_at(form, steps[:-1])) if isinstance(part, Mapping)]
    if steps[-1] == "*":
        return tuple(part["items"] for part in above if "items" in part)
    return tuple(part["properties"][steps[-1]] for part in above if steps[-1] in part.get("properties", {}))
