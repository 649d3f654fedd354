"""What stands in a merge report: plain values, so that they can be drawn, kept as JSON and compared with a later one."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Need = Literal["required", "conditional", "optional"]
How = Literal["asked", "apart", "upstream", "answered", "constant", "produced"]
"""Where the value comes from: the one form, a field of its own, another matter, a scenario answer; or it never varies, or this
matter itself makes it."""
Verdict = Literal["proved", "sampled", "conflict"]
State = Literal["undecided", "pending", "stale", "refused", "oral", "signed"]

NEEDS: dict[Need, str] = {"required": "必填", "conditional": "按情形必填", "optional": "选填"}
VERDICTS: dict[Verdict, str] = {"proved": "已证明", "sampled": "抽样", "conflict": "有反例"}
STATES: dict[State, str] = {
    "undecided": "未决定", "pending": "待定", "stale": "依据已变", "refused": "不能照办", "oral": "口头", "signed": "签字"}
OPEN: frozenset[State] = frozenset({"undecided", "pending", "stale", "refused"})
"""States in which departments are asked separately and the meeting has something to settle."""
BEYOND = "beyond"
"""Kind of what is not between departments: a condition that only one department can check itself. Nobody decides it."""


@dataclass(frozen=True)
class Column:
    """A matter of the bundle: whose it is, when it applies (in words, empty for always), and taken once for each what."""

    matter: str
    name: str
    department: str
    when: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Cell:
    """What one matter demands of an element, at one field of its own form."""

    matter: str
    pointer: str
    label: str
    """As the department calls it."""
    type: str
    """In plain Chinese: 文字 1–40 字, 日期, 单选：男、女."""
    need: Need | None
    how: How
    own_label: bool = False
    """Whether it is called otherwise than in the one form."""
    when: str = ""
    """For a conditional field when it is required, for an optional one when it is asked; empty for always."""
    source: str = ""
    """What gives the value where it is not asked: a matter, a question, the value itself."""
    transform: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Line:
    """An element in a role: one row of the matrix. `key` is its place in the one form while nothing is asked apart."""

    key: str
    name: str
    element: str | None
    role: str
    section: str
    type: str
    """What the one form asks; empty where it asks nothing."""
    need: Need | None
    cells: tuple[Cell, ...]
    conflicts: tuple[int, ...] = ()
    """Numbers of the conflicts that are about it."""
    verdict: Verdict | None = None
    """The weakest of its cells."""

    def of(self, matter: str) -> tuple[Cell, ...]:
        """What one matter demands; empty when it does not ask."""
        return tuple(cell for cell in self.cells if cell.matter == matter)


@dataclass(frozen=True)
class Decision:
    """What staff have settled, as the report shows it. `stale` says that its grounds have changed since, `why` what keeps it
    from being carried out."""

    take: str
    """In words: 换算后合并填写, 各问各的."""
    status: Literal["pending", "oral", "signed"]
    owner: str = ""
    due: date | None = None
    basis: str = ""
    stale: bool = False
    why: str = ""

    def overdue(self, on: date) -> bool:
        """Whether it should have been signed by now."""
        return self.due is not None and self.due < on and (self.status != "signed" or self.stale)


@dataclass(frozen=True)
class Side:
    """What one matter says of a conflict, in words."""

    matter: str
    says: str


@dataclass(frozen=True)
class ConflictLine:
    """A conflict with what was decided about it; decided ones stay in the report."""

    number: int
    where: str
    name: str
    kind: str
    kind_name: str
    message: str
    gist: str
    """The message without what each side says, which stands in `sides`."""
    matters: tuple[str, ...]
    proposals: tuple[str, ...]
    state: State
    decision: Decision | None = None
    sides: tuple[Side, ...] = ()
    scenarios: int = 0
    """In how many kinds of scenarios it shows; 0 where that was not looked at."""
    example: str = ""
    """The answers of one of them, where it does not show in all."""

    @property
    def open(self) -> bool:
        """Whether the meeting has to settle it."""
        return self.state in OPEN and self.kind != BEYOND

    @property
    def state_words(self) -> str:
        """How it stands."""
        return "不用决定" if self.kind == BEYOND else STATES[self.state]


@dataclass(frozen=True)
class Sampled:
    """A claim that could only be tried: somebody is to sign for it."""

    where: str
    name: str
    matter: str
    pointer: str
    why: str


@dataclass(frozen=True)
class Refuted:
    """A filing that the one form accepts and a department would refuse, told in one paragraph."""

    matter: str
    pointer: str
    message: str


@dataclass(frozen=True)
class Proving:
    """What verifying came to. `exhaustive` is false where there were more kinds of scenarios than looked at."""

    proved: int
    sampled: tuple[Sampled, ...]
    refuted: tuple[Refuted, ...]
    scenarios: int
    exhaustive: bool
    samples: int
    signed: tuple[str, ...] = ()
    """Who has answered for what was only sampled: name, day, reason."""


@dataclass(frozen=True)
class Change:
    """One difference since the last report, in a sentence. `kind` groups them."""

    kind: str
    where: str
    message: str


@dataclass(frozen=True)
class Before:
    """The report that this one is compared with."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Reduced:
    """A figure before and after."""

    before: int
    after: int


@dataclass(frozen=True)
class Report:
    """The whole report. `edition` says of what: 第 3 版, 草稿, a file."""

    code: str
    name: str
    edition: str
    on: date
    lead: str
    reductions: dict[str, Reduced]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    conflicts: tuple[ConflictLine, ...]
    scenarios: int = 0
    """Kinds of scenarios that were looked at for conflicts; 0 where there are too many to follow."""
    proving: Proving | None = None
    since: Before | None = field(default=None)

    def column(self, matter: str) -> Column | None:
        """The matter of a code."""
        return next((column for column in self.columns if column.matter == matter), None)

    def name_of(self, matter: str) -> str:
        """What a matter is called."""
        found = self.column(matter)
        return found.name if found else matter
