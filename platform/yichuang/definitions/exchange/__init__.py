"""Exchange: export what is declared as a folder or ZIP, and import it elsewhere with the same digests; nothing is
written when anything cannot be read, and nothing that was changed here is overwritten unasked."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from yichuang.definitions.drafts import Change
from yichuang.definitions.library import Library, read_paths
from yichuang.errors import Invalid

from .applying import apply_plan, write_all
from .gathering import gather, gather_all
from .plan import Choices, Plan, plan_import
from .writing import as_zip, make_export, record_export, write_export

__all__ = [
    "Choices", "Imported", "Plan", "apply_plan", "as_zip", "gather", "gather_all", "import_library", "make_export",
    "plan_import", "read_all", "record_export", "write_export",
]


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
    return Imported(write_all(db, library, at, by))
