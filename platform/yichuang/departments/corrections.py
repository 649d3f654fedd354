"""一次告知: one row a material, prefilled from the list; a second notice repeats the first (domain reference 4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .blanks import Blank, Part
from .contents import Given

FORM_ITEM = ("form", "申请表填写内容")
FORM_NOTE = "与材料不一致、漏填或者填错的栏目"
FREE_ROWS = 3
BEGUN = frozenset({"problem", "fix"})
BEGUN_FREE = frozenset({"name", "problem", "fix"})
# Ways of giving in which the applicant hands something in; all others are folded away.
BROUGHT = frozenset({"paper", "upload", "defer", "none"})
DEADLINE_HELP = "没有写期限的，以后不能以逾期未补正为由不予受理。"
OVERRIDE_HELP = "第一次告知时没有提出的，不能再增加；确需增加的写明理由，督查会看到。"


def correction_parts(materials: Sequence[Given], asked: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The rows of a notice and its deadline. Rows with neither problem nor remedy do not travel."""
    return _again(asked) if asked else _first(materials)


def with_items(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail with every row of a notice named: a row that somebody added is called as they called it."""
    rows = detail.get("items")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return dict(detail)
    return {**detail, "items": [{"item": row.get("name", ""), **row} for row in rows]}


def _first(materials: Sequence[Given]) -> tuple[Part, ...]:
    rows = [_material_row(index, material) for index, material in enumerate(materials)]
    form = _row(len(rows), {"item": FORM_ITEM[0], "name": FORM_ITEM[1]}, FORM_NOTE)
    free = _free_rows(len(rows) + 1, "其他材料或者栏目")
    return (*rows, form, *free, _sending())


def _again(asked: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    rows = [_asked_row(index, item) for index, item in enumerate(asked)]
    why = Blank("/override", "增加内容的理由", "textarea", help=OVERRIDE_HELP)
    new = _free_rows(len(rows), "", is_folded=True)
    return (*rows, _sending(), Part("增加第一次没有告知的内容", (why,), folded=True), *new)


def _sending() -> Part:
    options = (("当场", "当场交给申请人"), ("电子", "电子送达"), ("邮寄", "邮寄"))
    method = Blank("/method", "告知方式", "select", value="当场", options=options, size="half")
    return Part("期限和方式", (Blank("/deadline", "补正期限", "date", help=DEADLINE_HELP, size="half"), method))


def _material_row(index: int, material: Given) -> Part:
    files = f"，{len(material.files)} 个文件" if material.files else ""
    keys = {"item": material.key, "name": material.name, "standard": material.standard}
    note = material.how_words + files
    return _row(index, keys, note, is_folded=material.how not in BROUGHT)


def _asked_row(index: int, item: Mapping[str, Any]) -> Part:
    keys = {name: str(item.get(name) or "") for name in ("item", "name", "standard")}
    return _row(index, keys, "第一次告知过，改好的请清空", item)


def _row(
    index: int, keys: Mapping[str, str], note: str, was: Mapping[str, Any] | None = None, *, is_folded: bool = False
) -> Part:
    said = {name: text for name, text in keys.items() if text}
    blanks = _texts(index, was or {}, "half")
    return Part(keys["name"], blanks, note, f"/items/{index}", said, BEGUN, is_folded, keys.get("standard", ""))


def _free_rows(first: int, title: str, *, is_folded: bool = False) -> tuple[Part, ...]:
    """Rows whose material is typed in; only the first has a heading."""
    return tuple(_free_row(first + count, "" if count else title, is_folded) for count in range(FREE_ROWS))


def _free_row(index: int, title: str, is_folded: bool) -> Part:
    name = Blank(f"/items/{index}/name", "材料或者栏目", size="third")
    return Part(title, (name, *_texts(index, {}, "third")), "", f"/items/{index}", {}, BEGUN_FREE, is_folded)


def _texts(index: int, was: Mapping[str, Any], size: str) -> tuple[Blank, ...]:
    texts = (("problem", "问题"), ("fix", "怎样补正"))
    return tuple(
        Blank(f"/items/{index}/{name}", label, value=str(was.get(name) or ""), size=size) for name, label in texts
    )
