"""Bundle 一件事: several matters that an applicant sees as one, with one form, one set of materials, one promise."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from .common import (
    Audience,
    Code,
    Declared,
    Definition,
    Limit,
    Location,
    Question,
    Schema,
    Stop,
    Text,
    Title,
)
from .matter import Faq

RoleCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Role(Declared):
    """A part that somebody or something plays in the bundle: 母亲, 新生儿, 经营场所."""

    code: RoleCode
    title: Title
    person: bool = True


class Rows(Declared):
    """A role played several times (twins, shareholders): an array in the merged form, one row each."""

    role: RoleCode
    title: Title
    minimum: Annotated[int, Field(ge=0, le=200)] = 1
    maximum: Annotated[int, Field(ge=1, le=200)] = 20
    key: tuple[Code, ...] = ()
    """Elements that together identify a row; without a key its index does."""


class Dependency(Declared):
    """A member waits until another has produced its outputs (or, for `status`, has been granted)."""

    matter: Code
    kind: Literal["data", "certificate", "status"] = "data"


class ReceiverByElement(Declared):
    """属地: the receiving department follows from a value, such as 落户地址 → 派出所. Longest prefix wins."""

    role: RoleCode
    element: Code
    table: dict[str, Code]


class Receiver(Declared):
    """Exactly one of: a department, or a table from an element to departments."""

    department: Code | None = None
    by: ReceiverByElement | None = None


class Member(Declared):
    """One matter of the bundle."""

    matter: Code
    roles: dict[str, RoleCode] = Field(default_factory=dict)
    """The matter's role → the bundle's role. A role not listed keeps its name."""
    answers: dict[Code, Code | Schema] = Field(default_factory=dict)
    """The matter's question → the bundle's question, or {"const": value}. One not listed keeps its name."""
    when: Schema | None = None
    reason: str | None = None
    """Why this matter applies, in the applicant's words."""
    depends_on: tuple[Dependency, ...] = ()
    for_each: RoleCode | None = None
    receiver: Receiver | None = None
    accepts: Literal["window", "department"] = "department"
    on_fail: Literal["block", "skip", "continue"] = "block"
    promise: Limit | None = None
    """The promise inside this bundle when it is shorter than the matter's own."""
    transforms: dict[str, Schema] = Field(default_factory=dict)
    """Pointer of a field in the matter's instance → how the merged form's value becomes the department's: a code list, a
    way of writing dates or numbers, a constant. `*` stands for any row."""


class MergeDecision(Declared):
    """What staff have settled where departments do not declare the same thing alike. It acts while it is oral or signed and
    its grounds are what they were; until then each department is asked separately."""

    where: Annotated[str, Field(min_length=1, max_length=400)]
    """Place in the merged form, as a conflict names it: role.element, or ROWS/*/element."""
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")] = "any"
    """The kind of conflict that was decided, such as enum, format or meaning."""
    take: Literal["apart", "together", "map", "rename", "split"]
    """Ask separately, accept what suits all, bridge by a transform, tell apart by title, compose of parts."""
    members: tuple[Code, ...] = ()
    """The matters it is about; empty means all that ask here."""
    transforms: dict[Code, dict[str, Schema]] = Field(default_factory=dict)
    """Matter → pointer of a field in its instance → transform, as in a member; used by map and split."""
    titles: dict[Code, Title] = Field(default_factory=dict)
    """Matter → the title that its field gets; used by rename."""
    status: Literal["pending", "oral", "signed"] = "oral"
    owner: Annotated[str, Field(max_length=200)] = ""
    """Who sees to it."""
    due: date | None = None
    basis: Text | None = None
    """What it rests on: a minute, a letter."""
    grounds: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """SHA-256 of what was compared. When it is another today, the decision is stale; empty is never compared."""


class AnsweredField(Declared):
    """A field that a scenario question has answered already; it is not asked again."""

    role: RoleCode
    element: Code
    question: Code
    values: dict[str, str | int | float | bool] | None = None
    """The answer (as text) → the field's value; without it the answer is the value."""


class SectionPlan(Declared):
    """A section of the merged form. Fields are merged keys, or `role.*`; the first section that matches takes a field."""

    code: Code
    title: Title
    fields: tuple[str, ...]
    help: str | None = None


class Promise(Declared):
    """What the bundle as a whole promises."""

    limit: Limit
    explanation: str | None = None


class ListBatch(Declared):
    """Which official list of bundles names it."""

    level: Literal["国家", "省", "市", "县"]
    year: int
    batch: str


class Bundle(Definition):
    """What reform staff declare for one 一件事 (domain reference 5.2)."""

    kind: Literal["bundle"]
    alias: tuple[str, ...] = ()
    lead: Code
    partners: tuple[Code, ...] = ()
    region: Code
    list_batch: ListBatch | None = None
    audiences: tuple[Audience, ...]
    life_stage: str | None = None
    summary: Text
    roles: tuple[Role, ...]
    rows: tuple[Rows, ...] = ()
    questions: tuple[Question, ...] = ()
    stops: tuple[Stop, ...] = ()
    members: tuple[Member, ...]
    answered: tuple[AnsweredField, ...] = ()
    decisions: tuple[MergeDecision, ...] = ()
    sections: tuple[SectionPlan, ...] = ()
    applicant: tuple[str, ...] = ()
    """Merged keys that name the applicant, the number and the telephone, in this order."""
    promise: Promise
    visits: Annotated[int, Field(ge=0, le=9)] = 1
    visit_reason: str | None = None
    window_class: Code | None = None
    channels: tuple[Literal["1", "2", "3", "4", "9"], ...] = ("1",)
    locations: tuple[Location, ...] = ()
    consult_phone: str
    complaint_phone: str
    faq: tuple[Faq, ...] = ()
    online_flow: Text | None = None
    offline_flow: Text | None = None
    extra: Schema | None = None
