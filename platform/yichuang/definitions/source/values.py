"""Reads one value of a library by its rule: texts, codes, choices, limits, lists of objects."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from yichuang.definitions.workbook import words
from yichuang.definitions.workbook.cells import SCIENTIFIC, folded, plain
from yichuang.definitions.workbook.codecs import Codec, Whole, YesNo, found_in
from yichuang.definitions.workbook.lists import COMMAS, SEPARATORS, Bases, Lines, Tags
from yichuang.definitions.workbook.names import Names
from yichuang.definitions.workbook.problems import CellRefused

from .mapping import ColumnRule

LONGEST_TITLE, LONGEST_TEXT = 200, 4000
NOTHING = frozenset({"", "无", "暂无", "-", "/", "—", "null", "NULL", "None"})
AT_ONCE = re.compile(r"即时|即办|当场|当即|立等可取|IMMEDIATE")
AMOUNT = re.compile(r"(\d{1,5})(?:\.0+)?\s*个?\s*([^\d]*)")
UNITS = {"工作日": "workday", "WORKDAY": "workday", "W": "workday", "自然日": "natural-day", "NATURAL_DAY": "natural-day",
         "N": "natural-day", "日": "natural-day", "天": "natural-day", "小时": "hour", "HOUR": "hour", "月": "month",
         "个月": "month", "MONTH": "month", "年": "year", "YEAR": "year"}
CODECS: Mapping[str, Codec] = {"tags": Tags(), "flag": YesNo(), "number": Whole(), "lines": Lines(), "bases": Bases()}
LAW_KEYS = {"law": ("law_name", "law", "name"), "document_no": ("doc_no", "document_no"), "article": ("article", "paragraph"),
            "text": ("text", "content"), "issuer": ("issuer",)}


def read_value(rule: ColumnRule, text: str, given: Any, unit: str) -> tuple[Any, str]:
    """The value of a cleaned text, and the rule it bent (empty where none). `given` is the value as it came, for lists
    of objects. Raises CellRefused."""
    if rule.as_ in ("objects", "bases") and isinstance(given, list):
        keys = LAW_KEYS if rule.as_ == "bases" else rule.keys
        return [_object(each, keys) for each in given if isinstance(each, dict)], ""
    if text in NOTHING and rule.as_ not in ("text", "title", "lines", "flag"):
        return None, ""
    return READERS[rule.as_](rule, text, unit)


def _title(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    one_line = " ".join(text.split("\n"))
    return one_line[:LONGEST_TITLE], "too-long" if len(one_line) > LONGEST_TITLE else ""


def _text(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    return text[:LONGEST_TEXT], "too-long" if len(text) > LONGEST_TEXT else ""


def _code(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    return code_of(text), ""


def code_of(text: str) -> str:
    """A code without blanks. Raises CellRefused where an office program has made a rounded number of it."""
    code = "".join(folded(text).split())
    if SCIENTIFIC.fullmatch(code):
        raise CellRefused("digits-lost", f"编码被表格软件当成了数字（{code}），末尾的数字已经丢失。", "请从事项库重新导出为文本。")
    return code


def _choice(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    text = folded(text)
    known = rule.table.get(text)
    return known if known is not None else found_in(_ours(rule), text), ""


def _ours(rule: ColumnRule) -> Mapping[str, str]:
    entries: Mapping[str, str] = getattr(words, rule.words or "", {})
    return entries


def _choices(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    found: list[str] = []
    for piece in filter(None, map(plain, SEPARATORS.split(folded(text)))):
        parts = [piece] if piece in rule.table else [part for part in COMMAS.split(piece) if part.strip()]
        found += [_choice(rule, part.strip(), "")[0] for part in parts]
    return list(dict.fromkeys(found)), ""


def _limit(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    """A limit: the number, its unit in a column of its own, or after the number."""
    text, unit = folded(text), folded(unit)
    if AT_ONCE.search(text) or AT_ONCE.search(unit):
        return {"days": 0, "unit": "immediate"}, ""
    found = AMOUNT.fullmatch(text)
    if found is None:
        raise CellRefused("limit", f"“{text[:30]}”不是时限。", "写成数字，单位另写一列。")
    behind = found[2].strip().removesuffix("内").removesuffix("以内")
    word = unit.upper() or behind.upper()
    if word and word not in UNITS:
        raise CellRefused("unit", f"不认识时限单位“{(unit or behind)[:20]}”。", "单位应为工作日、自然日、小时、月或者年。")
    if unit and behind and UNITS.get(behind.upper(), "") != UNITS[word]:
        raise CellRefused("unit", f"时限写着“{text[:30]}”，单位一列写着“{unit[:20]}”，两处不一致。", "请在省级事项库中改正。")
    return {"days": int(found[1]), "unit": UNITS.get(word, "workday")}, "number-with-unit" if behind else ""


def _by_codec(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    value = CODECS[rule.as_].decode(text, Names())
    bent = "number-with-unit" if rule.as_ == "number" and not folded(text).isdigit() else ""
    too_long = rule.as_ in ("lines", "tags") and any(len(each) > LONGEST_TEXT for each in value)
    return ([each[:LONGEST_TEXT] for each in value], "too-long") if too_long else (value, bent)


def _unread(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    raise CellRefused("shape", "这一栏应为一组内容，现在是一段文字。", "请从事项库导出为 JSON。")


def _departments(rule: ColumnRule, text: str, unit: str) -> tuple[Any, str]:
    return [part for part in map(plain, re.split(r"[；;\n^,，、]", text)) if part], ""


READERS: Mapping[str, Callable[[ColumnRule, str, str], tuple[Any, str]]] = {
    "title": _title, "text": _text, "code": _code, "choice": _choice, "choices": _choices, "limit": _limit,
    "departments": _departments, "objects": _unread, **dict.fromkeys(CODECS, _by_codec),
}


def _object(given: Mapping[str, Any], keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    found = {ours: next((plain(str(given[name])) for name in names if given.get(name)), "") for ours, names in keys.items()}
    return {key: value for key, value in found.items() if value}
