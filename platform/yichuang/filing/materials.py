"""One set of materials from many: the same document of the same person is listed once, at its strictest."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material, RequiredMaterial

from .answers import for_matter, holds
from .composition import Taken, Wanted

STRENGTH = ("conditional", "deferrable", "required")
EASIEST_LAST = ("none", "promise", "internal", "register", "e-cert", "generated", "upstream")


def wanted(bundle: Bundle, uses: Mapping[str, Definition], taken: Sequence[Taken],
           answers: Mapping[str, Any] | None) -> tuple[Wanted, ...]:
    """The merged set, in the order first asked for. What an upstream matter produces is there, marked as not brought."""
    produced = {(output.material, each.part.role(output.role)) for each in taken for output in each.matter.outputs}
    groups: dict[tuple[str, str | None], list[tuple[Taken, RequiredMaterial]]] = {}
    for each, required in _asked(taken, answers):
        role = each.part.role(required.role)
        groups.setdefault((required.material, role), []).append((each, required))
    titles = {role.code: role.title for role in bundle.roles}
    return tuple(_merged(uses, key, asked, titles, key in produced) for key, asked in groups.items())


def _asked(taken: Sequence[Taken], answers: Mapping[str, Any] | None) -> Iterator[tuple[Taken, RequiredMaterial]]:
    for each in taken:
        own = for_matter(each.member, answers, each.matter.questions)
        for required in each.matter.materials:
            if holds(required.when, own):
                yield each, required


def _merged(uses: Mapping[str, Definition], key: tuple[str, str | None], asked: Sequence[tuple[Taken, RequiredMaterial]],
            titles: Mapping[str, str], produced: bool) -> Wanted:
    material = uses.get(key[0])
    first = asked[0][1]
    standard = next((r.accept_standard for _, r in asked if r.accept_standard), None)
    exempt = min((r.exemption for _, r in asked), key=lambda e: EASIEST_LAST.index(e.mode))
    waits = produced and all(each.waits_for for each, _ in asked)
    return Wanted(
        material=key[0], name=material.name if material else key[0], role=key[1], role_title=titles.get(key[1] or ""),
        matters=tuple(each.code for each, _ in asked),
        necessity=max((r.necessity for _, r in asked), key=STRENGTH.index),
        originals=max(r.originals for _, r in asked), copies=sum(r.copies for _, r in asked),
        exemption="upstream" if waits else exempt.mode,
        standard=standard or (material.accept_standard if isinstance(material, Material) else None),
        condition=first.condition, fallback=exempt.fallback,
        verify_original=any(r.verify_original for _, r in asked),
        source=material.issuer if isinstance(material, Material) else None,
        notes=next((r.filling_notes for _, r in asked if r.filling_notes), None))
