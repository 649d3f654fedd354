"""Fields of the form that answers fill: values the form refuses, values that never come, and two sources for one field."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.errors import Problem
from yichuang.forms.pointers import join

from .answering import value_of
from .cells import Reading
from .conditions import Piece
from .diagrams import FALSE
from .effects import Finding, Ground
from .subject import Asked, Identity, Taking


def answered_fields(ground: Ground) -> Iterator[Finding]:
    """Entries of `answered` that name no question, that nothing uses, or that another entry overrides."""
    before: dict[Identity, str] = {}
    for index, each in enumerate(ground.subject.answered):
        at, identity = join(("answered", index)), (each.role, each.element)
        name = f"“{each.role}.{each.element}”"
        if ground.subject.question(each.question) is None:
            yield Finding(Problem(at + "/question", "dangling-answer",
                                  f"{name}由“{each.question}”回答，而这里没有这个问题：它永远没有值。",
                                  fix="改成已有问题的编码，或删去这一条。"))
            continue
        if not any(identity in taking.fields for taking in ground.subject.takings):
            yield Finding(Problem(at, "unused-answer", f"没有一个事项的表单用到{name}，由情形回答带出也没有用处。", "warning",
                                  "删去这一条，或改正角色和数据元。"))
        elif identity in before:
            both = ground.both(ground.going, *map(ground.space.is_answered, (each.question, before[identity])))
            if both != FALSE:
                sources = f"{ground.title(before[identity])}和{ground.title(each.question)}"
                yield ground.found(Problem(at, "two-answers", f"{name}同时由{sources}带出，后一个覆盖前一个。", "warning",
                                           "只留一个来源。"), both)
        before[identity] = each.question


def two_sources(ground: Ground) -> Iterator[Finding]:
    """What answers fill is also produced by a matter, or decides where a case goes and is asked of nobody."""
    answered = {(each.role, each.element): each.question for each in ground.subject.answered}
    for index, taking in enumerate(ground.subject.takings):
        for output in taking.matter.outputs:
            question = answered.get((taking.member.roles.get(output.role, output.role), output.element), "")
            if ground.subject.question(question):
                where = ground.both(ground.taken[index], ground.space.is_answered(question))
                if where != FALSE:
                    yield ground.found(Problem(
                        taking.pointer, "two-sources",
                        f"“{output.name}”既由“{taking.matter.name}”产出，又由{ground.title(question)}带出，两处可能不一致。",
                        "warning", "从 answered 中去掉它，以办理结果为准。"), where)
        by = taking.member.receiver.by if taking.member.receiver else None
        if by and (by.role, by.element) in answered and ground.taken[index] != FALSE:
            yield ground.found(Problem(
                join(("receiver", "by"), taking.pointer), "receiver-unknown",
                f"“{taking.matter.name}”按“{by.role}.{by.element}”找受理部门，而它由情形回答带出、表单上不填，找不到部门就不能提交。",
                fix="让申请人在表单上填写它，或写明受理部门。"), ground.taken[index])


def form_values(ground: Ground) -> Iterator[Finding]:
    """An answer gives a field a value that the matter's form refuses, or does not give it the value that it demands."""
    said: set[tuple[str, str, str]] = set()
    for index, taking in enumerate(ground.subject.takings):
        if ground.taken[index] == FALSE:
            continue
        for piece in ground.conditions.matters[index].pieces:
            where = ground.both(ground.taken[index], ground.space.function(piece.condition, taking.form, may=False))
            for finding in (*_refused(ground, taking, piece, where), *_unsupplied(ground, taking, piece, where)):
                key = (finding.problem.pointer, finding.problem.rule, finding.problem.message)
                if key not in said:
                    said.add(key)
                    yield finding


def _refused(ground: Ground, taking: Taking, piece: Piece, where: int) -> Iterator[Finding]:
    for name, test in piece.fields.items():
        feed = taking.form.feeds[name]
        if isinstance(feed, Asked):
            passing = ground.space.domains[feed.question].passing[Reading(test, feed.table).key]
            answered = ground.both(where, ground.space.is_answered(feed.question))
            wrong = ground.space.diagrams.without(answered, ground.space.within(feed.question, passing))
            if wrong != FALSE:
                value = value_of((ground.space.answers(wrong) or {})[feed.question], feed.table)
                yield ground.found(Problem(
                    taking.pointer, "value-refused",
                    f"{ground.title(feed.question)}的回答带到“{taking.matter.name}”的“{name}”是“{value}”，"
                    "该部门的表单不接受，不能提交。", fix="在 answered 的 values 中写明对应的值，或停办这种情形。"), wrong)


def _unsupplied(ground: Ground, taking: Taking, piece: Piece, where: int) -> Iterator[Finding]:
    produced = _produced(ground, taking)
    identities = {own.steps[0]: identity for identity, found in taking.fields.items() for own in found}
    for name in piece.required:
        feed = taking.form.feeds[name]
        if isinstance(feed, Asked) and identities.get(name) not in produced:
            missing = ground.space.diagrams.without(where, ground.space.is_answered(feed.question))
            if missing != FALSE:
                yield ground.found(Problem(
                    taking.pointer, "value-missing", f"“{taking.matter.name}”必填的“{name}”由{ground.title(feed.question)}带出，"
                    "这种情形却没有回答，表单上也不填，不能提交。",
                    fix="让这个问题在这种情形下也问到，或从 answered 中去掉它。"), missing)


def _produced(ground: Ground, taking: Taking) -> set[Identity]:
    """What the matters that it waits for hand over."""
    by_code = {each.code: each for each in ground.subject.takings}
    upstream = [by_code[each.matter] for each in taking.member.depends_on if each.matter in by_code]
    return {(each.member.roles.get(output.role, output.role), output.element)
            for each in upstream for output in each.matter.outputs}


def form_branches(ground: Ground) -> Iterator[Finding]:
    """A part of a matter's form that the answers of this bundle never open."""
    for index, taking in enumerate(ground.subject.takings):
        if ground.taken[index] == FALSE:
            continue
        for piece in ground.conditions.matters[index].pieces:
            if piece.asks:
                where = ground.both(ground.taken[index], ground.space.function(piece.condition, taking.form))
                if where == FALSE:
                    names = "、".join(f"“{name}”" for name in piece.asks)
                    yield Finding(Problem(
                        taking.pointer, "form-never",
                        f"“{taking.matter.name}”表单里由{names}决定的一段（{piece.pointer}）在这件事里永远不会填。", "warning",
                        "核对对应的选项和值；确实用不到的，可以不改。"))
