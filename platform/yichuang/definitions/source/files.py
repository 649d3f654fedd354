"""A library as a file: the implementation of MatterSource for exports that somebody hands over."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from yichuang.definitions.matter import Matter
from yichuang.definitions.workbook.problems import CellProblem
from yichuang.errors import Invalid
from yichuang.standards.identifiers import check_code

from .converting import Converter, material_of
from .mapping import Mapping, built_in
from .protocol import LibraryMaterial, LibraryMatter, Snapshot
from .records_in import Given, Record, read_records

ORDER: Dictionary[str, int] = {key: number for number, key in enumerate(Matter.model_fields)}
MOST_RAW = 100_000
"""Characters of a column that is kept as it came; longer ones are cut and it is said."""


@dataclass(frozen=True)
class FileSource:
    """A file of a library's rows. Without a mapping the built-in one is taken that knows most of its columns."""

    path: Path
    mapping: Mapping | None = None
    library: str = ""
    complete: bool | None = None

    def snapshot(self) -> Snapshot:
        """All matters of the file. Raises Invalid or NotFound where it cannot be read at all."""
        mapping, given = self._recognised()
        reading = _Reading(mapping)
        for record in given.records:
            reading.take(record)
        about = given.about
        library = self.library or str(about.get("library") or mapping.library)[:200]
        complete = about.get("complete", True) is not False if self.complete is None else self.complete
        return Snapshot(library, tuple(reading.matters()), tuple(reading.problems), complete)

    def _recognised(self) -> tuple[Mapping, Given]:
        candidates = [self.mapping] if self.mapping else list(built_in().values())
        best: tuple[int, Mapping, Given] | None = None
        for mapping in candidates:
            given = read_records(self.path, mapping.levels, mapping.known)
            known = sum(len(mapping.known & record.values.keys()) for record in given.records[:50])
            if best is None or known > best[0]:
                best = known, mapping, given
        if best is None or not best[0]:
            raise Invalid(f"“{self.path.name}”里没有认识的列，没有读取。请核对导出的格式，或者写一份对照表。")
        return best[1], best[2]


@dataclass
class _Reading:
    """The records read so far: matters by key, materials by the key of their matter."""

    mapping: Mapping
    found: dict[str, LibraryMatter] = field(default_factory=dict)
    materials: dict[str, list[LibraryMaterial]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    raw: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    orphans: list[tuple[str, CellProblem]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def take(self, record: Record) -> None:
        """Read one record: a matter, a material, or a matter with a material beside it."""
        converter = Converter(record)
        rules = self.mapping.materials
        codes = [converter.code(names) for names in self.mapping.codes]
        name = next(rule for rule in self.mapping.columns if rule.to == "name")
        has_material = rules is not None and converter.given(rules.name)[1] is not None
        if converter.given(name.from_)[1] is not None or not has_material:
            self._matter(converter, codes)
        if rules is not None and has_material:
            self._material(Converter(record), next((code for code in codes if code), ""))
        self.problems += converter.problems

    def matters(self) -> Iterator[LibraryMatter]:
        """The matters with their materials."""
        for code, problem in self.orphans:
            if code not in self.aliases:
                self.problems.append(problem)
        own: dict[str, list[LibraryMaterial]] = {}
        for code, materials in self.materials.items():
            own.setdefault(self.aliases.get(code, ""), []).extend(materials)
        for key, matter in self.found.items():
            raw = {**matter.raw, **({"materials": self.raw[key]} if self.raw.get(key) else {})}
            yield replace(matter, raw=raw, materials=tuple(own.get(key, ())) or matter.materials)

    def _matter(self, converter: Converter, codes: list[str]) -> None:
        columns = converter.columns(self.mapping.columns, ORDER)
        if not columns.get("name"):
            converter.say("", "missing-name", "这一行没有事项名称，没有采用。", "请在省级事项库中补上。", error=True)
            return
        department = (converter.code(self.mapping.department_code), converter.text(self.mapping.department_name)[1])
        if not any(department):
            converter.say("", "missing-department", "这一行没有实施主体。", "接受之后在草稿里补上。")
        key = next((code for code in codes if code), "")
        if not key:
            key = "N" + hashlib.sha256("\0".join([columns["name"], *department]).encode()).hexdigest()[:15]
            converter.say("", "missing-code", "这一行没有任何编码，暂以名称和实施主体辨认。", "请在省级事项库中补上编码。")
        columns |= _codes(converter, codes, columns)
        version = converter.code(self.mapping.version)
        matter = LibraryMatter(key, converter.record.row, columns, *department,
                               int(version) if version.isdigit() and int(version[:9]) > 0 else None,
                               raw=self._kept(converter), materials=self._nested(converter, key))
        self._add(converter, matter, codes)

    def _add(self, converter: Converter, matter: LibraryMatter, codes: list[str]) -> None:
        other = self.found.get(matter.key)
        if other is None:
            self.found[matter.key] = matter
            for code in [*filter(None, codes), matter.key]:
                self.aliases.setdefault(code, matter.key)
        elif other.columns != matter.columns:
            differs = "、".join(sorted(key for key in {*other.columns, *matter.columns}
                                      if other.columns.get(key) != matter.columns.get(key)))
            converter.say("", "duplicate-code", f"编码“{matter.key}”与第 {other.row} 行重复而内容不同（{differs}），只采用前一行。",
                          "请在省级事项库中核对。", error=True)

    def _material(self, converter: Converter, parent: str) -> None:
        material = material_of(converter, self.mapping.materials) if self.mapping.materials else None
        self.problems += converter.problems
        if converter.raw and parent:
            self.raw.setdefault(self.aliases.get(parent, parent), []).append(converter.raw)
        if material is None:
            return
        self.materials.setdefault(parent, []).append(material)
        record = converter.record
        self.orphans.append((parent, CellProblem(record.sheet, record.row, "", "unknown-matter",
                             f"材料“{material.name[:30]}”所属的事项“{parent}”不在这份数据里，没有采用。", "请一并导出事项。")))

    def _nested(self, converter: Converter, key: str) -> tuple[LibraryMaterial, ...] | None:
        rules = self.mapping.materials
        rows = converter.given(rules.nested)[1] if rules else None
        if rules is None or not isinstance(rows, list):
            return None
        found: list[LibraryMaterial] = []
        for values in rows:
            if isinstance(values, dict):
                inner = Converter(Record(converter.record.row, values, converter.record.sheet))
                found += filter(None, [material_of(inner, rules)])
                converter.problems += inner.problems
                if inner.raw:
                    self.raw.setdefault(key, []).append(inner.raw)
        return tuple(found)

    def _kept(self, converter: Converter) -> dict[str, Any]:
        """What is kept as it came: columns that broke a rule, and those that no rule reads."""
        others = {column: value for column, value in converter.record.values.items()
                  if column not in self.mapping.taken_over and value not in (None, "", [], {})}
        return {column: value[:MOST_RAW] if isinstance(value, str) else value
                for column, value in {**others, **converter.raw}.items()}


def _codes(converter: Converter, codes: Iterable[str], columns: Dictionary[str, Any]) -> dict[str, str]:
    """The codes in the columns of their kind; codes of another scheme stand in `local_code`, as a whole."""
    found: dict[str, str] = {}
    for code in filter(None, codes):
        item, task = (check_code(kind, code) for kind in ("item-code", "task-code"))
        if item.valid:
            found.setdefault("item_code", item.normalised)
        elif task.valid:
            found.setdefault("task_code", task.normalised)
        else:
            found.setdefault("local_code", code)
    catalog = columns.get("catalog_code")
    national = not catalog or check_code("catalog-code", str(catalog)).valid
    if "item_code" not in found and "task_code" not in found and ("local_code" in found or not national):
        found["code_scheme"] = "local"
        said = f"编码“{found.get('local_code', catalog)}”不是国家编码规则，记为地方编码。"
        converter.say("", "code-scheme", said, "有国家编码的，请在省级事项库中补上。")
    return found
