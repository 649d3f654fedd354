"""Material 材料: a document as such, and what one matter demands of it."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .common import Code, Declared, Definition, LegalBasis, Schema, Text

ExemptionMode = Literal["none", "register", "e-cert", "promise", "internal", "upstream", "generated"]


class Material(Definition):
    """A canonical document; several matters that ask for it ask for the same thing."""

    kind: Literal["material"]
    source: Literal["10", "20", "30", "99"]
    """来源渠道: 10 申请人自备, 20 政府部门核发, 30 中介机构出具, 99 其他."""
    issuer: str | None = None
    issuer_department: Code | None = None
    """The department that issues it, where it is one of ours: what its own department issues is not asked for again."""
    source_explanation: str | None = None
    format: Literal["paper", "electronic", "either"] = "either"
    page_format: str | None = "A4"
    licence_type: str | None = None
    validity_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    accept_standard: Text | None = None
    sensitivity: Literal["public", "personal", "sensitive"] = "personal"
    synonyms: tuple[str, ...] = ()


class Exemption(Declared):
    """免提交方式, and what happens when the call fails."""

    mode: ExemptionMode = "none"
    source: str | None = None
    fallback: Literal["upload", "promise", "defer"] | None = None


class RequiredMaterial(Declared):
    """What a matter demands: which document, of whom, when, how many, judged by what."""

    material: Code
    role: str | None = None
    when: Schema | None = None
    condition: str | None = None
    """The condition in words, beginning with the scenario (委托他人办理的，…)."""
    necessity: Literal["required", "conditional", "deferrable"] = "required"
    copy_type: Literal["original", "copy", "either"] = "original"
    originals: Annotated[int, Field(ge=0, le=20)] = 0
    copies: Annotated[int, Field(ge=0, le=20)] = 0
    verify_original: bool = False
    """验原件收复印件: the original is checked and given back, a copy is kept."""
    validity_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    """How old it may be here, where that is less than the document's own validity."""
    accept_standard: Text | None = None
    filling_notes: Text | None = None
    basis: tuple[LegalBasis, ...] = ()
    exemption: Exemption = Exemption()
    deadline_days: Annotated[int, Field(ge=1, le=365)] | None = None
    supervised: Text | None = None
    """可通过事中事后管理取得: how the department will check it afterwards, as a reviewer noted; it need not be asked for."""
