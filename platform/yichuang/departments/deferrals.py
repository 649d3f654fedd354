"""容缺受理: which deferrable materials come later and until when; and what has come in since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from yichuang.cases.facts import MatterFacts
from yichuang.definitions.common import Definition

from .blanks import Blank, Part
from .contents import Given

# Natural days that are proposed where the matter has published none; the person may write another date.
PROPOSED_DAYS = 15
PROMISE = "申请人已签署容缺受理承诺书"


def deferral_parts(
    facts: MatterFacts, materials: Sequence[Given], uses: Mapping[str, Definition], today: date
) -> tuple[Part, ...]:
    """One row for each material that may come later; those taken in as deferred have their date proposed."""
    rows = [
        _row(index, code, _name(uses, code), _proposed(code, facts, materials, today))
        for index, code in enumerate(facts.deferrable)
    ]
    promise = Blank("/promise_signed", PROMISE, "flag", required=True)
    return (*rows, Part("", (promise,)))


def arrived_parts(pointer: str, label: str, awaited: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
    """Boxes for what has come in, all ticked to begin with."""
    every = [code for code, _ in awaited]
    return (Part("", (Blank(pointer, label, "checks", True, every, options=tuple(awaited)),)),)


def _row(index: int, code: str, name: str, proposed: str) -> Part:
    until = Blank(f"/deferred/{index}/due", "补交期限", "date", value=proposed, help="不容缺的留空。", size="half")
    return Part(name, (until,), "", f"/deferred/{index}", {"material": code}, frozenset({"due"}))


def _proposed(code: str, facts: MatterFacts, materials: Sequence[Given], today: date) -> str:
    deferred = any(each.how == "defer" and _is(each.key, code) for each in materials)
    days = facts.deferrable.get(code) or PROPOSED_DAYS
    return (today + timedelta(days=days)).isoformat() if deferred else ""


def _is(key: str, code: str) -> bool:
    return key == code or key.startswith(f"{code}.")


def _name(uses: Mapping[str, Definition], code: str) -> str:
    found = uses.get(code)
    return found.name if found else code
