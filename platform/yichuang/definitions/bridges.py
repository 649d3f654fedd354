"""The transforms of a bundle's members: what stands between the merged form and a matter's own."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.transforms import Transform, read_transform

from .bundle import Bundle, Member

Steps = tuple[str, ...]


def transforms_of(member: Member) -> dict[str, Transform]:
    """The transforms of a member's fields; checking refuses those that cannot be read, and here they count for nothing."""
    read = {pointer: read_transform(document) for pointer, document in member.transforms.items()}
    return {pointer: found for pointer, found in read.items() if not isinstance(found, Problem)}


def sources_in(bundle: Bundle) -> Iterator[tuple[Steps, str]]:
    """Every merged field that a transform of a bundle names as its source, with the way to the text that names it."""
    for index, member in enumerate(bundle.members):
        for pointer, document in member.transforms.items():
            yield from _sources(("members", str(index), "transforms", pointer), document)
    for index, decision in enumerate(bundle.decisions):
        for matter, documents in decision.transforms.items():
            for pointer, document in documents.items():
                yield from _sources(("decisions", str(index), "transforms", matter, pointer), document)


def _sources(at: Steps, document: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
    many = document.get("sources")
    named: list[tuple[Steps, Any]] = []
    named += [(("sources", str(index)), each) for index, each in enumerate(many)] if isinstance(many, list) else []
    named += [(("source",), document["source"])] if "source" in document else []
    for steps, each in named:
        within: Steps = ("field",) if isinstance(each, Mapping) else ()
        key = each.get("field") if isinstance(each, Mapping) else each
        if isinstance(key, str):
            yield (*at, *steps, *within), key
