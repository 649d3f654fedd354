"""The nodes of the one tree that screen, print and paper walk: what a form asks for the values at hand, no HTML yet.

Only what is visible stands in it: conditions have been applied, texts prepared, problems put where they belong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.shape import Kind


class Mode(StrEnum):
    """What the tree is for: filling in, reading, or paper, where whatever could be asked has its place."""

    EDIT = "edit"
    VIEW = "view"
    PAPER = "paper"


class Mark(StrEnum):
    """What a browser cannot say about a value, and travels beside it."""

    NONE = ""
    NULL = "_null"
    PRESENT = "_present"
    JSON = "_json"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: how it travels, what it is called, whether it is the present one."""

    token: str
    title: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: scan, register, licence, earlier, typed, upstream, derived.

    state: quiet (confirmed), open (proposed), check (doubtful); score and zone belong to scans.
    """

    kind: str
    state: str = "quiet"
    score: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a screen knows besides the form: names of those who use a field, where values came from."""

    mode: Mode = Mode.EDIT
    names: Mapping[str, str] = field(default_factory=dict)
    """Code of a matter or department (as in `x-used-by`) → its name."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Pointer → where the value there came from."""


@dataclass(frozen=True, slots=True)
class FieldNode:
    """One place of the form. Names of controls are `pointer`, ids are `id`."""

    pointer: str
    id: str
    key: str
    kind: Kind
    title: str
    widget: str
    """The macro that draws it; see `fields`."""
    required: bool = False
    given: bool = False
    """Whether the data holds a value here."""
    value: Any = None
    text: str = ""
    """The value as the control carries it."""
    shown: str = ""
    """The value as people read it; empty when there is none."""
    mark: Mark = Mark.NONE
    options: tuple[Option, ...] = ()
    problems: tuple[Problem, ...] = ()
    children: tuple[FieldNode, ...] = ()
    """Fields of an object; rows of a list."""
    blank: FieldNode | None = None
    """A row not filled in yet, at the pointer `…/__`; None when the server has to make one."""
    help: str = ""
    example: str = ""
    mistakes: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    reason: str = ""
    unit: str = ""
    section: str = ""
    """The group that the schema puts it in."""
    width: str = ""
    toggles: bool = False
    """Whether the answer decides what else is asked."""
    readonly: bool = False
    source: Source | None = None
    inputmode: str = ""
    """The keyboard that suits the answer."""
    code: bool = False
    """Whether the answer is a number of identity, read character by character."""
    least: int = 0
    most: int = 0
    """How many rows there must and may be; 0 for no bound."""
    longest: int = 0
    """How many characters a text may have; 0 for no bound."""
    element: str = ""
    """The data element that the field stands for."""
    format: str = ""

    @property
    def remarked(self) -> bool:
        """Whether anything is said below the control."""
        return bool(self.problems or self.help or self.example or self.used_by or self.reason or self.mistakes)

    @property
    def described(self) -> str:
        """The ids of the lines that describe the control."""
        if not self.remarked:
            return ""
        told = {
            "error": self.error,
            "warning": self.warning,
            "help": self.help or self.example,
            "why": self.why,
        }
        return " ".join(f"{self.id}-{part}" for part, there in told.items() if there)

    @property
    def optional(self) -> bool:
        """Whether an answer can be taken back by choosing none."""
        return not self.required and all(option.token for option in self.options)

    @property
    def full(self) -> bool:
        """Whether no further row may be added."""
        return bool(self.most) and len(self.children) >= self.most

    @property
    def error(self) -> str:
        """What is wrong here, in one line."""
        return " ".join(problem.message for problem in self.problems if problem.severity == "error")

    @property
    def warning(self) -> str:
        """What deserves a look, in one line."""
        return " ".join(problem.message for problem in self.problems if problem.severity == "warning")

    @property
    def why(self) -> str:
        """The line under the focused field: who uses the answer, what for, and where people go wrong."""
        used = f"用于：{'、'.join(self.used_by)}。" if self.used_by else ""
        wrong = f"易错：{'；'.join(self.mistakes)}。" if self.mistakes else ""
        return f"{used}{self.reason}{wrong}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under one heading."""

    code: str
    title: str
    fields: tuple[FieldNode, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole form, ready to be drawn."""

    title: str
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
    """All problems, those of fields included."""
    unplaced: tuple[Problem, ...] = ()
    """Those that no visible field can show."""
    mode: Mode = Mode.EDIT
