"""Bundles: what staff have decided about differences can be carried out, is still about what it was, and rests on something."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from yichuang.definitions.bundle import Bundle, MergeDecision
from yichuang.definitions.common import Definition
from yichuang.definitions.hearings import decisions_of, hearing_of
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.bridges import bridge_problems
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.decisions import Decided
from yichuang.forms.hearing import Hearing
from yichuang.forms.pointers import join
from yichuang.forms.settling import Agenda, settle

Resolver = Callable[[str], Definition | None]


def decision_rules(definition: Definition, resolve: Resolver) -> Iterator[Problem]:
    """Rules over the decisions of a bundle. Whether one is overdue is a matter of the day, and said elsewhere."""
    if not isinstance(definition, Bundle) or not definition.decisions:
        return
    hearing = hearing_of(definition, resolve)
    settled = settle(hearing.parts, {}, Agenda(decisions_of(definition), hearing))
    for index, (declared, stands) in enumerate(zip(definition.decisions, settled.decided, strict=True)):
        at = _at(index)
        wrong = [*_members(definition, at, declared), *_place(at, declared, hearing), *_twice(definition, index),
                 *_transforms(at, declared, resolve)]
        yield from wrong
        if declared.status == "signed" and not declared.basis:
            yield Problem(at + "/basis", "decision-basis", f"“{declared.where}”的决定已签字，没有写明依据。", "warning",
                          "补上会议纪要或来函的名称和日期。")
        if not wrong:
            yield from _standing(at, stands)


def _at(index: int) -> str:
    return join(("decisions", index))


def _members(bundle: Bundle, at: str, declared: MergeDecision) -> Iterator[Problem]:
    codes = {member.matter for member in bundle.members}
    named = [(("members", i), code) for i, code in enumerate(declared.members)]
    named += [((key, code), code) for key in ("transforms", "titles") for code in getattr(declared, key)]
    for steps, code in named:
        if code not in codes:
            yield Problem(join(steps, at), "decision", f"决定提到的“{code}”不是这件事的成员。", fix="改成成员事项的编码，或删去。")


def _place(at: str, declared: MergeDecision, hearing: Hearing) -> Iterator[Problem]:
    if declared.where not in {*hearing.places, *hearing.gifts}:
        yield Problem(at + "/where", "decision", f"合并表单没有“{declared.where}”这一处，决定落了空。",
                      fix="改成 bundles conflicts 列出的位置，或删去这个决定。")


def _twice(bundle: Bundle, index: int) -> Iterator[Problem]:
    declared = bundle.decisions[index]
    labels = declared.kind == "label"
    if any(other.where == declared.where and (other.kind == "label") == labels for other in bundle.decisions[:index]):
        yield Problem(f"{_at(index)}/where", "decision", f"“{declared.where}”有两个决定，不知道照哪一个办。", fix="只留一个。")


def _transforms(at: str, declared: MergeDecision, resolve: Resolver) -> Iterator[Problem]:
    """Each can be read, stands at a field of the matter, and makes what the field takes."""
    for code, documents in declared.transforms.items():
        matter = resolve(code)
        if isinstance(matter, Matter):
            try:
                form = compiled(matter.form.schema_)
            except SchemaInvalid:
                continue
            here = join(("transforms", code), at)
            yield from (replace(found, pointer=here + found.pointer) for found in bridge_problems(form, documents, matter.name))


def _standing(at: str, stands: Decided) -> Iterator[Problem]:
    where, why = stands.decision.where, stands.why
    if stands.state == "stale":
        yield Problem(at + "/grounds", "decision-stale", f"“{where}”的决定：{why}", "warning",
                      "核对后用 bundles decide 重新确认，或改正决定。")
    elif stands.state == "refused":
        yield Problem(at, "decision-refused", f"“{where}”的决定不能照办，目前分开填写：{why}", "warning", "改正决定。")
    elif stands.state == "without-object" or (stands.state == "acting" and stands.conflict is None
                                              and stands.decision.kind != "given"):
        yield Problem(at, "decision-unused", f"“{where}”没有冲突，决定没有对应的问题。{why}", "warning",
                      "核对后删去；确实要这样填写的，可以不改。")
