"""The one text of a document: UTF-8, compact, keys in the order declared; and the digest over those bytes."""
from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from math import isinf
from typing import Any

LONGEST = 60
ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotOneReading(ValueError):
    """The JSON says two things at once, or a number that is none: programs would each read it their own way."""


def parse(content: bytes) -> Any:
    """The JSON of a file. Raises UnicodeDecodeError, JSONDecodeError, NotOneReading with a sentence, or another ValueError or
    RecursionError for what no file of ours may hold: NaN and infinity, half a character, nesting without end."""
    text = content.decode("utf-8-sig")
    parsed = json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once)
    if ESCAPED_SURROGATE.search(text):
        # Half of a character by itself is no text: it can be neither stored nor shown.
        json.dumps(parsed, ensure_ascii=False).encode()
    return parsed


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(number: str) -> float:
    """A number that can be kept. Raises NotOneReading."""
    value = float(number)
    if isinf(value):
        raise NotOneReading(f"数值“{number[:LONGEST]}”太大，存不下。")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once. Raises NotOneReading."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise NotOneReading(f"“{twice[:LONGEST]}”在同一个对象里写了不止一次，不知道以哪一次为准。")
    return found


def canonical(document: Mapping[str, Any]) -> str:
    """Order is meaning, so nothing is sorted. Raises ValueError for NaN and infinity, which are not JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """SHA-256 over the UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
