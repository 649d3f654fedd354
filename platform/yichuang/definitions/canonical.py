"""The one text of a document: UTF-8, compact, keys in the order declared; and the digest over those bytes."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(document: Mapping[str, Any]) -> str:
    """Order is meaning, so nothing is sorted. Raises ValueError for NaN and infinity, which are not JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """SHA-256 over the UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
