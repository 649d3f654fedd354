"""What a case holds for its department: its form under the release it was filed with, its materials, its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pyramid.registry import Registry
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.records import Case
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, uses_of
from yichuang.errors import NotFound, Unavailable
from yichuang.extension import extensions
from yichuang.filing.receipt import HOW_WORDS
from yichuang.filing.records import Attachment, Filing
from yichuang.filing.repin.standing import standing_of
from yichuang.forms.form import Form

NOT_GIVEN = ("absent",)


@dataclass(frozen=True)
class Given:
    """One material of a case as it was taken in, with the files that show it."""

    key: str
    name: str
    how: str
    how_words: str
    standard: str
    originals: int
    copies: int
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class OwnForm:
    """The department's own form filled in: the release it stands in, and the page of it."""

    release: int
    html: Markup


def release_of_case(db: Session, case: Case) -> Release:
    """The release of the matter that the case is pinned to."""
    return db.get_one(Release, case.matter_release_id)


def matter_of(release: Release) -> Matter:
    """The matter that a release declares. Raises NotFound when it is something else."""
    definition = definition_of(release)
    if not isinstance(definition, Matter):
        raise NotFound(f"“{release.name}”第 {release.number} 版不是事项。")
    return definition


def used_definitions(db: Session, case: Case) -> Mapping[str, Definition]:
    """The elements and materials that the case's matter uses, as pinned."""
    return uses_of(db, release_of_case(db, case))


def own_form(db: Session, registry: Registry, case: Case) -> OwnForm:
    """The form that this department declared, with exactly its own data. Raises Unavailable without a renderer."""
    renderer = extensions(registry).form_renderer
    if renderer is None:
        raise Unavailable("没有安装表单模块，申请表无法显示。请管理员检查设置中的 yichuang.includes。")
    release = release_of_case(db, case)
    declared = matter_of(release).form
    form = Form(declared.schema_, declared.layout)
    return OwnForm(release.number, renderer.paper(form, case.instance or {}))


def filing_of(db: Session, case: Case) -> Filing:
    """The filing of a case."""
    return db.get_one(Filing, case.filing_id)


def materials_of(db: Session, case: Case, filing: Filing) -> tuple[Given, ...]:
    """The materials that this matter uses, in the order of the checklist; those that do not apply are left out."""
    materials = standing_of(db, filing).materials
    taken = [each for each in materials if case.matter_code in each["matters"] and each["how"] not in NOT_GIVEN]
    files = _files(db, filing, [each["key"] for each in taken])
    return tuple(_given(each, [file for file in files if file.material == each["key"]]) for each in taken)


def attachment_of(db: Session, case: Case, attachment_id: int) -> Attachment:
    """A file of a material that this matter uses. NotFound for every other."""
    given = materials_of(db, case, filing_of(db, case))
    found = next((file for each in given for file in each.files if file.id == attachment_id), None)
    if found is None:
        raise NotFound("本件没有这个文件：它可能已经撤下，或者不是本事项的材料。请从办件页面打开。")
    return found


def _files(db: Session, filing: Filing, keys: Sequence[str]) -> Sequence[Attachment]:
    mine = (Attachment.filing_id == filing.id, Attachment.removed.is_(False), Attachment.material.in_(keys))
    return db.scalars(select(Attachment).where(*mine).order_by(Attachment.id)).all()


def _given(material: Mapping[str, Any], files: Sequence[Attachment]) -> Given:
    whose = f"（{material['role']}）" if material.get("role") else ""
    how = str(material["how"])
    return Given(
        key=str(material["key"]),
        name=f"{material['name']}{whose}",
        how=how,
        how_words=HOW_WORDS.get(how, how),
        standard=str(material.get("standard") or ""),
        originals=int(material["originals"]),
        copies=int(material["copies"]),
        files=tuple(files),
    )
