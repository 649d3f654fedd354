"""Exchange: import documents as drafts; nothing is written when anything cannot be read."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from yichuang.errors import Invalid

from .drafts import Change, save_draft
from .library import Library, read_paths


@dataclass(frozen=True)
class Imported:
    """What an import came to: code → change, in the order of the files."""

    changes: dict[str, Change] = field(default_factory=dict)

    def codes(self, *changes: Change) -> list[str]:
        """The codes that met with one of these changes."""
        return [code for code, change in self.changes.items() if change in changes]


def read_all(paths: Iterable[Path]) -> Library:
    """The definitions in these paths. Raises Invalid with every problem when one cannot be read."""
    reading = read_paths(paths)
    if reading.problems:
        raise Invalid(f"有 {len(reading.problems)} 处读不懂，没有导入。", problems=reading.problems)
    return reading.library


def import_library(db: Session, library: Library, at: datetime, by: str) -> Imported:
    """Write every document as a draft; the same again changes nothing."""
    return Imported({code: save_draft(db, entry, at, by) for code, entry in library.entries.items()})
