"""What an index keeps of an entry, and where it stands among the others."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from .cutting import body_terms, name_terms, plain, sounds
from .entries import Entry

LENGTH_BITS = 8
LONGEST_NOTE = 400


def row_of(entry: Entry) -> dict[str, Any]:
    """What is shown of an entry, what is compared when something was mistyped (in lines), and its terms."""
    names = (entry.title, *entry.names)
    terms = dict.fromkeys([*name_terms((*names, entry.ref)), *body_terms(entry.words)])
    return {
        "kind": entry.kind, "ref": entry.ref, "title": entry.title, "note": entry.note[:LONGEST_NOTE],
        "names": "\n".join(dict.fromkeys(map(plain, (*names, entry.ref)))), "sounds": sounds(names),
        "words": "\n".join(map(plain, entry.words)), "terms": " ".join(terms),
    }


def place_of(kind: str, length: int) -> int:
    """Kinds apart, and in each the shortest titles first. Two kinds with one number do no harm."""
    return (crc32(kind.encode()) & 0x7FFF) << LENGTH_BITS | min(length, (1 << LENGTH_BITS) - 1)
