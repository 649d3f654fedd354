"""Fields that are joined from several of the merged form: what these are asked, and what a condition on the joined text
says of them."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .compiled import Compiled, compiled
from .form import Schema
from .halves import Halves, always, never
from .pieces import Piece
from .places import Identity, Link, Part, Place
from .transforms import NOTHING, UNDECIDED, Join, Source
from .transforms.lengths import Lengths, limits
from .transforms.sources import longest_of, shortest_of

Way = Sequence[Any]


def is_row(feed: Link) -> bool:
    """Whether it stands in the row that the whole form is taken for, and not at the level of the field."""
    return bool(feed.place and feed.place.rows and feed.inner is None)


def asked_of(link: Link, sub: Schema, shared: frozenset[Place]) -> Halves | None:
    """What each source is asked, and which of them go together, for a field of which `sub` (standing alone) is declared;
    None when the form cannot say all of it."""
    if sub is False and any(feed.place in shared for feed in link.sources):
        return always()
    alone, schema = _alone(sub)
    join = _join(link)
    ways = join.ways(alone, schema)
    lengths = limits(join, schema, [_known(feed) for feed in link.sources]) if ways is UNDECIDED else {}
    found = Halves()
    for index, feed in enumerate(link.sources):
        if feed.place is not None:
            said = False if sub is False else {**_source(feed).schema, **lengths.get(index, {})}
            _put(found, feed, {"properties": {feed.place.key: said}})
    if not isinstance(ways, list) or sub is False:
        return found
    together = _one_of(link, ways, {})
    if together is None:
        return None
    found.extend(together)
    return found


def met_by(link: Link, sub: Schema, known: Mapping[Identity, Any]) -> Halves | None:
    """The joined text meets `sub` (standing alone), if it is there; None when that cannot be said."""
    alone, schema = _alone(sub)
    ways = _join(link).ways(alone, schema)
    if ways is True:
        return always()
    return None if ways is UNDECIDED else _one_of(link, ways, known)


def filled(link: Link, part: Part) -> Halves:
    """All that the joined text needs is there."""
    found = Halves()
    for feed in needed(link):
        if feed.place is not None:
            _put(found, feed, {"required": [feed.place.key]})
        elif feed.given not in part.known and feed.given in part.open:
            found.unknown = True
    return found


def needed(link: Link) -> list[Link]:
    """The sources without which there is no text."""
    return [feed for feed in link.sources if feed.source and not feed.source.optional]


def informed(links: Sequence[Link]) -> list[Link]:
    """The same links, joined fields knowing how long others let their sources be."""
    joined = {feed.place for link in links if link.sources for feed in link.sources}
    if not joined:
        return list(links)
    known: dict[Place, list[Mapping[str, Any]]] = {}
    for link in links:
        if link.place in joined and link.place is not None and link.transform is None:
            known.setdefault(link.place, []).append(link.field.shape.keywords)
    return [replace(link, sources=tuple(_informed(feed, known) for feed in link.sources)) for link in links]


def _informed(feed: Link, known: Mapping[Place, Sequence[Mapping[str, Any]]]) -> Link:
    """Knowing no more than is then stated of the source, whether others say it in every case or not."""
    shape, others = feed.field.shape, known.get(feed.place, ()) if feed.place else ()
    if not others or feed.source is None or feed.source.transform is not None:
        return feed
    longest = [length for said in (shape.keywords, *others) if (length := longest_of(said)) is not None]
    shortest = max(shortest_of(said) for said in (shape.keywords, *others))
    lengths = {**({"maxLength": min(longest)} if longest else {}), **({"minLength": shortest} if shortest else {})}
    return replace(feed, field=replace(feed.field, shape=replace(shape, keywords={**shape.keywords, **lengths})))


def _one_of(link: Link, ways: Sequence[Way], known: Mapping[Identity, Any]) -> Halves | None:
    """While all that is needed is there it is filled in in one of these ways. Nothing is declared by that."""
    levels = {is_row(feed) for feed in link.sources if feed.place}
    if len(levels) > 1 or any(feed.place is None and feed.given not in known for feed in link.sources):
        return None
    open_ = [way for way in ways if _fits(link, way, known)]
    said = [_way(link, way) for way in open_]
    keys = [feed.place.key for feed in needed(link) if feed.place]
    if {} in said:
        return always()
    if not keys:
        return never() if not said else Halves(top=[{"not": {"not": {"anyOf": said}}}])
    piece: Piece = {"not": {"required": keys, **({"not": {"anyOf": said}} if said else {})}}
    return Halves(row=[piece]) if True in levels else Halves(top=[piece])


def _fits(link: Link, way: Way, known: Mapping[Identity, Any]) -> bool:
    """Whether the values that are given already are those of this way."""
    return all((feed.given in known and schema is not NOTHING and compiled({"allOf": [schema]}).is_valid(known[feed.given]))
               for feed, schema in zip(link.sources, way, strict=True) if feed.place is None and feed.given)


def _way(link: Link, way: Way) -> Piece:
    asked = [(feed.place.key, schema) for feed, schema in zip(link.sources, way, strict=True) if feed.place]
    said = {key: schema for key, schema in asked if schema is not NOTHING and schema is not True}
    gone = [{"required": [key]} for key, schema in asked if schema is NOTHING]
    there = [key for key, schema in asked if schema is not NOTHING]
    found = {"properties": said, "required": there, "not": {"anyOf": gone}}
    return {key: value for key, value in found.items() if value and value != {"anyOf": []}}


def _put(found: Halves, feed: Link, piece: Piece) -> None:
    (found.row if is_row(feed) else found.top).append(piece)


def _known(feed: Link) -> Lengths:
    """How short and how long its text is anyway."""
    source = _source(feed)
    if source.transform is not None:
        return source.shortest, source.longest
    return shortest_of(feed.field.shape.keywords), longest_of(feed.field.shape.keywords)


def _alone(sub: Schema) -> tuple[Compiled, Schema]:
    """A schema that stands alone, compiled, so that it need not be compiled anew each time."""
    form = compiled({"allOf": [sub]})
    whole: Any = form.schema
    return form, whole["allOf"][0]


def _join(link: Link) -> Join:
    if not isinstance(link.transform, Join):
        raise TypeError(link.at)
    return link.transform


def _source(feed: Link) -> Source:
    if feed.source is None:
        raise TypeError(feed.at)
    return feed.source
