"""A difference as data: one change with its place, its kind and a sentence; all changes of two documents."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.forms.pointers import join

from .kinds import CHANGE_KINDS

Names = Callable[[str], str]
"""A code → what it is called; the code itself where nobody knows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `pointer` leads into the later document, or into the earlier one for what is gone.

    `of` is the code of the used definition whose document the pointer leads into; empty for the document itself.
    """

    pointer: str
    kind: str
    message: str
    before: Any = None
    after: Any = None
    of: str = ""

    @property
    def compatible(self) -> bool:
        """Whether what was filed before is surely unharmed."""
        return CHANGE_KINDS[self.kind].compatible

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions diff --json` prints; `code` only for a change in a used definition."""
        found = {"pointer": self.pointer, "kind": self.kind, "message": self.message, "before": self.before,
                 "after": self.after}
        return found | {"code": self.of} if self.of else found


@dataclass(frozen=True)
class Diff:
    """All changes of two documents of one code, in the order of the later one."""

    changes: tuple[Change, ...] = ()

    @property
    def compatible(self) -> tuple[Change, ...]:
        """Those that harm nobody."""
        return tuple(change for change in self.changes if change.compatible)

    @property
    def incompatible(self) -> tuple[Change, ...]:
        """Those that could."""
        return tuple(change for change in self.changes if not change.compatible)

    def only(self, codes: Iterable[str]) -> Diff:
        """The changes of the document itself and of these used definitions."""
        wanted = {"", *codes}
        return Diff(tuple(change for change in self.changes if change.of in wanted))


def _itself(code: str) -> str:
    return code


@dataclass(frozen=True)
class Spot:
    """A place in both documents that is being compared, and how people call it."""

    steps: tuple[Any, ...] = ()
    label: str = ""
    names: Names = field(default=_itself)
    roles: Mapping[str, str] = field(default_factory=dict)
    """What the roles of the document are called; a matter's have no titles."""

    def role(self, code: str) -> str:
        """What a role is called."""
        return self.roles.get(code, code)

    def below(self, *steps: Any, label: str = "") -> Spot:
        """A place inside; without a label it keeps this one's."""
        return replace(self, steps=(*self.steps, *steps), label=label or self.label)

    def change(self, kind: str, said: str, before: Any = None, after: Any = None) -> Change:
        """A change here; `said` is the sentence after the place's name."""
        return Change(join(self.steps), kind, f"{self.label}{said}", before, after)


Document = Mapping[str, Any]
