"""Schemas of earlier drafts, read as 2020-12: what has another name there, and what meant something else.

Source: JSON Schema, release notes of drafts 6, 7, 2019-09 and 2020-12 (json-schema.org/specification).
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from yichuang.errors import Problem

from ..keywords import MAX_DEPTH, OBJECT, SUBSCHEMA, SUBSCHEMA_LISTS, SUBSCHEMA_MAPS
from ..pointers import Steps, join, split

DRAFT = "https://json-schema.org/draft/2020-12/schema"
EARLIER = ("draft-03", "draft-04", "draft-06", "draft-07", "draft/2019-09")
IGNORED_BESIDE_REF = ("draft-04", "draft-06", "draft-07")
"""Drafts in which whatever stands beside `$ref` does not count."""
UNDATED = ("http://json-schema.org/schema#", "http://json-schema.org/schema", "https://json-schema.org/schema")
"""“The latest draft”, whichever that was when it was written."""
NAMES = {"title", "description", "$comment", "examples", "default"}
BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


@dataclass(frozen=True)
class Upgraded:
    """A schema as 2020-12 says it, and what had to be written anew."""

    schema: Any
    remarks: tuple[Problem, ...] = ()


def upgraded(schema: Any) -> Upgraded:
    """The schema in today's words. One that names today's draft, or shows no trace of an earlier one, stays as it is."""
    if not isinstance(schema, OBJECT):
        return Upgraded(schema)
    said = schema.get("$schema")
    if said in UNDATED:
        schema, said = {key: value for key, value in schema.items() if key != "$schema"}, None
    named = next((draft for draft in EARLIER if draft in said), "") if isinstance(said, str) else ""
    if isinstance(said, str) and not named:
        return Upgraded(schema)
    upgrade = _Upgrade(schema, named)
    written = upgrade.schema(schema, ())
    if not named and not upgrade.found:
        return Upgraded(schema)
    if named:
        written = {"$schema": DRAFT, **{key: value for key, value in written.items() if key != "$schema"}}
    return Upgraded(written, tuple(upgrade.remarks()))


class _Upgrade:
    """One schema on its way; `found` is what was written in the manner of an earlier draft, and where."""

    def __init__(self, root: Any, named: str) -> None:
        self.root, self.named = root, named
        self.found: list[tuple[str, str]] = []

    def remarks(self) -> Iterator[Problem]:
        """What was done, a line a kind of change."""
        if self.named:
            message = f"表单按 JSON Schema {self.named} 书写，已按 2020-12 读取。"
            yield Problem("/$schema", "draft", message, "warning", f"改为 {DRAFT}。")
        told: dict[str, list[str]] = {}
        for sentence, pointer in self.found:
            told.setdefault(sentence, []).append(pointer)
        for sentence, pointers in told.items():
            more = f"（共 {len(pointers)} 处）" if len(pointers) > 1 else ""
            yield Problem(pointers[0], "draft", f"旧写法：{sentence}，已按新写法读取{more}。", "warning", "改用 2020-12 的写法。")

    def schema(self, here: Any, at: Steps) -> Any:
        """A subschema; anything else is left for the dialect to complain about."""
        if not isinstance(here, OBJECT) or len(at) > 2 * MAX_DEPTH:
            return here
        below = {key: self._below(key, value, (*at, key)) for key, value in here.items()}
        for rule in (self._identity, self._definitions, self._tuple, self._dependencies, self._bounds, self._reference):
            below = rule(below, at)
        return below

    def _below(self, key: str, value: Any, at: Steps) -> Any:
        if key in SUBSCHEMA_MAPS or key == "dependencies":
            return {name: self.schema(part, (*at, name)) for name, part in value.items()} if isinstance(value, OBJECT) else value
        if (key in SUBSCHEMA_LISTS or key == "items") and isinstance(value, list):
            return [self.schema(part, (*at, str(number))) for number, part in enumerate(value)]
        return self.schema(value, at) if key in SUBSCHEMA or key == "additionalItems" else value

    def _note(self, sentence: str, at: Steps, key: str) -> None:
        self.found.append((sentence, join((*at, key))))

    def _identity(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        if not self.named.startswith("draft-0") or not isinstance(here.get("id"), str) or "$id" in here:
            return here
        # Only draft 4 calls it so; later ones give `id` no meaning.
        self._note("id（今为 $id）", at, "id")
        return {"$id" if key == "id" else key: value for key, value in here.items()}

    def _definitions(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        # Without a draft named, the old name is read as it stands: 2020-12 still knows where it points.
        if not self.named or not isinstance(here.get("definitions"), OBJECT):
            return here
        self._note("definitions（今为 $defs）", at, "definitions")
        kept = {**here["definitions"], **here.get("$defs", {})}
        return {key: value for key, value in here.items() if key not in ("definitions", "$defs")} | {"$defs": kept}

    def _tuple(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        rest = here.get("additionalItems")
        if not isinstance(here.get("items"), list):
            if self.named and "additionalItems" in here:
                # Beside a single schema for all items it never meant anything.
                return {key: value for key, value in here.items() if key != "additionalItems"}
            return here
        self._note("items 写成数组（今为 prefixItems）", at, "items")
        kept = {key: value for key, value in here.items() if key not in ("items", "additionalItems")}
        return {**kept, "prefixItems": here["items"], **({} if rest is None else {"items": rest})}

    def _dependencies(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        said = here.get("dependencies")
        if not isinstance(said, OBJECT):
            return here
        self._note("dependencies（今为 dependentRequired、dependentSchemas）", at, "dependencies")
        kept = {key: value for key, value in here.items() if key != "dependencies"}
        names = {key: [value] if isinstance(value, str) else value for key, value in said.items()
                 if isinstance(value, list | str)}
        schemas = {key: value for key, value in said.items() if not isinstance(value, list | str)}
        if names:
            kept["dependentRequired"] = {**kept.get("dependentRequired", {}), **names}
        if schemas:
            kept["dependentSchemas"] = {**kept.get("dependentSchemas", {}), **schemas}
        return kept

    def _bounds(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        """Draft 4 says with a boolean that the limit itself is out."""
        for exclusive, plain in BOUNDS.items():
            if not isinstance(here.get(exclusive), bool):
                continue
            self._note(f"{exclusive} 写成 true、false", at, exclusive)
            here = dict(here)
            if here.pop(exclusive) and plain in here:
                here[exclusive] = here.pop(plain)
        return here

    def _reference(self, here: dict[str, Any], at: Steps) -> dict[str, Any]:
        target = here.get("$ref")
        if not isinstance(target, str):
            return here
        if self.named in IGNORED_BESIDE_REF:
            here = {key: value for key, value in here.items()
                    if key == "$ref" or key in NAMES or key in ("$defs", "$id", "$schema")}
        return {**here, "$ref": self._moved(target)}

    def _moved(self, target: str) -> str:
        """A pointer into the schema as it was, pointing at the same place as it is now."""
        try:
            steps = split(unquote(target.removeprefix("#"))) if target.startswith("#/") else ()
        except ValueError:
            return target
        there: Any = self.root
        now: list[str] = []
        for step in steps:
            now.append(self._step(there, step))
            there = _inside(there, step)
        return "#" + quote(join(now), safe="/$~") if now else target

    def _step(self, there: Any, step: str) -> str:
        inside = _inside(there, step)
        if step == "definitions" and self.named and isinstance(inside, OBJECT):
            return "$defs"
        if step == "items" and isinstance(inside, list):
            return "prefixItems"
        if step == "additionalItems" and isinstance(_inside(there, "items"), list):
            return "items"
        if step == "dependencies" and isinstance(inside, OBJECT):
            return "dependentSchemas"
        return step


def _inside(there: Any, step: str) -> Any:
    if isinstance(there, OBJECT):
        return there.get(step)
    if isinstance(there, list) and step.isdecimal() and int(step) < len(there):
        return there[int(step)]
    return None
