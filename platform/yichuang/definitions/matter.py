"""Matter 事项(业务办理项): one thing an organ does for an applicant, with its own form, materials, steps and limits."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .common import (
    Audience,
    Code,
    Declared,
    DeclaredForm,
    Definition,
    LegalBasis,
    Limit,
    Location,
    Question,
    Schema,
    Stop,
    Text,
    Title,
)
from .material import RequiredMaterial


class Step(Declared):
    """办理步骤. The limits of steps counted in the promise must add up to the promise."""

    stage: Literal["收件与受理", "审查与决定", "制证与送达"]
    name: Title
    limit: Limit
    counted_in_promise: bool = True
    role: Title
    result: Title
    standard: Text | None = None


class SpecialProcedure(Declared):
    """特别程序 (行政许可法 art. 45): its time is not counted only where a law says so."""

    name: Title
    limit: Limit
    basis: tuple[LegalBasis, ...] = ()
    charged: bool = False
    charge_basis: str | None = None
    stops_clock: bool = False


class FeeItem(Declared):
    """收费项目."""

    name: Title
    standard: Title
    basis: Title
    reducible: bool = False
    reduction: str | None = None


class Faq(Declared):
    """常见问题."""

    question: Title
    answer: Text


class Output(Declared):
    """What a matter produces for others: a value that later matters need, or a document."""

    element: Code
    role: str
    name: Title
    material: Code | None = None
    """The document that carries the value, when there is one."""
    value: Schema | None = None
    """What is known of the value beyond its element: a newborn's number is a citizen's, not just any document's."""


class Result(Declared):
    """审批结果."""

    name: Title
    type: Literal["certificate", "document", "approval", "other"]
    """出证办结, 出文办结, 审批办结, 其他."""
    sample: Text | None = None
    licence_type: str | None = None
    validity: str | None = None


class Visits(Declared):
    """到办事现场次数, and why it cannot be none."""

    number: Annotated[int, Field(ge=0, le=9)]
    reason: str | None = None


class Remedy(Declared):
    """行政复议 and 行政诉讼, printed in the guide and in refusals."""

    review: Text
    litigation: Text


class BusinessSystem(Declared):
    """业务系统: where the department itself works on it."""

    name: Title
    level: Literal["国家级", "省级", "市级", "县级"]
    network: str | None = None


class Contact(Declared):
    """联系人 of the department for this matter: for colleagues, never printed in a guide."""

    name: Title
    phone: str


class Origin(Declared):
    """Where a synchronised matter comes from; what the library says of it is not edited here."""

    library: Title
    version: Annotated[int, Field(ge=1)]
    columns: tuple[str, ...] | None = None
    """The columns that the library gives of this matter; without them, all that a library can give."""


class Matter(Definition):
    """An item that a case is filed against (domain reference 1.3). Its form is the contract with the department."""

    kind: Literal["matter"]
    scenario: str | None = None
    code_scheme: str = "GB39554"
    catalog_code: str | None = None
    task_code: str | None = None
    item_code: str | None = None
    local_code: str | None = None
    state: Literal["in-use", "suspended", "cancelled"] = "in-use"
    task_type: Literal["01", "05", "07", "08", "09", "10", "20"]
    """事项类型 (GB/T 39046—2020 A.1), those that can be applied for."""
    use_levels: tuple[Literal["1", "2", "3", "4", "5", "6", "7"], ...]
    department: Code
    joint_departments: tuple[Code, ...] = ()
    audiences: tuple[Audience, ...]
    person_topics: tuple[str, ...] = ()
    legal_person_topics: tuple[str, ...] = ()
    scope: Text
    project_type: Literal["immediate", "promised"]
    """办件类型: 即办件 or 承诺件."""
    review_type: Literal["immediate", "reviewed"]
    """审查类型: 即审即办 or 前审后批."""
    clock: Literal["licence-32", "real-estate-17", "none"] = "none"
    """Which law governs silence: 行政许可法 32, 不动产登记暂行条例 17, or none."""
    basis: tuple[LegalBasis, ...]
    conditions: tuple[Text, ...]
    denials: tuple[Text, ...] = ()
    prohibitions: tuple[Text, ...] = ()
    quantity_limit: Title = "无数量限制"
    statutory_limit: Limit | None = None
    statutory_explanation: str | None = None
    promised_limit: Limit
    promise_explanation: str | None = None
    steps: tuple[Step, ...]
    special_procedures: tuple[SpecialProcedure, ...] = ()
    charged: bool = False
    fees: tuple[FeeItem, ...] = ()
    pay_online: bool = False
    channels: tuple[Literal["1", "2", "3", "4", "9"], ...] = ("1",)
    """办理形式 (GB/T 39046—2020 A.5)."""
    visits: Visits
    online_depth: tuple[str, ...] = ()
    mail_materials: bool = False
    mail_result: bool = False
    window_class: Code | None = None
    locations: tuple[Location, ...]
    consult_phone: str
    complaint_phone: str
    result: Result
    delivery: Text | None = None
    questions: tuple[Question, ...] = ()
    stops: tuple[Stop, ...] = ()
    materials: tuple[RequiredMaterial, ...]
    form: DeclaredForm
    outputs: tuple[Output, ...] = ()
    rights: tuple[Text, ...] = ()
    duties: tuple[Text, ...] = ()
    remedy: Remedy | None = None
    faq: tuple[Faq, ...] = ()
    mistakes: tuple[Text, ...] = ()
    annual_volume: Annotated[int, Field(ge=0)] | None = None
    business_system: BusinessSystem | None = None
    contact: Contact | None = None
    applicable_scope: Text | None = None
    """适用范围, where it is narrower than the department's own."""
    districts: tuple[Code, ...] = ()
    """适用区县: regions; empty means the department's own."""
    origin: Origin | None = None
    handle_area: Literal["national", "province", "city", "county", "town", "village"] | None = None
    min_identity_level: Annotated[int, Field(ge=1, le=4)] = 2
    retention: Literal["永久", "30年", "10年"] | None = None
    extra: Schema | None = None
    """Columns kept for a region; shown and exported, never interpreted."""
