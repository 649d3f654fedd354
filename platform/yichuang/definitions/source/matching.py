"""Finds what a library's rows mean here: which draft a matter is, which department, which material."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.records import Draft
from yichuang.definitions.reuse.followed import EVER, Today, following, today_in
from yichuang.definitions.workbook.cells import folded

from .protocol import LibraryMaterial, LibraryMatter

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CODES = ("item_code", "task_code", "local_code")


@dataclass
class Known:
    """The drafts by what a library may call them."""

    matters: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    by_code: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    materials: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    today: Today = field(default_factory=lambda: following(()))

    def name_of(self, code: str) -> str:
        """The name of a draft, empty where there is none."""
        return self.names.get(code, "")

    def matter_code(self, matter: LibraryMatter, library: str) -> str:
        """The code here: of the draft that bears one of the library's codes, else the library's own where it can be a
        code here, else a stand-in that is always the same. A draft that was renamed here is still that one."""
        for key in CODES:
            code = matter.columns.get(key)
            found = self.by_code.get(str(code)) if code else None
            if found is not None and self._finest(found, matter):
                return found
        stand_in = _stand_in("m", f"{library}\0{matter.key}")
        for key in (matter.key, stand_in):
            for code in (key, self.today("matter", key, EVER)):
                if code in self.matters:
                    return code
        free = CODE.fullmatch(matter.key) and matter.key not in self.names
        return matter.key if free else stand_in

    def _finest(self, code: str, matter: LibraryMatter) -> bool:
        """Two handling items share one task code: that alone does not make them the same."""
        ours, theirs = self.matters[code].get("item_code"), matter.columns.get("item_code")
        return not ours or not theirs or ours == theirs

    def department(self, matter: LibraryMatter, before: Mapping[str, Any] | None) -> tuple[str | None, bool]:
        """The department's code here and whether it is known. One that nobody has declared yet goes by the library's
        code, so that the check names it; what the draft says already is kept."""
        for text in (matter.department_code, matter.department_name):
            if text and (found := self.departments.get(folded(text))):
                return found, True
        if before and before.get("department"):
            return str(before["department"]), False
        code = matter.department_code
        return (code if CODE.fullmatch(code) and code not in self.names else None), False

    def material(self, material: LibraryMaterial) -> tuple[str, Mapping[str, Any] | None]:
        """The material's code here, and the document to make where there is none of this name."""
        found = self.materials.get(folded(material.name))
        if found is not None:
            return found, None
        code = _stand_in("mat", material.name)
        document = {"kind": "material", "code": code, "name": material.name, "source": "99", **material.document}
        return code, document


def _stand_in(prefix: str, text: str) -> str:
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def known(db: Session) -> Known:
    """All drafts as a library may call them."""
    found = Known(today=today_in(db))
    for draft in db.execute(select(Draft.code, Draft.kind, Draft.name, Draft.body).order_by(Draft.code)):
        found.names[draft.code] = draft.name
        if draft.kind in ("matter", "department", "material"):
            _take(found, draft.kind, json.loads(draft.body))
    return found


def _take(found: Known, kind: str, document: Mapping[str, Any]) -> None:
    code = str(document["code"])
    if kind == "matter":
        found.matters[code] = document
        for key in CODES:
            if document.get(key):
                found.by_code.setdefault(str(document[key]), code)
    elif kind == "department":
        for key in ("uscc", "name", "short_name", "code"):
            if document.get(key):
                found.departments.setdefault(folded(str(document[key])), code)
    else:
        for name in (document.get("name"), *(document.get("synonyms") or ())):
            if isinstance(name, str):
                found.materials.setdefault(folded(name), code)


def used_by(db: Session, code: str) -> list[tuple[str, str]]:
    """The bundles with this matter as a member, by code and name: what a cancelled matter leaves a hole in."""
    return list(_bundles(db, code))


def _bundles(db: Session, code: str) -> Iterator[tuple[str, str]]:
    for draft in db.scalars(select(Draft).where(Draft.kind == "bundle", Draft.body.contains(code, autoescape=True))):
        definition = read_definition(json.loads(draft.body))
        if isinstance(definition, Bundle) and any(each.matter == code for each in definition.members):
            yield draft.code, draft.name
