"""Renaming a definition, or merging two into one: every draft that names it follows; releases never change."""
from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from yichuang.definitions.check import check
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, SNAPSHOT_KINDS, read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.errors import Conflict, Invalid, NotFound, Problem
from yichuang.forms.dialect import walk
from yichuang.forms.pointers import get, split

from .places import Place, patterns_in, places_in

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
Documents = Mapping[str, Mapping[str, Any]]
"""All drafts as they are written, by code."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One place that a rename follows: in which definition, where, and what stands there before and after."""

    code: str
    kind: str
    name: str
    pointer: str
    before: str
    after: str


@dataclass(frozen=True)
class Renaming:
    """What a rename would do. `documents` are the drafts as they would be, by code; `problems` forbid it; `notes` say what
    it does not reach."""

    old: str
    new: str
    kind: str
    name: str
    merge: bool
    places: tuple[Followed, ...]
    documents: Documents
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions rename` prints."""
        places = [{"code": each.code, "kind": each.kind, "name": each.name, "pointer": each.pointer,
                   "before": each.before, "after": each.after} for each in self.places]
        return {"old": self.old, "new": self.new, "kind": self.kind, "name": self.name, "merge": self.merge,
                "places": places, "problems": [problem.as_dict() for problem in self.problems], "notes": list(self.notes)}


def plan_rename(drafts: Documents, old: str, new: str, merge: bool = False) -> Renaming:
    """What giving `old` the code `new` changes; with `merge`, what uses `old` uses the existing `new` instead.

    Raises NotFound without a draft of `old` (or, merging, of `new`), Conflict for a code that is taken or of another
    kind, Invalid for a code that cannot be one.
    """
    known = _known(drafts, old, new, merge)
    found = [(code, place) for code, document in drafts.items() for place in places_in(document)
             if place.code == old and known["kind"] in place.kinds]
    if merge:
        # What is merged away names nothing any more.
        found = [(code, place) for code, place in found if code != old]
    documents = _followed(drafts, found, new)
    if not merge:
        documents[old] = {**documents.get(old, known), "code": new}
        documents = {(new if code == old else code): document for code, document in documents.items()}
    after = {code: document for code, document in drafts.items() if code != old} | documents
    places = tuple(Followed(code, str(drafts[code].get("kind")), str(drafts[code].get("name")), place.pointer, place.text,
                            place.naming(new)) for code, place in found)
    for document in documents.values() if merge else ():
        _without_repeats(document)
    problems = (*(_twice(documents, new) if merge else ()), *_new_problems(drafts, after, documents))
    return Renaming(old, new, known["kind"], known["name"], merge, places, documents, problems,
                    tuple(_notes(drafts, known, old, new)))


def _known(drafts: Documents, old: str, new: str, merge: bool) -> Mapping[str, Any]:
    known = drafts.get(old)
    if known is None:
        raise NotFound(f"没有编码为“{old}”的定义。请核对编码；已发布而没有草稿的，先从发布版恢复草稿。")
    if not CODE.fullmatch(new):
        raise Invalid(f"“{new}”不能作编码，没有改名。编码用字母、数字、点、下划线和连字符，以字母或数字开头，不超过 64 个字符。")
    if old == new:
        raise Invalid("新旧编码相同，没有改名。请写出另一个编码。")
    other = drafts.get(new)
    if merge and other is None:
        raise NotFound(f"没有编码为“{new}”的定义，不能并入。只想改名的，不要选合并。")
    if other is not None and not merge:
        raise Conflict(f"编码“{new}”已被“{other['name']}”使用，没有改名。换一个编码；两者是同一含义的，改用合并（--merge）。")
    if other is not None and other["kind"] != known["kind"]:
        kinds = KIND_NAMES.get(known["kind"], known["kind"]), KIND_NAMES.get(other["kind"], other["kind"])
        raise Conflict(f"“{old}”是{kinds[0]}，“{new}”是{kinds[1]}，不能合并。只有同一类定义可以合并。")
    return known


def _followed(drafts: Documents, found: Iterable[tuple[str, Place]], new: str) -> dict[str, dict[str, Any]]:
    """The documents in which something changes, changed; keys keep their order."""
    changed: dict[str, dict[str, Any]] = {}
    # Keys last: what stands below one is found by its old way.
    for code, place in sorted(found, key=lambda each: each[1].is_key):
        document = changed.setdefault(code, copy.deepcopy(dict(drafts[code])))
        *way, last = split(place.pointer)
        here = get(document, way)
        if place.is_key:
            renamed = {new if key == last else key: value for key, value in here.items()}
            here.clear()
            here.update(renamed)
        else:
            here[int(last) if isinstance(here, list) else last] = place.naming(new)
    return changed


def _twice(documents: Documents, new: str) -> Iterator[Problem]:
    """What a merge would let a matter ask for twice."""
    for code, document in documents.items():
        demanded = [(row.get("material"), row.get("role")) for row in document.get("materials", ()) if isinstance(row, dict)]
        if len([each for each in demanded if each[0] == new]) > len({each for each in demanded if each[0] == new}):
            yield Problem("/materials", "demanded-twice", f"合并之后，“{document['name']}”会要求同一份材料“{new}”两次。",
                          fix="先在这个事项里删去其中一行，再合并。", file=code)
        for role, fields in _fields_of(document, new).items():
            if len(fields) > 1:
                yield Problem("/form/schema", "asked-twice", f"合并之后，“{document['name']}”的表单会把同一角色"
                              f"（{role or '未写'}）的“{new}”问两次：{'、'.join(sorted(fields))}。",
                              fix="先在表单里删去其中一个字段，或改用别的数据元，再合并。", file=code)


def _fields_of(document: Mapping[str, Any], element: str) -> dict[str, set[str]]:
    """The fields of a matter's form that name an element, by role; those in rows by themselves."""
    found: dict[str, set[str]] = {}
    schema = get(document, ("form", "schema"), {})
    for steps, here in walk(schema):
        if isinstance(here, Mapping) and here.get("x-element") == element:
            level = "".join("行内 " for step in steps if step == "items")
            found.setdefault(f"{level}{here.get('x-role') or ''}", set()).add(steps[-1] if steps else "")
    return found


def _without_repeats(document: dict[str, Any]) -> None:
    """Lists of codes hold each once, also when two have become one."""
    lists = [document.get(key) for key in ("elements", "materials", "partners", "joint_departments", "regions", "districts")]
    lists += [row.get("key") for row in document.get("rows") or () if isinstance(row, dict)]
    for codes in lists:
        if isinstance(codes, list) and all(isinstance(code, str) for code in codes):
            codes[:] = dict.fromkeys(codes)


def _new_problems(drafts: Documents, after: Documents, changed: Documents) -> Iterator[Problem]:
    """Errors that are not there now, in what changes."""
    before = {(p.file, p.pointer, p.rule) for p in _errors(drafts, [code for code in changed if code in drafts])}
    for problem in _errors(after, list(changed)):
        if (problem.file, problem.pointer, problem.rule) not in before:
            yield problem


def _errors(drafts: Documents, codes: Sequence[str]) -> list[Problem]:
    """The errors of these drafts; the others are read only when these name them."""

    @cache
    def read(code: str) -> Definition | None:
        definition = read_definition(drafts[code]) if code in drafts else None
        return definition if isinstance(definition, Definition) else None

    library = Library()
    for code in codes:
        if (definition := read(code)) is not None:
            library.add(Entry(definition, drafts[code], code))
    return [problem for problem in check(library, read) if problem.severity == "error"]


def _notes(drafts: Documents, known: Mapping[str, Any], old: str, new: str) -> Iterator[str]:
    for code, document in drafts.items():
        for pointer, pattern in patterns_in(document) if known["kind"] == "element" else ():
            rest = pattern.partition(".")[2]
            if fnmatchcase(old, rest) and not fnmatchcase(new, rest):
                yield f"“{document['name']}”（{code}）{pointer} 的“{pattern}”包含“{old}”而不包含“{new}”，请核对它该在哪一节。"
    if known["kind"] in SNAPSHOT_KINDS:
        yield "账号、在办件和已发布的版本仍按旧编码查找；改名后请在系统管理中核对账号的部门和区划。"
