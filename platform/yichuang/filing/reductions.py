"""The four reductions: what the matters would ask one by one, and what the bundle asks."""
from __future__ import annotations

from collections.abc import Sequence

from yichuang.definitions.bundle import Bundle
from yichuang.forms.fields import Field, fields_of

from .composition import Limits, Reduction, Taken, Wanted


def reductions_of(bundle: Bundle, taken: Sequence[Taken], materials: Sequence[Wanted],
                  limits: Limits) -> dict[str, Reduction]:
    """Fields, materials, days and visits before and after, for the matters that apply. After is never more than before."""
    places = {str(link.place) for each in taken for link in each.links if link.place}
    fields = sum(_count(fields_of(each.part.ready)) for each in taken)
    demanded = sum(len(each.matter.materials) for each in taken)
    days = sum(each.matter.promised_limit.workdays for each in taken)
    visits = sum(each.matter.visits.number for each in taken)
    return {
        "fields": _reduction(fields, len(places)),
        "materials": _reduction(demanded, sum(1 for material in materials if material.to_bring)),
        "days": _reduction(days, limits.promised),
        "visits": _reduction(visits, bundle.visits),
    }


def _count(fields: Sequence[Field]) -> int:
    return sum(_count(field.items) if field.items else 1 for field in fields)


def _reduction(before: int, after: int) -> Reduction:
    return Reduction(before, min(before, after))
