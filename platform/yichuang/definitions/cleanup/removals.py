"""What the one set of a bundle does not ask for: for every document of every member how it is had instead, by which rule.

Sources: domain reference 3.4 (R1 to R8) and 5.4, rules 5 and 9. A document may go only when each matter that asks for it
has it otherwise; one of a matter that is done elsewhere or does not apply is not produced here and has to be given.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.material import ExemptionMode, Material, RequiredMaterial
from yichuang.definitions.matter import Matter

from .rules import ODD_PROOF
from .upstream import bundle_role, upstream_of

Resolver = Callable[[str], Definition | None]
RULE_OF: Mapping[str, str] = MappingProxyType({
    "generated": "R2", "upstream": "R3", "internal": "R4", "register": "R5", "e-cert": "R5", "promise": "R6",
})
"""Way of having a document otherwise → the rule by which it is not asked for. What the platform makes of the one form
serves nobody as a paper of its own."""
HARDEST_FIRST: tuple[ExemptionMode, ...] = ("none", "promise", "internal", "register", "e-cert", "generated", "upstream")
"""Where matters have it in different ways, the way that leaves most to the applicant is the one that counts."""
FALLBACKS = ("upload", "defer", "promise")


@dataclass(frozen=True)
class Way:
    """How one matter has a document that it asks for. `rule` is None where the applicant brings it."""

    matter: str
    name: str
    mode: ExemptionMode
    rule: str | None = None
    reason: str | None = None
    source: str | None = None
    fallback: str | None = None

    @property
    def rank(self) -> int:
        """The lower, the more is left to the applicant."""
        return HARDEST_FIRST.index(self.mode)


@dataclass(frozen=True)
class Removed:
    """One document of one person that a bundle does not ask for, although members demand it."""

    bundle: str
    material: str
    name: str
    role: str | None
    role_title: str | None
    mode: ExemptionMode
    rule: str
    sometimes: bool
    """Only while the matter that produces it is handled in the same filing."""
    ways: tuple[Way, ...]

    @property
    def reasons(self) -> str:
        """Why it is not asked for, each reason once."""
        return "；".join(dict.fromkeys(way.reason for way in self.ways if way.reason)) + "。"

    @property
    def matters(self) -> str:
        """The names of the matters that demand it."""
        return "、".join(dict.fromkeys(way.name for way in self.ways))

    @property
    def when(self) -> str:
        """When it is not asked for."""
        return "办理产出它的前序事项时；另行办出的，由申请人提交" if self.sometimes else "各种情形"

    def as_dict(self) -> dict[str, Any]:
        """The shape inside `definitions cleanup --json`."""
        return {"bundle": self.bundle, "material": self.material, "material_name": self.name, "role": self.role,
                "role_title": self.role_title, "mode": self.mode, "rule": self.rule, "reason": self.reasons,
                "sometimes": self.sometimes, "matters": [asdict(way) for way in self.ways]}


def way_of(bundle: Bundle, matter: Matter, required: RequiredMaterial, resolve: Resolver) -> Way:
    """How a member has a document in a bundle that holds only the members that are handled."""
    exemption = required.exemption
    produced = next((each for each in upstream_of(bundle, matter.code, required, resolve) if each.how == "produced"), None)
    if produced is not None:
        return _way(matter, "upstream", f"前序事项“{produced.name}”会产出它，由平台转交", produced.name,
                    exemption.fallback or "upload")
    found = resolve(required.material)
    material = found if isinstance(found, Material) else None
    if exemption.mode in ("none", "upstream"):
        if material is not None and material.issuer_department == matter.department:
            return _way(matter, "internal", "由办理部门自己出具，由它自己核查", "本部门内部核查", exemption.fallback or "upload")
        return _without_upstream(matter, required)
    way = _way(matter, exemption.mode, _reason(required), exemption.source, exemption.fallback)
    odd = way.mode == "promise" and material is not None and ODD_PROOF.search(material.name)
    return replace(way, rule="R8") if odd else way


def _way(matter: Matter, mode: ExemptionMode, reason: str, source: str | None, fallback: str | None) -> Way:
    return Way(matter.code, matter.name, mode, RULE_OF[mode], reason, source, fallback)


def _without_upstream(matter: Matter, required: RequiredMaterial) -> Way:
    """To be brought. What should have come from an earlier matter that is done elsewhere or not handled: as agreed for that
    case."""
    if required.exemption.mode == "none":
        return Way(matter.code, matter.name, "none")
    if required.exemption.fallback == "promise":
        return _way(matter, "promise", "前序事项不在这次办理，按约定以书面承诺代替", required.exemption.source, None)
    return Way(matter.code, matter.name, "none", reason="前序事项不在这次办理，由申请人提交")


def _reason(required: RequiredMaterial) -> str:
    source = f"（{required.exemption.source}）" if required.exemption.source else ""
    return {
        "generated": "由填好的一张表生成，不用另外填写", "internal": "由办理部门自己核查", "register": "通过部门数据共享查得",
        "e-cert": "调用电子证照取得", "promise": "以申请人书面承诺代替",
    }[required.exemption.mode] + source


def hardest(ways: Sequence[Way]) -> Way:
    """The way that counts for all of them, with the fallback that asks most of the applicant."""
    first = min(ways, key=lambda way: way.rank)
    agreed = [way.fallback for way in ways if way.fallback]
    fallback = min(agreed, key=FALLBACKS.index) if agreed else None
    return replace(first, fallback=fallback) if first.rule else first


def removed_of(bundle: Bundle, matters: Sequence[Matter], resolve: Resolver) -> tuple[Removed, ...]:
    """All that a bundle does not ask for when every matter is handled, in the order first demanded."""
    members = {member.matter: member for member in bundle.members}
    handled = bundle.model_copy(update={"members": tuple(members[matter.code] for matter in matters)})
    groups: dict[tuple[str, str | None], list[tuple[Matter, RequiredMaterial]]] = {}
    for matter in matters:
        for required in matter.materials:
            groups.setdefault((required.material, bundle_role(members[matter.code], required.role)), []).append((matter, required))
    return tuple(_removed(handled, groups, resolve))


def _removed(bundle: Bundle, groups: Mapping[tuple[str, str | None], Sequence[tuple[Matter, RequiredMaterial]]],
             resolve: Resolver) -> Iterator[Removed]:
    titles = {role.code: role.title for role in bundle.roles}
    for (code, role), asked in groups.items():
        ways = tuple(way_of(bundle, matter, required, resolve) for matter, required in asked)
        counts = hardest(ways)
        if counts.rule is not None:
            material = resolve(code)
            sometimes = any(not each.same_case for matter, required in asked
                            for each in upstream_of(bundle, matter.code, required, resolve) if each.how == "produced")
            yield Removed(bundle.code, code, material.name if material else code, role, titles.get(role or ""), counts.mode,
                          counts.rule, sometimes, tuple(dict.fromkeys(ways)))
