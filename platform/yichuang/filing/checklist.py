"""The material checklist: how each document is given, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.errors import Problem
from yichuang.forms.pointers import join

from .composition import Composition, Wanted
from .records import Attachment, FilingDraft

HOWS = ("paper", "upload", "defer", "absent")
EXEMPTIONS: Mapping[str, str] = {
    "e-cert": "免提交：调用电子证照",
    "register": "免提交：部门数据共享",
    "upstream": "免提交：由前序事项产生",
    "generated": "免填写：由本表生成",
    "internal": "免提交：部门内部核查",
    "promise": "可用告知承诺替代",
}


@dataclass(frozen=True)
class Item:
    """One row of the checklist: what is wanted, how it was given, the files, and whether it is settled."""

    wanted: Wanted
    how: str | None
    files: tuple[Attachment, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing more need be done about it."""
        if self.files or self.how == "paper":
            return True
        if self.how == "defer":
            return self.wanted.necessity == "deferrable"
        if self.how == "absent":
            return self.wanted.necessity == "conditional"
        return not self.wanted.to_bring

    @property
    def exemption(self) -> str | None:
        """Why it need not be brought."""
        return EXEMPTIONS.get(self.wanted.exemption)


def checklist(composition: Composition, given: Mapping[str, Any], files: Sequence[Attachment]) -> tuple[Item, ...]:
    """The rows for a composition, what the clerk ticked and what was uploaded."""
    by_key: dict[str, list[Attachment]] = {}
    for file in files:
        by_key.setdefault(file.material, []).append(file)
    return tuple(
        Item(wanted, (given.get(wanted.key) or {}).get("how"), tuple(by_key.get(wanted.key, ())))
        for wanted in composition.materials
    )


def files_of(db: Session, draft: FilingDraft) -> list[Attachment]:
    """The uploads of a draft that have not been taken away."""
    query = select(Attachment).where(Attachment.draft_id == draft.id, Attachment.removed.is_(False))
    return list(db.scalars(query.order_by(Attachment.id)))


def checklist_problems(items: Sequence[Item]) -> Iterator[Problem]:
    """Materials that must be given and are not."""
    for item in items:
        if not item.settled:
            or_later = "，或登记容缺" if item.wanted.necessity == "deferrable" else ""
            fix = f"上传扫描件，或登记已收纸质件{or_later}。"
            yield Problem(join(("materials", item.wanted.key)), "material", f"“{item.wanted.name}”还没有收。", fix=fix)


def taken_in(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The materials as they stand in the filing, the receipt and each department's list."""
    return [
        {
            "key": item.wanted.key,
            "name": item.wanted.name,
            "role": item.wanted.role_title,
            "how": _how(item),
            "originals": item.wanted.originals if item.how == "paper" else 0,
            "copies": item.wanted.copies if item.how == "paper" else 0,
            "files": len(item.files),
            "matters": list(item.wanted.matters),
            "standard": item.wanted.standard,
        }
        for item in items
    ]


def _how(item: Item) -> str:
    if item.files:
        return "upload"
    return item.how or item.wanted.exemption
