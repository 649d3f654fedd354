"""Rows of a matter that are a condition and several documents: what is proposed, and what accepting it writes."""
from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.errors import Conflict

from .demand import Resolver, plain_name
from .split import Proposal, SplitPart, split

LONGEST_CODE = 64
KEPT = ("role", "filling_notes", "basis", "deadline_days")
"""What every document of a split row takes over from it."""


@dataclass(frozen=True)
class SplitProposal:
    """A row of a matter's materials that should be several."""

    matter: str
    matter_name: str
    index: int
    material: str
    text: str
    proposal: Proposal

    def as_dict(self) -> dict[str, Any]:
        """The shape inside `definitions cleanup --json`."""
        return {"matter": self.matter, "matter_name": self.matter_name, "material": self.material, "text": self.text,
                "condition": self.proposal.condition,
                "materials": [part.as_dict() for part in self.proposal.parts], "notes": list(self.proposal.notes)}


def splits_of(matters: Iterable[Matter], resolve: Resolver) -> Iterator[SplitProposal]:
    """Every row whose material's name is more than one document."""
    for matter in matters:
        for index, required in enumerate(matter.materials):
            material = resolve(required.material)
            proposal = split(material.name) if isinstance(material, Material) else None
            if isinstance(material, Material) and proposal is not None:
                yield SplitProposal(matter.code, matter.name, index, material.code, material.name, proposal)


@dataclass(frozen=True)
class Accepted:
    """What accepting writes: the matter's document, the documents of new materials, and which others are reused."""

    matter: Mapping[str, Any]
    new: tuple[Mapping[str, Any], ...]
    reused: tuple[str, ...]


def accepted(document: Mapping[str, Any], found: SplitProposal, parts: Sequence[SplitPart],
             known: Sequence[Definition]) -> Accepted:
    """The row replaced by one for each part, a known material of the same name or synonym reused.

    A condition in words has no `when` yet, unless the row had one: the editor sets it, and `check` says so until then.
    Raises Conflict when the draft no longer has the row.
    """
    rows = list(document["materials"])
    if found.index >= len(rows) or rows[found.index].get("material") != found.material or not parts:
        raise Conflict("草稿里的这一行已经变了，没有拆分。请重新打开台账。")
    names = _names(known, found.material)
    codes = {definition.code for definition in known}
    old = next((each for each in known if each.code == found.material and isinstance(each, Material)), None)
    new: list[Mapping[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for part in parts:
        code = names.get(plain_name(part.name))
        if code is None:
            code = _free(found.material, codes)
            codes.add(code)
            names[plain_name(part.name)] = code
            new.append(_material(code, part.name, old))
        lines.append(_row(rows[found.index], code, part, found.proposal.condition))
    reused = tuple(dict.fromkeys(line["material"] for line in lines if line["material"] not in {n["code"] for n in new}))
    return Accepted({**document, "materials": [*rows[:found.index], *lines, *rows[found.index + 1:]]}, tuple(new), reused)


def _names(known: Iterable[Definition], leave_out: str) -> dict[str, str]:
    """Name or synonym → code of the canonical materials; a name goes before a synonym."""
    materials = [each for each in known if isinstance(each, Material) and each.code != leave_out]
    found = {plain_name(each.name): each.code for each in materials}
    for each in materials:
        for synonym in each.synonyms:
            found.setdefault(plain_name(synonym), each.code)
    return found


def _free(base: str, taken: Container[str]) -> str:
    number = 1
    while (code := f"{base[:LONGEST_CODE - 4]}-{number}") in taken:
        number += 1
    return code


def _material(code: str, name: str, old: Material | None) -> dict[str, Any]:
    """A new material like the one it comes from, without what was said of the whole row."""
    kept = old.model_dump(mode="json", include={"source", "issuer", "issuer_department", "source_explanation", "format",
                                                "page_format", "sensitivity"}, exclude_none=True) if old else {"source": "10"}
    return {"kind": "material", "code": code, "name": name, **kept}


def _row(row: Mapping[str, Any], code: str, part: SplitPart, common: str | None) -> dict[str, Any]:
    condition = part.condition or common
    copies = {key: value for key, value in part.copies.as_dict().items() if value} or {
        key: row[key] for key in ("copy_type", "originals", "copies", "verify_original") if key in row}
    told: dict[str, Any] = {"necessity": row.get("necessity", "required")}
    if condition:
        told = {"condition": f"{condition}，提交{part.name}。", "necessity": "conditional"}
    elif row.get("condition"):
        told["condition"] = row["condition"]
    if row.get("when") is not None:
        told["when"] = row["when"]
    kept = {key: row[key] for key in KEPT if key in row}
    return {"material": code, **told, **copies, **kept}
