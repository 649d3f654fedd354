"""Pieces of a rewritten schema: joined into one, or taken apart into what they declare and what they demand."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .form import Schema
from .meet import same

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
    """`anyOf` or `oneOf` of schemas of which some are decided already."""
    met, open_ = sum(schema is True for schema in schemas), [s for s in schemas if not isinstance(s, bool)]
    if key == "anyOf" and met:
        return True
    if key == "oneOf" and met:
        return {"not": {"anyOf": open_}} if open_ and met == 1 else met == 1
    return {key: open_} if open_ else False


def declaring(schema: Any) -> Any:
    """Only what a schema declares, under the conditions under which it does, demanding nothing."""
    if not isinstance(schema, Mapping):
        return True
    found = [{"properties": schema["properties"]}] if "properties" in schema else []
    found += [declaring(part) for part in schema.get("allOf", ())]
    if "if" in schema:
        found += when(schema["if"], declaring(schema.get("then", True)), declaring(schema.get("else", True)))
    return joined(found)


def demanding(schema: Any) -> Any:
    """The rest: only what a schema demands; alternatives stay whole."""
    if not isinstance(schema, Mapping):
        return schema
    found: list[Any] = [{key: value} for key, value in schema.items()
                        if key not in ("properties", "allOf", "if", "then", "else")]
    found += [demanding(part) for part in schema.get("allOf", ())]
    if "if" in schema:
        found += when(schema["if"], demanding(schema.get("then", True)), demanding(schema.get("else", True)))
    return joined(found)


def declared(schema: Any) -> Iterator[Piece]:
    """The fields that a schema declares under any condition, demanding nothing of them: what could be asked."""
    if not isinstance(schema, Mapping):
        return
    yield from ({"properties": {name: said}} for name, said in schema.get("properties", {}).items())
    for key in ("then", "else"):
        yield from declared(schema.get(key))
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, ()):
            yield from declared(part)


def once(schemas: Iterable[Any]) -> list[Any]:
    """Each schema once; unlike Python, JSON tells 1 from true."""
    found: list[Any] = []
    for schema in schemas:
        if not any(same(schema, known) for known in found):
            found.append(schema)
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


def some(row: str | None, condition: Schema) -> Piece:
    """At least one row meets the condition."""
    return {"properties": {row: {"contains": condition}}, "required": [row]}
