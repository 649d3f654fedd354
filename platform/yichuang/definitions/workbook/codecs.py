"""How a value of a definition stands in a cell, and how a cell is read: texts, codes, choices, numbers, dates."""
from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from .cells import MOST_EXACT, Raw, exact_digits, folded, plain, same_number
from .names import Names
from .problems import CellRefused

EPOCH = date(1899, 12, 30)
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00?:00(?::00)?)?")
DAYS = range(7_000, 80_000)
"""Serial numbers of dates from 1919 to 2119; others are no dates that offices write."""
NUMBER = re.compile(r"(-?\d+)(?:\.0+)?\s*(?:份|个|天|日|次|件|项|年|月|小时|(?:个)?工作日|(?:个)?自然日|个月)?")


class Codec(Protocol):
    """Reads and writes the cells of one column."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What a drop-down list offers; empty where anything may be written."""

    @property
    def is_text(self) -> bool:
        """Whether the cells are formatted as text, so that no program makes numbers of codes."""

    def encode(self, value: Any) -> str | int | float | None:
        """What the cell of a value holds; None for a value that is not there."""

    def decode(self, raw: Raw, names: Names) -> Any:
        """The value of a cell that is not blank. Raises CellRefused."""


@dataclass(frozen=True)
class Words:
    """Free text. Numbers and dates become what they look like."""

    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """The text itself, control characters left out."""
        return plain(value) or None if value is None or isinstance(value, str) else plain(str(value))

    def decode(self, raw: Raw, names: Names) -> Any:
        """The text without blanks around it."""
        return plain(raw)


@dataclass(frozen=True)
class Phone(Words):
    """Telephone numbers. An area code begins with 0, which a number cannot."""

    def decode(self, raw: Raw, names: Names) -> Any:
        """The text; a number is refused where its 0 must have been lost."""
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            text = plain(raw)
            if not re.fullmatch(r"\d{5}|\d{7,8}|1[3-9]\d{9}|[48]00\d{7}", text):
                raise CellRefused("leading-zero", f"电话被当成了数字（{text}），区号前的 0 可能已经丢失。",
                                  "把单元格设为文本格式，写成 0571-88001001 这样。")
            return text
        return folded(raw)


@dataclass(frozen=True)
class CodeText:
    """A code. `lengths`: how long it may be, so that lost leading zeros are noticed; `upper` for credit codes."""

    lengths: tuple[int, ...] = ()
    upper: bool = False
    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """The code itself."""
        return None if value is None else str(value)

    def decode(self, raw: Raw, names: Names) -> Any:
        """The code without blanks, half-width."""
        text = exact_digits(raw)
        if isinstance(raw, int | float) and self.lengths and len(text) not in self.lengths:
            wanted = "、".join(map(str, self.lengths))
            raise CellRefused("leading-zero", f"编码被当成了数字（{text}），应为 {wanted} 位，前面的 0 已经丢失。",
                              "把单元格设为文本格式，按原件重新填写。")
        return text.upper() if self.upper else text


@dataclass(frozen=True)
class Reference:
    """A definition of one kind, by its code; its name is understood too where only one has it."""

    kind: str
    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """The code."""
        return None if value is None else str(value)

    def decode(self, raw: Raw, names: Names) -> Any:
        """The code of what the cell names."""
        return names.code_of(self.kind, exact_digits(raw) if not isinstance(raw, str) else plain(raw))


@dataclass(frozen=True)
class Choice:
    """One of a list: the words stand in the cell; the code, or both together, are understood."""

    entries: Mapping[str, str]
    is_text: bool = True

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of all entries."""
        return tuple(self.entries.values())

    def encode(self, value: Any) -> str | int | float | None:
        """The words of a code; a code that the list does not have stays as it is."""
        return None if value is None else self.entries.get(str(value), str(value))

    def decode(self, raw: Raw, names: Names) -> Any:
        """The code."""
        return found_in(self.entries, folded(raw))


def found_in(entries: Mapping[str, str], text: str) -> str:
    """The code that a text means in a list: the code, its words, both, or the code without its zeros.
    Raises CellRefused and says what there is."""
    by_words = {folded(words): code for code, words in entries.items()}
    if (code := by_words.get(text)) is not None or (code := next((c for c in entries if c == text), None)) is not None:
        return code
    if found := re.fullmatch(r"([\w-]+?)\s*[.．、:：)）-]?\s*(\D+)", text):
        code = by_words.get(found[2].strip())
        if code is not None and same_code(code, found[1]):
            return code
    number = same_number(text)
    if number is not None and (same := [code for code in entries if same_number(code) == number]):
        return same[0]
    near = difflib.get_close_matches(text, by_words, n=1, cutoff=0.5)
    shown = text if len(text) <= 30 else text[:29] + "…"
    hint = f"是否想写“{entries[by_words[near[0]]]}”？" if near else ""
    raise CellRefused("choice", f"“{shown}”不在可选范围内。", f"{hint}可填：{'、'.join(entries.values())}。")


def same_code(code: str, text: str) -> bool:
    """Whether a text is the code, with or without leading zeros."""
    return code == text or (same_number(code) is not None and same_number(code) == same_number(text))


@dataclass(frozen=True)
class YesNo:
    """是 or 否, in the ways that offices tick."""

    choices: tuple[str, ...] = ("是", "否")
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """是, 否, or nothing where it is not said."""
        return None if value is None else ("是" if value else "否")

    def decode(self, raw: Raw, names: Names) -> Any:
        """True or False."""
        text = folded(raw).casefold()
        if text in {"是", "有", "对", "√", "✓", "☑", "y", "yes", "true", "1", "支持", "需要"}:
            return True
        if text in {"否", "无", "不", "×", "✗", "✘", "☐", "n", "no", "false", "0", "不支持", "不需要"}:
            return False
        raise CellRefused("choice", "这一格应填“是”或者“否”。", "改成“是”或者“否”。")


@dataclass(frozen=True)
class Whole:
    """A whole number, also as text and with a unit after it."""

    choices: tuple[str, ...] = ()
    is_text: bool = False

    def encode(self, value: Any) -> str | int | float | None:
        """The number."""
        return value if value is None or isinstance(value, int | float) else plain(str(value))

    def decode(self, raw: Raw, names: Names) -> Any:
        """The number."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if isinstance(raw, float) and raw.is_integer() and abs(raw) < MOST_EXACT:
            return int(raw)
        found = NUMBER.fullmatch(folded(raw))
        if found is None or isinstance(raw, bool | date):
            raise CellRefused("number", "这一格应为整数。", "只填数字，单位写在它自己的列里。")
        return int(found[1])


@dataclass(frozen=True)
class Day:
    """A date, also as the number of days that office programs keep."""

    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """As in 2026-11-21."""
        return None if value is None else str(value)

    def decode(self, raw: Raw, names: Names) -> Any:
        """The date in ISO form."""
        if isinstance(raw, datetime | date):
            return (raw.date() if isinstance(raw, datetime) else raw).isoformat()
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            if int(raw) in DAYS:
                return (EPOCH + timedelta(days=int(raw))).isoformat()
            raw = str(int(raw))
        text = folded(raw)
        found = DATE.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
        try:
            return date(*map(int, found.groups())).isoformat() if found else _no_date(text)
        except ValueError:
            return _no_date(text)


def _no_date(text: str) -> str:
    raise CellRefused("date", f"“{text[:30]}”不是日期，或者没有这一天。", "写成 2026-11-21 这样。")


def joined(values: Sequence[str]) -> str | None:
    """Several short values in one cell: by “；”, or one a line where a value has such a sign itself."""
    if not values:
        return None
    return ("\n" if any(re.search("[；;、\n]", value) for value in values) else "；").join(values)
