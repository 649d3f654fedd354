"""The demand ledger 数据需求台账: data that a department does not share, why, and how many filings a year bear it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.definitions.share import DataShare

from .demand import Around, Demand

DemandState = Literal["refused", "requested", "missing"]
DEMAND_STATES: dict[DemandState, str] = {"refused": "不共享", "requested": "已提出，未答复", "missing": "还没有提出"}
COUNTED = "每年受累件数按在用事项填报的年办件量合计，不是系统实际收件数；同一事项在一行里只计一次。"
ISSUED = frozenset({"20"})
"""来源渠道 whose documents are somebody's data: 政府部门核发."""


@dataclass(frozen=True)
class Burden:
    """A matter in use whose applicants still bring the document. `volume` is filings a year, None when not declared."""

    matter: str
    name: str
    volume: int | None

    def as_dict(self) -> dict[str, Any]:
        """The shape inside `definitions demands --json`."""
        return {"matter": self.matter, "matter_name": self.name, "annual_volume": self.volume}


@dataclass(frozen=True)
class DataDemand:
    """One document that is not shared: who has it, what was answered, what the applicant does, who bears it."""

    material: str
    material_name: str
    state: DemandState
    share: str
    share_name: str
    provider: str
    provider_name: str
    requested_on: date | None
    refused_by: str
    reason: str
    refused_on: date | None
    fallback: str
    burdens: tuple[Burden, ...]

    @property
    def filings(self) -> int:
        """Filings a year that bear it, as far as the matters declare their volume."""
        return sum(each.volume or 0 for each in self.burdens)

    @property
    def unknown(self) -> int:
        """How many matters bear it without a declared volume."""
        return sum(each.volume is None for each in self.burdens)

    def as_dict(self) -> dict[str, Any]:
        """The shape promised by `definitions demands --json`."""
        return {
            "material": self.material, "material_name": self.material_name, "state": self.state,
            "share": self.share or None, "share_name": self.share_name or None, "provider": self.provider or None,
            "provider_name": self.provider_name or None,
            "requested_on": self.requested_on.isoformat() if self.requested_on else None,
            "refused_by": self.refused_by or None, "reason": self.reason or None,
            "refused_on": self.refused_on.isoformat() if self.refused_on else None, "fallback": self.fallback or None,
            "filings_a_year": self.filings, "matters_without_volume": self.unknown,
            "matters": [each.as_dict() for each in self.burdens],
        }


@dataclass(frozen=True)
class DemandLedger:
    """All demands as of a day, the heaviest first."""

    on: date
    rows: tuple[DataDemand, ...]
    title: str = "数据需求台账"
    counted: str = COUNTED

    def as_dict(self) -> dict[str, Any]:
        """The shape promised by `definitions demands --json`."""
        return {"title": self.title, "on": self.on.isoformat(), "counted": self.counted,
                "rows": [row.as_dict() for row in self.rows]}


def demand_ledger(definitions: Sequence[Definition], resolve: Callable[[str], Definition | None],
                  on: date) -> DemandLedger:
    """Every share that is requested or refused, by document; then documents of departments that nobody shares."""
    around = Around.of(definitions, resolve)
    borne = [demand for each in definitions if isinstance(each, Matter) and each.state == "in-use"
             for demand in around.demands(each) if demand.required.exemption.mode == "none"]
    rows = [*_declared(around, borne), *_missing(around, borne)]
    return DemandLedger(on, tuple(sorted(rows, key=lambda row: (-row.filings, row.material_name, row.share))))


def _declared(around: Around, borne: Sequence[Demand]) -> Iterator[DataDemand]:
    for share in around.shares:
        if share.state == "available":
            continue
        for code in share.materials:
            found = around.resolve(code)
            material = found if isinstance(found, Material) else None
            mine = [demand for demand in borne if demand.required.material == code and _waits_for(demand, share.code)]
            yield _row(around, share, (code, material), mine)


def _waits_for(demand: Demand, share: str) -> bool:
    """Whether the share would help this demand, and no other helps it already (rule R5)."""
    return (any(each.code == share for each in demand.shares)
            and not any(each.state == "available" for each in demand.shares))


def _missing(around: Around, borne: Iterable[Demand]) -> Iterator[DataDemand]:
    """What a department issued and the applicant still brings, although no share is there or asked for."""
    found: dict[str, list[Demand]] = {}
    for demand in borne:
        issued = demand.material is not None and demand.material.source in ISSUED
        own = demand.department is not None and demand.department.code in demand.issuers
        if issued and not own and not demand.shares:
            found.setdefault(demand.required.material, []).append(demand)
    for code, demands in found.items():
        material = demands[0].material
        issuer = material.issuer_department if material else None
        named = around.resolve(issuer) if issuer else None
        name = named.name if named else (material.issuer if material and material.issuer else "")
        yield DataDemand(code, material.name if material else code, "missing", "", "", issuer or "", name, None, "", "",
                         None, "upload", _burdens(demands))


def _row(around: Around, share: DataShare, document: tuple[str, Material | None],
         demands: Sequence[Demand]) -> DataDemand:
    code, material = document
    provider = around.resolve(share.provider)
    refusal = share.refusal
    return DataDemand(
        code, material.name if material else code, "refused" if share.state == "refused" else "requested", share.code,
        share.name, share.provider, provider.name if provider else share.provider, share.requested_on,
        refusal.by if refusal else "", refusal.reason if refusal else "", refusal.on if refusal else None,
        share.fallback or "", _burdens(demands))


def _burdens(demands: Iterable[Demand]) -> tuple[Burden, ...]:
    """Each matter once, whatever number of people the document is asked of."""
    matters = {demand.matter.code: demand.matter for demand in demands}
    found = [Burden(matter.code, matter.name, matter.annual_volume) for matter in matters.values()]
    return tuple(sorted(found, key=lambda each: -(each.volume or 0)))
