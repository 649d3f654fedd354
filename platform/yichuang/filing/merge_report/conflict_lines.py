"""Conflicts beside what staff have decided about them: open ones to be settled first, decided ones with whom and on what."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from yichuang.definitions.proofs.words import field_title, place_title
from yichuang.filing.composition import Composition
from yichuang.filing.disputes import Dispute, Disputes
from yichuang.filing.scenario_words import answers_in_words
from yichuang.forms.conflicts import Conflict
from yichuang.forms.decisions import TAKES, Decided

from .ground import Subject
from .lines import BEYOND, ConflictLine, Decision, Side, State
from .matrix import entries_of

KINDS: Mapping[str, str] = {
    "enum": "可选值不同", "type": "类型不同", "range": "范围没有交集", "format": "写法不同", "pattern": "写法不同",
    "code-list": "代码集不同", "multiple": "允许的数不同", "presence": "一方要填、一方不许填", "label": "同名不同义",
    "meaning": "同一数据元含义不同", "beyond": "条件不能并入", "nested": "行内还有列表", "any": "口径不同",
}
SETTLED = "各部门现在的要求已经合得起来，这项决定还在。"


def conflict_lines(subject: Subject, composition: Composition, disputes: Disputes | None = None) -> tuple[ConflictLine, ...]:
    """Open ones first, then in the order of the forms; numbered as they stand. `disputes` are those of every scenario; without
    them the composition's own are told."""
    told = list(_of_scenarios(subject, composition, disputes) if disputes else _of_one(subject, composition))
    order = {key: number for number, key in enumerate(entries_of(composition.taken))}
    told.sort(key=lambda line: (not line.open, line.kind == BEYOND, order.get(line.where, len(order))))
    return tuple(replace(line, number=number) for number, line in enumerate(told, 1))


def _of_one(subject: Subject, composition: Composition) -> Iterator[ConflictLine]:
    decided = {_identity(each.decision.where, each.decision.kind) for each in composition.decided}
    yield from (_decided(subject, each) for each in composition.decided)
    yield from (_undecided(subject, conflict) for conflict in composition.conflicts
                if _identity(conflict.where, conflict.kind) not in decided)


def _of_scenarios(subject: Subject, composition: Composition, disputes: Disputes) -> Iterator[ConflictLine]:
    for each in disputes.each:
        if each.decided is not None:
            line = _decided(subject, replace(each.decided, conflict=each.conflict))
        elif each.conflict is not None:
            line = _undecided(subject, each.conflict)
        else:
            continue
        yield replace(line, scenarios=each.scenarios, example=_example(subject, each, disputes.scenarios))
    yield from (_undecided(subject, conflict) for conflict in composition.conflicts if conflict.kind == BEYOND)


def _example(subject: Subject, dispute: Dispute, scenarios: int) -> str:
    """A scenario in which it shows, where it does not show in all: the answers by which its matters apply, what is done."""
    if dispute.example is None or dispute.scenarios >= scenarios:
        return ""
    conflict = dispute.conflict
    matters = conflict.members or conflict.parts if conflict else ()
    asked = {code for member in subject.bundle.members if member.matter in matters for code in _questions(member.when)}
    answers = {code: answer for code, answer in dispute.example.answers.items() if code in asked}
    said = [answers_in_words(subject.bundle, answers)]
    said += [f"{'、'.join(map(subject.name, dispute.example.done))}已在别处办好"] if dispute.example.done else []
    return "；".join(part for part in said if part)


def _questions(when: Any) -> Iterator[str]:
    """Every question that a condition names."""
    if isinstance(when, Mapping):
        yield from when.get("properties", {})
        yield from (code for each in when.values() for code in _questions(each))
    elif isinstance(when, list | tuple):
        yield from (code for each in when for code in _questions(each))


def by_place(lines: Iterable[ConflictLine]) -> dict[str, list[int]]:
    """Place → the numbers of the conflicts there."""
    found: dict[str, list[int]] = {}
    for line in lines:
        found.setdefault(line.where, []).append(line.number)
    return found


def _identity(where: str, kind: str) -> tuple[str, bool]:
    """What a decision is about: a place, or two elements of one name there."""
    return where, kind == "label"


def _undecided(subject: Subject, conflict: Conflict) -> ConflictLine:
    return ConflictLine(
        0, conflict.where, _name(subject, conflict.where), conflict.kind, KINDS.get(conflict.kind, conflict.kind),
        subject.in_names(conflict.message), subject.in_names(_gist(conflict)), _matters(subject, conflict),
        tuple(subject.in_names(proposal) for proposal in conflict.proposals), "undecided", None, tuple(_sides(conflict)))


def _decided(subject: Subject, each: Decided) -> ConflictLine:
    """A decision with its conflict, or by itself where there is none any more."""
    said = each.decision
    decision = Decision(TAKES[said.take], said.status, said.owner, date.fromisoformat(said.due) if said.due else None,
                        said.basis or "", each.state == "stale", subject.in_names(each.why))
    if each.conflict is not None:
        return replace(_undecided(subject, each.conflict), state=_state(each), decision=decision)
    return ConflictLine(0, said.where, _name(subject, said.where), said.kind, KINDS.get(said.kind, said.kind), SETTLED,
                        SETTLED, said.members, (), _state(each), decision)


def _state(each: Decided) -> State:
    """How a decision stands; one that acts, or has nothing left to act on, by who has given it."""
    if each.state in ("pending", "stale", "refused"):
        return each.state
    return each.decision.status


def _gist(conflict: Conflict) -> str:
    """What the difference is, without what each side says of it."""
    first = next((f"{side.called}{side.says}" for side in conflict.sides), "")
    said = conflict.message.partition(first)[0] if first else conflict.message
    return said.removeprefix(f"“{conflict.title}”：") or conflict.message


def _sides(conflict: Conflict) -> Iterator[Side]:
    return (Side(side.part, side.says) for side in conflict.sides)


def _name(subject: Subject, where: str) -> str:
    """What the place is called; a department's own field where the conflict is told by it."""
    part, _, steps = where.partition("/")
    if part in subject.names:
        return f"{subject.names[part]}：{field_title(subject.uses, part, '/' + steps)}"
    return place_title(subject.bundle, subject.uses, where)


def _matters(subject: Subject, conflict: Conflict) -> tuple[str, ...]:
    """Those it is about; where it does not say so, those that its sentence names."""
    named = subject.codes_in_text.findall(f"{conflict.where} {conflict.message}") if subject.names else ()
    return conflict.members or conflict.parts or tuple(dict.fromkeys(named))
