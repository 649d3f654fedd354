"""Limits: what is left out is explained, and steps add up to what is promised. What the law allows is a quality rule."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem


def limit_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Rules over the limits of one matter."""
    if not isinstance(definition, Matter):
        return
    promised = definition.promised_limit
    if definition.statutory_limit is None and not definition.statutory_explanation:
        yield Problem("/statutory_explanation", "statutory", "没有法定时限的，要说明原因。", fix="写明“无法定时限”及依据。")
    if promised.unit == "immediate" and promised.days:
        yield Problem("/promised_limit/days", "promise", "即时办结的天数应为 0。", fix="把 days 改为 0。")
    counted = math.ceil(sum(step.limit.exact for step in definition.steps if step.counted_in_promise))
    if counted != promised.workdays:
        yield Problem("/steps", "steps-sum",
                      f"计入承诺的各步骤合计 {counted} 个工作日，与承诺时限 {promised.workdays} 个工作日不一致。",
                      fix="调整步骤时限，或改正“是否计入承诺”。")
