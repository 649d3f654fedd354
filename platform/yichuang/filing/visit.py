"""One visit step by step: what every step of a draft's pages needs."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request

from yichuang.errors import BadRequest

from .answers import answer_problems
from .checklist import Item, checklist, files_of
from .composition import Composition
from .drafts import Saving, contact, find_draft, holder
from .records import FilingDraft
from .request import data_problems
from .subjects import Subject, subject_by_id

STEPS = (("questions", "情形"), ("materials", "材料"), ("form", "一张表"), ("check", "核对"))


@dataclass(frozen=True)
class Visit:
    """A draft opened by somebody, with all that its pages show."""

    draft: FilingDraft
    subject: Subject
    composition: Composition
    items: tuple[Item, ...]
    held_by: str | None

    @property
    def questions_left(self) -> int:
        """Scenario questions without a good answer."""
        return sum(1 for _ in answer_problems(self.subject.bundle.questions, self.draft.answers))

    @property
    def materials_left(self) -> int:
        """Materials still to be given."""
        return sum(not item.settled for item in self.items)


def open_visit(request: Request) -> Visit:
    """The draft named in the address, if it is the team's. Raises NotFound otherwise."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    subject = subject_by_id(request.db, draft.release_id)
    composition = subject.compose(draft.answers, draft.done)
    items = checklist(composition, draft.materials, files_of(request.db, draft))
    return Visit(draft, subject, composition, items, holder(draft, request.identity, datetime.now(UTC)))


def saving_of(request: Request) -> Saving:
    """Who posts, now, and which revision their page showed."""
    text = request.POST.get("revision", "")
    if not text.isdigit() or len(text) > 9:
        raise BadRequest("页面已经过期，没有保存。请刷新后重新填写。")
    return Saving(request.identity, datetime.now(UTC), int(text))


def page(request: Request, visit: Visit, step: str, **more: Any) -> dict[str, Any]:
    """The values every step's template shows."""
    return {"visit": visit, "draft": visit.draft, "subject": visit.subject, "composition": visit.composition,
            "steps": list(_steps(request, visit, step)), "step": step, **more}


def _steps(request: Request, visit: Visit, now: str) -> list[dict[str, Any]]:
    names = [code for code, _ in STEPS]
    counts = _counts(visit)
    found = []
    for position, (code, name) in enumerate(STEPS):
        state = "now" if code == now else ("done" if position < names.index(now) else "later")
        found.append({"name": name, "href": request.route_path(f"visit.{code}", id=visit.draft.id),
                      "count": counts.get(code, ""), "state": state})
    return [*found, {"name": "受理", "href": "", "count": "", "state": "later"}]


def _counts(visit: Visit) -> Mapping[str, str]:
    required = sum(1 for p in data_problems(visit.composition, visit.draft.data) if p.rule == "required")
    counts = {"materials": f"{len(visit.items) - visit.materials_left} / {len(visit.items)}"}
    if visit.questions_left:
        counts["questions"] = f"差 {visit.questions_left} 题"
    if required and visit.draft.data:
        counts["form"] = f"差 {required} 项"
    return counts


def contact_changes(composition: Composition, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data, and the name and telephone by which the draft is found."""
    name, phone = contact(composition, data)
    return {"data": data, "applicant": name[:200], "phone": phone[:32]}
