"""The ledger of a clean-up 清理台账: which material, by which rule, what is proposed, what was decided by whom."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from yichuang.definitions.common import LegalBasis
from yichuang.definitions.matter import Matter

from .demand import Around, Demand
from .rule import ACTION_NAMES, Action, Hit, Rule
from .rules import RULES

State = Literal["open", "decided", "done"]
STATE_NAMES: dict[State, str] = {"open": "未处理", "decided": "已定未改", "done": "已办结"}
PENDING = "待定"


class Key(NamedTuple):
    """What identifies a row through all changes of the draft."""

    matter: str
    material: str
    role: str
    rule: str


@dataclass(frozen=True)
class Row:
    """One finding with what people decided about it. `indexes` are the places in the matter's `materials`, none when
    the draft no longer has the finding; `mode` and `exemption_source` are what applying the proposal would write."""

    key: Key
    matter_name: str
    material_name: str
    department: str
    basis: str
    source: str
    proposed_action: Action
    reason: str
    fix: str
    mode: str = ""
    exemption_source: str = ""
    indexes: tuple[int, ...] = ()
    decision: str = PENDING
    reason_kept: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    state: State = "open"

    def as_dict(self) -> dict[str, Any]:
        """The shape promised by `definitions cleanup --json`."""
        return {
            "matter": self.key.matter, "matter_name": self.matter_name, "material": self.key.material,
            "material_name": self.material_name, "role": self.key.role or None, "rule": self.key.rule,
            "source": self.source, "basis": self.basis, "proposed_action": self.proposed_action,
            "proposed_action_name": ACTION_NAMES[self.proposed_action], "reason_for_proposal": self.reason,
            "fix": self.fix, "decision": self.decision, "reason_kept": self.reason_kept or None,
            "decided_by": self.decided_by or None,
            "decided_on": self.decided_on.isoformat() if self.decided_on else None, "state": self.state,
        }


@dataclass(frozen=True)
class Findings:
    """What the rules find in some matters: rows to be dealt with, and how often each rule is settled already."""

    rows: tuple[Row, ...]
    settled: dict[str, int]


def findings(matters: Iterable[Matter], around: Around) -> Findings:
    """Every rule over every material, in the order of the matters. The same document of the same person, asked for in
    several cases of one matter, is one row."""
    rows: dict[Key, Row] = {}
    settled = {rule.id: 0 for rule in RULES}
    for demand in (demand for matter in matters for demand in around.demands(matter)):
        for rule, hit in _hits(demand):
            if demand.required.exemption.mode in rule.settled_by:
                settled[rule.id] += 1
                continue
            row = _row(demand, rule, hit)
            earlier = rows.get(row.key)
            rows[row.key] = replace(earlier, indexes=(*earlier.indexes, demand.index)) if earlier else row
    return Findings(tuple(rows.values()), settled)


def _hits(demand: Demand) -> Iterator[tuple[Rule, Hit]]:
    for rule in RULES:
        if (hit := rule.check(demand)) is not None:
            yield rule, hit


def _row(demand: Demand, rule: Rule, hit: Hit) -> Row:
    return Row(
        Key(demand.matter.code, demand.required.material, demand.required.role or "", rule.id), demand.matter.name,
        demand.name, demand.matter.department, "；".join(map(cited, demand.required.basis)) or "无", rule.source,
        rule.action, rule.reason(demand, hit), rule.fix, hit.mode, hit.source, (demand.index,))


def cited(basis: LegalBasis) -> str:
    """A legal basis in one line: 《…》（文号）第几条."""
    number = f"（{basis.document_no}）" if basis.document_no else ""
    return f"{basis.law}{number}{basis.article or ''}"
