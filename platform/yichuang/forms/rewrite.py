"""Says in merged names what one department's schema says in its own.

A form taken once a row speaks of two levels at once: fields of the row and fields beside it. Every piece of the schema
is therefore split into what holds at top level and what holds in each row; a condition on the row that has
consequences at top level asks whether any row meets it.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .compiled import Compiled, compiled
from .form import Schema
from .pieces import Piece, declarations, declared, demands, dependents, joined, settled, when
from .places import Identity, Link
from .pointers import Steps
from .refs import lookup
from .shape import certain
from .transforms import UNDECIDED, Constant
from .visibility import properties

SILENT = frozenset({"type", "title", "description", "$schema", "$id", "$defs", "definitions", "$comment", "examples",
                    "additionalProperties", "unevaluatedProperties", "default", "$ref", "then", "else", "deprecated"})
OWN_NAMES = frozenset({"x-section", "x-role"})
MAX_INLINED = 24


@dataclass
class Halves:
    """What holds at top level, and what holds in each row; each a list of schemas that all must hold."""

    top: list[Any] = field(default_factory=list)
    row: list[Any] = field(default_factory=list)
    unknown: bool = False
    """Whether it asks for a value that is not there yet: the output of an upstream matter, an open scenario answer."""

    def extend(self, other: Halves) -> None:
        """Both must hold."""
        self.top.extend(other.top)
        self.row.extend(other.row)
        self.unknown = self.unknown or other.unknown


@dataclass
class Rewriter:
    """Rewrites the schema of one part. `beyond` collects places that the merged form cannot say.

    `known` are given values that are settled already: conditions on them are decided here and leave no trace;
    `open` are those that will be settled before anybody fills in the form.
    """

    form: Compiled
    links: Mapping[Steps, Link]
    groups: Mapping[Steps, str]
    row: str | None = None
    known: Mapping[Identity, Any] = field(default_factory=dict)
    open: frozenset[Identity] = frozenset()
    beyond: list[tuple[Steps, str]] = field(default_factory=list)
    roots: tuple[Schema, ...] = ()
    """The schemas that the links' steps start from; the form's own when empty."""

    def split(self, fragment: Schema, at: Steps = (), asking: bool = False, depth: int = 0) -> Halves:
        """One object-level schema at these steps. `asking` means that it stands in a condition."""
        found = Halves()
        if isinstance(fragment, bool) or depth > MAX_INLINED:
            if fragment is False:
                found.top.append(False)
            return found
        if isinstance(target := fragment.get("$ref"), str):
            found.extend(self.split(lookup(self.form.schema, target), at, asking, depth + 1))
        for name, sub in fragment.get("properties", {}).items():
            found.extend(self._property((*at, name), sub, asking, depth))
        for name in fragment.get("required", ()):
            found.extend(self._required((*at, name), asking))
        for part in fragment.get("allOf", ()):
            found.extend(self.split(part, at, asking, depth))
        if "if" in fragment:
            found.extend(self._conditional(fragment, at, depth))
        for condition in dependents(fragment):
            found.extend(self._conditional(condition, at, depth))
        for key in ("anyOf", "oneOf", "not"):
            if key in fragment:
                found.extend(self._alternatives(key, fragment[key], at, asking, depth))
        self.beyond.extend((at, key) for key in fragment if key not in SILENT | _HANDLED and not key.startswith("x-"))
        return found

    def _property(self, steps: Steps, sub: Schema, asking: bool, depth: int) -> Halves:
        if steps in self.links:
            return self._leaf(self.links[steps], sub, asking)
        if steps in self.groups:
            return Halves(top=[{"properties": {self.groups[steps]: self._group(steps, sub, depth)}}])
        inner = self.split(sub, steps, asking, depth + 1)
        return inner if asking else self._once_begun(steps, inner)

    def _once_begun(self, steps: Steps, inner: Halves) -> Halves:
        """A nested object makes its demands once it is there: when any field of it is filled in or given."""
        below = [link for own, link in self.links.items() if own[:len(steps)] == steps]
        if any(link.place is None for link in below) or inner.unknown:
            return inner
        top = [{"required": [link.place.key]} for link in below if link.place and not link.place.rows]
        row = [{"required": [link.place.key]} for link in below if link.place and link.place.rows]
        asked = Halves(demands(inner.top), demands(inner.row))
        found = Halves(declarations(inner.top), declarations(inner.row))
        started = [Halves(top=[{"anyOf": top}])] if top else []
        started += [Halves(row=[{"anyOf": row}])] if row else []
        for begun in started:
            found.extend(self._chosen(begun, asked, Halves()))
        return found

    def _leaf(self, link: Link, sub: Schema, asking: bool) -> Halves:
        if isinstance(link.transform, Constant):
            met = link.transform.preimage(self.form, sub)
            return Halves(top=[False]) if asking and not met else Halves()
        if link.place is None:
            return self._given(link, sub) if asking else Halves()
        said = self._in_merged_values(link, sub)
        if said is UNDECIDED:
            self.beyond.append((link.steps, "transform"))
            return Halves(unknown=asking)
        piece: Piece = {"properties": {link.place.key: said}}
        return Halves(row=[piece]) if link.place.rows else Halves(top=[piece])

    def _in_merged_values(self, link: Link, sub: Schema) -> Any:
        if link.transform is None:
            return self.inlined(sub)
        return link.transform.preimage(self.form, sub)

    def _given(self, link: Link, sub: Schema) -> Halves:
        """A condition on a value that nobody is asked for."""
        if link.given is None or link.given not in self.known:
            if link.given not in self.open:
                self.beyond.append((link.steps, "given"))
            return Halves(unknown=True)
        value = self.known[link.given]
        met = compiled(self.inlined(sub)).is_valid(link.transform.forward(value) if link.transform else value)
        return Halves() if met else Halves(top=[False])

    def _group(self, steps: Steps, sub: Schema, depth: int) -> Schema:
        """An array of the department as the array of the merged form."""
        if isinstance(sub, bool):
            return sub
        inner = {link.inner: link for link in self.links.values() if link.steps == steps and link.inner is not None}
        within = Rewriter(self.form, inner, {}, self.groups[steps], self.known, self.open, self.beyond)
        kept = {key: self.inlined(value) for key, value in sub.items() if key not in ("items", *OWN_NAMES)}
        if "items" in sub:
            kept["items"] = joined(within.split(sub["items"], (), False, depth + 1).row)
        return kept

    def _required(self, steps: Steps, asking: bool) -> Halves:
        link = self.links.get(steps)
        if link is not None:
            if link.place is None:
                settled_ = isinstance(link.transform, Constant) or link.given in self.known
                return Halves(unknown=asking and not settled_)
            piece: Piece = {"required": [link.place.key]}
            return Halves(row=[piece]) if link.place.rows else Halves(top=[piece])
        if steps in self.groups:
            return Halves(top=[{"required": [self.groups[steps]]}])
        return self._any_below(steps) if asking else self._demands_of(steps)

    def _demands_of(self, steps: Steps) -> Halves:
        """What a nested object demands that must be there, whether any of its fields is filled in or not."""
        fragments: list[Schema] = list(self.roots) or [self.form.schema]
        for step in steps:
            fragments = properties(certain(self.form, fragments)).get(step, [])
        found = Halves()
        for fragment in fragments:
            inner = self.split(fragment, steps, False, len(steps))
            found.extend(Halves(demands(inner.top), demands(inner.row)))
        return found

    def _any_below(self, steps: Steps) -> Halves:
        """A nested object is there when any of its fields is."""
        places = [link.place for own, link in self.links.items() if own[:len(steps)] == steps and link.place]
        top = [{"required": [place.key]} for place in places if not place.rows]
        row = [{"required": [place.key]} for place in places if place.rows]
        return Halves([{"anyOf": top}] if top else [], [{"anyOf": row}] if row and not top else [])

    def _conditional(self, fragment: Mapping[str, Any], at: Steps, depth: int) -> Halves:
        asked = self.split(fragment["if"], at, True, depth + 1)
        then = self.split(fragment.get("then", True), at, False, depth + 1)
        other = self.split(fragment.get("else", True), at, False, depth + 1)
        return self._chosen(asked, then, other)

    def _chosen(self, asked: Halves, then: Halves, other: Halves) -> Halves:
        """One of two, after what is asked."""
        if asked.unknown:
            return Halves(declared([*then.top, *other.top]), declared([*then.row, *other.row]))
        if joined(asked.top) is False:
            return other
        if not asked.top and not asked.row:
            return then
        if not asked.row:
            return Halves(top=list(when(joined(asked.top), self._both(then), self._both(other))))
        in_row = Halves(row=list(when(joined(asked.row), joined(then.row), joined(other.row))))
        in_row.top.extend(when(self._some(joined(asked.row)), joined(then.top), True))
        in_row.top.extend(when(self._some({"not": joined(asked.row)}), joined(other.top), True))
        if not asked.top:
            return in_row
        return Halves(top=list(when(joined(asked.top), self._both(in_row), self._both(other))))

    def _both(self, halves: Halves) -> Any:
        """Both halves said at top level."""
        if not halves.row:
            return joined(halves.top)
        return joined([*halves.top, {"properties": {self.row: {"items": joined(halves.row)}}}])

    def _some(self, condition: Schema) -> Piece:
        """At least one row meets the condition."""
        return {"properties": {self.row: {"contains": condition}}, "required": [self.row]}

    def _alternatives(self, key: str, said: Any, at: Steps, asking: bool, depth: int) -> Halves:
        branches = [self.split(part, at, asking or key == "not", depth + 1) for part in (said if key != "not" else [said])]
        if any(branch.unknown for branch in branches):
            return Halves(unknown=True)
        if any(branch.top for branch in branches) and any(branch.row for branch in branches):
            self.beyond.append((at, key))
            return Halves()
        in_row = any(branch.row for branch in branches)
        piece = settled(key, [joined(branch.row if in_row else branch.top) for branch in branches])
        if piece is True:
            return Halves()
        return Halves(row=[piece]) if in_row and piece is not False else Halves(top=[piece])

    def inlined(self, value: Any, above: frozenset[str] = frozenset()) -> Any:
        """A value's schema standing alone: references are replaced by what they name, own role and section dropped.
        What leads back to itself is let through from there on; the department's own schema still judges it."""
        if isinstance(value, list):
            return [self.inlined(part, above) for part in value]
        if not isinstance(value, Mapping):
            return value
        target = value.get("$ref")
        if not isinstance(target, str):
            return {key: self.inlined(part, above) for key, part in value.items() if key not in OWN_NAMES}
        if target in above:
            self.beyond.append(((), "$ref"))
            return True
        rest = self.inlined({key: part for key, part in value.items() if key != "$ref"}, above)
        named = self.inlined(lookup(self.form.schema, target), above | {target})
        if not isinstance(named, Mapping):
            return named if named is False else rest
        return {**named, **rest} if not named.keys() & rest.keys() - SILENT else {"allOf": [named], **rest}


_HANDLED = frozenset({"properties", "required", "allOf", "if", "dependentRequired", "dependentSchemas", "anyOf", "oneOf",
                      "not"})
