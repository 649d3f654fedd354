"""The list of guides: what can be applied for, by whom, at which department; and the box that finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy.orm import Session

from yichuang.cases.contents import limit_in_words
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, places
from yichuang.filing.subjects import offered
from yichuang.search import find

LIST = "yichuang:public/templates/guides.jinja2"
KINDS = ("bundle", "matter")
MOST = 100
LONGEST = 100
# 服务对象: natural persons on one side, all kinds of organisations on the other.
AUDIENCES: Mapping[str, str] = {"person": "个人", "organisation": "企业和其他组织"}


@dataclass(frozen=True)
class Offer:
    """One line of the list."""

    code: str
    name: str
    kind: str
    department: str
    department_name: str
    limit: str
    summary: str
    audiences: frozenset[str]


@view_config(route_name="guides", request_method="GET", renderer=LIST, permission=NO_PERMISSION_REQUIRED)
def guides(request: Request) -> dict[str, Any]:
    """The list, narrowed by what stands in the address: q, audience, department."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    audience, department = request.GET.get("audience", ""), request.GET.get("department", "")
    everything = offers(request.db)
    hits = {hit.ref: hit for hit in find(request.db, text, KINDS, MOST)} if text else {}
    matching = [offer for offer in everything if not text or offer.code in hits]
    matching.sort(key=lambda offer: list(hits).index(offer.code) if text else 0)
    shown = [offer for offer in matching if _fits(offer, audience, department)]
    return {
        "q": text, "audience": audience, "department": department, "audiences": AUDIENCES,
        "departments": _departments(everything), "near": any(hits[offer.code].near for offer in shown if text),
        "bundles": [offer for offer in shown if offer.kind == "bundle"],
        "matters": [offer for offer in shown if offer.kind == "matter"],
    }


def offers(db: Session) -> list[Offer]:
    """Everything that has a guide, bundles first."""
    names = places(db)
    return [offer for release in offered(db) if (offer := _offer(release, names)) is not None]


def _offer(release: Release, names: Mapping[str, Definition]) -> Offer | None:
    definition = definition_of(release)
    if isinstance(definition, Bundle):
        department, limit, summary = definition.lead, definition.promise.limit, definition.summary
    elif isinstance(definition, Matter):
        department, limit, summary = definition.department, definition.promised_limit, definition.scope
    else:
        return None
    name = names[department].name if department in names else ""
    return Offer(release.code, release.name, release.kind, department, name, limit_in_words(limit), summary,
                 frozenset("person" if each == "1" else "organisation" for each in definition.audiences))


def _fits(offer: Offer, audience: str, department: str) -> bool:
    by_audience = audience not in AUDIENCES or audience in offer.audiences
    return by_audience and department in ("", offer.department)


def _departments(found: Sequence[Offer]) -> list[tuple[str, str]]:
    return sorted({(offer.department, offer.department_name) for offer in found}, key=lambda pair: pair[1])
