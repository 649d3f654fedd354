"""A row of materials that is a condition and several documents: the proposal to be corrected, accepted or left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.cleanup.acting import Opened, carry_out_split, planned_split
from yichuang.definitions.cleanup.split import SplitPart
from yichuang.definitions.cleanup.split_copies import Copies
from yichuang.definitions.cleanup.splitting import SplitProposal
from yichuang.definitions.codewords import WORDS
from yichuang.errors import BadRequest, Conflict, Invalid
from yichuang.identity.audit import record

from .cleanup_acts import shown_changes
from .cleanup_pages import back_to, hand, name_in, opened

PAGE = "yichuang_designer:templates/cleanup_split.jinja2"
MOST_PARTS = 20
LONGEST_NAME = 200


@view_config(route_name="design.cleanup", request_method="GET", request_param="split", renderer=PAGE,
             permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The proposal, every part to be corrected, and what accepting it as it stands would write."""
    found = opened(request)
    proposal = _proposal(request, found)
    return _page(request, found, proposal, proposal.proposal.parts)


@view_config(route_name="design.cleanup", request_method="POST", request_param="act=split", renderer=PAGE,
             permission="design.edit")
def accept(request: Request) -> dict[str, Any] | Response:
    """Write the split as corrected; `look` only shows what it would write."""
    found = opened(request)
    proposal = _proposal(request, found)
    condition = str(request.POST.get("condition", "")).strip()[:LONGEST_NAME]
    proposal = replace(proposal, proposal=replace(proposal.proposal, condition=condition or None))
    parts = tuple(_posted(request))
    if not parts or "look" in request.POST:
        request.response.status_int = 200 if parts else 422
        return _page(request, found, proposal, parts, "" if parts else "一份材料都没有留下，没有拆分。至少写一份材料的名称。")
    try:
        edit, told = planned_split(request.db, found, proposal, parts)
        carry_out_split(request.db, edit, told, str(request.POST.get("digest", "")), hand(request))
    except (Conflict, Invalid) as refused:
        request.response.status_int = refused.status
        return _page(request, found, proposal, parts, str(refused))
    new = [document["code"] for document in told.new]
    record(request.db, request.identity, "design.cleanup.split", f"definition:{proposal.matter}",
           {"material": proposal.material, "new": new, "reused": list(told.reused)})
    request.flash(_told(parts, new, any(part.condition or condition for part in parts)), "ok")
    return HTTPSeeOther(back_to(request))


def _told(parts: tuple[SplitPart, ...], new: list[str], conditional: bool) -> str:
    rest = "情形还要到源文里写成条件（when），检查会提醒。" if conditional else ""
    return f"已拆成 {len(parts)} 份，新建 {len(new)} 份材料草稿。{rest}"


def _proposal(request: Request, found: Opened) -> SplitProposal:
    matter, _, index = request.GET.get("split", "").partition("|")
    if not (index.isascii() and index.isdigit() and len(index) < 5):
        raise BadRequest("地址里的材料不完整。请从台账点开。")
    return found.split(matter, int(index))


def _posted(request: Request) -> Iterator[SplitPart]:
    """The parts as corrected; one without a name is dropped."""
    for number in range(MOST_PARTS):
        name = str(request.POST.get(f"name-{number}", "")).strip()[:LONGEST_NAME]
        if name:
            own = str(request.POST.get(f"condition-{number}", "")).strip()[:LONGEST_NAME]
            yield SplitPart(name, own or None, _copies(request, number))


def _copies(request: Request, number: int) -> Copies:
    kind = str(request.POST.get(f"copy_type-{number}", ""))
    if kind not in ("original", "copy", "either"):
        return Copies()
    return Copies(kind, _count(request, f"originals-{number}"), _count(request, f"copies-{number}"),  # type: ignore[arg-type]
                  f"verify_original-{number}" in request.POST)


def _count(request: Request, name: str) -> int:
    text = str(request.POST.get(name, "")).strip()
    return min(int(text), 20) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _page(request: Request, found: Opened, proposal: SplitProposal, parts: tuple[SplitPart, ...],
          refusal: str = "") -> dict[str, Any]:
    edit, told = planned_split(request.db, found, proposal, parts) if parts else (None, None)
    known = {code: name_in(found, code) for code in (told.reused if told else ())}
    names = {document["code"]: document["name"] for document in (told.new if told else ())}
    return {
        "found": proposal, "parts": [*parts, SplitPart("")], "refusal": refusal, "edit": edit, "told": told, "known": known,
        "changes": shown_changes(edit, lambda code: names.get(code) or name_in(found, code)) if edit else [],
        "kinds": WORDS["copy_type"], "back": back_to(request),
        "here": back_to(request, split=f"{proposal.matter}|{proposal.index}"),
    }
