"""Names of definitions beside their codes, so that a cell may hold either."""
from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from .problems import CellRefused

KIND_WORDS = {"department": "部门", "region": "区划", "window-class": "窗口分类", "material": "材料", "matter": "事项",
              "element": "数据元"}


@dataclass
class Names:
    """Codes by name and kind; also which codes there are. Filled from the drafts, then from the sheets read so far."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    by_name: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def add(self, kind: str, code: str, names: Iterable[str]) -> None:
        """Take a definition in under all its names."""
        self.codes.setdefault(kind, set()).add(code)
        known = self.by_name.setdefault(kind, {})
        for name in names:
            known.setdefault(_folded(name), set()).add(code)

    def has(self, kind: str, code: str) -> bool:
        """Whether there is a definition of this kind and code."""
        return code in self.codes.get(kind, ())

    def code_of(self, kind: str, text: str) -> str:
        """The code that a text means: a code, or the name of exactly one. A well-formed code that nothing has yet is
        taken as it is. Raises CellRefused."""
        word = KIND_WORDS[kind]
        code = unicodedata.normalize("NFKC", text).replace(" ", "")
        if self.has(kind, code):
            return code
        found = self.by_name.get(kind, {}).get(_folded(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise CellRefused("ambiguous", f"叫“{text}”的{word}有 {len(found)} 个（{'、'.join(sorted(found)[:5])}）。",
                              "改填编码。")
        if code.isascii():
            return code
        near = difflib.get_close_matches(_folded(text), self.by_name.get(kind, {}), n=1, cutoff=0.6)
        hint = f"是否想写“{near[0]}”？" if near else ""
        raise CellRefused("unknown-name", f"没有叫“{text[:40]}”的{word}。", f"{hint}填编码，或者先登记这个{word}。")


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
