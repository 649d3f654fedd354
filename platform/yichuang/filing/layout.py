"""Arranges the merged form in the bundle's sections; what no section claims is shown by whose it is."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of
from yichuang.forms.merge import Merged


def layout_of(bundle: Bundle, merged: Merged) -> dict[str, Any]:
    """`{"sections": [{"code", "title", "help", "fields": [key…]}]}`; every field stands in exactly one section."""
    left = list(_keys(merged))
    sections: list[dict[str, Any]] = []
    for plan in bundle.sections:
        mine = [key for pattern in plan.fields for key in left if fnmatchcase(key, pattern)]
        mine = list(dict.fromkeys(mine))
        left = [key for key in left if key not in mine]
        if mine:
            sections.append({"code": plan.code, "title": plan.title, "help": plan.help, "fields": mine})
    return {"sections": [*sections, *_by_role(bundle, left)]}


def _keys(merged: Merged) -> Iterator[str]:
    """The top-level keys that the merged form could ask, in order; conditional ones follow those always asked."""
    yield from dict.fromkeys(field.steps[0] for field in fields_of(compiled(merged.form.schema)))


def _by_role(bundle: Bundle, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    titles: Mapping[str, str] = {role.code: role.title for role in bundle.roles}
    groups: dict[str, list[str]] = {}
    for key in keys:
        role = key.split(".", 1)[0]
        groups.setdefault(role if role in titles else "", []).append(key)
    for role, fields in groups.items():
        yield {"code": role or "other", "title": titles.get(role, "其他信息"), "help": None, "fields": fields}
