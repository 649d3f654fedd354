"""The fields of one department's form: where each stands in its instance, whose it is, and what it means."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .compiled import Compiled
from .pointers import Steps
from .shape import Kind, Shape, item_fragments, shape_of, shapes_below
from .visibility import Fragments

MAX_NESTING = 12


@dataclass(frozen=True)
class Field:
    """A leaf of a form. `items` are the fields of one row when it is a repeated group with a role, else empty."""

    steps: Steps
    role: str | None
    element: str | None
    shape: Shape
    items: tuple[Field, ...] = ()

    @property
    def identity(self) -> tuple[str, str] | None:
        """(role, element), or None for a field that is nobody's but this form's."""
        return (self.role, self.element) if self.role and self.element else None


@lru_cache(maxsize=1024)
def fields_of(form: Compiled) -> tuple[Field, ...]:
    """Every field the form could ask, in the order declared, conditional ones included; worked out once a form."""
    return tuple(_below(form, [form.schema], (), None))


@lru_cache(maxsize=1024)
def containers_of(form: Compiled) -> frozenset[Steps]:
    """The nested objects of the form, whose fields are leaves of their own; `*` is any row."""
    return frozenset(_containers(fields_of(form), ()))


def _containers(fields: Iterable[Field], base: Steps) -> Iterator[Steps]:
    for each in fields:
        yield from ((*base, *each.steps[:depth]) for depth in range(1, len(each.steps)))
        yield from _containers(each.items, (*base, *each.steps, "*"))


def _below(form: Compiled, fragments: Fragments, at: Steps, role: str | None,
           above: frozenset[int] = frozenset()) -> Iterator[Field]:
    for name, said in shapes_below(form, fragments).items():
        shape = shape_of(form, said)
        yield from _field(form, shape, (*at, name), _text(shape.keywords, "x-role") or role, above)


def _field(form: Compiled, shape: Shape, steps: Steps, role: str | None, above: frozenset[int]) -> Iterator[Field]:
    element = _text(shape.keywords, "x-element")
    here = frozenset(id(part) for part in shape.fragments if isinstance(part, Mapping))
    # A schema inside itself has no last field: where it comes back it is one value.
    nested = shape.kind is Kind.OBJECT and element is None and len(steps) < MAX_NESTING and not here & above
    if nested and shapes_below(form, shape.fragments):
        yield from _below(form, list(shape.fragments), steps, role, above | here)
    elif shape.kind is Kind.ROWS and element is None and not here & above and (group := row_role(form, shape)):
        rows = tuple(_below(form, item_fragments(shape), (), group, above | here))
        yield Field(steps, group, None, shape, rows)
    else:
        yield Field(steps, role, element, shape)


def row_role(form: Compiled, shape: Shape) -> str | None:
    """Whose the rows are: said on the list or on its items."""
    return _text(shape.keywords, "x-role") or _text(shape_of(form, item_fragments(shape)).keywords, "x-role")


def _text(keywords: Mapping[str, Any], key: str) -> str | None:
    value = keywords.get(key)
    return value if isinstance(value, str) and value else None
