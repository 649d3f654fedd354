"""Loose forms merged without a bundle: the document that says everything, and reading it back."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.errors import Invalid, Problem

from .compiled import SchemaInvalid, compiled
from .decisions import Decision, read_decision
from .form import Form
from .merge import Merged, merge
from .places import Part
from .proof.verify import Verification
from .settling import Agenda
from .transforms import read_transform


def layout_of(parts: Sequence[Part], merged: Merged) -> dict[str, Any]:
    """A section a form, called by the form's title; a shared field stands with the first form that asks for it."""
    sections: list[dict[str, Any]] = []
    placed: set[str] = set()
    for part in parts:
        keys = dict.fromkeys(feed.place.rows or feed.place.key for link in merged.links if link.part == part.name
                             for feed in link.feeds if feed.place)
        fresh = [key for key in keys if key not in placed]
        placed.update(fresh)
        if fresh:
            title = part.form.schema.get("title") or part.name
            sections.append({"code": part.name, "title": title, "fields": fresh})
    return {"sections": sections}


def merged_document(parts: Sequence[Part], merged: Merged, layout: Mapping[str, Any],
                    verification: Verification) -> dict[str, Any]:
    """What `forms merge --json` prints. `forms` are the forms themselves with their roles: with them it can be undone."""
    return {
        "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", **merged.form.schema},
        "layout": layout,
        "mapping": merged.mapping(),
        "conflicts": [conflict.as_dict() for conflict in merged.conflicts],
        "decisions": [each.as_dict() for each in merged.decided],
        "proof": [claim.as_dict() for claim in verification.claims],
        "counterexamples": [example.as_dict() for example in verification.counterexamples],
        "forms": {part.name: _form(part) for part in parts},
    }


def _form(part: Part) -> dict[str, Any]:
    transforms = {pointer: transform.as_dict() for pointer, transform in part.transforms.items()}
    return {"schema": part.form.schema, "roles": dict(part.roles), **({"transforms": transforms} if transforms else {})}


def _part(name: str, document: Mapping[str, Any]) -> Part:
    read = {pointer: read_transform(each) for pointer, each in document.get("transforms", {}).items()}
    transforms = {pointer: each for pointer, each in read.items() if not isinstance(each, Problem)}
    return Part(name, Form(document["schema"]), document["roles"], transforms=transforms)


def read_merged(document: Any) -> tuple[list[Part], Merged]:
    """The parts and the merge of a document that `forms merge` printed. Raises Invalid for any other.

    The links are worked out anew from the forms; the schema is the one in the document, so that what was shown is what
    is asked.
    """
    forms = document.get("forms") if isinstance(document, Mapping) else None
    schema = document.get("schema") if isinstance(document, Mapping) else None
    if not isinstance(forms, Mapping) or not isinstance(schema, Mapping):
        raise Invalid("这不是 forms merge 的输出。请先用 yichuang forms merge --json 合并，再拆分。")
    try:
        compiled(schema)
        parts = [_part(str(name), each) for name, each in forms.items()]
        merged = merge(parts, agenda=Agenda(tuple(_decisions(document.get("decisions", [])))))
    except (SchemaInvalid, KeyError, TypeError, AttributeError):
        raise Invalid("合并结果不完整或被改坏，不能拆分。请重新合并。") from None
    return list(merged.parts), replace(merged, form=Form(schema, document.get("layout")))


def _decisions(listed: Sequence[Any]) -> Iterator[Decision]:
    for each in listed:
        found = read_decision(each)
        if not isinstance(found, Decision):
            raise TypeError(each)
        yield found
