"""Whether one schema accepts only what another accepts, decided keyword by keyword.

Sound, not complete: True is a proof, False means that nothing was decided. What cannot be decided is left to samples.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.keywords import ANNOTATIONS

from .plain import same_meaning
from .rules import ABOUT, RULES
from .said import Said

SPLITS = 3
DEEPEST = 24
SILENT = ANNOTATIONS | {"$schema", "$id", "$defs", "definitions", "$comment", "$anchor", "$ref", "$dynamicAnchor", "allOf", "then",
                        "else", "minContains", "maxContains", "contentSchema", "$vocabulary"}


def contained(sub: Iterable[Schema], sub_form: Compiled, sup: Iterable[Schema], sup_form: Compiled) -> bool:
    """Whether every value that meets all of `sub` (schemas of `sub_form`) surely meets all of `sup`."""
    proof = _Proof(sup_form)
    said = Said.of(sub_form, sub)
    return all(proof.within(said, part) for part in sup)


@dataclass(frozen=True)
class _Proof:
    form: Compiled
    splits: int = SPLITS
    depth: int = 0

    def within(self, sub: Said, sup: Schema) -> bool:
        """Whether all that `sub` accepts meets `sup`."""
        if sub.never or sup is True or self.depth > DEEPEST:
            return sub.never or sup is True
        values = sub.listed()
        if values is not None:
            return all(self.form.holds(sup, value) for value in values)
        if not sub.types:
            return True
        return self._all_parts(sub, sup) or self._by_cases(sub, sup)

    def _all_parts(self, sub: Said, sup: Schema) -> bool:
        wanted = Said.of(self.form, [sup])
        return not wanted.never and all(self._part(sub, part) for part in wanted.parts)

    def _part(self, sub: Said, part: Mapping[str, Any]) -> bool:
        if any(same_meaning(part, mine) for mine in sub.parts):
            return True
        return all(self._keyword(sub, part, key) for key in part if key not in SILENT and not key.startswith("x-"))

    def _keyword(self, sub: Said, part: Mapping[str, Any], key: str) -> bool:
        # A keyword about other types than the value can have says nothing.
        about = ABOUT.get(key)
        if about is not None and not about & sub.types:
            return True
        rule = RULES.get(key)
        return rule is not None and rule(self.deeper(), sub, part)

    def _by_cases(self, sub: Said, sup: Schema) -> bool:
        """What holds in every branch of a choice holds."""
        if not self.splits:
            return False
        closer = _Proof(self.form, self.splits - 1, self.depth + 1)
        return any(all(closer.within(rest.also(branch), sup) for branch in branches) for branches, rest in sub.alternatives())

    def deeper(self) -> _Proof:
        """The same, one level further down."""
        return _Proof(self.form, self.splits, self.depth + 1)

    def apart(self, sub: Said, other: Schema) -> bool:
        """Whether no value meets both."""
        that = Said.of(self.form, [other])
        if that.never or not sub.types & that.types:
            return True
        listed = that.listed()
        if listed is not None:
            return not any(sub.accepts(value) for value in listed)
        return any(same_meaning(part["not"], other) for part in sub.parts if "not" in part)
