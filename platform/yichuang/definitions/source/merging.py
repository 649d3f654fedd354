"""A matter of the library onto a draft: its columns are taken over, local columns stay. Pure: documents in, document out."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.matter import Matter
from yichuang.definitions.workbook.columns import put
from yichuang.definitions.workbook.matters import blank_matter

from .columns import LOCAL_OF_MATERIALS, SYNCHRONISED

ORDER: Mapping[str, int] = {key: number for number, key in enumerate(Matter.model_fields)}
REQUIRED_ORDER: Mapping[str, int] = {key: number for number, key in enumerate(RequiredMaterial.model_fields)}
INNER = frozenset({"result", "visits"})
"""Columns of which a library may give only a part; the rest of the draft's stays."""
KEPT = "library"
"""Where in `extra` a draft keeps what of the library's row has no column here, or came broken."""


@dataclass(frozen=True)
class Payload:
    """What a proposal writes when it is accepted."""

    columns: Mapping[str, Any]
    origin: Mapping[str, Any]
    raw: Mapping[str, Any]
    materials: tuple[Mapping[str, Any], ...] | None = None
    new_materials: tuple[Mapping[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {"columns": dict(self.columns), "origin": dict(self.origin), "raw": dict(self.raw),
                "materials": None if self.materials is None else list(self.materials), "new_materials": list(self.new_materials)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Payload:
        """The reverse."""
        materials = kept["materials"]
        return cls(kept["columns"], kept["origin"], kept["raw"], None if materials is None else tuple(materials),
                   tuple(kept["new_materials"]))

    def renamed(self, today: Callable[[str, str], str]) -> Payload:
        """The same in the codes of today, by kind: materials and departments may have been renamed since."""
        columns = dict(self.columns)
        if "department" in columns:
            columns["department"] = today("department", str(columns["department"]))
        if isinstance(columns.get("joint_departments"), list):
            columns["joint_departments"] = [today("department", code) for code in columns["joint_departments"]]
        materials = None if self.materials is None else tuple(
            {**each, "material": today("material", str(each["material"]))} for each in self.materials)
        new = tuple({**each, "code": today("material", str(each["code"]))} for each in self.new_materials)
        return replace(self, columns=columns, materials=materials, new_materials=new)


def merged(code: str, before: Mapping[str, Any] | None, payload: Payload) -> dict[str, Any]:
    """The draft after accepting."""
    document: dict[str, Any] = dict(before) if before else {"kind": "matter", "code": code}
    for column, value in payload.columns.items():
        old = document.get(column)
        if before and column not in before and value == Matter.model_fields[column].default:
            # What the draft leaves to its default is no change when the library says it.
            continue
        inner = {**old, **value} if column in INNER and isinstance(old, Mapping) and isinstance(value, Mapping) else value
        put(document, (column,), inner, ORDER)
    if payload.materials is not None:
        put(document, ("materials",), merged_materials(document.get("materials") or (), payload.materials), ORDER)
    for column, value in blank_matter().items() if before is None else ():
        if column not in document:
            put(document, (column,), value, ORDER)
    put(document, ("origin",), _origin(document, payload), ORDER)
    extra = {**(document.get("extra") or {}), KEPT: dict(payload.raw)} if payload.raw else _without(document.get("extra"))
    put(document, ("extra",), extra or None, ORDER)
    return document


def _without(extra: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (extra or {}).items() if key != KEPT}


def _origin(document: Mapping[str, Any], payload: Payload) -> dict[str, Any]:
    """The origin; a library that does not number its versions leaves the number as it was."""
    old = document.get("origin")
    version = payload.origin.get("version") or (old.get("version") if isinstance(old, Mapping) else None) or 1
    given = sorted(SYNCHRONISED & {*payload.columns, *(["materials"] if payload.materials is not None else [])})
    return {"library": payload.origin["library"], "version": version, "columns": given}


def merged_materials(before: Iterable[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The library's list with what each keeps locally. The same material twice is matched in order."""
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    for required in before:
        waiting.setdefault(str(required.get("material")), []).append(required)
    return [_one(next(iter(_pop(waiting, str(required["material"]))), {}), required) for required in after]


def _pop(waiting: dict[str, list[Mapping[str, Any]]], code: str) -> Iterator[Mapping[str, Any]]:
    if waiting.get(code):
        yield waiting[code].pop(0)


def _one(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Where it was demanded before, in the order of keys that it had."""
    document = {key: value for key, value in before.items() if key in LOCAL_OF_MATERIALS or key in after}
    for key, value in after.items():
        put(document, (key,), value, REQUIRED_ORDER)
    return document
