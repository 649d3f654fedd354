"""Limits: a promise is not longer than the law allows, and steps add up to what is promised."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem

UNITS = {"workday": "个工作日", "natural-day": "日", "hour": "小时", "month": "个月", "year": "年", "immediate": ""}


def limit_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Rules over the limits of one matter."""
    if not isinstance(definition, Matter):
        return
    promised, statutory = definition.promised_limit, definition.statutory_limit
    if statutory is None and not definition.statutory_explanation:
        yield Problem("/statutory_explanation", "statutory", "没有法定时限的，要说明原因。", fix="写明“无法定时限”及依据。")
    if statutory is not None and promised.exceeds(statutory):
        yield Problem("/promised_limit", "promise", f"承诺时限（{_words(promised)}）长于法定时限（{_words(statutory)}）。",
                      fix="承诺时限不能长于法定时限。")
    if promised.unit == "immediate" and promised.days:
        yield Problem("/promised_limit/days", "promise", "即时办结的天数应为 0。", fix="把 days 改为 0。")
    if definition.project_type == "immediate" and promised.workdays > 1:
        yield Problem("/project_type", "promise", f"即办件的承诺时限应为当场或 1 个工作日，现为{_words(promised)}。",
                      fix="改为承诺件，或缩短承诺时限。")
    counted = math.ceil(sum(step.limit.exact for step in definition.steps if step.counted_in_promise))
    if counted != promised.workdays:
        yield Problem("/steps", "steps-sum",
                      f"计入承诺的各步骤合计 {counted} 个工作日，与承诺时限 {promised.workdays} 个工作日不一致。",
                      fix="调整步骤时限，或改正“是否计入承诺”。")


def _words(limit: object) -> str:
    days, unit = getattr(limit, "days", 0), str(getattr(limit, "unit", ""))
    return "当场" if unit == "immediate" else f"{days}{UNITS[unit]}"
