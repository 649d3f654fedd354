"""One set of materials from many: the same document of the same person is listed once, at its strictest.

Sources: domain reference 5.4, rules 5 and 9; 3.4 for what is not asked for. Demands under different conditions are one
entry when they hold together; its conditions are told side by side.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.cleanup.removals import Way, hardest, way_of
from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material, RequiredMaterial
from yichuang.definitions.scenarios.words import condition_in_words

from .answers import for_matter, holds
from .composition import Taken, Wanted

STRENGTH = ("conditional", "deferrable", "required")
"""非必要 < 容缺后补 < 必要."""
COPY_TYPES = ("either", "copy", "original")
Uses = Mapping[str, Definition]


@dataclass(frozen=True)
class Demand:
    """One matter's demand of a document, and how that matter has it."""

    taken: Taken
    required: RequiredMaterial
    way: Way

    @property
    def condition(self) -> str | None:
        """When it applies, in words; None when always."""
        required, matter = self.required, self.taken.matter
        if required.condition or required.when is None:
            return required.condition
        words = condition_in_words(required.when, [question.model_dump() for question in matter.questions])
        return f"{words}的，需要这份材料。"


def wanted(bundle: Bundle, uses: Uses, taken: Sequence[Taken], answers: Mapping[str, Any] | None) -> tuple[Wanted, ...]:
    """The merged set, in the order first asked for. What need not be brought is there too, with the rule by which."""
    handled = bundle.model_copy(update={"members": tuple(each.member for each in taken)})
    groups: dict[tuple[str, str | None], list[Demand]] = {}
    for each, required in _asked(taken, answers):
        demand = Demand(each, required, way_of(handled, each.matter, required, uses.get))
        groups.setdefault((required.material, each.part.role(required.role)), []).append(demand)
    titles = {role.code: role.title for role in bundle.roles}
    rows = {plan.role for plan in bundle.rows}
    return tuple(_merged(uses.get(code), (code, role), demands, titles.get(role or ""), role if role in rows else None)
                 for (code, role), demands in groups.items())


def _asked(taken: Sequence[Taken], answers: Mapping[str, Any] | None) -> Iterator[tuple[Taken, RequiredMaterial]]:
    for each in taken:
        own = for_matter(each.member, answers, each.matter.questions)
        for required in each.matter.materials:
            if holds(required.when, own):
                yield each, required


def _merged(found: Definition | None, key: tuple[str, str | None], demands: Sequence[Demand], role_title: str | None,
            rows: str | None) -> Wanted:
    material = found if isinstance(found, Material) else None
    asked = [demand.required for demand in demands]
    way = hardest([demand.way for demand in demands])
    conditions = tuple(dict.fromkeys(demand.condition for demand in demands if demand.condition))
    return Wanted(
        material=key[0], name=found.name if found else key[0], role=key[1], role_title=role_title,
        matters=tuple(dict.fromkeys(demand.taken.code for demand in demands)),
        necessity=max((each.necessity for each in asked), key=STRENGTH.index),
        originals=max(each.originals for each in asked), copies=sum(each.copies for each in asked),
        exemption=way.mode, standard=_standards(demands, material),
        condition=_either(conditions) if all(demand.condition for demand in demands) else None, fallback=way.fallback,
        verify_original=any(each.verify_original for each in asked), source=material.issuer if material else None,
        notes=_told((demand.taken.matter.name, demand.required.filling_notes) for demand in demands),
        copy_type=max((each.copy_type for each in asked), key=COPY_TYPES.index), conditions=conditions,
        validity=_shortest(asked, material), deadline_days=min((d for e in asked if (d := e.deadline_days)), default=None),
        removed_by=way.rule, ways=tuple(demand.way for demand in demands), rows=rows)


def _either(conditions: Sequence[str]) -> str:
    return "或者".join(condition.rstrip("。；") for condition in conditions) + "。"


def _shortest(asked: Iterable[RequiredMaterial], material: Material | None) -> int | None:
    """The shortest validity in months that any of them, or the document itself, has."""
    told = [each.validity_months for each in asked]
    return min((months for months in (*told, material.validity_months if material else None) if months), default=None)


def _standards(demands: Sequence[Demand], material: Material | None) -> str | None:
    own = material.accept_standard if material else None
    return _told((demand.taken.matter.name, demand.required.accept_standard or own) for demand in demands)


def _told(said: Iterable[tuple[str, str | None]]) -> str | None:
    """One text where all say the same or one says all of it; else each with the names of the matters that say it."""
    by_text: dict[str, list[str]] = {}
    for name, text in said:
        if text:
            by_text.setdefault(text, []).append(name)
    texts = [text for text in by_text if not any(text.rstrip("。") in other for other in by_text if other != text)]
    if len(texts) < 2:
        return texts[0] if texts else None
    return "".join(f"{'、'.join(dict.fromkeys(by_text[text]))}：{text.rstrip('。；')}。" for text in texts)
