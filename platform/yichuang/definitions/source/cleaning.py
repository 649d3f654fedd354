"""Cleans the text of a library's cell and says what was wrong with it."""
from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from yichuang.definitions.workbook.cells import plain

TAG = re.compile(r"</?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>]*)?/?>|<!--|&(?:nbsp|lt|gt|amp|quot|[lr][ds]quo|middot|#\d{1,6});",
                 re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LINES = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol"})
SILENT = frozenset({"script", "style", "title", "head"})
FIXES = {
    "html": ("含有网页代码，已取其中的文字；原文保留。", "请省级事项库的维护单位清理。"),
    "control-character": ("含有看不见的控制字符，已去掉；原文保留。", "请省级事项库的维护单位清理。"),
    "broken-character": ("含有无法识别的字符（�），照原样保留。", "对照原件，在省级事项库中改正。"),
}


def cleaned(text: str) -> tuple[str, list[str]]:
    """The text for showing, and the rules that it broke: html, control-character, broken-character."""
    broken: list[str] = []
    if CONTROL.search(text):
        broken.append("control-character")
        text = CONTROL.sub("", text)
    if TAG.search(text):
        broken.append("html")
        text = _text_of(text)
    if "\ufffd" in text:
        broken.append("broken-character")
    return plain(text), broken


class _Words(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that begins a line, or text that nobody sees."""
        self._silent += tag in SILENT
        if tag in LINES:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of such text."""
        self._silent -= tag in SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._silent:
            self.found.append(data)


def _text_of(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "\n".join(_lines(html.unescape("".join(words.found))))


def _lines(text: str) -> Iterator[str]:
    return (line for line in (plain(re.sub(r"[ \t\xa0]+", " ", each)) for each in text.split("\n")) if line)
