"""Says in merged names what one department's schema says in its own.

A form taken once a row speaks of two levels at once: fields of the row and fields beside it. Every piece of the schema
is therefore split into what holds at top level and what holds in each row; a condition on the row that has
consequences at top level asks whether any row meets it. What cannot be said in merged names is taken down in `beyond`.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .closed import names, others, unevaluated
from .compiled import compiled
from .cycles import cycles_of
from .form import Schema
from .halves import Halves, always, both, either, negated, never, silent
from .inline import Definitions, inlined
from .joining import asked_of, met_by
from .keywords import ANNOTATIONS, CORE
from .lists import Lists
from .occurrences import turns_into
from .pieces import Piece, declared, declaring, demanding, dependents, joined, once, settled, some, when
from .places import Link, Part, Place
from .pointers import Steps
from .presence import Context, Presence
from .transforms import UNDECIDED, Constant

SILENT = ANNOTATIONS | (CORE - {"$dynamicRef"}) | frozenset({
    "$defs", "definitions", "then", "else", "contentSchema", "format", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "items", "prefixItems", "contains", "minContains",
    "maxContains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems",
})
"""What says nothing of an object, or is read with the keyword it belongs to."""


class Rewriter:
    """Rewrites the schema of one part. `shared` are places that not only one field of this part fills.

    Of given values those that are known are settled already: conditions on them are decided here and leave no trace.
    """

    def __init__(self, part: Part, links: Sequence[Link], shared: frozenset[Place] = frozenset()) -> None:
        self.part, self.form, self.shared = part, part.ready, shared
        self.links = {link.at: link for link in links}
        self.groups = {link.steps: link.rows for link in links if link.rows}
        self.beyond: list[tuple[Steps, str]] = []
        self.definitions = Definitions(part.name, self.form.schema)
        self.dropped: list[tuple[str | None, Halves]] = []
        """What the merged form does not demand, because whether it holds cannot be said there; the first is the array it is of."""
        self.presence = Presence(part, self.links, self.groups, shared, self.split)
        self.lists = Lists(self.form, self.split, self._whole_rows, self.cannot)

    def whole(self) -> Halves:
        """All that the part's schema says."""
        self.beyond.extend((steps, "cycle") for circle in cycles_of(self.form) for steps in circle)
        return self.split(self.form.schema, (), Context())

    def split(self, fragment: Schema, at: Steps, context: Context) -> Halves:
        """One object-level schema at these steps of the part's instance."""
        found = Halves()
        for part in self.form.resolve(fragment):
            if isinstance(part, bool):
                found.extend(always() if part else never())
                continue
            for rule in dict.fromkeys(rule for key, rule in RULES.items() if key in part):
                found.extend(rule(self, part, at, context))
            for key in part:
                if key not in SILENT and key not in RULES and not key.startswith("x-"):
                    found.extend(self.cannot(at, key))
        return found

    def cannot(self, at: Steps, key: str) -> Halves:
        self.beyond.append((at, key))
        return Halves(unknown=True)

    def _drop(self, at: Steps, demands: Iterable[Halves]) -> None:
        rows = self.groups[at[:at.index("*")]] if "*" in at else None
        self.dropped += [(rows, each) for each in demands]

    def _sure(self, found: Halves | None, at: Steps, key: str = "level") -> Halves:
        return self.cannot(at, key) if found is None else found

    def _properties(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        return both([self.of_property((*at, name), sub, context) for name, sub in part["properties"].items()])

    def of_property(self, steps: Steps, sub: Schema, context: Context) -> Halves:
        if steps in self.links:
            return self._leaf(self.links[steps], sub, context)
        if steps in self.groups:
            return self._list(steps, sub, context)
        # What no field stands for is never in the instance.
        return self._nested(steps, sub, context) if any(self.presence.within(steps)) else always()

    def _leaf(self, link: Link, sub: Schema, context: Context) -> Halves:
        if context.asking:
            return self._unless_hidden(link.at, self._met(link, sub), context)
        if link.sources:
            return self._sure(asked_of(link, self.alone(sub), self.shared), link.at, "transform")
        if link.place is None:
            # What holds of a given value in every case is for the proof to judge.
            known = isinstance(link.transform, Constant) or link.given in self.part.known
            return self._met(link, sub) if known and context.entered else always()
        if sub is False and link.place in self.shared:
            return always()
        if link.transform is None:
            return self._met(link, sub)
        return self._at_place(link, sub if isinstance(sub, bool) else link.transform.asked(self.form, sub))

    def _unless_hidden(self, at: Steps, met: Halves, context: Context) -> Halves:
        """A condition on a field holds where the department does not see the field."""
        shown = self.presence.shown(at, context)
        if met.settled is True or (shown is not None and shown.settled is True):
            return met
        hidden = None if shown is None else negated(shown)
        return self._sure(None if hidden is None else either([hidden, met]), at)

    def _met(self, link: Link, sub: Schema) -> Halves:
        """A field's value meets a schema, if there is one."""
        if isinstance(link.transform, Constant):
            return always() if link.transform.preimage(self.form, sub) else never()
        if link.sources:
            return self._sure(met_by(link, self.alone(sub), self.part.known), link.at, "transform")
        if link.place is None:
            return self._given(link, sub)
        said = self.inlined(sub) if link.transform is None else link.transform.preimage(self.form, sub)
        return self.cannot(link.at, "transform") if said is UNDECIDED else self._at_place(link, said)

    @staticmethod
    def _at_place(link: Link, said: Schema) -> Halves:
        piece: Piece = {"properties": {link.place.key if link.place else "": said}}
        return Halves(row=[piece]) if link.place and link.place.rows and link.inner is None else Halves(top=[piece])

    def _given(self, link: Link, sub: Schema) -> Halves:
        """A value that nobody is asked for meets a schema."""
        if sub is True or sub == {}:
            return always()
        if link.given is None or link.given not in self.part.known:
            return Halves(unknown=True) if link.given in self.part.open else self.cannot(link.at, "given")
        value = self.part.known[link.given]
        met = compiled({"allOf": [self.alone(sub)]}).is_valid(link.transform.forward(value) if link.transform else value)
        return always() if met else never()

    def _list(self, steps: Steps, sub: Schema, context: Context) -> Halves:
        if not context.asking and sub is False and Place(self.groups[steps]) in self.shared:
            return always()
        said, unknown = self.lists.said(sub, steps, context)
        met = Halves([{"properties": {self.groups[steps]: said}}], unknown=unknown)
        return self._unless_hidden(steps, met, context) if context.asking else met

    def _whole_rows(self, steps: Steps) -> bool:
        return all(link.place and link.transform is None for link in self.links.values() if link.steps == steps)

    def _nested(self, steps: Steps, sub: Schema, context: Context) -> Halves:
        """An object makes its demands once it is there; what it declares can be filled in before."""
        if context.asking:
            there = self.presence.present(steps)
            inner = self.split(sub, steps, context)
            if inner.settled is True or (there is not None and there.settled is True):
                return inner
            missing = None if there is None else negated(there)
            return self._sure(None if missing is None else either([missing, inner]), steps)
        if sub is False:
            return both([self.of_property(own, False, context) for own in self.presence.within(steps)])
        return self._once_there(steps, self.split(sub, steps, context))

    def _once_there(self, steps: Steps, inner: Halves) -> Halves:
        ways = self.presence.ways_in(steps)
        if any(way is not None and way.settled is True for way in ways):
            return inner
        asked = Halves(once(map(demanding, inner.top)), once(map(demanding, inner.row)))
        found = Halves(list(map(declaring, inner.top)), list(map(declaring, inner.row)))
        if asked.settled is True:
            return found
        # Alternatives are told apart by what is filled in, so all that they declare is open before.
        other = Halves(_fields(asked.top), _fields(asked.row))
        begun = self._begun([self._sure(way, steps) for way in ways])
        for each in begun:
            found.extend(self._chosen(each, asked, other if len(begun) == 1 else Halves(), steps))
        return found if len(begun) == 1 else both([found, other])

    @staticmethod
    def _begun(ways: Iterable[Halves]) -> list[Halves]:
        """As few conditions as there are levels, any of which lets an object begin."""
        open_ = [way for way in ways if way.settled is None]
        tops, rows = [way for way in open_ if not way.row], [way for way in open_ if way.row and not way.top]
        joined_ = [either(each) for each in (tops, rows) if each]
        return [each for each in joined_ if each is not None] + [way for way in open_ if way.row and way.top]

    def _required(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        return both([self._demanded((*at, name), context) for name in part["required"]])

    def _demanded(self, steps: Steps, context: Context) -> Halves:
        if steps in self.links or steps in self.groups:
            return both([self._shown(steps, context), self.presence.filled(steps)])
        if not any(self.presence.within(steps)):
            # Never there, as no field stands for it.
            return never() if context.asking else self.cannot(steps, "undeclared")
        # An object that is demanded is there, be it empty; then what is said of it demands the rest.
        if context.asking or context.telling:
            return silent(self._sure(self.presence.present(steps), steps))
        return self._shown(steps, context)

    def _shown(self, steps: Steps, context: Context) -> Halves:
        """The department shows the field, asked or demanded."""
        found = self._sure(self.presence.shown(steps, context), steps)
        return found if context.asking else silent(found)

    def _all_of(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        return both([self.split(each, at, context) for each in part["allOf"]])

    def _if(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        asked = self.split(part["if"], at, context.asks())
        branches = {turn.kind: self.split(branch, at, context.into(turn))
                    for branch, turn in turns_into({key: part[key] for key in ("if", "then", "else") if key in part}, at)}
        then, other = branches.get("then", always()), branches.get("else", always())
        found = self._chosen(asked, then, other, at)
        found.unknown = context.asking and (asked.unknown or then.unknown or other.unknown)
        return found

    def _dependents(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        return both([self._if(condition, at, context) for condition in dependents(part)])

    def _chosen(self, asked: Halves, then: Halves, other: Halves, at: Steps) -> Halves:
        """One of two, after what is asked."""
        if asked.settled is not None:
            return then if asked.settled else other
        if asked.unknown:
            self._drop(at, [asked, then, other])
            return Halves(_fields([*then.top, *other.top]), _fields([*then.row, *other.row]))
        if not asked.row:
            return Halves(top=list(when(joined(asked.top), self._both(then), self._both(other))))
        in_row = Halves(row=list(when(joined(asked.row), joined(then.row), joined(other.row))))
        in_row.top.extend(when(some(self.part.row, joined(asked.row)), joined(then.top), True))
        in_row.top.extend(when(some(self.part.row, {"not": joined(asked.row)}), joined(other.top), True))
        if not asked.top:
            return in_row
        return Halves(top=list(when(joined(asked.top), self._both(in_row), self._both(other))))

    def _both(self, halves: Halves) -> Any:
        """Both halves said at top level."""
        if not halves.row:
            return joined(halves.top)
        return joined([*halves.top, {"properties": {self.part.row: {"items": joined(halves.row)}}}])

    def _choice(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        return both([self._alternatives(key, part, at, context) for key in ("anyOf", "oneOf") if key in part])

    def _alternatives(self, key: str, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        branches = [self.split(branch, at, context.into(turn)) for branch, turn in turns_into({key: part[key]}, at)]
        fields = Halves(_fields(piece for each in branches for piece in each.top),
                        _fields(piece for each in branches for piece in each.row))
        if any(branch.unknown for branch in branches):
            self._drop(at, branches)
            return replace(fields, unknown=context.asking)
        if any(branch.top for branch in branches) and any(branch.row for branch in branches):
            self.cannot(at, key)
            self._drop(at, branches)
            return replace(fields, unknown=context.asking)
        in_row = any(branch.row for branch in branches)
        said = [joined(branch.row if in_row else branch.top) for branch in branches]
        # Where branches declare fields, each keeps its own, so that they are shown as the department shows them.
        piece = {key: said} if any(any(declared(each)) for each in said) and not context.asking else settled(key, said)
        return Halves(row=[piece]) if in_row and piece is not False else Halves(top=[piece])

    def _not(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        asked = self.split(part["not"], at, context.asks())
        if asked.unknown:
            self._drop(at, [asked])
        return silent(self._sure(negated(asked), at, "not"))

    def _type(self, part: Mapping[str, Any], at: Steps, context: Context) -> Halves:
        said = part["type"]
        return always() if "object" in ([said] if isinstance(said, str) else said) else never()

    def inlined(self, schema: Schema) -> Any:
        """A value's schema standing alone."""
        return inlined(self.form.schema, schema, self.definitions.reference)

    def alone(self, schema: Schema) -> Any:
        """The same for use outside the merged form. What leads back to itself is let through from there on."""
        return inlined(self.form.schema, schema, self._let_through)

    def _let_through(self, target: str) -> bool:
        self.beyond.append(((), "$ref"))
        return True


def _fields(pieces: Iterable[Any]) -> list[Any]:
    return [field for piece in pieces for field in declared(piece)]


Rule = Callable[[Rewriter, Mapping[str, Any], Steps, Context], Halves]
RULES: Mapping[str, Rule] = {
    "type": Rewriter._type, "properties": Rewriter._properties, "required": Rewriter._required, "allOf": Rewriter._all_of,
    "if": Rewriter._if, "dependentRequired": Rewriter._dependents, "dependentSchemas": Rewriter._dependents,
    "anyOf": Rewriter._choice, "oneOf": Rewriter._choice, "not": Rewriter._not, "patternProperties": others,
    "additionalProperties": others, "propertyNames": names,
    "unevaluatedProperties": unevaluated,
}
