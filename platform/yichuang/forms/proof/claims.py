"""What must hold between a merged form and one department's field, and whether it is proved without trying."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as also
from functools import cached_property
from typing import Any, Literal

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Schema
from yichuang.forms.merge import Merged
from yichuang.forms.places import Identity, Link, Part, Place, shared_places
from yichuang.forms.shape import certain
from yichuang.forms.visibility import properties

from .fits import Fit, Saying, fit, saying
from .spoken import Spoken, place_of, spoken, text

Verdict = Literal["proved", "sampled", "conflict"]


@dataclass(frozen=True)
class Claim:
    """One field of one part: where it stands, what feeds it, and how sure it is that the part accepts what comes."""

    field: str
    """The place in the merged form (`key`, `rows/*/key`), or `role.element` of a value that is not asked."""
    part: str
    pointer: str
    verdict: Verdict
    why: str = ""
    tried: int = 0
    """Values and whole forms that were tried where it is not proved."""
    link: Link | None = also(default=None, repr=False, compare=False)
    refused: tuple[Any, ...] | None = also(default=None, repr=False, compare=False)
    """A value that may come and that the part refuses, one for each place that feeds the link."""

    def as_dict(self) -> dict[str, Any]:
        """As `forms merge` prints it."""
        return {"field": self.field, "form": self.part, "verdict": self.verdict, "pointer": self.pointer, "why": self.why,
                "tried": self.tried}


def field_of(link: Link) -> str:
    """What feeds a link, as claims call it."""
    if link.sources:
        return " + ".join(field_of(feed) for feed in link.sources)
    return str(link.place) if link.place else ".".join(link.given or ("constant",))


@dataclass(frozen=True)
class Ground:
    """A merge, and what is known of values that are not asked: identity → schema."""

    merged: Merged
    given: Mapping[Identity, Schema]

    @cached_property
    def form(self) -> Compiled:
        """The merged form, compiled."""
        return compiled(self.merged.form.schema)

    @cached_property
    def shared(self) -> frozenset[Place]:
        """The places that not only one field uses."""
        return shared_places(self.merged.links)

    @property
    def whole(self) -> Mapping[str, Any]:
        """The merged schema."""
        return self.merged.form.schema

    @cached_property
    def _levels(self) -> Mapping[str | None, Mapping[str, Sequence[Schema]]]:
        """For the top level (None) and each array: key → what is said of it in every case."""
        top = properties(certain(self.form, [self.form.schema]))
        rows = {key: [part["items"] for part in certain(self.form, said) if "items" in part] for key, said in top.items()}
        return {None: top, **{key: properties(certain(self.form, items)) for key, items in rows.items() if items}}

    @cached_property
    def demands(self) -> Mapping[str | None, frozenset[str]]:
        """For the top level (None) and each array: every conjunct that it states, as text without annotations."""
        return {rows: frozenset(text(part) for part in schema.get("allOf", ())) for rows, schema in self._objects.items()}

    def knows(self, rows: str | None) -> bool:
        """Whether it has this level: the top, or an array of rows."""
        return rows in self.demands

    def links(self, part: str) -> Sequence[Link]:
        """The links of one part."""
        return self._by_part.get(part, ())

    @cached_property
    def _by_part(self) -> Mapping[str, Sequence[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.merged.links:
            found.setdefault(link.part, []).append(link)
        return found

    def said(self, link: Link) -> list[Saying]:
        """What holds of the value that comes from each place that feeds a link, whatever else is filled in."""
        return [self._comes(feed) for feed in link.feeds]

    def _comes(self, feed: Link) -> Saying:
        key = feed.place or feed.given
        if key not in self._sayings:
            self._sayings[key] = self._holds(feed)
        return self._sayings[key]

    @cached_property
    def _sayings(self) -> dict[Place | Identity | None, Saying]:
        return {}

    def _holds(self, feed: Link) -> Saying:
        if feed.place is not None:
            return saying(self.form, self._levels.get(feed.place.rows, {}).get(feed.place.key, ()))
        said = self.given.get(feed.given, True) if feed.given else True
        return saying(compiled({"allOf": [said]}), [said])

    def required(self, rows: str | None) -> frozenset[str]:
        """What must be there at a level whatever the data."""
        return self._required.get(rows, frozenset())

    @cached_property
    def _required(self) -> Mapping[str | None, frozenset[str]]:
        return {rows: frozenset(schema.get("required", ())) for rows, schema in self._objects.items()}

    @cached_property
    def _objects(self) -> Mapping[str | None, Mapping[str, Any]]:
        arrays = {key: schema["items"] for key, schema in self.whole.get("properties", {}).items()
                  if isinstance(schema, Mapping) and isinstance(schema.get("items"), Mapping)}
        return {None: self.whole, **arrays}


def claims(part: Part, ground: Ground, samples: int) -> list[Claim]:
    """One claim a link of the part; `sampled` where nothing could be decided, of values with so many tried."""
    links = ground.links(part.name)
    said = spoken(part, links, ground.shared)
    open_ = frozenset(_unmet(said, ground)) | _beyond(said.beyond, links) | said.dropped
    return [_claim(link, fit(link, part.ready, ground.said(link), samples), open_) for link in links]


def _claim(link: Link, found: Fit, open_: frozenset[str]) -> Claim:
    field = field_of(link)
    # A list that need not be there as the department wants it leaves all its rows open.
    unmet = open_ & {field, *(field_of(feed) for feed in link.feeds), *([link.rows] if link.rows else [])}
    why = "" if found.proved else "值的范围"
    if unmet:
        why = why or "条件或必填"
    return Claim(field, link.part, link.pointer, "sampled" if why else "proved", why, found.tried, link, found.refused)


def _unmet(said: Spoken, ground: Ground) -> Iterator[str]:
    """The places that a demand of the part names which the merged form does not state word for word."""
    for rows, key in said.required:
        if key not in ground.required(rows) and ground.knows(rows):
            yield place_of(key, rows)
    for rows, demand, places in said.demands:
        if ground.knows(rows) and demand not in ground.demands[rows]:
            yield from places


def _beyond(beyond: Iterable[Sequence[str]], links: Sequence[Link]) -> frozenset[str]:
    """The places below steps that the merged form cannot speak for."""
    return frozenset(field_of(link) for link in links for steps in beyond if link.at[:len(steps)] == tuple(steps))
