"""What must hold between a merged form and one department's field, and whether it is proved without trying."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Schema
from yichuang.forms.merge import Merged, rewriter_of
from yichuang.forms.places import Identity, Link, Part
from yichuang.forms.pointers import Steps
from yichuang.forms.rewrite import Halves
from yichuang.forms.shape import certain
from yichuang.forms.transforms import NOTHING, Constant
from yichuang.forms.visibility import properties

from .contain import contained
from .plain import plain
from .said import Said

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

    def as_dict(self) -> dict[str, str]:
        """As `forms merge` prints it."""
        return {"field": self.field, "form": self.part, "verdict": self.verdict, "pointer": self.pointer, "why": self.why}


def field_of(link: Link) -> str:
    """What feeds a link, as claims call it."""
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

    @property
    def whole(self) -> Mapping[str, Any]:
        """The merged schema."""
        return self.merged.form.schema

    def fragments(self, rows: str | None, key: str) -> list[Schema]:
        """What the merged form says of a place whatever the data."""
        return [part for said in self._levels.get(rows, {}).get(key, ()) for part in certain(self.form, [said])]

    @cached_property
    def _levels(self) -> Mapping[str | None, Mapping[str, Sequence[Schema]]]:
        """For the top level (None) and each array: key → what is said of it in every case."""
        top = properties(certain(self.form, [self.form.schema]))
        rows = {key: [part["items"] for part in certain(self.form, said) if "items" in part] for key, said in top.items()}
        return {None: top, **{key: properties(certain(self.form, items)) for key, items in rows.items() if items}}

    @cached_property
    def demands(self) -> Mapping[str | None, frozenset[str]]:
        """For the top level (None) and each array: every conjunct that it states, as text without annotations."""
        arrays = {key: schema["items"] for key, schema in self.whole.get("properties", {}).items()
                  if isinstance(schema, Mapping) and isinstance(schema.get("items"), Mapping)}
        levels: dict[str | None, Any] = {None: self.whole, **arrays}
        return {level: frozenset(_text(part) for part in schema.get("allOf", ())) for level, schema in levels.items()}

    def required(self, rows: str | None) -> frozenset[str]:
        """What must be there at a level whatever the data."""
        schema = self.whole if rows is None else self.whole["properties"].get(rows, {}).get("items", {})
        return frozenset(schema.get("required", ()))


def claims(part: Part, ground: Ground) -> list[Claim]:
    """One claim a link of the part; `sampled` where nothing could be decided."""
    links = [link for link in ground.merged.links if link.part == part.name]
    rewriter = rewriter_of(part, links)
    halves = rewriter.split(part.form.schema)
    open_ = _unmet(halves, part, ground)
    beyond = [steps for steps, key in rewriter.beyond]
    return [_claim(part, link, ground, open_ | _beyond(beyond, links)) for link in links]


def _claim(part: Part, link: Link, ground: Ground, open_: frozenset[str]) -> Claim:
    field = field_of(link)
    why = "" if _value_fits(part, link, ground) else "值的范围"
    if field in open_:
        why = why or "条件或必填"
    return Claim(field, part.name, link.pointer, "sampled" if why else "proved", why)


def _value_fits(part: Part, link: Link, ground: Ground) -> bool:
    """Whether what comes surely meets what the department says of the value whatever else is filled in."""
    own = part.ready
    if link.transform is not None:
        return _made_values_fit(link, ground, own)
    if link.place is None:
        said = ground.given.get(link.given) if link.given else None
        return said is not None and contained([said], compiled({"allOf": [said]}), _certain(own, link), own)
    return contained(ground.fragments(link.place.rows, link.place.key), ground.form, _certain(own, link), own)


def _made_values_fit(link: Link, ground: Ground, own: Compiled) -> bool:
    """With a transform: every value that the merged form lists, tried; nothing else is decided."""
    transform = link.transform
    if transform is None or isinstance(transform, Constant):
        values: list[Any] | None = [None]
    elif link.place is None:
        said = ground.given.get(link.given, True) if link.given else True
        values = Said.of(compiled({"allOf": [said]}), [said]).listed()
    else:
        values = Said.of(ground.form, ground.fragments(link.place.rows, link.place.key)).listed()
    certain_ = _certain(own, link)
    made = [transform.forward(value) for value in values or ()] if transform else []
    return values is not None and all(value is not NOTHING and all(own.holds(part, value) for part in certain_) for value in made)


def _certain(own: Compiled, link: Link) -> Sequence[Schema]:
    """What the department says of the field in every case: branches are judged with the conditions they stand in."""
    return _certain_at(own, link.steps if link.inner is None else (*link.steps, "*", *link.inner))


@lru_cache(maxsize=8192)
def _certain_at(own: Compiled, steps: Steps) -> tuple[Schema, ...]:
    if not steps:
        return (own.schema,)
    above = _parts_at(own, steps[:-1])
    if steps[-1] == "*":
        return tuple(part["items"] for part in above if "items" in part)
    return tuple(part["properties"][steps[-1]] for part in above if steps[-1] in part.get("properties", {}))


@lru_cache(maxsize=8192)
def _parts_at(own: Compiled, steps: Steps) -> tuple[Any, ...]:
    return tuple(certain(own, _certain_at(own, steps)))


def _unmet(halves: Halves, part: Part, ground: Ground) -> frozenset[str]:
    """The places that a demand of the part names which the merged form does not state word for word."""
    found: set[str] = set()
    for rows, pieces in ((None, halves.top), (part.row, halves.row)):
        for piece in pieces:
            if _is_plain(piece):
                missing = set(piece.get("required", ())) - ground.required(rows)
                found |= {_place(key, rows) for key in missing}
            elif _text(piece) not in ground.demands.get(rows, frozenset()):
                found |= set(_named(piece, rows))
    return frozenset(found)


def _is_plain(piece: Any) -> bool:
    return isinstance(piece, Mapping) and set(piece) <= {"properties", "required"}


def _place(key: str, rows: str | None) -> str:
    return f"{rows}/*/{key}" if rows else key


def _named(piece: Any, rows: str | None) -> Iterator[str]:
    """Every place that a piece speaks of."""
    if not isinstance(piece, Mapping):
        return
    yield from (_place(name, rows) for name in piece.get("required", ()))
    for name, schema in piece.get("properties", {}).items():
        yield _place(name, rows)
        for key in ("items", "contains"):
            if isinstance(schema, Mapping) and key in schema:
                yield from _named(schema[key], name)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in piece.get(key, ()):
            yield from _named(part, rows)
    for key in ("if", "then", "else", "not"):
        yield from _named(piece.get(key), rows)


def _beyond(beyond: Iterable[Sequence[str]], links: Sequence[Link]) -> frozenset[str]:
    """The places below steps that the merged form cannot speak for."""
    return frozenset(field_of(link) for link in links for steps in beyond if link.steps[:len(steps)] == tuple(steps))


def _text(schema: Any) -> str:
    return json.dumps(plain(schema), sort_keys=True, ensure_ascii=False)
