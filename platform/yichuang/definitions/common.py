"""What every declared document shares: its envelope, and the small values that several kinds use."""
from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Schema = dict[str, Any]
"""A JSON Schema 2020-12 document; conditions (`when`) are schemas over the answers they name."""

Audience = Literal["1", "2", "3", "4", "5", "6"]
"""服务对象 (GB/T 39046—2020 A.4): 自然人, 企业法人, 事业法人, 社会组织法人, 行政机关, 其他组织."""


class Declared(BaseModel):
    """A frozen value whose unknown keys are errors: a typo must never be read as silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Waiver(Declared):
    """豁免: a finding of a wording or quality rule that a person lets stand, because a law says it so. It stays in the
    report."""

    rule: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")]
    pointer: Annotated[str, StringConstraints(pattern=r"^(/.*)?$", max_length=500)] = ""
    """Where it holds: a JSON Pointer and all below it; empty means the whole document."""
    citation: Said
    """The law and article whose words these are."""
    reason: Said
    approver: Said
    approved_on: date
    expires_on: date
    """The last day on which it holds."""

    @model_validator(mode="after")
    def _in_order(self) -> Waiver:
        if self.expires_on < self.approved_on:
            raise PydanticCustomError("waiver_order", "豁免的到期日早于批准日。")
        return self


class Definition(Declared):
    """The envelope of a declared document. Codes are unique across kinds."""

    kind: str
    code: Code
    name: Title
    note: Text | None = None
    waivers: tuple[Waiver, ...] = ()
    pins: dict[Code, str] | None = None
    """Only in a release: code → SHA-256 of each release that this one uses."""


class LegalBasis(Declared):
    """设定依据: the law, where in it, and its words."""

    law: Title
    document_no: str | None = None
    article: str | None = None
    text: Text | None = None
    issuer: str | None = None
    level: Literal["law", "regulation", "state-council", "rule", "normative", "local"] = "law"
    effective_on: date | None = None


PER_UNIT = {"workday": Fraction(1), "immediate": Fraction(0), "hour": Fraction(1, 8), "natural-day": Fraction(5, 7),
            "month": Fraction(21), "year": Fraction(248)}


class Limit(Declared):
    """A period of time. `immediate` means on the spot, and its days are 0."""

    days: Annotated[int, Field(ge=0, le=3660)]
    unit: Literal["workday", "natural-day", "hour", "month", "year", "immediate"] = "workday"

    @property
    def exact(self) -> Fraction:
        """The limit in working days without rounding: 8 hours, or 7/5 natural days, are one; see PER_UNIT."""
        return self.days * PER_UNIT[self.unit]

    @property
    def workdays(self) -> int:
        """The limit in whole working days, for sums and comparisons; a day begun counts."""
        return math.ceil(self.exact)

    def exceeds(self, other: Limit) -> bool:
        """Whether this is the longer one. In different units a law is read strictly: only its whole days count."""
        return self.days > other.days if self.unit == other.unit else self.exact > math.floor(other.exact)


class Location(Declared):
    """办理地点."""

    hall: Title
    window: str | None = None
    address: Title
    hours: Title
    phone: str
    traffic: str | None = None
    postcode: str | None = None


class Option(Declared):
    """One choice of a question. The value stands in the answers, the title on the screen."""

    value: str | int | float | bool
    title: Title
    help: str | None = None


class Question(Declared):
    """情形引导: one scenario question. It is asked while `when` holds for the answers given so far."""

    code: Code
    title: Title
    type: Literal["single", "multi", "bool", "number", "date"] = "single"
    options: tuple[Option, ...] = ()
    when: Schema | None = None
    required: bool = True
    default: str | int | float | bool | None = None
    help: str | None = None
    reason: str | None = None
    """Why it is asked: what follows from the answer, in the applicant's words."""
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None


class Stop(Declared):
    """Where a scenario cannot go on: why, and where the applicant can turn instead."""

    when: Schema
    reason: Text
    alternative: Text
    bundle: Code | None = None


class DeclaredForm(Declared):
    """A form as declared: the schema is the contract, the layout only arranges it."""

    schema_: Schema = Field(alias="schema")
    layout: dict[str, Any] | None = None
