"""The manual: every rule that `check` can name, quality rules first, in one list and as docs/rules.md.

`python -m yichuang.definitions.check.quality.manual` prints the page.
"""
from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping

from yichuang.standards.wording import RULES as WORDING

from . import RULES
from .rule import Example, Row
from .structure import structural_rows

GROUP_NAMES: Mapping[str, str] = {
    "WZ": "事项要素之间", "L": "条件、时限、材料之间", "F": "由别的要素引出的要素", "G": "办事指南的写法",
    "V": "模糊表述和兜底条款",
    "files": "文件和导出", "documents": "定义的写法", "references": "引用和编码", "forms": "表单",
    "conditions": "情形条件", "analysis": "情形分析", "limits": "时限", "bundles": "一件事", "shares": "共享数据",
    "waivers": "豁免", "wording-rules": "地方用语规则",
}
SOURCES: Mapping[str, str] = {
    "WZ": "已公布事项的质量核查脚本（温州）", "INSP": "办事指南巡检的测试集", "S4": "乐政办发〔2017〕25号 二(一)3",
    "GK": "通行做法", "2.4": "GB/T 36114—2018 和行政许可标准化指引的用语要求", "P": "已公布的办事指南的栏目",
    "yichuang": "一窗自己的约定",
}
VAGUE: Mapping[str, tuple[str, str]] = {
    "V01": ("不写“……等材料”", "“身份证等材料”说不清还有哪些；“等3份材料”已列全的除外。"),
    "V02": ("不以“等”收尾", "列举以“等”结束，说不清还有什么。"),
    "V03": ("不写“规定的其他材料、条件”", "“法律法规规定的其他材料”是兜底条款。"),
    "V04": ("不写“其他材料”", "“其他有关证明”说不清是哪一份。"),
    "V05": ("不写“相关材料”", "“相关证明材料”“必要的手续”没有名称。"),
    "V06": ("写明是哪个单位", "“有关部门出具的”说不清找谁。"),
    "V07": ("写明什么情形", "“必要时”“视情况”“原则上”由窗口说了算。"),
    "V08": ("时限是一个数", "“3-5个工作日”“左右”“尽快”不是时限。"),
    "V09": ("份数是一个数", "“若干份”“一式多份”不是份数。"),
    "V10": ("“近期”写明多久", "“近期免冠照片”写明几个月以内。"),
    "V11": ("材料名称里不写情形", "“委托他人的，提供委托书”是情形和材料两件事。"),
}
HEAD = """\
# Rules

Everything that `yichuang definitions check` can say, by its `rule`, and what the analysis of scenarios adds. An error
stops publishing; a warning does not. The examples are changes laid over one sample matter, bundle or guide that breaks
no rule (`platform/yichuang/definitions/check/quality/sample.py`), each tested: the failing one gives exactly its rule.
The same list is printed by `yichuang definitions rules`.

*Written by `make reference` from the registry in `platform/yichuang/definitions/check/quality`; a test holds that it is
current.*
"""
READ = "条件、材料、步骤、说明、表单、指南的文字；不看依据原文和《法律名称》"
PLACEHOLDER = re.compile(r"\{\w+\}")


def rows() -> tuple[Row, ...]:
    """Quality rules, wording, then what is found while reading and linking; every id once."""
    return (*RULES, *_wording(), *structural_rows())


def _wording() -> Iterator[Row]:
    seen: set[str] = set()
    for rule in WORDING:
        if rule.code not in seen:
            title, meaning = VAGUE.get(rule.code, (rule.code, ""))
            yield Row(id=rule.code, group="V", source=rule.source, title=title, severity=rule.severity,
                      applies_to=("matter", "material", "bundle", "guide"), meaning=meaning, fix=rule.fix,
                      looks_at="材料名称" if rule.code == "V11" else READ)
        seen.add(rule.code)


def readable(text: str) -> str:
    """A fix as the manual tells it, where no finding fills in what is meant."""
    return PLACEHOLDER.sub("…", text)


def grouped() -> Iterator[tuple[str, str, list[Row]]]:
    """(group, its name, its rows) in the order of the manual."""
    everything = rows()
    for group, name in GROUP_NAMES.items():
        yield group, name, [row for row in everything if row.group == group]


def page() -> str:
    """docs/rules.md."""
    sources = [f"- **{tag}**: {name}" for tag, name in SOURCES.items()]
    parts = [HEAD, "Sources:\n", *sources, ""]
    for group, name, found in grouped():
        parts.append(f"## {name} (`{group}`)\n")
        parts += [_examined(row) for row in found if row.passing] or [_table(found)]
    return "\n".join(parts)


def _examined(row: Row) -> str:
    kinds = ", ".join(f"`{kind}`" for kind in row.applies_to)
    facts = [row.severity, kinds, f"source: {row.source}", *(["can be waived"] if row.waivable else [])]
    lines = [f"### {row.id} {row.title}", "", f"*{' · '.join(facts)}*", "", row.meaning, "", f"- 看：{row.looks_at}",
             f"- 改：{readable(row.fix)}"]
    lines += [_example("通过", row.passing), _example("不通过", row.failing), ""]
    return "\n".join(lines)


def _example(word: str, example: Example | None) -> str:
    if example is None:
        return ""
    at = f" → `{example.at}`" if example.at else ""
    change = f" `{json.dumps(dict(example.change), ensure_ascii=False)}`" if example.change else "（样本本身）"
    return f"- {word}：{example.shows}{at}{change}"


def _table(found: list[Row]) -> str:
    lines = [f"| <a id=\"{row.id.lower()}\"></a>`{row.id}` | {row.severity} | {row.title} | {row.meaning} | {readable(row.fix)} |"
             for row in found]
    return "\n".join(["| rule | | asks for | a finding means | fix |", "|---|---|---|---|---|", *lines, ""])


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
