"""What a clean-up comes to: 减材料、减环节、减时限、减跑动, before and after, as far as definitions tell."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.matter import Matter
from yichuang.definitions.steps import steps_apart_and_joined

from .ledger import Key, Row
from .removals import Removed
from .scope import Part
from .upstream import bundle_role

REDUCING = frozenset({"delete", "share", "internal", "upstream", "promise"})
"""Proposals that, once carried out, leave the applicant with less to bring; a review may end either way."""


@dataclass(frozen=True)
class Counter:
    """One of the four reductions. `after` is None where definitions do not tell it."""

    name: str
    unit: str
    before: int
    after: int | None
    counted: str
    """What has been counted, for readers of the figure."""
    expected: int | None = None
    """What `after` would be once all that is proposed is carried out."""

    @property
    def reduced(self) -> int | None:
        """How many less; below zero where the bundle takes more than its matters one by one."""
        return None if self.after is None else self.before - self.after

    @property
    def share(self) -> float | None:
        """The reduced part of what was before, in percent; None when there was nothing."""
        return round(100 * self.reduced / self.before, 1) if self.reduced is not None and self.before else None

    def as_dict(self) -> dict[str, Any]:
        """The shape inside `definitions cleanup --json`."""
        fraction = f"{self.reduced}/{self.before}" if self.reduced is not None and self.before else None
        return {"name": self.name, "unit": self.unit, "before": self.before, "after": self.after,
                "reduced": self.reduced, "fraction": fraction, "percent": self.share, "expected": self.expected,
                "counted": self.counted}


def counters(part: Part, rows: Sequence[Row], cancelled: int = 0, removed: Iterable[Removed] = ()) -> tuple[Counter, ...]:
    """The counters of one part. `rows` are its findings; `cancelled` documents are no longer in the drafts; a bundle's one
    set does not ask for those `removed`."""
    if part.bundle is None:
        return _one_by_one(part.matters, rows, cancelled)
    gone = frozenset((each.material, each.role) for each in removed)
    return _bundled(_Set(part.bundle, part.matters, gone), rows, cancelled)


def _one_by_one(matters: Sequence[Matter], rows: Sequence[Row], cancelled: int) -> tuple[Counter, ...]:
    asked = _asked(matters)
    left = [each for each in asked if each[1].exemption.mode == "none"]
    timed = [(matter.statutory_limit, matter.promised_limit) for matter in matters if matter.statutory_limit]
    without = f"，{len(matters) - len(timed)} 个没有法定时限的不计" if timed and len(timed) < len(matters) else ""
    told = f"{len(timed)} 个事项的法定时限与承诺时限之和{without}" if timed else "没有法定时限，没有前后对比"
    return (
        Counter("减材料", "份", len(asked) + cancelled, len(left), _materials_told(cancelled, "仍须申请人交的份数"),
                _expected([_key(*each) for each in left], rows)),
        Counter("减环节", "个", sum(len(matter.steps) for matter in matters), None,
                "各事项的办理步骤；单个事项没有前后对比"),
        Counter("减时限", "个工作日", sum(limit.workdays for limit, _ in timed),
                sum(promised.workdays for _, promised in timed) if timed else None, told),
        Counter("减跑动", "次", sum(matter.visits.number for matter in matters), None,
                "各事项到现场次数；单个事项没有前后对比"),
    )


@dataclass(frozen=True)
class _Set:
    """A bundle, its matters, and the documents of persons that it does not ask for."""

    bundle: Bundle
    matters: tuple[Matter, ...]
    removed: frozenset[tuple[str, str | None]]


def _bundled(whole: _Set, rows: Sequence[Row], cancelled: int) -> tuple[Counter, ...]:
    """As the reductions of a bundle are: the matters one by one against the one set, the one visit, the one promise."""
    bundle, matters = whole.bundle, whole.matters
    members = {member.matter: member for member in bundle.members}
    asked = _asked(matters)
    left = [each for each in asked if _document(members, *each) not in whole.removed]
    apart, joined = steps_apart_and_joined(matters)
    return (
        Counter("减材料", "份", len(asked) + cancelled, len({_document(members, *each) for each in left}),
                _materials_told(cancelled, "同一人的同一份材料只收一次后仍须交的份数"),
                _expected_of_bundle(members, left, rows)),
        Counter("减环节", "个", apart, joined, "各事项的办理步骤；收件与受理合为一次，制证与送达合为一次"),
        Counter("减时限", "个工作日", sum(matter.promised_limit.workdays for matter in matters),
                bundle.promise.limit.workdays, "各事项承诺时限之和，与一件事的承诺时限"),
        Counter("减跑动", "次", sum(matter.visits.number for matter in matters), bundle.visits,
                "逐个办理的到现场次数之和，与一件事的到现场次数"),
    )


Asked = tuple[Matter, RequiredMaterial]


def _asked(matters: Iterable[Matter]) -> list[Asked]:
    return [(matter, required) for matter in matters for required in matter.materials]


def _materials_told(cancelled: int, after: str) -> str:
    gone = f"（含已取消 {cancelled} 份）" if cancelled else ""
    return f"所有情形下各事项要求的材料{gone}，与{after}"


def _key(matter: Matter, required: RequiredMaterial) -> tuple[str, str, str]:
    return matter.code, required.material, required.role or ""


def _document(members: dict[str, Member], matter: Matter, required: RequiredMaterial) -> tuple[str, str | None]:
    """The document of a person in the bundle, whichever matter asks."""
    return required.material, bundle_role(members[matter.code], required.role)


def _reducible(rows: Iterable[Row]) -> set[tuple[str, str, str]]:
    return {_place(row.key) for row in rows if row.proposed_action in REDUCING and row.state != "done" and row.indexes}


def _place(key: Key) -> tuple[str, str, str]:
    return key.matter, key.material, key.role


def _expected(left: Sequence[tuple[str, str, str]], rows: Iterable[Row]) -> int:
    gone = _reducible(rows)
    return sum(each not in gone for each in left)


def _expected_of_bundle(members: dict[str, Member], left: Sequence[Asked], rows: Iterable[Row]) -> int:
    gone = _reducible(rows)
    return len({_document(members, *each) for each in left if _key(*each) not in gone})
