"""What a composition is: the values that compose makes and everything after it reads."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.cleanup.removals import Way
from yichuang.definitions.common import Question, Stop
from yichuang.definitions.matter import Matter
from yichuang.forms.conflicts import Conflict
from yichuang.forms.decisions import Decided
from yichuang.forms.form import Form
from yichuang.forms.places import Identity, Link, Part

Spot = tuple[str, str]
"""A key of the merged data: ("", key) at top level, (role, key) in the rows of a role."""


@dataclass(frozen=True)
class Taken:
    """A matter that applies: its place in the bundle, its form as a part of the merge, and what it waits for."""

    member: Member
    matter: Matter
    part: Part
    links: tuple[Link, ...]
    waits_for: tuple[str, ...]
    """Codes of the matters whose outputs it needs, those already done elsewhere left out."""
    sources: Mapping[Identity, str] = field(default_factory=dict)
    """Given identity → the matter that produces it; those answered by questions are not listed."""

    @property
    def code(self) -> str:
        """The matter's code."""
        return self.matter.code

    @property
    def days(self) -> int:
        """The promise inside this bundle, in working days."""
        return (self.member.promise or self.matter.promised_limit).workdays


@dataclass(frozen=True)
class Wanted:
    """One entry of the merged set of materials: who needs it, how it is given, and why."""

    material: str
    name: str
    role: str | None
    role_title: str | None
    matters: tuple[str, ...]
    necessity: str
    originals: int
    copies: int
    exemption: str
    """How it need not be brought (`none` when it must): e-cert, register, upstream, generated, internal, promise."""
    standard: str | None
    condition: str | None
    fallback: str | None
    verify_original: bool = False
    source: str | None = None
    notes: str | None = None
    copy_type: str = "original"
    conditions: tuple[str, ...] = ()
    """The words of every condition under which a matter asks for it."""
    validity: int | None = None
    """How many months old it may be at most."""
    deadline_days: int | None = None
    """Of those that let it come later, the shortest time."""
    removed_by: str | None = None
    """The clean-up rule, R1 to R8, by which it need not be brought; None when it must."""
    ways: tuple[Way, ...] = ()
    """How each matter that asks for it has it."""
    rows: str | None = None
    """The role of rows whose every row brings one."""

    @property
    def key(self) -> str:
        """What identifies it within a filing."""
        return f"{self.material}.{self.role}" if self.role else self.material

    @property
    def to_bring(self) -> bool:
        """Whether the applicant has to hand something in."""
        return self.exemption == "none"


@dataclass(frozen=True)
class Limits:
    """Working days: one after the other, along the longest chain of dependencies, and as promised."""

    serial: int
    critical_path: int
    promised: int
    path: tuple[str, ...] = ()
    """The matters of the longest chain, the first one first."""


@dataclass(frozen=True)
class Reduction:
    """One of the reductions (减材料、减环节、减时限、减跑动), as it is: `after` may be more than `before`."""

    before: int
    after: int

    @property
    def grown(self) -> bool:
        """Whether the bundle asks for more than its matters one by one."""
        return self.after > self.before


@dataclass(frozen=True)
class Composition:
    """A bundle under given answers: what applies, what is asked, what is brought, how long it takes."""

    bundle: Bundle
    answers: Mapping[str, Any] | None
    questions: tuple[Question, ...]
    stop: Stop | None
    taken: tuple[Taken, ...]
    done: tuple[str, ...]
    form: Form
    conflicts: tuple[Conflict, ...]
    materials: tuple[Wanted, ...]
    limits: Limits
    reductions: Mapping[str, Reduction]
    elsewhere: frozenset[Spot] = frozenset()
    """Where the bundle asks for something in any scenario: what is not asked in this one is hidden, not unknown."""
    decided: tuple[Decided, ...] = ()
    """The bundle's decisions about differences, as they stand in this scenario."""

    def mapping(self) -> list[dict[str, Any]]:
        """For every field of every matter, what feeds it."""
        return [entry for taken in self.taken for link in taken.links for entry in link.entries()]
