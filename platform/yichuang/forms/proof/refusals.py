"""What the parts say against a filled-in merged form, and counterexamples made small."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.forms.compiled import compiled
from yichuang.forms.form import Data
from yichuang.forms.merge import Merged
from yichuang.forms.places import Identity, Link, Part
from yichuang.forms.pointers import split
from yichuang.forms.project import Sources, project
from yichuang.forms.visibility import prune

from .smaller import smallest


@dataclass(frozen=True)
class Counterexample:
    """Data that the merged form accepts and one part refuses once they are projected."""

    part: str
    pointer: str
    """In the part's own instance."""
    message: str
    data: Data
    given: Mapping[Identity, Any] = field(default_factory=dict)
    row: int | None = None
    instance: Data = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As `bundles verify` prints it."""
        return {"matter": self.part, "pointer": self.pointer, "message": self.message, "row": self.row, "data": self.data,
                "given": {".".join(identity): value for identity, value in self.given.items()}, "instance": self.instance}


@dataclass(frozen=True)
class Tried:
    """A filled-in merged form, and values for what is not asked."""

    data: Data
    given: Mapping[Identity, Any]

    def places(self) -> Iterator[str]:
        """Every place that has a value here, as claims call it."""
        for key, value in self.data.items():
            yield key
            rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
            yield from {f"{key}/*/{name}" for row in rows for name in row}
        yield from (".".join(identity) for identity in self.given)


def refusals(part: Part, links: Sequence[Link], tried: Tried) -> Iterator[Counterexample]:
    """What the part says against its projection, row by row."""
    count = len(tried.data.get(part.row, ())) if part.row else 1
    for index in range(count):
        row = index if part.row else None
        rows = {link.rows: [tried.given] * len(tried.data.get(link.rows, ())) for link in links if link.rows}
        instance = project(part, links, Sources(tried.data, row, tried.given, rows))
        if not part.ready.is_valid(instance):
            for problem in part.ready.problems(instance):
                yield Counterexample(part.name, problem.pointer, problem.message, tried.data, tried.given, row, instance)


def any_row(pointer: str) -> str:
    """A pointer into an instance as claims write it: any row is `*`."""
    return "".join("/" + ("*" if step.isdigit() else step.replace("~", "~0").replace("/", "~1")) for step in split(pointer))


def shrunk(part: Part, merged: Merged, example: Counterexample) -> Counterexample:
    """The smallest data at hand that still make the same part refuse the same field, in whichever row."""
    form = compiled(merged.form.schema)
    links = [link for link in merged.links if link.part == part.name]
    at = any_row(example.pointer)

    def refused(data: Data) -> Iterator[Counterexample]:
        found = refusals(part, links, Tried(data, example.given))
        return (each for each in found if any_row(each.pointer) == at)

    def still(data: Data) -> bool:
        return form.is_valid(data) and any(True for _ in refused(data)) and prune(form, data) == data

    used = {feed.given for link in links for feed in link.feeds}
    given = {identity: value for identity, value in example.given.items() if identity in used}
    return replace(next(refused(smallest(example.data, still))), given=given)
