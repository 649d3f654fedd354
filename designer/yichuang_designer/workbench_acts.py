"""What is done at the workbench: verify the draft, record a decision about a conflict, take one back, confirm it anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.canonical import digest_of
from yichuang.definitions.drafts import save_draft
from yichuang.definitions.hearings import hearing_of
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry
from yichuang.definitions.proofs.keeping import kept
from yichuang.definitions.references import closure
from yichuang.errors import BadRequest, Invalid, StaleRevision
from yichuang.forms.conflicts import Conflict
from yichuang.identity.audit import record

from .draft_pages import Opened
from .preview import in_the_way
from .proving import verify
from .workbench import PAGE, STATUSES, bench_of, candidate_of, decided, open_bundle, page

MEANWHILE = "草稿在您打开这一页之后又被改过，没有保存。请看过现在的冲突，再决定一次。"
REFUTED = "验证完了，有反例。请看下面的填写，改正之后再验证。"
LATER = "later"
LONGEST = {"owner": 200, "basis": 1000}


@view_config(route_name="design.workbench", request_method="POST", request_param="act=verify",
             permission="design.edit")
def verify_draft(request: Request) -> Response:
    """Verify the draft as it would be released; what came of it stands on the page until something is changed."""
    opened, bundle = open_bundle(request)
    if in_the_way(opened):
        raise Invalid("草稿或它用到的定义还有错误，没有验证。请先改正。")
    candidate = candidate_of(request, opened, bundle)
    verify(request, [candidate])
    proof = kept(request.db, candidate.digest)
    sound = proof is not None and proof.sound
    request.flash("验证完了，没有反例。" if sound else REFUTED, "ok" if sound else "error")
    return HTTPSeeOther(_back(request, "proof"))


@view_config(route_name="design.workbench", request_method="POST", request_param="act=decide", renderer=PAGE,
             permission="design.edit")
def decide(request: Request) -> dict[str, Any] | Response:
    """Write a decision into the draft, in the place of an earlier one about the same."""
    opened, bundle, said = _opened(request)
    try:
        document = _decision(_conflict(request, opened, bundle, said), said)
        document["grounds"] = _grounds(opened, bundle, document)
        _save(request, opened, _replaced(opened.document, bundle, said, document), document)
    except BadRequest:
        raise
    except Invalid as refused:
        request.response.status_int = refused.status
        return page(request, str(refused), said)
    record(request.db, request.identity, "design.decide", f"definition:{bundle.code}",
           {"where": said["where"], "kind": said["kind"], "take": document["take"], "status": document["status"]})
    request.flash("已写进草稿，还没有发布。" if document["status"] != "pending" else "已记为待定；决定之前各部门的分开填。", "ok")
    return HTTPSeeOther(_back(request, "conflicts"))


@view_config(route_name="design.workbench", request_method="POST", request_param="act=confirm",
             permission="design.edit")
def confirm(request: Request) -> Response:
    """Confirm a stale decision: it stands on what departments demand today."""
    opened, bundle, said = _opened(request)
    document = dict(opened.document["decisions"][_index(bundle, said)])
    document["grounds"] = _grounds(opened, bundle, document)
    _save(request, opened, _replaced(opened.document, bundle, said, document))
    record(request.db, request.identity, "design.confirm", f"definition:{bundle.code}",
           {"where": said["where"], "kind": said["kind"]})
    request.flash("已按各部门现在的要求重新确认，写进了草稿。", "ok")
    return HTTPSeeOther(_back(request, "conflicts"))


@view_config(route_name="design.workbench", request_method="POST", request_param="act=withdraw",
             permission="design.edit")
def withdraw(request: Request) -> Response:
    """Take the decision about a place back."""
    opened, bundle, said = _opened(request)
    _index(bundle, said)
    _save(request, opened, _replaced(opened.document, bundle, said, None))
    record(request.db, request.identity, "design.undecide", f"definition:{bundle.code}",
           {"where": said.get("where", ""), "kind": said.get("kind", "")})
    request.flash("决定已撤回，各部门的分开填。", "ok")
    return HTTPSeeOther(_back(request, "conflicts"))


def _opened(request: Request) -> tuple[Opened, Bundle, dict[str, str]]:
    """The draft and the form that was sent. Raises StaleRevision when the draft was changed in between."""
    opened, bundle = open_bundle(request)
    said = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    if said.get("digest") != digest_of(opened.item.draft.body):
        raise StaleRevision(MEANWHILE)
    return opened, bundle, said


def _conflict(request: Request, opened: Opened, bundle: Bundle, said: Mapping[str, str]) -> Conflict:
    bench = bench_of(request).workbench(bundle, closure(bundle, opened.library.get), None, None)
    found: Conflict | None = bench.conflict(said.get("where", ""), said.get("kind", ""))
    if found is None:
        raise BadRequest("这里已经没有这处冲突，没有保存。请重新打开工作台。")
    return found


def _decision(conflict: Conflict, said: Mapping[str, str]) -> dict[str, Any]:
    """The decision as the draft keeps it. Raises Invalid for what a decision lacks."""
    taken = _taken(conflict, said.get("choice", ""))
    status = said.get("status", "")
    if status not in dict(STATUSES):
        raise BadRequest
    if said.get("choice") == LATER:
        status = "pending"
    owner, basis, due = (said.get(key, "").strip() for key in ("owner", "basis", "due"))
    if not owner:
        raise Invalid("没有保存：请写明由谁负责。")
    if status == "signed" and not basis:
        raise Invalid("没有保存：签字的决定请写明依据，如会议纪要或来函的文号。")
    for key, text in (("owner", owner), ("basis", basis)):
        if len(text) > LONGEST[key]:
            raise Invalid(f"没有保存：{'负责人' if key == 'owner' else '依据'}最多 {LONGEST[key]} 个字。")
    return {"where": conflict.where, "kind": conflict.kind, **taken, "status": status, "owner": owner,
            **({"due": due} if due else {}), **({"basis": basis} if basis else {})}


def _grounds(opened: Opened, bundle: Bundle, decision: Mapping[str, Any]) -> str:
    """The digest of what is compared today; when it is another one day, the decision is stale."""
    hearing = hearing_of(bundle, opened.library.get)
    return hearing.grounds(decision["where"], decision.get("kind", "any"), decision.get("members", ()))


def _taken(conflict: Conflict, choice: str) -> dict[str, Any]:
    """What was chosen of the proposals; asked separately where it is left for later."""
    if choice == LATER:
        return {"take": "apart", "members": list(conflict.members or conflict.parts)}
    if not choice.isascii() or not choice.isdigit() or int(choice) >= len(conflict.resolutions):
        raise BadRequest
    resolution = conflict.resolutions[int(choice)].as_dict()
    return {key: value for key, value in resolution.items() if key != "words"}


def _replaced(document: Mapping[str, Any], bundle: Bundle, said: Mapping[str, str],
              decision: Mapping[str, Any] | None) -> dict[str, Any]:
    """The draft with the decision about a place put in, or taken out."""
    old = decided(bundle, said.get("where", ""), said.get("kind", ""))
    decisions = [each for number, each in enumerate(document.get("decisions", ())) if number not in old]
    if decision is not None:
        decisions.insert(old[0] if old else len(decisions), dict(decision))
    rest = {key: value for key, value in document.items() if key != "decisions"}
    return {**rest, **({"decisions": decisions} if decisions else {})}


def _index(bundle: Bundle, said: Mapping[str, str]) -> int:
    found = decided(bundle, said.get("where", ""), said.get("kind", ""))
    if not found:
        raise BadRequest("这里没有决定，没有保存。请重新打开工作台。")
    return found[-1]


def _save(request: Request, opened: Opened, document: Mapping[str, Any], decision: Mapping[str, Any] | None = None) -> None:
    """Write the draft. Raises Invalid for what cannot be read, and for a decision that cannot be carried out."""
    definition = read_definition(document)
    if not isinstance(definition, Bundle):
        problems = definition if isinstance(definition, list) else []
        raise Invalid("没有保存：" + "".join(f"{each.message}{each.fix}" for each in problems[:2]), problems=problems)
    if decision is not None:
        _require_possible(request, opened, definition, decision)
    save_draft(request.db, Entry(definition, document), datetime.now(UTC), request.identity.login)


def _require_possible(request: Request, opened: Opened, bundle: Bundle, decision: Mapping[str, Any]) -> None:
    bench = bench_of(request).workbench(bundle, closure(bundle, opened.library.get), None, None)
    for each in bench.composition.decided:
        if each.state == "refused" and each.decision.where == decision["where"]:
            raise Invalid(f"没有保存，这样办不成：{each.why}")


def _back(request: Request, anchor: str) -> str:
    return request.route_path("design.workbench", code=request.matchdict["code"], _anchor=anchor)
