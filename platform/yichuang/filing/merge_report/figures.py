"""The figures of a report's head: matters, fields before and after, conflicts and decisions by state, what is proved."""
from __future__ import annotations

from dataclasses import dataclass

from .lines import STATES, Report
from .pages import open_conflicts, overdue, settled_conflicts

REDUCTIONS = {"fields": ("填写项", "项"), "materials": ("材料", "份"), "days": ("时限", "个工作日"), "visits": ("跑动", "次")}


@dataclass(frozen=True)
class Figure:
    """A figure with what stands before it and what explains it; `before` where it is a reduction."""

    title: str
    value: str
    note: str = ""
    before: str = ""
    urgent: bool = False


def figures_of(report: Report) -> tuple[Figure, ...]:
    """In the order in which a meeting asks."""
    departments = len({column.department for column in report.columns})
    open_, settled, late = len(open_conflicts(report)), len(settled_conflicts(report)), len(overdue(report))
    return (
        Figure("待决定", str(open_), f"冲突和口径共 {open_ + settled} 处", urgent=open_ > 0),
        Figure("到期未签", str(late), f"截至 {report.on.isoformat()}", urgent=late > 0),
        Figure("已决定", str(settled), states_in_words(report, ("oral", "signed"))),
        Figure("事项", str(len(report.columns)), f"{departments} 个部门"),
        *(Figure(title, str(reduced.after), unit, str(reduced.before)) for key, (title, unit) in REDUCTIONS.items()
          if (reduced := report.reductions.get(key)) is not None),
        proof_figure(report))


def states_in_words(report: Report, states: tuple[str, ...]) -> str:
    """口头 1，签字 2."""
    here = (*open_conflicts(report), *settled_conflicts(report))
    return "，".join(f"{title} {sum(line.state == state for line in here)}" for state, title in STATES.items() if state in states)


def proof_figure(report: Report) -> Figure:
    """How far it is proved that every department accepts what the one form accepts."""
    proving = report.proving
    if proving is None:
        return Figure("证明", "未验证", "本次没有验证")
    note = f"抽样 {len(proving.sampled)}，反例 {len(proving.refuted)}；{proving.scenarios} 种情形"
    return Figure("已证明", str(proving.proved), note, urgent=bool(proving.refuted))
