"""Where each department's field stands in the merged form. The key is a function of identity alone, never of a label."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .compiled import Compiled, compiled
from .fields import Field, fields_of
from .form import Form
from .pointers import Steps, join
from .shape import shape_of
from .transforms import Borrowed, Constant, Join, Source, Transform

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
    called: str = ""
    """How people know the department and its form; the name when it is empty."""

    @cached_property
    def ready(self) -> Compiled:
        """The form made ready for use. Raises SchemaInvalid."""
        return compiled(self.form.schema)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What fills each of its fields while nothing is asked apart."""
        return tuple(_links(self))

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
    identity: Identity | None = None
    """Whose and what it reads, in the merge's roles."""
    sources: tuple[Link, ...] = ()
    """Of a field that is joined from several: what fills each of them; then it has no place itself."""
    source: Source | None = None
    """Of such a part: what its transform says of it."""

    @property
    def feeds(self) -> tuple[Link, ...]:
        """What fills it, each from one place: itself, or its sources."""
        return self.sources or (self,)

    @property
    def at(self) -> Steps:
        """Where it stands in the department's instance; `*` is the row."""
        return self.steps if self.inner is None else (*self.steps, "*", *self.inner)

    @property
    def pointer(self) -> str:
        """The same as a pointer."""
        return join(self.at)

    def entries(self) -> list[dict[str, Any]]:
        """Its entries of the mapping, one for each merged field: which field, of which form, where, by which transform;
        `rows`, `sources` (all that are read together) and `given` only where they apply."""
        made = self.transform.as_dict() if self.transform else None
        together = [feed.name for feed in self.feeds] if self.sources or isinstance(self.transform, Borrowed) else []
        return [{"field": feed.place.key if feed.place else None, "form": self.part, "pointer": self.pointer, "transform": made,
                 **({"rows": feed.place.rows} if feed.place and feed.place.rows else {}),
                 **({"sources": together} if together else {}),
                 **({"given": feed.name} if feed.given else {})} for feed in self.feeds]

    @property
    def name(self) -> str:
        """What is read: a merged key, or `role.element` of a value that is given."""
        return self.place.key if self.place else ".".join(self.given or ())


def links_of(part: Part, apart: frozenset[tuple[str, str]] = frozenset()) -> list[Link]:
    """The links of one form, in its own order. `apart` holds (part, place) pairs that must not be shared; a place is that
    of a field, or the array of a list."""
    mine = {where for name, where in apart if name == part.name}
    return [_set_apart(link, mine) for link in part.links] if mine else list(part.links)


def _set_apart(link: Link, mine: set[str]) -> Link:
    """By itself, or with the whole list that it stands in; a joined field with its sources."""
    link = replace(link, sources=tuple(_set_apart(feed, mine) for feed in link.sources)) if link.sources else link
    if link.inner is not None and link.rows in mine:
        rows = f"{link.rows}~{link.part}"
        return replace(link, rows=rows, place=replace(link.place, rows=rows) if link.place else None)
    if link.place and str(link.place) in mine:
        return replace(link, place=Place(f"{link.place.key}~{link.part}", link.place.rows))
    return link


def _links(part: Part) -> Iterator[Link]:
    for own in fields_of(part.ready):
        if own.items:
            rows = part.role(own.role)
            yield from (_link(part, own.steps, item, rows, item.steps) for item in own.items)
        else:
            yield _link(part, own.steps, own, part.row, None)


def _link(part: Part, steps: Steps, own: Field, rows: str | None, inner: Steps | None) -> Link:
    role = part.role(own.role)
    identity = (role, own.element) if role and own.element else None
    group = rows if inner is not None else None
    transform = part.transforms.get(join(steps if inner is None else (*steps, "*", *inner))) if part.transforms else None
    if isinstance(transform, Constant | Join | Borrowed):
        return _bridged(part, Link(part.name, steps, own, None, None, inner, group, transform, identity), rows)
    if identity in part.given:
        return Link(part.name, steps, own, None, identity, inner, group, transform, identity)
    # Inside a row everything is the row's; a form taken once a row still has fields of others, at top level.
    in_row = inner is not None or role == rows or identity is None
    place = _place(part, steps if inner is None else inner, identity, rows if in_row else None)
    return Link(part.name, steps, own, place, None, inner, group, transform, identity)


def _bridged(part: Part, link: Link, rows: str | None) -> Link:
    """A field that does not read what its own identity names: nothing, another field, or several."""
    transform = link.transform
    if isinstance(transform, Join):
        return replace(link, sources=tuple(_feed(part, link, source, rows) for source in transform.sources))
    if isinstance(transform, Borrowed):
        return replace(_feed(part, link, transform.source, rows), field=link.field, transform=transform, source=None)
    return link


def _feed(part: Part, whole: Link, source: Source, rows: str | None) -> Link:
    """What fills one source of a field: another field of the merged form, or a value that is given."""
    shape = shape_of(source.form, [source.form.schema])
    own = Field(whole.steps, None, source.identity[1] if source.identity else None,
                replace(shape, keywords={**shape.keywords, **source.words}))
    found = replace(whole, field=own, transform=None, identity=source.identity, source=source)
    if source.identity in part.given:
        return replace(found, given=source.identity)
    role = source.identity[0] if source.identity else None
    inside = rows if whole.inner is not None or role == rows or role is None else None
    place = _place(part, (), source.identity, inside) if source.identity else Place(source.field, inside)
    return replace(found, place=place)


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


def shared_places(links: Iterable[Link]) -> frozenset[Place]:
    """The places that not only one field uses: they may be filled in while one of the parts would hide its own. An array
    counts as a place of the lists and row forms that use it."""
    uses: dict[Place, set[tuple[str, Steps]]] = {}
    for link in (feed for each in links for feed in each.feeds):
        if link.place is not None:
            uses.setdefault(link.place, set()).add((link.part, link.at))
        if rows := link.rows or (link.place.rows if link.place else None):
            uses.setdefault(Place(rows), set()).add((link.part, link.steps if link.rows else ()))
    return frozenset(place for place, users in uses.items() if len(users) > 1)
