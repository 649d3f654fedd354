"""What differs between two compositions of one scenario: fields, materials, matters, questions, days, conflicts."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yichuang.definitions.change.fields import field_changes
from yichuang.definitions.change.values import Spot
from yichuang.filing.composition import Wanted
from yichuang.filing.merge_report.conflict_lines import KINDS
from yichuang.forms.conflicts import Conflict
from yichuang.forms.decisions import STATES, TAKES

from .facts import DEMANDS, Asked, Facts

Effect = Literal["more", "less", "same"]
"""For the applicant: more is asked or accepted less, less is asked or accepted more, neither."""
NECESSITY = {"required": "必要", "deferrable": "容缺后补", "conditional": "非必要"}


@dataclass(frozen=True)
class Difference:
    """One change of the merged form or of what goes with it."""

    kind: str
    place: str
    message: str
    effect: Effect = "same"


@dataclass
class Comparer:
    """Compares the facts of two compositions; keeps what it has found out about a pair of schemas. `titles` says what the
    places of decisions are called."""

    titles: Mapping[str, str] = field(default_factory=dict)
    known: dict[str, tuple[Difference, ...]] = field(default_factory=dict)

    def differences(self, old: Facts, new: Facts) -> Iterator[Difference]:
        """All that differs. A scenario that cannot go on has nothing but that to tell."""
        stops = list(_stops(old, new))
        yield from stops
        if old.composition.stop is None and new.composition.stop is None:
            yield from _questions(old, new)
            yield from _matters(old, new)
            yield from self._fields(old, new)
            yield from _conflicts(old, new)
            yield from self._decisions(old, new)
            yield from _materials(old, new)
            yield from _days(old, new)

    def _fields(self, old: Facts, new: Facts) -> Iterator[Difference]:
        names = {**old.names, **new.names}
        # That a matter which has gone no longer uses a field goes without saying.
        shared = {code: name for code, name in old.names.items() if code in new.names}
        for place, now in new.fields.items():
            was = old.fields.get(place)
            if was is None:
                said = f"多填“{now.title}”（{DEMANDS[now.demand]}），用于{_listed(now.matters, names)}。"
                yield Difference("field-added", place, said, "more" if now.demand != "optional" else "same")
            elif was != now:
                yield from self._field(was, now, shared)
        for place, was in old.fields.items():
            if place not in new.fields:
                yield Difference("field-removed", place, f"不再填“{was.title}”。", "less")

    def _field(self, was: Asked, now: Asked, shared: Mapping[str, str]) -> Iterator[Difference]:
        if was.title != now.title:
            yield Difference("field-label", now.place, f"“{was.title}”改称“{now.title}”。")
        if was.demand != now.demand:
            yield _demanded(was, now)
        yield from self._accepted(was, now)
        yield from _users(was, now, shared)
        if was.conditions != now.conditions and was.demand == now.demand:
            yield Difference("field-conditions", now.place, f"“{now.title}”出现或必填的条件有改动。")

    def _decisions(self, old: Facts, new: Facts) -> Iterator[Difference]:
        """What staff have decided and no longer acts, or acts again."""
        was = {(each.decision.where, each.decision.of_labels): each.state for each in old.composition.decided}
        for each in new.composition.decided:
            decision = each.decision
            before = was.get((decision.where, decision.of_labels), each.state)
            if before != each.state:
                called = self.titles.get(decision.where, decision.where)
                said = f"“{called}”的决定“{TAKES[decision.take]}”由{STATES[before]}变为{STATES[each.state]}。{each.why}"
                effect: Effect = "same" if each.state in ("acting", "without-object") else "more"
                yield Difference(f"decision-{each.state}", decision.where, said, effect)

    def _accepted(self, was: Asked, now: Asked) -> tuple[Difference, ...]:
        """What changed about the value, in the words of a difference of forms; worked out once for a pair of schemas."""
        key = json.dumps([now.place, now.title, was.schema, now.schema], sort_keys=True, ensure_ascii=False)
        if key not in self.known:
            changes = field_changes(Spot((), f"“{now.title}”"), was.schema, now.schema, (was.schema, now.schema))
            self.known[key] = tuple(_accepting(now.place, change.message, change.kind, change.compatible)
                                    for change in changes)
        return self.known[key]


def _accepting(place: str, message: str, kind: str, compatible: bool) -> Difference:
    if kind in ("annotation-changed", "order-changed"):
        return Difference("field-note", place, message)
    return Difference("field-wider", place, message, "less") if compatible else (
        Difference("field-narrower", place, message, "more"))


def _users(was: Asked, now: Asked, shared: Mapping[str, str]) -> Iterator[Difference]:
    came = tuple(code for code in now.matters if code in shared and code not in was.matters)
    gone = tuple(code for code in was.matters if code in shared and code not in now.matters)
    if came:
        yield Difference("field-users", now.place, f"“{now.title}”也给{_listed(came, shared)}用。")
    if gone:
        yield Difference("field-users", now.place, f"“{now.title}”不再给{_listed(gone, shared)}用。")


def _demanded(was: Asked, now: Asked) -> Difference:
    said = f"“{now.title}”由{DEMANDS[was.demand]}改为{DEMANDS[now.demand]}。"
    if now.demand == "required":
        return Difference("field-required", now.place, said, "more")
    return Difference("field-demand", now.place, said, "less" if was.demand == "required" else "same")


def _stops(old: Facts, new: Facts) -> Iterator[Difference]:
    was, now = old.composition.stop, new.composition.stop
    if now is not None and was is None:
        yield Difference("stop-added", "", f"这样回答不再能办理：{now.reason}", "more")
    elif was is not None and now is None:
        yield Difference("stop-removed", "", f"原来不能办理的，现在能办了（原来：{was.reason}）", "less")


def _questions(old: Facts, new: Facts) -> Iterator[Difference]:
    was = {question.code: question.title for question in old.composition.questions}
    now = {question.code: question.title for question in new.composition.questions}
    yield from (Difference("question-added", code, f"多问“{title}”。", "more") for code, title in now.items() if code not in was)
    yield from (Difference("question-removed", code, f"不再问“{title}”。", "less") for code, title in was.items()
                if code not in now)


def _matters(old: Facts, new: Facts) -> Iterator[Difference]:
    was = {taken.code: taken for taken in old.composition.taken}
    now = {taken.code: taken for taken in new.composition.taken}
    names = {**old.names, **new.names}
    for code, taken in now.items():
        if code not in was:
            yield Difference("matter-added", code, f"多办“{taken.matter.name}”。")
        elif set(taken.waits_for) != set(was[code].waits_for):
            said = f"“{taken.matter.name}”改为等{_listed(taken.waits_for, names)}办好再办。" if taken.waits_for else (
                f"“{taken.matter.name}”不再等其他事项。")
            yield Difference("matter-waits", code, said)
    yield from (Difference("matter-removed", code, f"不再办“{taken.matter.name}”。") for code, taken in was.items()
                if code not in now)


def _conflicts(old: Facts, new: Facts) -> Iterator[Difference]:
    was = {(each.where, each.kind): each for each in old.composition.conflicts}
    now = {(each.where, each.kind): each for each in new.composition.conflicts}
    yield from (Difference("conflict-added", key[0], f"新的冲突：{_conflict(each)}", "more") for key, each in now.items()
                if key not in was)
    yield from (Difference("conflict-removed", key[0], f"不再冲突：{_conflict(each)}", "less") for key, each in was.items()
                if key not in now)


def _conflict(conflict: Conflict) -> str:
    """Told alike whoever takes part in a scenario."""
    return f"“{conflict.title}”{KINDS.get(conflict.kind, conflict.kind)}。" if conflict.title else conflict.message


def _materials(old: Facts, new: Facts) -> Iterator[Difference]:
    for key, now in new.materials.items():
        was = old.materials.get(key)
        if was is None:
            said = f"多要材料“{_document(now)}”" + ("。" if now.to_bring else "（免提交）。")
            yield Difference("material-added", key, said, "more" if now.to_bring else "same")
        else:
            yield from _material(was, now)
    yield from (Difference("material-removed", key, f"不再要材料“{_document(was)}”。", "less" if was.to_bring else "same")
                for key, was in old.materials.items() if key not in new.materials)


def _material(was: Wanted, now: Wanted) -> Iterator[Difference]:
    name = _document(now)
    if was.to_bring != now.to_bring:
        said = f"材料“{name}”改为要自己提交。" if now.to_bring else f"材料“{name}”改为免提交。"
        yield Difference("material-exempt", now.key, said, "more" if now.to_bring else "less")
    if was.necessity != now.necessity:
        said = f"材料“{name}”由{NECESSITY[was.necessity]}改为{NECESSITY[now.necessity]}。"
        yield Difference("material-necessity", now.key, said, "more" if now.necessity == "required" else "less")
    for word, before, after in (("原件", was.originals, now.originals), ("复印件", was.copies, now.copies)):
        if before != after:
            said = f"材料“{name}”的{word}由 {before} 份改为 {after} 份。"
            yield Difference("material-copies", now.key, said, "more" if after > before else "less")
    for word, text in (("受理标准", "standard"), ("条件", "condition"), ("填报须知", "notes")):
        if getattr(was, text) != getattr(now, text):
            yield Difference("material-words", now.key, f"材料“{name}”的{word}有改动。")


def _document(wanted: Wanted) -> str:
    return f"{wanted.role_title}的{wanted.name}" if wanted.role_title else wanted.name


def _days(old: Facts, new: Facts) -> Iterator[Difference]:
    was, now = old.composition.limits, new.composition.limits
    for kind, word in (("promised", "承诺"), ("critical_path", "按先后最长一串")):
        before, after = getattr(was, kind), getattr(now, kind)
        if before != after:
            said = f"{word}由 {before} 个工作日改为 {after} 个工作日。"
            yield Difference(f"days-{kind.replace('_', '-')}", kind, said, "more" if after > before else "less")


def _listed(codes: tuple[str, ...], names: Mapping[str, Any]) -> str:
    return "、".join(f"“{names.get(code, code)}”" for code in codes) or "（没有事项）"
