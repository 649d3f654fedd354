"""The reductions 四减: what the matters would ask one by one, and what the bundle asks, for the matters that apply.

Both sides are counted for the same answers. Nothing is rounded in anybody's favour: where a bundle asks for more than its
matters one by one, the figures show it and `reduction_problems` says so.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.steps import steps_apart_and_joined
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of
from yichuang.forms.form import Form
from yichuang.forms.places import Link

from .composition import Limits, Reduction, Taken, Wanted

NAMES: Mapping[str, tuple[str, str]] = {
    "fields": ("填写字段", "项"), "materials": ("申请材料", "份"), "steps": ("办理环节", "个"), "days": ("办理时限", "个工作日"),
    "visits": ("跑动次数", "次"),
}
"""What each figure is called, and its unit."""
GROWN = {
    "days": ("/promise/limit", "缩短承诺；只有部分情形用得了这么久的，在承诺说明里按情形写明。"),
    "visits": ("/visits", "减少到现场次数，或写明为什么必须多跑。"),
}


@dataclass(frozen=True)
class Whole:
    """What a bundle asks for as one: its form, its set of materials, its limits."""

    form: Form
    materials: Sequence[Wanted]
    limits: Limits


def reductions_of(bundle: Bundle, taken: Sequence[Taken], whole: Whole) -> dict[str, Reduction]:
    """Fields, materials, steps (where declared), days and visits, before and after."""
    places = _places(whole.form)
    # What the merged form never asks under these answers, the matter by itself would not ask either.
    fields = sum(any(feed.place is None or str(feed.place) in places for feed in link.feeds)
                 for each in taken for link in each.links)
    demanded = sum(len(material.ways) for material in whole.materials)
    apart, joined = steps_apart_and_joined(each.matter for each in taken)
    days = sum(each.matter.promised_limit.workdays for each in taken)
    visits = sum(each.matter.visits.number for each in taken)
    return {
        "fields": Reduction(fields, len(places)),
        "materials": Reduction(demanded, sum(material.to_bring for material in whole.materials)),
        **({"steps": Reduction(apart, joined)} if apart else {}),
        "days": Reduction(days, whole.limits.promised),
        "visits": Reduction(visits, bundle.visits),
    }


def _asks(link: Link, places: set[str]) -> bool:
    """Whether a matter by itself would ask for a field: what upstream or an answer gives here, it asks there."""
    asked = [str(feed.place) for feed in link.feeds if feed.place is not None]
    return not asked or not places.isdisjoint(asked)


def _places(form: Form) -> set[str]:
    """Where the form asks for something; of rows each field once."""
    found: set[str] = set()
    for field in fields_of(compiled(form.schema)):
        found |= {f"{field.steps[0]}/*/{item.steps[0]}" for item in field.items} or {field.steps[0]}
    return found


def reduction_problems(reductions: Mapping[str, Reduction]) -> Iterator[Problem]:
    """A warning for each figure that is more in the bundle than one by one, pointers into the bundle."""
    for key, reduction in reductions.items():
        if reduction.grown:
            name, unit = NAMES[key]
            pointer, fix = GROWN.get(key, ("/members", "核对合并后的字段和材料。"))
            said = f"{name}不减反增：逐个办理 {reduction.before} {unit}，一件事 {reduction.after} {unit}。"
            yield Problem(pointer, "grown", said, "warning", fix)
