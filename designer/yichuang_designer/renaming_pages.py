"""改编码和合并: every place that would follow is shown first; what was shown is what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.labels import LABELS
from yichuang.definitions.reuse.applying import planned, rename
from yichuang.definitions.reuse.places import IN_SCHEMAS
from yichuang.definitions.reuse.renaming import Followed, Renaming
from yichuang.errors import Invalid, YichuangError
from yichuang.forms.pointers import split
from yichuang.identity.audit import record

from .change_page import tied

PAGE = "yichuang_designer:templates/rename.jinja2"
# Steps of a schema that say nothing of which field it is.
PASSED = {"schema", "properties", "items", "then", "else", "allOf", "anyOf", "oneOf", "if", *IN_SCHEMAS}


@view_config(route_name="design.library", request_method="GET", request_param="old", renderer=PAGE,
             permission="design.edit")
def preview(request: Request) -> dict[str, Any]:
    """The form for a code, and with a new one in the address every place that follows."""
    old, new, merge = _asked(request.GET)
    if not new:
        return _page(request, old, new, merge)
    try:
        plan = planned(request.db, old, new, merge)
    except YichuangError as refused:
        request.response.status_int = refused.status
        return _page(request, old, new, merge, refusal=str(refused))
    return _page(request, old, new, merge, plan)


@view_config(route_name="design.library", request_method="POST", renderer=PAGE, permission="design.edit")
def carry_out(request: Request) -> dict[str, Any] | Response:
    """Write what was shown; when a draft has changed since, show anew and write nothing."""
    old, new, merge = _asked(request.POST)
    plan = planned(request.db, old, new, merge)
    if request.POST.get("plan") != _digest(plan):
        request.response.status_int = 409
        return _page(request, old, new, merge, plan, "有草稿刚被改过，没有改名。请再看一遍下面会改的地方。")
    try:
        rename(request.db, plan, datetime.now(UTC), request.identity.login)
    except Invalid as refused:
        request.response.status_int = refused.status
        return _page(request, old, new, merge, plan, str(refused))
    record(request.db, request.identity, "design.merge" if merge else "design.rename", f"definition:{old}",
           {"new": new, "places": len(plan.places), "changed": sorted(plan.documents)})
    done = "已并入" if merge else "已改为"
    followed = f"{len(plan.places)} 处引用一起改好，发布改过的定义之后生效。" if plan.places else "没有别的定义用到它。"
    request.flash(f"“{old}”{done}“{new}”，{followed}", "ok")
    return HTTPSeeOther(request.route_path("design.draft", code=new))


def _asked(given: Mapping[str, str]) -> tuple[str, str, bool]:
    return given.get("old", "").strip()[:64], given.get("new", "").strip()[:70], given.get("merge") == "1"


def _digest(plan: Renaming) -> str:
    """Of everything that would be written, and of what this is based on."""
    return digest_of(canonical({"plan": plan.as_dict(), "documents": list(plan.documents.values())}))


def _page(request: Request, old: str, new: str, merge: bool, plan: Renaming | None = None, refusal: str = "") -> dict[str, Any]:
    under_way = tied(request, request.db, old) if plan else None
    return {
        "old": old, "new": new, "merge": merge, "plan": plan, "refusal": refusal, "kind_names": KIND_NAMES,
        "groups": _by_definition(plan.places) if plan else [], "digest": _digest(plan) if plan else "",
        "where": where, "drafts": len(under_way.drafts) if under_way else 0, "filings": len(under_way.filings) if under_way else 0,
    }


def where(pointer: str) -> str:
    """A place of a document in words: 表单 › shopName, 分区 › 第 2 项 › 字段 › 第 1 项."""
    steps = [step for step in split(pointer) if step not in PASSED]
    if steps[:1] == ["form"]:
        # What stands between the form and the field are branches of its conditions.
        steps = ["form", *(step for step in steps[1:] if not step.isdigit())]
    return " › ".join(f"第 {int(step) + 1} 项" if step.isdigit() and len(step) < 6 else LABELS.get(step, step) for step in steps)


def _by_definition(places: Sequence[Followed]) -> list[tuple[Followed, list[Followed]]]:
    return [(found[0], found) for found in (list(group) for _, group in groupby(places, key=lambda place: place.code))]
