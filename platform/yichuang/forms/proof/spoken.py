"""What one part says in merged names, worked out once for all the scenarios in which it says the same."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.places import Link, Part, Place
from yichuang.forms.pointers import Steps
from yichuang.forms.rewrite import Rewriter

from .plain import plain

Level = str | None
"""An array of the merged form, None for its top level."""


@dataclass(frozen=True)
class Spoken:
    """What must hold, level by level: keys that must be there, and other demands as texts with the places they name; the
    steps that the merged form cannot speak for, and the places of demands that it leaves out."""

    required: frozenset[tuple[Level, str]]
    demands: tuple[tuple[Level, str, frozenset[str]], ...]
    beyond: tuple[Steps, ...]
    dropped: frozenset[str]


@dataclass(frozen=True)
class _Question:
    """All that the answer depends on; the part itself is only carried along."""

    form: Compiled
    row: Level
    links: tuple[str, ...]
    known: tuple[str, ...]
    shared: frozenset[Place]
    part: Part = field(compare=False)
    own: tuple[Link, ...] = field(compare=False)


def spoken(part: Part, links: Sequence[Link], shared: frozenset[Place]) -> Spoken:
    """What the part says; `shared` are the places that not only one field uses."""
    feeds = [feed for link in links for feed in link.feeds]
    asked = {identity for feed in feeds for identity in (feed.identity, feed.given) if identity}
    known = tuple(sorted(f"{identity}={json.dumps(part.known[identity])}" if identity in part.known else f"{identity}"
                         for identity in asked if identity in part.known or identity in part.open))
    places = {place for feed in feeds for place in (feed.place, Place(feed.rows) if feed.rows else None,
                                                    Place(feed.place.rows) if feed.place and feed.place.rows else None) if place}
    described = tuple(json.dumps([link.entries(), [dict(feed.field.shape.keywords) for feed in link.sources]]) for link in links)
    return _answered(_Question(part.ready, part.row, described, known, shared & places, part, tuple(links)))


@lru_cache(maxsize=2048)
def _answered(question: _Question) -> Spoken:
    rewriter = Rewriter(question.part, list(question.own), question.shared)
    halves = rewriter.whole()
    said = [*_taken_apart(None, halves.top), *_taken_apart(question.row, halves.row)]
    left_out = ((level, piece) for rows, out in rewriter.dropped
                for level, pieces in ((rows, out.top), (question.row, out.row)) for piece in pieces)
    return Spoken(
        frozenset((level, each) for level, each in said if isinstance(each, str)),
        tuple((level, text(each), frozenset(_named(each, level))) for level, each in said if not isinstance(each, str)),
        tuple(steps for steps, _ in rewriter.beyond),
        frozenset(place for level, piece in left_out for place in _named(piece, level)))


def _taken_apart(level: Level, pieces: Iterable[Any]) -> Iterator[tuple[Level, Any]]:
    """The keys that pieces require, and those that say more than what is declared and required; of arrays, of their rows."""
    for piece in pieces:
        if not (isinstance(piece, Mapping) and set(piece) <= {"properties", "required"}):
            yield level, piece
            continue
        yield from ((level, key) for key in piece.get("required", ()))
        for name, schema in piece.get("properties", {}).items():
            items = schema.get("items") if level is None and isinstance(schema, Mapping) else None
            if isinstance(items, Mapping):
                plainly = {key: items[key] for key in ("properties", "required") if key in items}
                yield from _taken_apart(name, [plainly, *items.get("allOf", ())])


def place_of(key: str, rows: Level) -> str:
    """A place as claims call it."""
    return f"{rows}/*/{key}" if rows else key


def _named(piece: Any, rows: Level) -> Iterator[str]:
    """Every place that a piece speaks of."""
    if not isinstance(piece, Mapping):
        return
    yield from (place_of(name, rows) for name in piece.get("required", ()))
    for name, schema in piece.get("properties", {}).items():
        yield place_of(name, rows)
        for key in ("items", "contains"):
            if isinstance(schema, Mapping) and key in schema:
                yield from _named(schema[key], name)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in piece.get(key, ()):
            yield from _named(part, rows)
    for key in ("if", "then", "else", "not"):
        yield from _named(piece.get(key), rows)


def text(piece: Any) -> str:
    """A piece without annotations, so that two that demand the same are the same."""
    return json.dumps(plain(piece), sort_keys=True, ensure_ascii=False)
