"""Pieces of a rewritten schema: joined into one, or taken apart into what they declare and what they demand."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .form import Schema

Piece = dict[str, Any]


def joined(pieces: Iterable[Any]) -> Any:
    """One schema that demands all pieces; plain declarations flow together, conditions stay apart."""
    whole: Piece = {}
    apart: list[Any] = []
    for piece in pieces:
        if piece is False:
            return False
        if piece is True or not piece:
            continue
        if set(piece) <= {"properties", "required"} and not _clash(whole, piece):
            whole.setdefault("properties", {}).update(piece.get("properties", {})) if "properties" in piece else None
            if "required" in piece:
                whole["required"] = list(dict.fromkeys([*whole.get("required", []), *piece["required"]]))
        else:
            apart.append(piece)
    if not whole and len(apart) == 1:
        return apart[0]
    if apart:
        whole["allOf"] = apart
    return whole or True


def _clash(whole: Piece, piece: Piece) -> bool:
    return bool(whole.get("properties", {}).keys() & piece.get("properties", {}).keys())


def settled(key: str, schemas: list[Any]) -> Any:
    """`anyOf`, `oneOf` or `not` of schemas of which some are decided already."""
    if key == "not":
        return {"not": schemas[0]} if not isinstance(schemas[0], bool) else not schemas[0]
    met, open_ = sum(schema is True for schema in schemas), [s for s in schemas if not isinstance(s, bool)]
    if key == "anyOf" and met:
        return True
    if key == "oneOf" and met:
        return {"not": {"anyOf": open_}} if open_ and met == 1 else met == 1
    return {key: open_} if open_ else False


def _plain(piece: Any) -> bool:
    return isinstance(piece, Mapping) and set(piece) <= {"properties", "required"}


def declarations(pieces: Iterable[Any]) -> list[Any]:
    """Only the fields that plain pieces declare."""
    return [{"properties": piece["properties"]} for piece in pieces if _plain(piece) and "properties" in piece]


def demands(pieces: Iterable[Any]) -> list[Any]:
    """Only what pieces demand, each demand once: requirements and conditions."""
    found = [{"required": piece["required"]} if _plain(piece) else piece for piece in pieces
             if not _plain(piece) or "required" in piece]
    return [piece for i, piece in enumerate(found) if piece not in found[:i]]


def declared(pieces: Iterable[Any]) -> list[Any]:
    """The fields that pieces declare, demanding nothing of them: what could be asked."""
    found: list[Any] = []
    for piece in pieces:
        if isinstance(piece, Mapping):
            found.extend({"properties": {name: schema}} for name, schema in piece.get("properties", {}).items())
            for key in ("then", "else"):
                found.extend(declared([piece.get(key)]))
            found.extend(declared(piece.get("allOf", ())))
    return found


def when(condition: Schema, then: Schema, other: Schema) -> Iterator[Piece]:
    """A condition with its branches; nothing when neither branch demands anything."""
    piece: Piece = {"if": condition}
    if then is not True:
        piece["then"] = then
    if other is not True:
        piece["else"] = other
    if len(piece) > 1:
        yield piece


def dependents(fragment: Mapping[str, Any]) -> Iterator[Piece]:
    """`dependentRequired` and `dependentSchemas` said as conditions."""
    for name, needed in fragment.get("dependentRequired", {}).items():
        yield {"if": {"required": [name]}, "then": {"required": needed}}
    for name, schema in fragment.get("dependentSchemas", {}).items():
        yield {"if": {"required": [name]}, "then": schema}
