"""From weighed candidates to suggestions: a score that means something, and whose the field would be.

The weight becomes a probability: the candidates and “none of them” share 1 (a softmax). Its two constants were fitted on
the half of a labelled set that is there for tuning (tests/suggest), as if three in ten fields meant no element.
"""
from __future__ import annotations

import math
from collections import Counter

from .asked import Asked, Context, Suggestion
from .dictionary import Dictionary
from .label import read_label
from .weighing import PEOPLE, SAME, Candidate, Search, part_of
from .whose import Owner, declared_role, owner_of, role_of

SHARPNESS, NOBODY = 21.0, 0.58
"""How much a difference of weights counts, and the weight of a candidate that is as likely as none."""
CONSIDERED = 12
BEYOND_DOUBT = 0.97


def suggest(asked: Asked, context: Context, dictionary: Dictionary, limit: int = 3) -> list[Suggestion]:
    """The elements that a field may mean, the likeliest first, each with a role, a score and reasons."""
    return [suggestion for _, suggestion in _scored(Search(asked, context, dictionary), limit)]


def beyond_doubt(asked: Asked, context: Context, dictionary: Dictionary) -> Suggestion | None:
    """The best candidate, when the field is called what the element is called and hardly anything else can be meant."""
    label = read_label(asked.label)
    if label.parts or not (dictionary.has(label.core) or dictionary.has(owner_of(label.core)[1])):
        return None
    for candidate, suggestion in _scored(Search(asked, context, dictionary), 1):
        called = candidate.literal and candidate.alike >= SAME and candidate.by in ("label", "whose")
        return suggestion if called and suggestion.score >= BEYOND_DOUBT else None
    return None


def _scored(search: Search, limit: int) -> list[tuple[Candidate, Suggestion]]:
    candidates = search.candidates()[:CONSIDERED]
    whole = sum(math.exp(SHARPNESS * each.raw) for each in candidates) + math.exp(SHARPNESS * NOBODY)
    return [(each, _suggestion(search, each, math.exp(SHARPNESS * each.raw) / whole)) for each in candidates[:limit]]


def _suggestion(search: Search, candidate: Candidate, share: float) -> Suggestion:
    role, said = _role(search, candidate)
    reasons = (*candidate.reasons, *([said] if said else ()))
    return Suggestion(candidate.code, search.dictionary.elements[candidate.code].name, role, round(share, 3), reasons)


def _role(search: Search, candidate: Candidate) -> tuple[str | None, str]:
    """Whose a candidate would be, and why. A person's whom nothing names is left open."""
    asked, context, owner = search.asked, search.context, search.way.owner
    part = part_of(candidate.code)
    if asked.role:
        return asked.role, "表单已写明角色"
    if owner is not None and (part == PEOPLE or candidate.by == "whose"):
        role = role_of(asked, owner, context)
        return role, f"“{owner.word}”对应角色 {role}" if role else ""
    if part == PEOPLE:
        return None, ""
    used = Counter(each.role for each in (*context.before, *context.after)
                   if each.role and each.element and part_of(each.element) == part)
    if used:
        return used.most_common(1)[0][0], "与相邻的同类字段同一角色"
    habit = search.dictionary.habits.get(candidate.code)
    return (declared_role(Owner("", habit), context.roles) or habit, "别的表单里多是这个角色的") if habit else (part, "")
