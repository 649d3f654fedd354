"""Waivers 豁免: a person lets a finding stand because a law says it so; it stays in the report and says who and until when.

Only rules of wording and of quality can be waived, never one that keeps a document in one piece. An expired waiver
helps no more, one that meets nothing is told, and without a date nothing expires.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from yichuang.definitions.common import Definition, Waiver
from yichuang.errors import Exempted, Problem
from yichuang.forms.pointers import join

WAIVABLE = re.compile(r"WZ-\d{1,2}|[FGLV]\d{2}|[A-Z]{1,8}-[A-Z0-9][A-Z0-9-]{0,15}")


def waivable(rule: str) -> bool:
    """Whether a person may let a finding of this rule stand."""
    return WAIVABLE.fullmatch(rule) is not None


def with_waivers(definition: Definition, problems: Iterable[Problem], on: date | None) -> Iterator[Problem]:
    """The problems of a definition, those that a waiver covers as warnings; then what is wrong with the waivers."""
    met: set[int] = set()
    for problem in problems:
        covering = [i for i, waiver in enumerate(definition.waivers) if covers(waiver, problem)]
        met.update(covering)
        yield _answered(problem, [definition.waivers[i] for i in covering], on)
    for index, waiver in enumerate(definition.waivers):
        yield from _of(index, waiver, index in met)


def covers(waiver: Waiver, problem: Problem) -> bool:
    """Whether a waiver speaks of this problem: its rule, at its place or below."""
    inside = problem.pointer == waiver.pointer or problem.pointer.startswith(waiver.pointer.rstrip("/") + "/")
    return waiver.rule == problem.rule and inside and waivable(waiver.rule)


def _answered(problem: Problem, waivers: list[Waiver], on: date | None) -> Problem:
    if not waivers:
        return problem
    for waiver in waivers:
        if on is None or waiver.approved_on <= on <= waiver.expires_on:
            said = f"已豁免至{waiver.expires_on}（{waiver.approver}批准，依据：{waiver.citation}）。"
            return replace(problem, message=problem.message + said, severity="warning", waiver=_exempted(waiver))
    last = max(waivers, key=lambda waiver: waiver.expires_on)
    over = on is not None and last.expires_on < on
    said = f"豁免已于{last.expires_on}到期，不再有效" if over else f"豁免自{last.approved_on}起才生效"
    return replace(problem, message=f"{problem.message}{said}（{last.approver}批准，依据：{last.citation}）。",
                   fix=f"{problem.fix}仍有依据的，重新办理豁免。" if over else problem.fix)


def _exempted(waiver: Waiver) -> Exempted:
    return Exempted(waiver.citation, waiver.reason, waiver.approver, str(waiver.approved_on), str(waiver.expires_on))


def _of(index: int, waiver: Waiver, met: bool) -> Iterator[Problem]:
    if not waivable(waiver.rule):
        yield Problem(join(("waivers", index, "rule")), "waiver-rule", f"规则“{waiver.rule}”不能豁免。",
                      fix="只有用语规则和质量规则可以豁免；结构问题请改正。")
    elif not met:
        yield Problem(join(("waivers", index)), "unused-waiver", f"这条豁免（{waiver.rule}）没有对应的问题。", "warning",
                      "问题已经改好的，删去豁免；否则核对规则编号和位置。")
