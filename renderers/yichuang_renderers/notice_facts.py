"""The facts of one notice: plain values by name, read with a clear refusal when one that is needed is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.errors import Invalid, Problem

from .wording import day_words


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Facts as cases and filings issue them: text, dates as 2026-11-21, lists of mappings."""

    values: Mapping[str, Any]

    def need(self, name: str) -> str:
        """A fact without which the document cannot be written. Raises Invalid naming it."""
        found = self.text(name)
        if not found:
            raise Invalid(
                "文书缺少必要的内容，没有出具。",
                problems=[Problem(f"/{name}", "missing-fact", f"缺少“{name}”。", fix="补齐后再出具。")],
            )
        return found

    def text(self, name: str) -> str:
        """A fact as text; empty when there is none."""
        found = self.values.get(name)
        return "" if found is None or isinstance(found, bool) else str(found).strip()

    def day(self, name: str) -> str:
        """A date in words; empty when there is none."""
        return day_words(self.text(name))

    def yes(self, name: str) -> bool:
        """Whether a fact holds."""
        return bool(self.values.get(name))

    def many(self, name: str) -> Sequence[Mapping[str, Any]]:
        """A list of mappings; a plain text in it becomes {"name": text}."""
        found = self.values.get(name) or ()
        return [each if isinstance(each, Mapping) else {"name": str(each)} for each in found]
