"""What an uploaded file would do, for its page: drafts, releases, conflicts, and what stands against publishing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.check import check
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.exchange import Choices, Plan, plan_import
from yichuang.definitions.exchange.bases import drafts_of
from yichuang.definitions.exchange.differences import differences
from yichuang.definitions.exchange.merge import Conflict
from yichuang.definitions.exchange.plan import WHY, Step
from yichuang.definitions.exchange.report import in_words
from yichuang.definitions.exchange.restoring import ReleasePlan
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.labels import LABELS
from yichuang.definitions.library import Library, Reading
from yichuang.definitions.records import Release
from yichuang.errors import Invalid, NotFound, Problem
from yichuang.forms.pointers import split
from yichuang.standards.legal_days import legal_day

from .records import DesignUpload
from .uploads import read_upload

BADGES = {"added": ("新增", "blue"), "changed": ("修改", "yellow")}
MOST_CHANGES = 40
FEW = 3


@dataclass(frozen=True)
class Preview:
    """What an upload holds and would do. `seen` changes when a draft or release does, so that a stale confirmation is
    told; `unreadable` is everything that forbids importing."""

    upload: DesignUpload
    plan: Plan
    unreadable: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    seen: str

    def steps(self, *outcomes: Any) -> list[Step]:
        """The drafts with which this happens."""
        return self.plan.of(*outcomes)

    @property
    def writing(self) -> list[tuple[Step, str, tuple[str, str]]]:
        """Drafts that change: the step, the name of its kind, words and tone of what happens."""
        return [(step, KIND_NAMES[step.entry.definition.kind], BADGES[step.outcome])
                for step in self.steps("added", "changed")]

    @property
    def cards(self) -> Iterator[tuple[Step, str, str]]:
        """Definitions in conflict: the step, the name of its kind, why."""
        return ((step, KIND_NAMES[step.entry.definition.kind], WHY[step.why]) for step in self.plan.conflicts)

    @property
    def hall(self) -> str:
        """Who exported it; empty for plain files."""
        return "、".join(dict.fromkeys(export.manifest.hall for export in self.plan.reading.exports))

    def changes(self, step: Step) -> list[tuple[str, str, str]]:
        """Place, before, after; one more than the most that is shown says that there are more."""
        found = step.changes[:MOST_CHANGES + 1]
        return [(place(each.pointer), in_words(each.before), in_words(each.after)) for each in found]

    def words(self, conflict: Conflict) -> tuple[str, str, str]:
        """Where it is; what stands here; what comes. Of something large only what differs from the base is said."""
        return place(conflict.pointer), _changed(conflict.base, conflict.ours), _changed(conflict.base, conflict.theirs)


def place(pointer: str) -> str:
    """A pointer in words: 办理步骤 › 受理 › 角色."""
    return " › ".join(LABELS.get(step, step) for step in split(pointer)) or "整份定义"


def _changed(base: Any, value: Any) -> str:
    if not (isinstance(base, Mapping) and isinstance(value, Mapping)):
        return in_words(value)
    found = list(differences(base, value))
    said = [f"{place(each.pointer)}：{in_words(each.before)} → {in_words(each.after)}" for each in found[:FEW]]
    return "；".join(said) + (f" 等 {len(found)} 处" if len(found) > FEW else "")


def preview_of(request: Request, choices: Choices) -> Preview:
    """Of an upload of the person's own. Raises NotFound for another's."""
    upload = request.db.get(DesignUpload, int(request.matchdict["id"]))
    if upload is None or upload.person_id != request.identity.id:
        raise NotFound("没有这次上传，或者它不是您上传的。请重新选文件。")
    reading = read_upload(request.files.read(upload.digest), upload.name)
    try:
        plan = plan_import(request.db, reading, choices)
    except Invalid as refused:
        nothing = Plan(Reading(Library(), ()), (), ReleasePlan())
        return Preview(upload, nothing, refused.problems, (), "")
    today = legal_day(datetime.now(UTC))
    problems = tuple(check(reading.library, draft_library(request.db), on=today))
    return Preview(upload, plan, (), problems, _seen(request.db, reading.library))


def _seen(db: Session, library: Library) -> str:
    drafts = drafts_of(db, library.entries)
    rows = db.execute(select(Release.code, func.max(Release.number)).group_by(Release.code))
    newest: dict[str, int] = {code: number for code, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return digest_of("\n".join(f"{code} {digest_of(draft.body)} {newest.get(code)}" for code, draft in sorted(drafts.items())))
