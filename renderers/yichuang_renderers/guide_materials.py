"""The materials of a guide: what to bring, how many, by which standard, and what need not be brought at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from yichuang.definitions.common import Definition, Question
from yichuang.definitions.material import Exemption, Material, RequiredMaterial

from .wording import basis_words, coded, condition_words, sentence

FORMATS = {"paper": "纸质", "electronic": "电子", "either": "纸质或者电子"}
NECESSITY = {"required": "必要", "conditional": "按情形提交", "deferrable": "可以容缺后补"}
COPY_TYPES = {"original": "原件", "copy": "复印件", "either": "原件或者复印件"}
EXEMPT = {
    "register": "免提交，由窗口通过数据共享核查",
    "e-cert": "免提交，由窗口调用电子证照",
    "promise": "免提交，以书面承诺代替",
    "internal": "免提交，由部门内部核查",
    "upstream": "免提交，由前一事项办出后转来",
    "generated": "免提交，由平台按填报内容生成，核对后签名",
}
FALLBACKS = {
    "upload": "调用不到的，由申请人提交",
    "promise": "调用不到的，可以书面承诺",
    "defer": "调用不到的，可以容缺后补",
}


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material as it stands in a guide, every cell in words."""

    name: str
    copies: str
    source: str
    necessity: str
    exempt: str
    standard: str
    condition: str
    basis: tuple[str, ...]
    matters: tuple[str, ...] = ()

    @property
    def to_bring(self) -> bool:
        """Whether the applicant has to hand it in."""
        return not self.exempt


def line_of(
    required: RequiredMaterial, uses: Mapping[str, Definition], questions: Sequence[Question], whose: str = ""
) -> MaterialLine:
    """What a matter demands, in words. `whose` goes before the name: 母亲的居民身份证."""
    material = uses.get(required.material)
    document = material if isinstance(material, Material) else None
    name = document.name if document else required.material
    words = f"{required.condition or ''}" or condition_words(required.when, questions)
    return MaterialLine(
        name=f"{name}（{whose}）" if whose else name,
        copies=copies_words(required, document),
        source=_source(document),
        necessity=_necessity(required),
        exempt=exempt_words(required.exemption),
        standard=_standard(required, document),
        condition=sentence(words),
        basis=tuple(basis_words(basis) for basis in required.basis),
    )


def copies_words(required: RequiredMaterial, material: Material | None) -> str:
    """原件1份，核对后退还；复印件1份（A4）."""
    parts = []
    if required.verify_original:
        parts.append(f"原件{required.originals or 1}份，核对后退还")
    elif required.originals:
        parts.append(f"原件{required.originals}份")
    if required.copies:
        parts.append(f"复印件{required.copies}份")
    if not parts:
        parts.append(f"{COPY_TYPES[required.copy_type]}1份")
    return "；".join(parts) + (f"（{FORMATS[material.format]}）" if material else "")


def exempt_words(exemption: Exemption) -> str:
    """How it need not be brought, and what happens when that fails; empty when it must be brought."""
    if exemption.mode == "none":
        return ""
    source = f"（{exemption.source}）" if exemption.source else ""
    return f"{EXEMPT[exemption.mode]}{source}{_otherwise(exemption)}"


def _otherwise(exemption: Exemption) -> str:
    if exemption.mode == "upstream":
        return "；已经另行办出的，由申请人提交"
    called = exemption.mode in ("register", "e-cert", "internal")
    return f"；{FALLBACKS[exemption.fallback]}" if called and exemption.fallback else ""


def merged(lines: Iterable[tuple[str, MaterialLine]]) -> list[MaterialLine]:
    """Lines of several matters, each with the name of its matter: the same document is listed once."""
    found: dict[tuple[str, str, str], tuple[MaterialLine, list[str]]] = {}
    for matter, line in lines:
        _, matters = found.setdefault((line.name, line.condition, line.exempt), (line, []))
        if matter not in matters:
            matters.append(matter)
    return [replace(line, matters=tuple(matters)) for line, matters in found.values()]


def _source(material: Material | None) -> str:
    if material is None:
        return "申请人自备"
    source = "中介机构出具" if material.source == "30" else coded("material_source", [material.source])
    issuer = material.issuer or material.source_explanation
    return f"{source}（{issuer.rstrip('。')}）" if issuer else source


def _necessity(required: RequiredMaterial) -> str:
    days = f"，{required.deadline_days}日内补齐" if required.deadline_days else ""
    return NECESSITY[required.necessity] + (days if required.necessity == "deferrable" else "")


def _standard(required: RequiredMaterial, material: Material | None) -> str:
    told = [required.accept_standard or (material.accept_standard if material else None), required.filling_notes]
    if months := required.validity_months or (material.validity_months if material else None):
        told.append(f"近{months}个月内出具")
    return "".join(sentence(text) for text in told if text) or "内容清晰、完整。"
