"""The one text of a document: UTF-8, compact, keys in the order declared; and the digest over those bytes."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(content: bytes) -> Any:
    """The JSON of a file. Raises UnicodeDecodeError, JSONDecodeError, or another ValueError or RecursionError for what
    no file of ours may hold: NaN and infinity, half a character, nesting without end."""
    text = content.decode("utf-8-sig")
    parsed = json.loads(text, parse_constant=_no_constant)
    if ESCAPED_SURROGATE.search(text):
        # Half of a character by itself is no text: it can be neither stored nor shown.
        json.dumps(parsed, ensure_ascii=False).encode()
    return parsed


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def canonical(document: Mapping[str, Any]) -> str:
    """Order is meaning, so nothing is sorted. Raises ValueError for NaN and infinity, which are not JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """SHA-256 over the UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
