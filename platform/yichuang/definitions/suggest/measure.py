"""How well fields are understood: labels of departments with the element (and role) that each means, and what is suggested.

A set has two halves, told apart by a digest of the label and what stands around it: one for tuning the rules, one held
apart, which nobody looks at while tuning.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from yichuang.errors import Invalid

from .asked import NOTHING, Asked, Context, Neighbour, Suggestion
from .dictionary import Dictionary
from .scoring import suggest

Half = Literal["all", "tuning", "apart"]
TEXTS = ("label", "role", "section", "before", "after", "name")
SURE = 0.5
"""From this score on a candidate is more likely right than not."""
TENTHS = 10


@dataclass(frozen=True)
class Labelled:
    """A field of a department and the element that it means; None when the dictionary has none for it."""

    asked: Asked
    context: Context
    element: str | None
    role: str | None
    half: Half


@dataclass(frozen=True)
class Miss:
    """A label whose best candidate is another element, or that means none and got a sure one."""

    labelled: Labelled
    found: tuple[Suggestion, ...]

    def as_dict(self) -> dict[str, Any]:
        """As printed."""
        labelled = self.labelled
        return {"label": labelled.asked.label, "section": labelled.context.section, "expected": labelled.element,
                "found": [{"element": each.element, "score": each.score} for each in self.found]}


@dataclass(frozen=True)
class Report:
    """`top1` and `top3`: how many of the labels that mean an element have it first, or among three. `roles` of those
    right whose role is known. `nothing`: labels that mean no element; `alarms` of them got a sure candidate. `bands`: per
    tenth of the score, how many best candidates had it, their mean score, and how many were right."""

    labels: int
    meant: int
    top1: int
    top3: int
    roles: tuple[int, int]
    nothing: int
    alarms: int
    bands: tuple[tuple[int, float, int], ...]
    misses: tuple[Miss, ...]

    def as_dict(self) -> dict[str, Any]:
        """As `definitions suggest --measure` prints it."""
        return {
            "labels": self.labels, "meant": self.meant,
            "top1": _share(self.top1, self.meant), "top3": _share(self.top3, self.meant),
            "roles": {"known": self.roles[1], "right": self.roles[0], "share": _share(*self.roles)},
            "nothing": {"labels": self.nothing, "sure": self.alarms, "share": _share(self.alarms, self.nothing)},
            "bands": [{"from": tenth / TENTHS, "count": count, "mean": mean, "right": right}
                      for tenth, (count, mean, right) in enumerate(self.bands)],
            "misses": [miss.as_dict() for miss in self.misses],
        }


def _share(part: int, whole: int) -> float | None:
    """Four decimals, rounded down; None of nothing."""
    return int(part / whole * 10_000) / 10_000 if whole else None


def read_labels(document: Any) -> list[Labelled]:
    """[{"label", "element" (null: none), "role"?, "section"?, "before"?, "after"?, "name"?, "schema"?, "roles"?}].
    Raises Invalid, naming the entry."""
    if not isinstance(document, list) or not document:
        raise Invalid("标注集应为一个 JSON 列表，每条写明 label 和 element（没有对应的数据元写 null）。")
    return [_labelled(number, entry) for number, entry in enumerate(document, 1)]


def _labelled(number: int, entry: Any) -> Labelled:
    said = entry if isinstance(entry, Mapping) else {}
    if not isinstance(said.get("label"), str) or not said["label"] or "element" not in said:
        raise Invalid(f"标注集第 {number} 条有误：label 应为文字，element 应写明（没有对应的数据元写 null）。")
    schema, roles, element = said.get("schema", NOTHING), said.get("roles", ()), said["element"]
    texts = all(isinstance(said.get(key, ""), str | None) for key in TEXTS) and isinstance(element, str | None)
    if not texts or not isinstance(schema, Mapping) or not isinstance(roles, list | tuple):
        raise Invalid(f"标注集第 {number} 条有误：role、section、before、after、name 应为文字，schema 应为对象，roles 应为列表。")
    context = Context(said.get("section") or "", _beside(said, "before"), _beside(said, "after"), {str(role): () for role in roles})
    asked = Asked(said["label"], said.get("name") or "", schema)
    return Labelled(asked, context, element, said.get("role"), half_of(said))


def _beside(said: Mapping[str, Any], key: str) -> tuple[Neighbour, ...]:
    return (Neighbour(said[key]),) if said.get(key) else ()


def half_of(said: Mapping[str, Any]) -> Half:
    """The half of a set that an entry belongs to, the same everywhere and for ever."""
    key = "|".join(str(said.get(each) or "") for each in ("label", "section", "before"))
    return "apart" if hashlib.sha256(key.encode()).digest()[0] % 2 else "tuning"


def measure(labels: Iterable[Labelled], dictionary: Dictionary) -> Report:
    """What is suggested for the labels, against what they mean."""
    read = [(each, tuple(suggest(each.asked, each.context, dictionary, 3))) for each in labels]
    meant = [(each, found) for each, found in read if each.element is not None]
    first = [(each, found[0]) for each, found in meant if found and found[0].element == each.element]
    known = [(each, best) for each, best in first if each.role]
    nothing = [found for each, found in read if each.element is None]
    misses = tuple(Miss(each, found) for each, found in read if not _right(each, found) and (each.element or _sure(found)))
    return Report(
        len(read), len(meant), len(first), sum(any(one.element == each.element for one in found) for each, found in meant),
        (sum(best.role == each.role for each, best in known), len(known)), len(nothing), sum(map(_sure, nothing)),
        tuple(_bands([(found[0].score, _right(each, found)) for each, found in read if found])), misses)


def _sure(found: Sequence[Suggestion]) -> bool:
    return bool(found) and found[0].score >= SURE


def _right(labelled: Labelled, found: Sequence[Suggestion]) -> bool:
    return bool(found) and found[0].element == labelled.element


def _bands(scored: Sequence[tuple[float, bool]]) -> Iterator[tuple[int, float, int]]:
    for tenth in range(TENTHS):
        inside = [(score, right) for score, right in scored if min(TENTHS - 1, int(score * TENTHS)) == tenth]
        mean = sum(score for score, _ in inside) / len(inside) if inside else 0.0
        yield len(inside), round(mean, 3), sum(right for _, right in inside)
