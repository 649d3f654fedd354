"""One record of a library in our columns. What cannot be read is said and kept as it came; it never stops the row."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from yichuang.definitions.cleanup.split import split
from yichuang.definitions.labels import LABELS
from yichuang.definitions.workbook.cells import plain
from yichuang.definitions.workbook.columns import put
from yichuang.definitions.workbook.problems import CellProblem, CellRefused

from .cleaning import FIXES, cleaned
from .columns import label_of
from .mapping import ColumnRule, MaterialRules, Names
from .protocol import LibraryMaterial
from .records_in import LOST, Record
from .values import LONGEST_TITLE, code_of, read_value

BENT = {
    "too-long": ("过长，只取了前面的部分；原文保留。", "请在省级事项库中精简。"),
    "number-with-unit": ("数字后面带着单位，已分开。", "单位另写一列。"),
}
MOST_SHOWN = 200


@dataclass
class Converter:
    """Reads the columns of one record; collects what is wrong and what must be kept as it came."""

    record: Record
    problems: list[CellProblem] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)

    def say(self, column: str, rule: str, message: str, fix: str = "", *, error: bool = False) -> None:
        """A finding in this row."""
        self.problems.append(CellProblem(self.record.sheet, self.record.row, column, rule, message, fix,
                                         "error" if error else "warning"))

    def given(self, names: Names) -> tuple[str, Any]:
        """The first of these columns that says something, and what it says."""
        for name in names:
            value = _value(self.record.values, name)
            if value not in (None, "", [], {}):
                return name, value
        return (names[0] if names else ""), None

    def text(self, names: Names, label: str = "") -> tuple[str, str]:
        """The cleaned text of the first column that says something. `label` is what we call it."""
        name, value = self.given(names)
        text = _as_text(value)
        if text.startswith(LOST):
            self.keep(name, text.removeprefix(LOST))
            said = f"这个数字（{text.removeprefix(LOST)}）的末尾已被表格软件丢失，没有采用。"
            self.say(name, "digits-lost", said, "请从事项库重新导出为文本。")
            return name, ""
        found, broken = cleaned(text)
        for rule in broken:
            self.keep(name, value)
            self.say(name, rule, *_sentence(label or name, FIXES[rule]))
        return name, found

    def code(self, names: Names) -> str:
        """A code; empty where it cannot be told."""
        name, text = self.text(names)
        try:
            return code_of(text)
        except CellRefused as refused:
            self.keep(name, text)
            self.say(name, refused.rule, refused.message, refused.fix)
            return ""

    def keep(self, name: str, value: Any) -> None:
        """Keep a column as it came."""
        self.raw[name.partition("?")[0]] = self.record.values.get(name.partition("?")[0], value)

    def columns(self, rules: Iterable[ColumnRule], order: Mapping[str, int]) -> dict[str, Any]:
        """What the rules make of the record, in our columns."""
        document: dict[str, Any] = {}
        for rule in rules:
            name, given = self.given(rule.from_)
            if given is None:
                continue
            label = LABELS.get(rule.path[-1]) or label_of(rule.path[0])
            _, text = self.text(rule.from_, label)
            unit = self.text(rule.unit)[1] if rule.unit else ""
            try:
                value, bent = read_value(rule, text, given, unit)
            except CellRefused as refused:
                self.keep(name, given)
                self.say(name, refused.rule, f"{label}：{refused.message}没有采用，原文保留。", refused.fix)
                continue
            if bent:
                self.keep(name, given)
                self.say(name, bent, *_sentence(label, BENT[bent]))
            if value not in (None, "", [], {}):
                put(document, rule.path, value, order)
        return document


def material_of(converter: Converter, rules: MaterialRules) -> LibraryMaterial | None:
    """The material of a record; None where it has no name."""
    name, text = converter.text(rules.name, "材料名称")
    title = " ".join(text.split())
    if not title:
        converter.say(name, "missing-name", "材料没有名称，没有采用；原文保留。", "请在省级事项库中补上。")
        return None
    if len(title) > LONGEST_TITLE:
        converter.keep(name, text)
        converter.say(name, "too-long", *_sentence("材料名称", BENT["too-long"]))
    if (proposal := split(title)) is not None:
        converter.keep(name, text)
        parts = "、".join(part.name for part in proposal.parts)
        condition = "写了情形，" if proposal.condition else ""
        said = f"“{title[:40]}”一行里{condition}像是 {len(proposal.parts)} 份材料（{parts[:80]}）；照原文保留为一份。"
        converter.say(name, "several-documents", said, "接受之后在“材料清理”里拆开，或者在省级事项库中改正。")
    required = converter.columns(rules.required, {})
    document = converter.columns(rules.document, {})
    if len(title) > LONGEST_TITLE:
        document["note"] = title[:4000]
    return LibraryMaterial(title[:LONGEST_TITLE], required, document)


def _sentence(name: str, said: tuple[str, str]) -> tuple[str, str]:
    return f"“{name}”{said[0]}", said[1]


def _value(values: Mapping[str, Any], name: str) -> Any:
    column, _, parameter = name.partition("?")
    value = values.get(column)
    if not parameter or not isinstance(value, str):
        return value
    try:
        return parse_qs(urlsplit(value).query).get(parameter, [""])[0]
    except ValueError:
        return ""


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return "\n".join(map(str, value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return plain(value)
