"""What a provincial matter library is to us: something that gives a snapshot of its matters."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from yichuang.definitions.workbook.problems import CellProblem


@dataclass(frozen=True)
class LibraryMaterial:
    """A material that a matter of the library demands: what is demanded, and the document itself."""

    name: str
    required: Mapping[str, Any]
    document: Mapping[str, Any]


@dataclass(frozen=True)
class LibraryMatter:
    """One matter of the library in our columns. `raw` is what could not be taken over as it stood: nothing is lost."""

    key: str
    """The code that tells it apart in the library, or a stand-in made of its name where it has none."""
    row: int
    columns: Mapping[str, Any]
    department_code: str = ""
    department_name: str = ""
    version: int | None = None
    materials: tuple[LibraryMaterial, ...] | None = None
    """None where the library says nothing of materials."""
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.columns.get("name", ""))


@dataclass(frozen=True)
class Snapshot:
    """What the library held at one time. `complete`: a matter that is not in it is no longer in the library."""

    library: str
    matters: tuple[LibraryMatter, ...]
    problems: tuple[CellProblem, ...]
    complete: bool = True


class MatterSource(Protocol):
    """A library. Reading it twice gives the same, unless it has changed."""

    def snapshot(self) -> Snapshot:
        """All its matters and everything wrong in them. Raises Invalid or NotFound where it cannot be read at all."""
