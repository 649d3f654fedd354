"""Where the departments of a bundle differ in any of its scenarios, and how what staff have decided about it stands."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.forms.conflicts import Conflict
from yichuang.forms.decisions import Decided
from yichuang.forms.keywords import walk
from yichuang.forms.settling import Settled, settle

from .agenda import agenda_of, heard_for
from .answers import answered, counting
from .compose import row_plans, taken_of
from .composition import Taken
from .scenario_words import answers_in_words
from .scenarios import Scenario, scenarios_of

Uses = Mapping[str, Definition]


@dataclass(frozen=True)
class Dispute:
    """One place, with the conflict, the decision, or both. `scenarios` counts those in which they differ; `example` is one."""

    where: str
    conflict: Conflict | None
    decided: Decided | None
    scenarios: int = 0
    example: Scenario | None = None

    @property
    def open(self) -> bool:
        """Whether staff still have to settle something here."""
        if self.decided is not None:
            return self.decided.state in ("pending", "stale", "refused")
        return self.conflict is not None

    def as_dict(self, bundle: Bundle) -> dict[str, Any]:
        """As `bundles conflicts` prints it."""
        example = self.example and {"answers": dict(self.example.answers), "done": list(self.example.done),
                                    "words": self.words(bundle)}
        return {"where": self.where, "kind": self._kind, "open": self.open,
                "conflict": self.conflict.as_dict() if self.conflict else None,
                "decision": {**self.decided.as_dict(), "conflict": None} if self.decided else None,
                "scenarios": self.scenarios, "example": example}

    def words(self, bundle: Bundle) -> str:
        """The answers of the example by which those who differ come together; empty when they always do."""
        members = set(self.conflict.members) if self.conflict else set()
        whens = [member.when for member in bundle.members if member.matter in members and member.when]
        asked = {name for when in whens for _, part in walk(when) if isinstance(part, Mapping)
                 for name in part.get("required", ())}
        answers = self.example.answers if self.example else {}
        return answers_in_words(bundle, {code: answer for code, answer in answers.items() if code in asked})

    @property
    def _kind(self) -> str:
        if self.conflict is not None:
            return self.conflict.kind
        return self.decided.decision.kind if self.decided else ""


@dataclass(frozen=True)
class Disputes:
    """All of a bundle; not `exhaustive` when it has more kinds of scenarios than are looked at."""

    each: tuple[Dispute, ...]
    scenarios: int
    exhaustive: bool

    @property
    def open(self) -> tuple[Dispute, ...]:
        """What is still to be settled."""
        return tuple(dispute for dispute in self.each if dispute.open)


def disputes_of(bundle: Bundle, uses: Uses) -> Disputes:
    """Every scenario is looked at: matters that never apply together are in no conflict. Raises TooComplex."""
    found = scenarios_of(bundle, uses)
    told: dict[tuple[str, bool], Dispute] = {}
    known: dict[str, Settled] = {}
    heard = heard_for(bundle, uses)
    for scenario in found.each:
        kept = counting(bundle.questions, scenario.answers)
        taken = taken_of(bundle, uses, kept, scenario.done)
        key = _alike(bundle, taken, kept, scenario)
        if key not in known:
            agenda = agenda_of(bundle, uses, taken, kept, heard)
            known[key] = settle([each.part for each in taken], row_plans(bundle, taken), agenda)
        for dispute in _in_one(scenario, known[key]):
            place = dispute.where, _of_labels(dispute)
            told[place] = _joined(told[place], dispute) if place in told else dispute
    order = {key: (not dispute.open, dispute.where) for key, dispute in told.items()}
    return Disputes(tuple(told[key] for key in sorted(told, key=order.__getitem__)), len(found.each), found.exhaustive)


def _alike(bundle: Bundle, taken: Sequence[Taken], answers: Mapping[str, Any], scenario: Scenario) -> str:
    """Scenarios with the same matters, members done and values that answers settle are one here."""
    values = sorted((*identity, repr(value)) for identity, value in answered(bundle, answers).items())
    return repr(([each.code for each in taken], scenario.done, values))


def _in_one(scenario: Scenario, settled: Settled) -> Iterator[Dispute]:
    decided = {(each.decision.where, each.decision.of_labels) for each in settled.decided}
    for each in settled.decided:
        shows = each.conflict is not None
        yield Dispute(each.decision.where, each.conflict, each, int(shows), scenario if shows else None)
    for conflict in settled.conflicts:
        if (conflict.where, conflict.kind == "label") not in decided:
            yield Dispute(conflict.where, conflict, None, 1, scenario)


def _joined(one: Dispute, other: Dispute) -> Dispute:
    """The first conflict that shows with the most members, the first example; a decision refused anywhere is refused."""
    wider = other.conflict is not None and (
        one.conflict is None or len(other.conflict.members) > len(one.conflict.members))
    decided = other.decided if other.decided is not None and other.decided.state == "refused" else one.decided
    return replace(one, conflict=other.conflict if wider else one.conflict, decided=decided,
                   scenarios=one.scenarios + other.scenarios, example=one.example or other.example)


def _of_labels(dispute: Dispute) -> bool:
    if dispute.decided is not None:
        return dispute.decided.decision.of_labels
    return dispute.conflict is not None and dispute.conflict.kind == "label"
