"""What a case tells the rest of the house, in the same transaction: it produced something, or it failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class OutputProduced:
    """A case was granted, or its result given: `outputs` are all its values so far, by element; may be empty."""

    case_id: int
    filing_id: int
    matter: str
    row: int | None
    outputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFailed:
    """A case ended without being granted; those that wait for it will get nothing."""

    case_id: int
    filing_id: int
    matter: str
    row: int | None
    outcome: Outcome


Happening = OutputProduced | CaseFailed
Subscriber = Callable[[Session, Happening], None]
