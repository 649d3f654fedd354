"""What is left out before the rules read a text: titles of laws and of official papers."""

from __future__ import annotations

import re
from functools import cached_property

_TITLE = re.compile(
    r"《[^《》]*》|关于[^，。；;：:《》⟦⟧\n]{2,60}?的(?:公告|通告|通知|批复|复函|(?:实施|指导|若干)意见|(?:暂行|管理)办法|实施细则)"
)


class Plain:
    """A text without its titles; places in it lead back to places in the text as given."""

    def __init__(self, given: str) -> None:
        self.given = given
        self._kept: list[tuple[int, int]] = []
        begin = 0
        for title in _TITLE.finditer(given) if "》" in given or "关于" in given else ():
            self._kept.append((begin, title.start()))
            begin = title.end()
        self._kept.append((begin, len(given)))
        self.text = given if begin == 0 else "".join(given[start:end] for start, end in self._kept)

    @cached_property
    def _places(self) -> list[int]:
        return [place for start, end in self._kept for place in range(start, end)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the plain text stands in the text as given."""
        if len(self._kept) == 1:
            return start, end
        return self._places[start], self._places[end - 1] + 1
