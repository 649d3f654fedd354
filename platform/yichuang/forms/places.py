"""Where each department's field stands in the merged form. The key is a function of identity alone, never of a label."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .compiled import Compiled, compiled
from .fields import Field, fields_of
from .form import Form
from .pointers import Steps, join
from .transforms import Constant, Transform

Identity = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """One department's form as it enters a merge.

    `roles` maps its roles to the merge's; `given` are identities that are not asked of the applicant because an upstream
    matter or a scenario answer supplies them; `row` says that the form is taken once for each row of that role;
    `known` are the values of given identities that are settled when the form is made, `open` those
    that scenario answers will settle. `transforms` stand at the fields (by pointer) that it declares in a way of its own.
    """

    name: str
    form: Form
    roles: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[Identity] = frozenset()
    row: str | None = None
    known: Mapping[Identity, Any] = field(default_factory=dict)
    open: frozenset[Identity] = frozenset()
    transforms: Mapping[str, Transform] = field(default_factory=dict)

    @cached_property
    def ready(self) -> Compiled:
        """The form made ready for use. Raises SchemaInvalid."""
        return compiled(self.form.schema)

    def role(self, own: str | None) -> str | None:
        """The merge's name for one of the form's roles."""
        return None if own is None else self.roles.get(own, own)


@dataclass(frozen=True)
class Place:
    """A field of the merged form: its key at top level, or its key in a row of the array `rows`."""

    key: str
    rows: str | None = None

    def __str__(self) -> str:
        return f"{self.rows}/*/{self.key}" if self.rows else self.key


@dataclass(frozen=True)
class Link:
    """One field of one department, and what fills it: a place of the merged form, or a given identity.

    `inner` is set for a field inside a repeated group of the department: its steps within the row; `rows` is then the
    role that the group repeats.
    """

    part: str
    steps: Steps
    field: Field
    place: Place | None
    given: Identity | None = None
    inner: Steps | None = None
    rows: str | None = None
    transform: Transform | None = None

    @property
    def pointer(self) -> str:
        """Where it stands in the department's instance; `*` is the row."""
        steps = self.steps if self.inner is None else (*self.steps, "*", *self.inner)
        return join(steps)

    def as_dict(self) -> dict[str, Any]:
        """An entry of the mapping: which field, of which form, where; `rows` and `given` only where they apply."""
        entry: dict[str, Any] = {"field": self.place.key if self.place else None, "form": self.part,
                                 "pointer": self.pointer,
                                 "transform": self.transform.as_dict() if self.transform else None}
        if self.place and self.place.rows:
            entry["rows"] = self.place.rows
        if self.given:
            entry["given"] = ".".join(self.given)
        return entry


def links_of(part: Part, apart: frozenset[tuple[str, str]] = frozenset()) -> list[Link]:
    """The links of one form, in its own order. `apart` holds (part, key) pairs that must not be shared."""
    found: list[Link] = []
    for own in fields_of(part.ready):
        if own.items:
            rows = part.role(own.role)
            found.extend(_link(part, own.steps, item, rows, item.steps, apart) for item in own.items)
        else:
            found.append(_link(part, own.steps, own, part.row, None, apart))
    return found


def _link(part: Part, steps: Steps, own: Field, rows: str | None, inner: Steps | None,
          apart: frozenset[tuple[str, str]]) -> Link:
    role = part.role(own.role)
    identity = (role, own.element) if role and own.element else None
    group = rows if inner is not None else None
    transform = part.transforms.get(join(steps if inner is None else (*steps, "*", *inner)))
    if isinstance(transform, Constant):
        return Link(part.name, steps, own, None, None, inner, group, transform)
    if identity in part.given:
        return Link(part.name, steps, own, None, identity, inner, group, transform)
    # Inside a row everything is the row's; a form taken once a row still has fields of others, at top level.
    in_row = inner is not None or role == rows or identity is None
    place = _place(part, steps if inner is None else inner, identity, rows if in_row else None)
    if (part.name, str(place)) in apart:
        place = Place(f"{place.key}~{part.name}", place.rows)
    return Link(part.name, steps, own, place, None, inner, group, transform)


def _place(part: Part, steps: Steps, identity: Identity | None, rows: str | None) -> Place:
    if identity is None:
        return Place(f"{part.name}~{'.'.join(steps)}", rows)
    role, element = identity
    return Place(element if role == rows else f"{role}.{element}", rows)


def row_roles(parts: Iterable[Part]) -> list[str]:
    """The roles that the merged form holds as arrays, in order of appearance."""
    found: dict[str, None] = {}
    for part in parts:
        if part.row:
            found[part.row] = None
        for own in fields_of(part.ready):
            if own.items and (role := part.role(own.role)):
                found[role] = None
    return list(found)
