"""What has changed between two reports of a bundle, in sentences: matters, elements, demands, conflicts, decisions, proof."""
from __future__ import annotations

from collections.abc import Iterator

from .lines import NEEDS, STATES, VERDICTS, Cell, Change, ConflictLine, Decision, Line, Report

KINDS: dict[str, str] = {
    "matter-added": "事项", "matter-removed": "事项", "conflict-new": "冲突", "conflict-resolved": "冲突",
    "decision-changed": "决定", "line-added": "数据元", "line-removed": "数据元", "apart": "要求", "together": "要求",
    "asked": "要求", "not-asked": "要求", "demand-changed": "要求", "proof-changed": "证明",
}
HOW: dict[str, str] = {
    "asked": "", "apart": "", "upstream": "由“{}”产生", "answered": "由情形回答“{}”带出",
    "constant": "{}", "produced": "由本事项产生",
}


def difference(before: Report, after: Report) -> tuple[Change, ...]:
    """All changes, what the meeting cares for most first. Labels of people are the later ones."""
    return (*_matters(before, after), *_conflicts(before, after), *_lines(before, after), *_proof(before, after))


def _matters(before: Report, after: Report) -> Iterator[Change]:
    old, new = ({column.matter: column for column in report.columns} for report in (before, after))
    for code, column in new.items():
        if code not in old:
            yield Change("matter-added", code, f"增加了事项“{column.name}”（{column.department}）。")
    for code, column in old.items():
        if code not in new:
            yield Change("matter-removed", code, f"不再包含事项“{column.name}”（{column.department}）。")


def _conflicts(before: Report, after: Report) -> Iterator[Change]:
    old, new = ({(line.where, line.kind): line for line in report.conflicts} for report in (before, after))
    for key, line in new.items():
        if key not in old:
            yield Change("conflict-new", line.where, f"新出现的冲突：“{line.name}”{line.kind_name}，现在{STATES[line.state]}。")
        elif (old[key].decision, old[key].state) != (line.decision, line.state):
            yield Change("decision-changed", line.where, f"“{line.name}”的决定：{_decided(old[key], line)}。")
    for key, line in old.items():
        if key not in new:
            yield Change("conflict-resolved", line.where, f"“{line.name}”{line.kind_name}的冲突已经消除。")


def _decided(old: ConflictLine, new: ConflictLine) -> str:
    parts = [f"由“{STATES[old.state]}”到“{STATES[new.state]}”"] if old.state != new.state else []
    was, now = old.decision, new.decision
    parts += [_from_to(title, one, other) for title, one, other in _aspects(was, now) if one != other]
    return "，".join(parts) or "有改动"


def _from_to(title: str, one: str, other: str) -> str:
    if one and other:
        return f"{title}由“{one}”改为“{other}”"
    return f"{title}写为“{other}”" if other else f"{title}“{one}”已去掉"


def _aspects(was: Decision | None, now: Decision | None) -> Iterator[tuple[str, str, str]]:
    """What a decision says, before and after."""
    for title, of in (("办法", "take"), ("负责人", "owner"), ("期限", "due"), ("依据", "basis")):
        one, other = (str(getattr(each, of) or "") if each else "" for each in (was, now))
        yield title, one, other


def _lines(before: Report, after: Report) -> Iterator[Change]:
    old, new = ({line.key: line for line in report.lines} for report in (before, after))
    shared = {column.matter for column in before.columns} & {column.matter for column in after.columns}
    for key, line in new.items():
        if key not in old:
            yield Change("line-added", key, f"新列入“{_called(line)}”：{_askers(after, line)}。")
        else:
            yield from _sharing(old[key], line)
            yield from _cells(after, old[key], line, shared)
    for key, line in old.items():
        if key not in new:
            yield Change("line-removed", key, f"不再列入“{_called(line)}”（原来：{_askers(before, line)}）。")


def _sharing(old: Line, new: Line) -> Iterator[Change]:
    """Asked apart where it was asked once, or the other way round: one sentence for all departments."""
    was, now = (any(cell.how == "apart" for cell in line.cells) for line in (old, new))
    if now and not was:
        yield Change("apart", new.key, f"“{_called(new)}”原来合并填写，现在各部门分开填写。")
    elif was and not now:
        yield Change("together", new.key, f"“{_called(new)}”原来各部门分开填写，现在合并填写。")


def _askers(report: Report, line: Line) -> str:
    named = dict.fromkeys(report.name_of(cell.matter) for cell in line.cells if cell.how != "produced")
    return "、".join(named) + ("要求" if named else "没有部门要求")


def _called(line: Line) -> str:
    """A name with whose it is, where the name does not say so."""
    return line.name if not line.role or line.name.startswith(line.role) else f"{line.role}·{line.name}"


def _cells(after: Report, old: Line, new: Line, shared: set[str]) -> Iterator[Change]:
    """What matters that are in both demand otherwise; those that came or went have been told."""
    for matter in dict.fromkeys(cell.matter for cell in (*new.cells, *old.cells)):
        was, now = old.of(matter), new.of(matter)
        one, other = "；".join(map(demand_words, was)), "；".join(map(demand_words, now))
        if matter not in shared or one == other:
            continue
        name, called = after.name_of(matter), _called(new)
        if not was:
            yield Change("asked", new.key, f"“{name}”新要求“{called}”：{other}。")
        elif not now:
            yield Change("not-asked", new.key, f"“{name}”不再要求“{called}”（原来：{one}）。")
        else:
            yield Change("demand-changed", new.key, f"“{name}”对“{called}”的要求由“{one}”改为“{other}”。")


def demand_words(cell: Cell) -> str:
    """A demand in one phrase, as differences compare it."""
    parts = [NEEDS[cell.need] if cell.need else "", cell.type, f"{cell.when}时" if cell.when else "",
             HOW[cell.how].format(cell.source), cell.transform,
             f"称“{cell.label}”" if cell.own_label else ""]
    return "，".join(part for part in parts if part)


def _proof(before: Report, after: Report) -> Iterator[Change]:
    """Verdicts that are another one, where both have been verified."""
    if before.proving is None or after.proving is None:
        return
    old = {(cell.matter, cell.pointer): cell.verdict for line in before.lines for cell in line.cells}
    for line in after.lines:
        for cell in line.cells:
            was, now = old.get((cell.matter, cell.pointer)), cell.verdict
            if was and now and was != now:
                said = f"“{after.name_of(cell.matter)}”的“{cell.label}”由“{VERDICTS[was]}”变为“{VERDICTS[now]}”。"
                yield Change("proof-changed", line.key, said)
