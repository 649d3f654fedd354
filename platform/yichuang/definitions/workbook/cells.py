"""A cell's raw value as offices leave it, and the plain text in it."""
from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from .problems import CellRefused

Raw = str | int | float | bool | datetime | date | time | None
MOST_EXACT = 10**15
"""Office programs keep 15 digits; from here on the last ones are zeros that nobody typed."""
ERRORS = frozenset({"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff]|_x000[dD]_")
BLANKS = " \t\n\r\u3000\xa0"
BREAK = "⏎"
"""Stands for a line break inside one of several lines of a cell."""


def plain(raw: Raw) -> str:
    """The text of a cell without blanks around it, without control characters, lines ended by LF."""
    if isinstance(raw, str):
        return CONTROL.sub("", raw.replace("\r\n", "\n").replace("_x000D_\n", "\n")).strip(BLANKS)
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < MOST_EXACT else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(sep=" ", timespec="minutes")
    return str(raw)


def folded(raw: Raw) -> str:
    """The text with full-width letters and digits made half-width; for codes, choices and headings."""
    text = plain(raw)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip(BLANKS)


def exact_digits(raw: Raw) -> str:
    """The text of a code. Raises CellRefused where a program has made a number of it and digits are lost."""
    if isinstance(raw, bool | date | time):
        raise CellRefused("not-a-code", "这一格应为编码，现在是日期或者“是/否”。", "把单元格设为文本格式，重新填写。")
    if isinstance(raw, float) and not raw.is_integer():
        raise CellRefused("not-a-code", "这一格应为编码，现在是小数。", "把单元格设为文本格式，重新填写。")
    if isinstance(raw, int | float) and abs(raw) >= MOST_EXACT:
        raise _digits_lost(f"{raw:.6G}")
    text = "".join(folded(raw).split())
    if SCIENTIFIC.fullmatch(text):
        raise _digits_lost(text)
    return text


def _digits_lost(shown: str) -> CellRefused:
    return CellRefused("digits-lost", f"编码被表格软件当成了数字（{shown}），第 16 位起的数字已经丢失，无法恢复。",
                       "把单元格设为文本格式，按原件重新填写完整编码。")


def same_number(text: str) -> int | None:
    """The number that a short text is; for codes whose leading zeros were dropped."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
