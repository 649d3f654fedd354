"""What publishing a draft would change in the merged forms of bundles, as a part of the page that publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.change.impact import Tied
from yichuang.definitions.proofs.gate import Candidate
from yichuang.definitions.proofs.words import answer_lines
from yichuang.errors import BadRequest, Invalid
from yichuang.extension import extensions
from yichuang.standards.legal_days import legal_day

from .change_page import tied
from .draft_pages import Opened
from .proving import verify

KINDS = {"stop": "能不能办", "question": "问题", "matter": "事项", "conflict": "冲突", "decision": "决定", "field": "表单",
         "material": "材料", "days": "时限"}


@dataclass(frozen=True)
class Compared:
    """One bundle: what would change, grouped by what it is about, and what is under way with it."""

    rerelease: Any
    groups: Sequence[tuple[str, Sequence[Any]]]
    tied: Tied

    def said(self, scenario: Any) -> list[tuple[str, str]]:
        """A scenario in words."""
        new = self.rerelease.new
        return answer_lines(new.bundle, new.uses, scenario.answers, scenario.done)


def touches_forms(request: Request, opened: Opened) -> bool:
    """Whether publishing this could change a merged form, and there is somebody who knows."""
    return opened.item.draft.kind in ("bundle", "matter") and extensions(request.registry).bench is not None


def compared(request: Request, opened: Opened) -> list[Compared] | str:
    """Each bundle that would be released anew; a sentence while something stands in the way."""
    bench = extensions(request.registry).bench
    if bench is None or not touches_forms(request, opened):
        return []
    try:
        found = bench.rerelease(request.db, opened.item.draft.code, legal_day(datetime.now(UTC)))
    except Invalid as refused:
        return str(refused)
    return [Compared(each, _grouped(each), tied(request, request.db, each.new.bundle.code)) for each in found]


def _grouped(rerelease: Any) -> list[tuple[str, Sequence[Any]]]:
    """The changes under the titles of what they are about."""
    groups: dict[str, list[Any]] = {}
    for line in rerelease.preview.lines if rerelease.preview else ():
        groups.setdefault(KINDS[line.difference.kind.partition("-")[0]], []).append(line)
    return list(groups.items())


@view_config(route_name="design.publish", request_method="POST", request_param="act=verify", permission="design.publish")
def verify_rerelease(request: Request) -> Response:
    """Verify one bundle as it would be released anew, before anything is published."""
    code, of = request.matchdict["code"], request.POST.get("of", "")
    bench = extensions(request.registry).bench
    found = bench.rerelease(request.db, code, legal_day(datetime.now(UTC))) if bench else ()
    new = next((each.new for each in found if each.new.bundle.code == of), None)
    if new is None:
        raise BadRequest("这个一件事不会因此改变，没有验证。")
    verify(request, [Candidate(new.digest, new.bundle, new.uses)])
    return HTTPSeeOther(request.route_path("design.publish", code=code, _query={"compare": "1"}, _anchor="forms"))
