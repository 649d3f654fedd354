"""The nested objects of a department's instance: one that is demanded is there even when empty, one that nothing is left of
is not."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .compiled import Compiled
from .fields import containers_of
from .form import Data
from .pointers import Steps
from .visibility import Fragments, active, item, properties, prune


def shaped(form: Compiled, instance: Data) -> Data:
    """The instance as the department's own conditions show it, with the objects that they demand."""
    containers = containers_of(form)
    shown = dict(prune(form, instance))
    while containers and _empty_removed(containers, shown):
        shown = dict(prune(form, shown))
    if containers:
        _demanded_added(form, containers, ([form.schema], shown, ()))
    return shown


def _empty_removed(containers: frozenset[Steps], instance: Data) -> bool:
    """Takes out the objects whose fields are all hidden; whether there were any."""
    found = False
    for steps in sorted(containers, key=len, reverse=True):
        for around in _around(instance, steps[:-1]):
            if around.get(steps[-1]) == {}:
                del around[steps[-1]]
                found = True
    return found


def _around(value: Any, steps: Steps) -> Iterator[Data]:
    if steps and steps[0] == "*":
        for row in value if isinstance(value, list) else ():
            yield from _around(row, steps[1:])
    elif isinstance(value, dict):
        if not steps:
            yield value
        elif steps[0] in value:
            yield from _around(value[steps[0]], steps[1:])


def _demanded_added(form: Compiled, containers: frozenset[Steps], place: tuple[Fragments, Data, Steps]) -> None:
    said, instance, at = place
    declared: dict[str, Fragments] = {}
    missing = [""]
    while missing:
        parts = [part for part in active(form, said, instance) if isinstance(part, Mapping)]
        declared = properties(parts)
        needed = {name for part in parts for name in _demands(part, instance)}
        missing = [name for name in declared if name in needed and name not in instance and (*at, name) in containers]
        instance.update({name: {} for name in missing})
    for name in declared.keys() & instance.keys():
        value, here = instance[name], (*at, name)
        if isinstance(value, dict) and here in containers:
            _demanded_added(form, containers, (declared[name], value, here))
        elif isinstance(value, list) and any(steps[:len(here) + 1] == (*here, "*") for steps in containers):
            spoken = list(active(form, declared[name], value))
            for index, row in enumerate(value):
                _demanded_added(form, containers, (item(spoken, index), row, (*here, "*")))


def _demands(part: Mapping[str, Any], instance: Data) -> Iterator[str]:
    yield from part.get("required", ())
    for name, needed in part.get("dependentRequired", {}).items():
        yield from needed if name in instance else ()
