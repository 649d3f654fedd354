"""Changing one key of a document in its file, without touching how the rest is laid out."""
from __future__ import annotations

import json
import re
from typing import Any

BLANK = re.compile(r"[\s,:]*")


def with_key(text: str, key: str, value: Any) -> str:
    """The text of a JSON object with one key set: in its place, or after all others. Raises ValueError for a text that is
    no JSON object."""
    spans, end = _spans(text)
    written = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    if key in spans:
        start, stop = spans[key]
        return text[:start] + written + text[stop:]
    last = max((stop for _, stop in spans.values()), default=None)
    if last is None:
        return text[:end] + f'\n  "{key}": {written}\n' + text[end:]
    return text[:last] + f',\n  "{key}": {written}' + text[last:]


def _spans(text: str) -> tuple[dict[str, tuple[int, int]], int]:
    """Where the value of each key stands, and where the object closes."""
    decoder = json.JSONDecoder()
    at = text.find("{") + 1
    if at == 0 or text[:at - 1].strip("\ufeff \t\r\n"):
        raise ValueError(text[:20])
    found: dict[str, tuple[int, int]] = {}
    while text[at := _after_blank(text, at)] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _after_blank(text, at)
        _, stop = decoder.raw_decode(text, at)
        found[str(key)] = at, stop
        at = stop
    return found, at


def _after_blank(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at
