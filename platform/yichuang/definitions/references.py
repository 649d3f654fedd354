"""Which other definitions a definition names, and where. One generator a kind."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from yichuang.forms.dialect import walk
from yichuang.forms.pointers import join

from .bridges import sources_in
from .bundle import Bundle
from .common import Definition, Stop
from .kinds import SNAPSHOT_KINDS
from .material import Material
from .matter import Matter
from .place import Department, Region
from .publication import Guide
from .share import DataShare
from .wording_rules import WordingRules


@dataclass(frozen=True)
class Reference:
    """A code named at a pointer, and the kinds it may be."""

    pointer: str
    code: str
    kinds: tuple[str, ...]
    sideways: bool = False
    """Only where to turn instead, not what the definition is made of: two may well send people to each other."""

    @property
    def pinned(self) -> bool:
        """Whether a release fixes the exact release of it."""
        return not self.sideways and not set(self.kinds) & SNAPSHOT_KINDS


@singledispatch
def references(definition: Definition) -> Iterator[Reference]:
    """Every reference of a definition, in document order."""
    yield from ()


@references.register
def _(region: Region) -> Iterator[Reference]:
    yield from _named(("parent",), region.parent, "region")
    yield from _named(("succeeded_by",), region.succeeded_by, "region")


@references.register
def _(department: Department) -> Iterator[Reference]:
    yield from _named(("region",), department.region, "region")
    yield from _named(("parent",), department.parent, "department")
    yield from _named(("entrusted_by",), department.entrusted_by, "department")


@references.register
def _(rules: WordingRules) -> Iterator[Reference]:
    yield from _named(("region",), rules.region, "region")


@references.register
def _(guide: Guide) -> Iterator[Reference]:
    yield Reference("/subject", guide.subject, ("matter", "bundle"))


@references.register
def _(material: Material) -> Iterator[Reference]:
    yield from _named(("issuer_department",), material.issuer_department, "department")


@references.register
def _(share: DataShare) -> Iterator[Reference]:
    yield from _named(("provider",), share.provider, "department")
    for key, kind in (("materials", "material"), ("elements", "element"), ("regions", "region")):
        for i, code in enumerate(getattr(share, key)):
            yield from _named((key, i), code, kind)


@references.register
def _(matter: Matter) -> Iterator[Reference]:
    yield from _named(("department",), matter.department, "department")
    for i, code in enumerate(matter.joint_departments):
        yield from _named(("joint_departments", i), code, "department")
    yield from _named(("window_class",), matter.window_class, "window-class")
    for i, code in enumerate(matter.districts):
        yield from _named(("districts", i), code, "region")
    for i, required in enumerate(matter.materials):
        yield from _named(("materials", i, "material"), required.material, "material")
    for i, output in enumerate(matter.outputs):
        yield from _named(("outputs", i, "element"), output.element, "element")
        yield from _named(("outputs", i, "material"), output.material, "material")
    yield from _elements(matter.form.schema_)
    yield from _elsewhere(matter.stops)


@references.register
def _(bundle: Bundle) -> Iterator[Reference]:
    yield from _named(("lead",), bundle.lead, "department")
    for i, code in enumerate(bundle.partners):
        yield from _named(("partners", i), code, "department")
    yield from _named(("region",), bundle.region, "region")
    yield from _named(("window_class",), bundle.window_class, "window-class")
    for i, rows in enumerate(bundle.rows):
        for j, code in enumerate(rows.key):
            yield from _named(("rows", i, "key", j), code, "element")
    for i, member in enumerate(bundle.members):
        yield from _named(("members", i, "matter"), member.matter, "matter")
        if member.receiver and member.receiver.department:
            yield from _named(("members", i, "receiver", "department"), member.receiver.department, "department")
        if member.receiver and (by := member.receiver.by):
            yield from _named(("members", i, "receiver", "by", "element"), by.element, "element")
            for prefix, code in by.table.items():
                yield from _named(("members", i, "receiver", "by", "table", prefix), code, "department")
    for i, answered in enumerate(bundle.answered):
        yield from _named(("answered", i, "element"), answered.element, "element")
    for steps, key in sources_in(bundle):
        _, dot, element = key.partition(".")
        if dot and "~" not in key:
            yield from _named(steps, element, "element")
    yield from _elsewhere(bundle.stops)


def _named(steps: tuple[Any, ...], code: str | None, kind: str) -> Iterator[Reference]:
    if code is not None:
        yield Reference(join(steps), code, (kind,))


def _elsewhere(stops: Iterable[Stop]) -> Iterator[Reference]:
    for i, stop in enumerate(stops):
        if stop.bundle is not None:
            yield Reference(join(("stops", i, "bundle")), stop.bundle, ("bundle",), sideways=True)


def _elements(schema: Mapping[str, Any]) -> Iterator[Reference]:
    for steps, here in walk(schema):
        if isinstance(here, Mapping) and isinstance(code := here.get("x-element"), str):
            yield Reference(join(("form", "schema", *steps, "x-element")), code, ("element",))


Resolver = Callable[[str], Definition | None]


def closure(root: Definition, resolve: Resolver) -> dict[str, Definition]:
    """Everything a definition uses, directly or through others, by code; what cannot be resolved is left out."""
    found: dict[str, Definition] = {}
    todo = [reference.code for reference in references(root)]
    while todo:
        code = todo.pop()
        if code not in found and code != root.code and (definition := resolve(code)) is not None:
            found[code] = definition
            todo.extend(reference.code for reference in references(definition))
    return found
