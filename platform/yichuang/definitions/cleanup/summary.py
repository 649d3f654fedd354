"""The whole ledger as one value: rows, counters by part, splits that are proposed, and the period it tells of."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .counters import Counter, counters
from .ledger import Key, Row, findings
from .removals import Removed, removed_of
from .scope import Scope
from .splitting import SplitProposal, splits_of
from .standing import Standing, cancelled, with_decisions


@dataclass(frozen=True)
class Ledger:
    """A clean-up ledger as of a day. `since` is the day of the first decision, None before there is any."""

    title: str
    of: tuple[tuple[str, str], ...]
    on: date
    since: date | None
    rows: tuple[Row, ...]
    counters: Mapping[str, tuple[Counter, ...]]
    settled: Mapping[str, int]
    exempt: Mapping[str, int]
    splits: tuple[SplitProposal, ...]
    removals: Mapping[str, tuple[Removed, ...]] = field(default_factory=dict)
    """Code of a bundle → what its one set of materials does not ask for, whatever its members demand."""

    @property
    def period(self) -> str:
        """The time that the counters tell of, in words."""
        return f"{self.since.isoformat()} 至 {self.on.isoformat()}" if self.since else f"截至 {self.on.isoformat()}"

    def states(self) -> dict[str, int]:
        """How many rows are open, decided, done."""
        return {state: sum(row.state == state for row in self.rows) for state in ("open", "decided", "done")}

    def narrowed(self, department: str = "", rule: str = "", state: str = "") -> Ledger:
        """The rows that meet the filters; an empty one lets all through. The counters stay those of the whole, and so does
        what a bundle does not ask for, but for the rule."""
        rows = (row for row in self.rows if department in ("", row.department) and rule in ("", row.key.rule)
                and state in ("", row.state))
        removals = {code: tuple(each for each in found if rule in ("", each.rule)) for code, found in self.removals.items()}
        return replace(self, rows=tuple(rows), removals=removals)

    def as_dict(self) -> dict[str, Any]:
        """The shape promised by `definitions cleanup --json`."""
        names = dict(self.of)
        return {
            "title": self.title, "of": [{"code": code, "name": name} for code, name in self.of],
            "on": self.on.isoformat(), "since": self.since.isoformat() if self.since else None,
            "rows": [row.as_dict() for row in self.rows], "states": self.states(), "settled": dict(self.settled),
            "exempt": dict(self.exempt),
            "counters": [{"code": code, "name": names.get(code, code), "period": self.period,
                          "counters": [each.as_dict() for each in found]} for code, found in self.counters.items()],
            "splits": [each.as_dict() for each in self.splits],
            "removals": [each.as_dict() for found in self.removals.values() for each in found],
        }


def ledger(scope: Scope, on: date, standings: Mapping[Key, Standing] | None = None) -> Ledger:
    """The ledger of a scope, with decisions where there are any."""
    decided = standings or {}
    found = findings(scope.matters, scope.around)
    rows = with_decisions(found.rows, decided)
    removals = {part.code: removed_of(part.bundle, part.matters, scope.around.resolve)
                for part in scope.parts if part.bundle is not None}
    counted = {part.code: counters(part, rows, cancelled(part.matters, decided), removals.get(part.code, ()))
               for part in scope.parts}
    of = tuple((part.code, part.name) for part in scope.parts)
    splits = tuple(splits_of(scope.matters, scope.around.resolve))
    return Ledger(f"{scope.names}材料清理台账", of, on, _since(rows), rows, counted, found.settled, _exempt(scope), splits,
                  removals)


def _since(rows: Iterable[Row]) -> date | None:
    return min((row.decided_on for row in rows if row.decided_on), default=None)


def _exempt(scope: Scope) -> dict[str, int]:
    """How many materials need not be brought, by the way they are had instead."""
    found: dict[str, int] = {}
    for matter in scope.matters:
        for required in matter.materials:
            if required.exemption.mode != "none":
                found[required.exemption.mode] = found.get(required.exemption.mode, 0) + 1
    return found
