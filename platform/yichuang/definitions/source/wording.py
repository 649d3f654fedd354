"""What accepting a proposal changes, in words: one row a column, before and after."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from yichuang.definitions.workbook.columns import Column
from yichuang.definitions.workbook.matters import MATTERS, REQUIRED, blank_matter

from .columns import COLUMNS, label_of

Row = dict[str, str]
NameOf = Callable[[str], str]
NAMED = frozenset({"department", "joint_departments"})


def diff_rows(before: Mapping[str, Any] | None, after: Mapping[str, Any], name_of: NameOf) -> list[Row]:
    """Every column that differs, in the order of the sheets that offices know. Of a new matter, every column it has."""
    # A draft that does not say its state is in use; what nobody said needs no "before".
    old = {"state": "in-use", **before} if before else blank_matter()
    rows = [row for column in COLUMNS if column not in ("materials", "extra") and old.get(column) != after.get(column)
            for row in _column(column, old, after, name_of)]
    rows += _materials(old.get("materials") or (), after.get("materials") or (), name_of)
    if (version := _version(after)) != _version(old) and before is not None:
        rows.append(_row("省库版本", _version(old), version))
    return rows


def _column(column: str, old: Mapping[str, Any], new: Mapping[str, Any], name_of: NameOf) -> Iterator[Row]:
    found = [each for each in MATTERS.columns if each.path[0] == column]
    for each in found:
        before, after = (_words(each, document, name_of) for document in (old, new))
        if before != after:
            yield _row(each.title, before, after)
    if not found and (old.get(column) or new.get(column)):
        yield _row(label_of(column), *(_summary(document.get(column)) for document in (old, new)))


def _words(column: Column, document: Mapping[str, Any], name_of: NameOf) -> str:
    cell = column.cell_of(document)
    text = "" if cell is None else str(cell)
    if column.path[0] not in NAMED or not text:
        return text
    return "；".join(name_of(code) or code for code in text.split("；"))


def _summary(value: Any) -> str:
    """Things that no column of a sheet shows: what each says, one a line."""
    if not isinstance(value, list):
        return "" if value in (None, {}) else str(value)
    return "\n".join("，".join(str(inner) for inner in each.values()) if isinstance(each, Mapping) else str(each) for each in value)


def _materials(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], name_of: NameOf) -> Iterator[Row]:
    old, new = _numbered(before), _numbered(after)
    for key in [*new, *(key for key in old if key not in new)]:
        name = name_of(key[0]) or key[0]
        if key not in old:
            yield _row("申请材料", "", f"增加“{name}”{_demands(new[key])}")
        elif key not in new:
            yield _row("申请材料", f"去掉“{name}”", "")
        else:
            yield from (_row(f"材料“{name}”的{column.title}", *cells) for column, cells in _cells(old[key], new[key]))


def _numbered(required: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for each in required:
        code = str(each.get("material"))
        found[code, sum(key[0] == code for key in found)] = each
    return found


def _cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Column, tuple[str, str]]]:
    for column in REQUIRED.columns:
        if column.path and column.path != ("material",):
            before, after = (column.cell_of(each) for each in (old, new))
            if before != after:
                yield column, ("" if before is None else str(before), "" if after is None else str(after))


def _demands(required: Mapping[str, Any]) -> str:
    """原件 1 份, 复印件 2 份, and what else is said."""
    counted = (("原件", required.get("originals")), ("复印件", required.get("copies")))
    told = [*(f"{word} {number} 份" for word, number in counted if number), *filter(None, [required.get("condition")])]
    return "：" + "，".join(map(str, told)) if told else ""


def _version(document: Mapping[str, Any]) -> str:
    origin = document.get("origin")
    return str(origin.get("version") or "") if isinstance(origin, Mapping) else ""


def _row(column: str, before: str, after: str) -> Row:
    return {"column": column, "before": before, "after": after}
