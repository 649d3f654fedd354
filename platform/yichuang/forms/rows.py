"""Adding and taking away rows by the page's own buttons, for browsers without JavaScript.

A button named `add-row` carries the pointer of a list (or of an object not begun yet), `remove-row` that of a row.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .compiled import compiled
from .form import Data, Form
from .pointers import Steps, get, split
from .shape import Kind, Shape, item_fragments, shape_of, shapes_below

ADD, REMOVE = "add-row", "remove-row"


def with_rows_changed(form: Form, data: Data, pairs: Iterable[tuple[str, str]]) -> Data | None:
    """A copy of the data that a body carried, changed as the pressed button says; None when none was pressed."""
    for name, pointer in pairs:
        if name in (ADD, REMOVE) and pointer.startswith("/"):
            steps = split(pointer)
            return _added(form, data, steps) if name == ADD else _removed(data, steps)
    return None


def _added(form: Form, data: Data, steps: Steps) -> Data:
    shape = _shape_at(form, steps)
    if shape is None or shape.kind not in (Kind.OBJECT, Kind.ROWS, Kind.LIST):
        return data
    if shape.kind is Kind.OBJECT:
        return _changed(data, steps, get(data, steps, {}) or {})
    rows = get(data, steps)
    blank: Any = {} if shape.kind is Kind.ROWS else ""
    return _changed(data, steps, [*rows, blank] if isinstance(rows, list) else [blank])


def _removed(data: Data, steps: Steps) -> Data:
    rows = get(data, steps[:-1])
    if not isinstance(rows, list) or not steps[-1].isdecimal():
        return data
    return _changed(data, steps[:-1], [row for index, row in enumerate(rows) if index != int(steps[-1])])


def _shape_at(form: Form, steps: Steps) -> Shape | None:
    schema = compiled(form.schema)
    shape = shape_of(schema, [schema.schema])
    for step in steps:
        if shape.kind in (Kind.ROWS, Kind.LIST) and step.isdecimal():
            shape = shape_of(schema, item_fragments(shape, int(step)))
        elif said := shapes_below(schema, shape.fragments).get(step):
            shape = shape_of(schema, said)
        else:
            return None
    return shape


def _changed(document: Data, steps: Steps, value: Any) -> Data:
    found: Data = _with(document, steps, value)
    return found


def _with(document: Any, steps: Steps, value: Any) -> Any:
    """A copy of document in which steps lead to value; objects that are missing on the way are made."""
    if not steps:
        return value
    if isinstance(document, list):
        index = int(steps[0])
        return [_with(row, steps[1:], value) if i == index else row for i, row in enumerate(document)]
    below = document if isinstance(document, dict) else {}
    return {**below, steps[0]: _with(below.get(steps[0], {}), steps[1:], value)}
