"""What stands on the sheets of the workbook, as rows of text and numbers."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yichuang.definitions.cleanup.sheets import Value

from .cells_in_words import asked_text, cell_text, conflicts_text
from .difference import KINDS
from .figures import REDUCTIONS
from .lines import BEYOND, STATES, VERDICTS, Column, ConflictLine, Report
from .pages import MOST_COLUMNS, open_conflicts, overdue, sides

Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, notes, headings, rows. `frozen` columns stay in sight and are repeated in print; `bound` are the
    least and most characters of a column, `bounds` those of single ones; `marked` rows are to be looked at first."""

    name: str
    title: str
    notes: tuple[str, ...]
    titles: tuple[str, ...]
    rows: Rows
    frozen: int = 0
    bound: tuple[int, int] = (8, 40)
    bounds: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    marked: frozenset[int] = frozenset()
    across: int = 1
    """Pages side by side when printed."""


def sheets_of(report: Report) -> tuple[Sheet, ...]:
    """汇总, 一表, 冲突与决定, 变化, 证明."""
    made = f"{report.on.isoformat()}　{report.edition}　牵头：{report.lead}"
    return _summary(report, made), _matrix(report, made), _conflicts(report, made), _changes(report, made), _proof(report, made)


def _summary(report: Report, made: str) -> Sheet:
    return Sheet("汇总", f"{report.name} 合并报告", (made,), ("项目", "原来", "现在", "单位", "说明"), tuple(_figures(report)),
                 bound=(10, 70), bounds={0: (24, 30), 4: (50, 90)})


def _figures(report: Report) -> Iterator[tuple[Value, ...]]:
    departments = list(dict.fromkeys(column.department for column in report.columns))
    yield "事项", None, len(report.columns), "个", "、".join(column.name for column in report.columns)
    yield from (("　按情形办理", None, None, "", f"{column.name}：{column.when}时") for column in report.columns if column.when)
    yield "部门", None, len(departments), "个", "、".join(departments)
    for key, (title, unit) in REDUCTIONS.items():
        if key in report.reductions:
            yield title, report.reductions[key].before, report.reductions[key].after, unit, "各种情形合在一起计"
    between = [line for line in report.conflicts if line.kind != BEYOND]
    yield "冲突和口径", None, len(between), "处", "包括已经决定的"
    for state, title in STATES.items():
        here = [line for line in between if line.state == state]
        yield f"　其中{title}", None, len(here), "处", "；".join(f"{line.number} {line.name}" for line in here)
    late = overdue(report)
    named = "".join(f"；{each.number} {each.name}" for each in late)
    yield "到期未签", None, len(late), "处", f"截至 {report.on.isoformat()}{named}"
    yield from _proof_figures(report)


def _proof_figures(report: Report) -> Iterator[tuple[Value, ...]]:
    proving = report.proving
    if proving is None:
        yield "证明", None, None, "", "本次没有验证"
        return
    partly = "" if proving.exhaustive else "（只看了其中一部分）"
    yield "已证明", None, proving.proved, "项", f"{proving.scenarios} 种情形{partly}"
    yield "只经抽样", None, len(proving.sampled), "项", "请在“证明”表上签字确认"
    yield "反例", None, len(proving.refuted), "处", "改正以前不能发布" if proving.refuted else ""


def _matrix(report: Report, made: str) -> Sheet:
    titles = ("序号", "板块", "数据元", "角色", "编码", "一表怎么填", *map(_heading, report.columns), "冲突和决定", "证明")
    rows = tuple((number, line.section, line.name, line.role, line.element, asked_text(line),
                  *(cell_text(line.of(column.matter)) for column in report.columns), conflicts_text(report, line),
                  VERDICTS[line.verdict] if line.verdict else "")
                 for number, line in enumerate(report.lines, 1))
    open_ = {conflict.number for conflict in open_conflicts(report)}
    marked = frozenset(index for index, line in enumerate(report.lines) if open_ & set(line.conflicts))
    return Sheet("一表", f"{report.name} 一表：每个数据元，每个部门的要求", (made, "空格是该部门不要求；有底色的有待决定的冲突。"),
                 titles, rows, 3, (16, 20), {0: (6, 6), 1: (10, 12), 2: (14, 16), 3: (8, 10), 4: (10, 14), 5: (18, 20),
                                             len(titles) - 2: (12, 20), len(titles) - 1: (8, 8)}, marked,
                 max(1, -(-len(report.columns) // MOST_COLUMNS)))


def _heading(column: Column) -> str:
    more = [f"每个{column.rows}一件" if column.rows else "", "按情形办理" if column.when else ""]
    return "\n".join([column.name, column.department, *(part for part in more if part)])


CONFLICT_TITLES = ("编号", "数据元", "分歧", "说明", "涉及事项", "各部门现在的要求", "可选办法", "状态", "决定", "负责人", "期限",
                   "是否到期", "依据", "会上结论")


def _conflicts(report: Report, made: str) -> Sheet:
    rows = tuple(_conflict(report, line) for line in report.conflicts)
    marked = frozenset(index for index, line in enumerate(report.conflicts) if line.open)
    note = "没有决定的排在前面，有底色；决定以前各部门分开填写。"
    bounds = {0: (6, 6), 1: (14, 16), 3: (20, 26), 4: (12, 18), 5: (20, 28), 6: (20, 26), 8: (10, 16), 12: (10, 16), 13: (18, 18)}
    return Sheet("冲突与决定", f"{report.name} 冲突与决定", (made, note), CONFLICT_TITLES, rows, 2, (8, 13), bounds, marked)


def _conflict(report: Report, line: ConflictLine) -> tuple[Value, ...]:
    decision = line.decision
    said_by = "\n".join(f"{says}：{'、'.join(matters)}" for says, matters in sides(report, line))
    decided: tuple[Value, ...] = ("", "", "", "", "")
    if decision is not None:
        late = "已到期" if decision.overdue(report.on) else ""
        taken = decision.take + (f"（{decision.why}）" if decision.why else "")
        decided = (taken, decision.owner, decision.due.isoformat() if decision.due else "", late, decision.basis)
    partly = 0 < line.scenarios < report.scenarios
    where = f"{report.scenarios} 种情形中有 {line.scenarios} 种" if partly else ""
    where += f"，例如{line.example}" if where and line.example else ""
    said = "\n".join(part for part in (line.gist, where) if part)
    matters = "\n".join(map(report.name_of, line.matters))
    ways = "\n".join(f"□ {way}" for way in line.proposals)
    return (line.number, line.name, line.kind_name, said, matters, said_by, ways, line.state_words, *decided, "")


def _changes(report: Report, made: str) -> Sheet:
    since = report.since
    note = f"与{since.title}相比，{len(since.changes)} 处变化。" if since else "没有指明与哪一版或哪一份报告相比。"
    rows = tuple((number, KINDS.get(change.kind, change.kind), change.message, change.where)
                 for number, change in enumerate(since.changes if since else (), 1))
    return Sheet("变化", f"{report.name} 变化", (made, note), ("序号", "类别", "变化", "位置"), rows,
                 bounds={0: (6, 6), 2: (60, 110), 3: (20, 40)})


def _proof(report: Report, made: str) -> Sheet:
    proving = report.proving
    sampled = proving.sampled if proving else ()
    refuted = proving.refuted if proving else ()
    note = "只经抽样、没有证明的，请确认人签字；有反例的，改正以前不能发布。" if proving else "本次没有验证。"
    rows = (*((number, "有反例", report.name_of(each.matter), each.pointer, each.message, "改正", "")
              for number, each in enumerate(refuted, 1)),
            *((number, "抽样", report.name_of(each.matter), each.pointer, f"{each.name}：{each.why}没有证明", "签字确认", "")
              for number, each in enumerate(sampled, len(refuted) + 1)))
    notes = (made, note, *(f"已签字：{each}" for each in (proving.signed if proving else ())))
    titles = ("序号", "结论", "事项", "字段位置", "说明", "要做什么", "签字、日期")
    return Sheet("证明", f"{report.name} 证明", notes, titles, rows, bounds={0: (6, 6), 2: (20, 36), 4: (50, 90), 6: (30, 30)},
                 marked=frozenset(range(len(refuted))))
