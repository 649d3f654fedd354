"""When a department has a field or an object in its instance, said of the merged data.

A field that the department's own conditions hide is not there for it, even when the merged form asks for it because
another department wants it. Conditions of the department therefore ask both: is it filled in, and would it be shown.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .form import Schema
from .halves import Halves, always, both, either, negated
from .joining import filled
from .occurrences import Turn, Way, occurrences_of
from .places import Link, Part, Place
from .pointers import Steps


@dataclass(frozen=True)
class Context:
    """Where a piece of schema stands: in a condition or not, and behind which branches, all of which hold there."""

    asking: bool = False
    entered: frozenset[tuple[int, Steps]] = frozenset()
    telling: bool = False
    """Whether it is one of several alternatives, which what is there tells apart."""

    def asks(self) -> Context:
        """The same place, inside a condition."""
        return replace(self, asking=True)

    def into(self, turn: Turn) -> Context:
        """Behind one branch more."""
        return replace(self, entered=self.entered | {turn.entered}, telling=self.telling or turn.kind == "branch")


ASKING = Context(True)
Ask = Callable[[Schema, Steps, Context], Halves]


@dataclass
class Presence:
    """Of one part. `shared` are the places that something besides one field of this part fills or uses."""

    part: Part
    links: Mapping[Steps, Link]
    groups: Mapping[Steps, str]
    shared: frozenset[Place]
    ask: Ask
    _known: dict[Steps, Halves | None] = field(default_factory=dict)
    _busy: set[Steps] = field(default_factory=set)

    def within(self, steps: Steps) -> Iterator[Steps]:
        """The fields and lists below an object, on its own level."""
        for own in (*self.links, *self.groups):
            if len(own) > len(steps) and own[:len(steps)] == steps and "*" not in own[len(steps):]:
                yield own

    def names(self, at: Steps) -> list[str]:
        """The properties that the form declares for the object at these steps."""
        return list(dict.fromkeys(own[len(at)] for own in self.within(at)))

    def filled(self, steps: Steps) -> Halves:
        """The merged data hold something for a field or list."""
        if steps in self.groups:
            return Halves(top=[{"required": [self.groups[steps]]}])
        link = self.links[steps]
        if link.sources:
            return filled(link, self.part)
        if link.place is None:
            return Halves(unknown=link.given is not None and link.given not in self.part.known and link.given in self.part.open)
        piece = {"required": [link.place.key]}
        return Halves(row=[piece]) if link.place.rows and link.inner is None else Halves(top=[piece])

    def ways_in(self, steps: Steps) -> list[Halves | None]:
        """Each way in which an object comes to be in the instance: by a field below it, or by being demanded."""
        below = [_all([self.shown(own), self.filled(own)]) for own in self.within(steps)]
        demands = occurrences_of(self.part.ready).required.get(steps, ())
        around = self.present(steps[:-1]) if steps[:-1] else always()
        return [*below, *(_all([around, self._along(way, steps)]) for way in demands)]

    def present(self, steps: Steps) -> Halves | None:
        """A field, list or object is in the instance; None when that cannot be said."""
        if steps and steps[-1] == "*":
            return always()
        if steps in self.links or steps in self.groups:
            return _all([self.shown(steps), self.filled(steps)])
        return self._once(("present", *steps), lambda: _all([self.shown(steps), _some(self.ways_in(steps))]))

    def shown(self, steps: Steps, context: Context = ASKING) -> Halves | None:
        """Whether the department's conditions let a field be there when the merged data hold it."""
        if not self._may_differ(steps):
            return always()
        found = occurrences_of(self.part.ready)
        row = _row(steps)
        hidden = [way for count in range(len(row) + 1, len(steps) + 1) for way in found.hidden.get(steps[:count], ())]
        shown = [_inside(way, row) for way in found.shown.get(steps, ())]
        if not hidden and any(all(turn.entered in context.entered for turn in way) for way in shown):
            return always()
        return self._once(steps, lambda: self._shown(steps, shown, [_inside(way, row) for way in hidden]))

    def _shown(self, steps: Steps, shown: Sequence[Way], hidden: Sequence[Way]) -> Halves | None:
        declared = _some([self._along(way, steps) for way in shown])
        forbidden = _some([self._along(way, steps) for way in hidden])
        return _all([declared, None if forbidden is None else negated(forbidden)])

    def _may_differ(self, steps: Steps) -> bool:
        """Whether something can be in the merged data while this department hides it."""
        if steps in self.groups:
            return Place(self.groups[steps]) in self.shared
        link = self.links.get(steps)
        if link is None:
            # An object comes by being demanded, too, whether it is shown or not.
            return True
        if any(feed.place is None or feed.place in self.shared for feed in link.feeds):
            return True
        return self.part.row is not None and link.inner is None and not all(feed.place and feed.place.rows for feed in link.feeds)

    def _once(self, steps: Steps, find: Callable[[], Halves | None]) -> Halves | None:
        """Conditions that turn on themselves say nothing."""
        if steps in self._busy:
            return None
        if steps not in self._known:
            self._busy.add(steps)
            self._known[steps] = find()
            self._busy.discard(steps)
        return self._known[steps]

    def _along(self, way: Way, steps: Steps) -> Halves | None:
        return _all(self._turn(turn) for turn in way)

    def _turn(self, turn: Turn) -> Halves | None:
        if turn.kind == "list":
            return None
        if turn.kind == "branch":
            chosen = [self.ask(branch, turn.at, ASKING.into(replace(turn, entered=(id(branch), turn.at)))) for branch in turn.said]
            some = either(chosen)
            none = None if some is None else negated(some)
            # While no branch is met none has been chosen, and all are shown.
            return None if none is None else either([chosen[turn.index], none])
        asked = self.ask(turn.said, turn.at, ASKING)
        return asked if turn.kind == "then" else negated(asked)


def _row(steps: Steps) -> Steps:
    """The steps up to the row that a field stands in."""
    last = max((index for index, step in enumerate(steps) if step == "*"), default=-1)
    return steps[:last + 1]


def _inside(way: Way, row: Steps) -> Way:
    """What lies on the way within the row: a row that is there has been let in."""
    return tuple(turn for turn in way if turn.at[:len(row)] == row or (turn.kind == "list" and turn.at == row[:-1]))


def _all(parts: Iterable[Halves | None]) -> Halves | None:
    found = list(parts)
    return None if any(part is None for part in found) else both([part for part in found if part is not None])


def _some(parts: Iterable[Halves | None]) -> Halves | None:
    found = list(parts)
    return None if any(part is None for part in found) else either([part for part in found if part is not None])
