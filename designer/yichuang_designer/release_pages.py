"""The page of one release: what was published, exactly as it was; of a bundle with its proof and who has signed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.proofs.gate import Candidate
from yichuang.definitions.proofs.signing import Signer, Standing, sign, standing_of
from yichuang.definitions.proofs.words import field_title, refutation_in_words
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, pinned, release_of, uses_of
from yichuang.errors import Conflict, Invalid
from yichuang.identity.audit import record

from .proving import verify
from .reading import parts_of

PAGE = "yichuang_designer:templates/release.jinja2"


@view_config(route_name="design.release", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """A release, readable, with the releases it uses. Raises NotFound, saying what there is."""
    return _page(request, _release(request))


@view_config(route_name="design.release", request_method="POST", request_param="act=verify", permission="design.publish")
def verify_release(request: Request) -> Response:
    """Verify a release of which no proof is kept: one that came from another hall, or was made by an earlier version."""
    release = _release(request)
    bundle = definition_of(release)
    if not isinstance(bundle, Bundle):
        raise Invalid("只有一件事的合并表单要证明。")
    back = _back(request, release)
    verify(request, [Candidate(release.digest, bundle, uses_of(request.db, release))])
    return HTTPSeeOther(back)


@view_config(route_name="design.release", request_method="POST", request_param="act=sign", renderer=PAGE,
             permission="design.publish")
def sign_release(request: Request) -> dict[str, Any] | Response:
    """Somebody answers, by name, for what was only tried."""
    release = _release(request)
    reason = str(request.POST.get("reason", ""))
    actor = request.identity
    try:
        signature = sign(request.db, release, reason, Signer(actor.login, actor.name, datetime.now(UTC)))
    except (Conflict, Invalid) as refused:
        request.response.status_int = refused.status
        return _page(request, release, str(refused), reason)
    record(request.db, actor, "proof.sign", f"definition:{release.code}",
           {"release": release.number, "claims": len(json.loads(signature.claims))})
    request.flash("已签字，记在这一版上。", "ok")
    return HTTPSeeOther(_back(request, release))


def _release(request: Request) -> Release:
    return release_of(request.db, request.matchdict["code"], int(request.matchdict["number"]))


def _back(request: Request, release: Release) -> str:
    return request.route_path("design.release", code=release.code, number=release.number, _anchor="proof")


def _page(request: Request, release: Release, refusal: str = "", reason: str = "") -> dict[str, Any]:
    used = pinned(request.db, release)
    document = json.loads(release.body)
    return {
        "release": release, "document": document, "used": [used[each] for each in sorted(used)],
        "parts": parts_of(definition_of(release), document, lambda each: used[each].name if each in used else ""),
        "releases": list(request.db.scalars(
            select(Release).where(Release.code == release.code).order_by(Release.number.desc()))),
        "source": json.dumps(document, ensure_ascii=False, indent=2), "refusal": refusal, "reason": reason,
        **_proof(request, release),
    }


def _proof(request: Request, release: Release) -> dict[str, Any]:
    """How a bundle's release stands, what was sampled and what refutes it in words; nothing for other kinds."""
    bundle = definition_of(release)
    if not isinstance(bundle, Bundle):
        return {"standing": None}
    standing: Standing = standing_of(request.db, release)
    uses = uses_of(request.db, release)
    claims = standing.proof.sampled if standing.proof else ()
    refuted = standing.proof.refutations if standing.proof else ()
    return {
        "standing": standing, "refuted": [refutation_in_words(bundle, uses, each) for each in refuted],
        "sampled": [(uses[claim.part].name if claim.part in uses else claim.part,
                     field_title(uses, claim.part, claim.pointer), claim.why) for claim in claims],
    }
