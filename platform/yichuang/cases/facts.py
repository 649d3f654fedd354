"""What must be known of a matter to judge a case of it: its limits, its clock profile, what it allows."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from yichuang.definitions.common import LegalBasis, Limit
from yichuang.definitions.matter import Matter

Profile = Literal["licence-32", "real-estate-17", "none"]

# 行政许可法 42: at most ten more days, once; other laws' figures are given to `facts_of_matter`.
EXTENSION_DAYS = 10


class Fact(BaseModel):
    """A frozen value that is stored with the case it was opened under."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ClockFacts(Fact):
    """The limits of one case. `statutory` is None where the law sets none."""

    profile: Profile = "none"
    promised: Limit
    statutory: Limit | None = None

    @property
    def immediate(self) -> bool:
        """Whether the matter is promised on the spot."""
        return self.promised.unit == "immediate"


class Special(Fact):
    """A special procedure that the matter has published."""

    name: str
    limit: Limit
    stops_clock: bool = False
    basis: str = ""
    charged: bool = False
    charge_basis: str = ""


class MatterFacts(Fact):
    """What the lifecycle, the clock and the documents need of a matter, under the release it was filed with."""

    code: str
    name: str
    item_code: str = ""
    clock: ClockFacts
    licence: bool = False
    specials: tuple[Special, ...] = ()
    # Deferrable material → natural days within which it must come, when the matter says so.
    deferrable: dict[str, int | None] = {}
    outputs: dict[str, str] = {}
    extension_days: int = EXTENSION_DAYS
    grant_before_deferred: bool = False
    result_name: str = ""
    delivery: str = ""
    charged: bool = False
    basis: str = ""
    review: str = ""
    litigation: str = ""

    def special(self, name: str) -> Special | None:
        """The published special procedure of that name."""
        return next((each for each in self.specials if each.name == name), None)

    @classmethod
    def of(cls, matter: Matter, promise: Limit | None = None) -> Self:
        """The facts of a matter; `promise` is the shorter one of a bundle, when there is one."""
        clock = ClockFacts(
            profile=matter.clock,
            promised=promise or matter.promised_limit,
            statutory=matter.statutory_limit,
        )
        return cls(
            code=matter.code,
            name=matter.name,
            item_code=matter.item_code or matter.local_code or "",
            clock=clock,
            licence=matter.task_type == "01",
            specials=_specials(matter),
            deferrable={m.material: m.deadline_days for m in matter.materials if m.necessity == "deferrable"},
            outputs={each.element: each.name for each in matter.outputs},
            result_name=matter.result.name,
            delivery=matter.delivery or "",
            charged=matter.charged,
            basis=_basis(matter.basis),
            review=matter.remedy.review if matter.remedy else "",
            litigation=matter.remedy.litigation if matter.remedy else "",
        )


def _specials(matter: Matter) -> tuple[Special, ...]:
    # Only a law may stop the clock (行政许可法 45); without a named basis the procedure runs inside the limit.
    return tuple(
        Special(
            name=each.name,
            limit=each.limit,
            stops_clock=each.stops_clock and bool(each.basis),
            basis=_basis(each.basis),
            charged=each.charged,
            charge_basis=each.charge_basis or "",
        )
        for each in matter.special_procedures
    )


def _basis(laws: tuple[LegalBasis, ...]) -> str:
    return "；".join(f"{each.law}{each.article or ''}" for each in laws)
