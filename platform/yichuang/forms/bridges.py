"""Everything wrong with the transforms of a form: where they stand, what they are, and whether the form takes what they make."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yichuang.errors import Problem

from .compiled import Compiled
from .fields import fields_of
from .form import Schema
from .pointers import Steps, escape, join, split
from .sure import sure_at
from .transforms import NOTHING, Borrowed, Constant, Join, Transform, placed_at, read_transform
from .transforms.codes import Codes

TRIED: Mapping[str, tuple[Any, ...]] = {
    "date": tuple(f"{year}-{month:02}-{day:02}" for year in range(1900, 2101, 20) for month in (1, 6, 12) for day in (1, 15, 28)),
    "amount-words": (0, 1, 10, 100, 1_000, 10_000, 12_345.67, 107_000.53, 1_000_000, 0.5, 0.01),
}
"""Values that any field of such a transform should take one of."""


def bridge_problems(form: Compiled, documents: Mapping[str, Any], called: str, placed: str = "") -> Iterator[Problem]:
    """Of transforms by the pointer of their field in the form's instance; each problem is at `/POINTER/…` of the documents.
    `called` is the form's name, `placed` where a document itself says its place."""
    known = pointers_of(form)
    for pointer, document in documents.items():
        at = "/" + escape(pointer)
        if pointer not in known:
            yield Problem(at + placed, "transform", f"“{called}”的表单没有“{pointer}”这个字段。",
                          fix="写成字段在表单中的位置，如 /xb；列表中的写成 /list/*/xb。")
        found = read_transform(document)
        if isinstance(found, Problem):
            yield placed_at(found, at)
        elif pointer in known:
            yield from (placed_at(problem, at) for problem in refusals(form, split(pointer), found, document))


def pointers_of(form: Compiled) -> frozenset[str]:
    """Where the fields of a form stand in its instance; `*` is any row."""
    fields = fields_of(form)
    return frozenset(join(field.steps) for field in fields if not field.items) | frozenset(
        join((*field.steps, "*", *item.steps)) for field in fields for item in field.items)


def refusals(form: Compiled, steps: Steps, transform: Transform, document: Mapping[str, Any]) -> Iterator[Problem]:
    """What a transform makes and the field takes in no case."""
    demands = sure_at(form, steps)
    inner = transform.inner if isinstance(transform, Borrowed) else transform
    if isinstance(inner, Codes):
        yield from _codes(form, demands, inner, document)
    elif isinstance(inner, Constant):
        if not all(form.holds(schema, inner.value) for schema in demands):
            yield Problem("/value", "transform", f"固定的值“{inner.value}”不是这个字段接受的。", fix="改成该字段接受的值。")
    elif any(_never(form, inner, schema) for schema in demands):
        yield Problem("", "transform", "换算出来的值，这个字段一个也不接受。", fix="核对换算的种类和字段的类型、可选值、写法。")


def _codes(form: Compiled, demands: Sequence[Schema], codes: Codes, document: Mapping[str, Any]) -> Iterator[Problem]:
    table = document["table"]
    names = [escape(key) for key in table] if isinstance(table, Mapping) else [f"{index}/1" for index in range(len(table))]
    for name, (merged, own) in zip(names, codes.table, strict=True):
        if not all(form.holds(schema, own) for schema in demands):
            yield Problem(f"/table/{name}", "transform", f"“{merged}”换算成“{own}”，这个字段不接受“{own}”。",
                          fix="改成该字段接受的值，或删去这一行。")


def _never(form: Compiled, transform: Transform, schema: Schema) -> bool:
    if isinstance(transform, Join):
        return bool(transform.ways(form, schema) == [])
    if transform.preimage(form, schema) is False:
        return True
    tried = [transform.forward(value) for value in TRIED.get(transform.kind, ())]
    listed = isinstance(schema, Mapping) and bool({"enum", "const", "oneOf"} & schema.keys())
    return bool(tried) and not listed and not any(value is not NOTHING and form.holds(schema, value) for value in tried)
