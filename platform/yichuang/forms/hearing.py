"""Everything that departments say of one place, whoever takes part in a scenario: the grounds on which staff decide."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .conflicts import NOTHING_BESIDE, Conflict, conflicts_of
from .differences.meaning import BESIDE
from .differences.rows import said_of_lists
from .differences.voices import Voice, voice_of
from .places import Link, Part

MEANT = ("x-unit", "x-code-list")
WORDED = ("title", "description", "x-help")
WORDED_KINDS = frozenset({"meaning", "label"})
"""Conflicts that are about words: for others, a better wording changes no grounds."""


@dataclass(frozen=True)
class Hearing:
    """All parts that could meet, as their departments declare them: nothing given, nothing transformed. `gifts` are what
    else fills a place, by who gives it."""

    everyone: Sequence[Part]
    gifts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts as declared."""
        return tuple(replace(part, given=frozenset(), known={}, open=frozenset(), transforms={}) for part in self.everyone)

    @cached_property
    def _asking(self) -> Mapping[str, Sequence[tuple[Part, Link]]]:
        """Place → the fields that are asked there."""
        found: dict[str, list[tuple[Part, Link]]] = {}
        for part in self.parts:
            for link in (feed for each in part.links for feed in each.feeds):
                if link.place is not None:
                    found.setdefault(str(link.place), []).append((part, link))
        return found

    def voices(self, where: str) -> list[Voice]:
        """All that ask at a place."""
        return [voice_of(part, link) for part, link in self._asking.get(where, ())]

    def pointers(self, part: str, where: str | None = None) -> frozenset[str]:
        """Where a part's fields stand in its own form: those that are asked at a place, or all."""
        places = self._asking.values() if where is None else [self._asking.get(where, ())]
        return frozenset(link.pointer for asked in places for own, link in asked if own.name == part)

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, Any]]:
        """Array → part → what it says of the list that it keeps."""
        return said_of_lists(self.parts)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where the parts differ when all of them meet."""
        return conflicts_of(self.parts, NOTHING_BESIDE)

    @property
    def places(self) -> Collection[str]:
        """Every place that a decision can be about."""
        return [*self._asking, *self.lists]

    def members(self, where: str) -> tuple[str, ...]:
        """Who asks at a place, or keeps a list there."""
        return tuple(dict.fromkeys([*(part.name for part, _ in self._asking.get(where, ())), *self.lists.get(where, ())]))

    def namesakes(self, where: str) -> Mapping[str, str]:
        """Of one role and called as the field at this place is: part → place."""
        asked = [link for _, link in self._asking.get(where, ())]
        names = {_name(link) for link in asked} - {""}
        whose = {where.rpartition(str(link.field.element))[0] for link in asked}
        found: dict[str, str] = {}
        for place, links in self._asking.items():
            for part, link in links:
                if _name(link) in names and place.rpartition(str(link.field.element))[0] in whose:
                    found.setdefault(part.name, place)
        return found

    def grounds(self, where: str, kind: str, members: Sequence[str] = ()) -> str:
        """The digest of what was compared there: of these parts, or of all when none is named."""
        places = set(self.namesakes(where).values()) if kind == "label" else {where}
        said = [[voice.part, place, voice.pointer, voice.own, _about(voice, kind)] for place in sorted(places)
                for voice in self.voices(place) if not members or voice.part in members]
        lists = {part: said for part, said in self.lists.get(where, {}).items() if not members or part in members}
        gifts = self.gifts.get(where, {})
        document = {"said": sorted(said, key=lambda each: (each[0], each[2])), "lists": lists, "gifts": gifts}
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _about(voice: Voice, kind: str) -> dict[str, Any]:
    keys = (*MEANT, *WORDED) if kind in WORDED_KINDS else MEANT
    return {key: voice.about[key] for key in keys if key in voice.about}


def _name(link: Link) -> str:
    return BESIDE.sub("", str(link.field.shape.title or "")) if link.field.element else ""
