"""What a bundle may promise: no less than its longest chain takes, and no more than the law allows where it licenses.

Sources: domain reference 5.4, rule 10; 行政许可法第四十二条第二款 (统一、联合、集中办理 at most 45 working days; 15 more need
the approval of the government's head, so that nobody can promise them).
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from yichuang.errors import Problem

from .common import Limit
from .dependencies import Chain
from .matter import Matter

JOINT_LIMIT = 45
LICENCE = "01"


def promise_problems(promise: Limit, chain: Chain, matters: Mapping[str, Matter]) -> Iterator[Problem]:
    """What is wrong with a promise, for the matters (by code) that the chain is about."""
    promised = promise.workdays
    if promised < chain.days:
        said = " → ".join(matters[code].name if code in matters else code for code in chain.members)
        yield Problem("/promise/limit", "promise",
                      f"承诺 {promised} 个工作日，短于最长一串事项所需的 {chain.days} 个工作日：{said}。",
                      fix="延长承诺，或压缩这一串事项的时限。")
    if promised > JOINT_LIMIT and is_licensing(matters.values()):
        yield Problem("/promise/limit", "joint-limit",
                      f"含行政许可的联合办理不得超过 {JOINT_LIMIT} 日（行政许可法第四十二条第二款）。",
                      fix="缩短承诺。经本级人民政府负责人批准延长的15日，不能写进承诺。")


def is_licensing(matters: Iterable[Matter]) -> bool:
    """Whether one of them is an administrative licence, so that the law's limit for joint handling holds."""
    return any(matter.task_type == LICENCE for matter in matters)
