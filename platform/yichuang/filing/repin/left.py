"""What did not go along when a draft went to a newer release: kept, and shown until the draft is filed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.common import Question
from yichuang.filing.records import FilingDraft
from yichuang.filing.subjects import Subject, subject_by_id

from .standing import last_move


@dataclass(frozen=True)
class LeftBehind:
    """One answer, value or ticked material of the older release, as it was."""

    name: str
    value: str


def left_behind(db: Session, draft: FilingDraft) -> list[LeftBehind]:
    """What the last move of a draft could not carry over."""
    moved = last_move(db, draft)
    if moved is None or not any(moved.left.values()):
        return []
    return list(_named(subject_by_id(db, moved.from_release_id), moved.left))


def _named(old: Subject, left: dict[str, dict[str, Any]]) -> Iterator[LeftBehind]:
    questions = {question.code: question for question in old.bundle.questions}
    for code, value in left.get("answers", {}).items():
        question = questions.get(code)
        yield LeftBehind(question.title if question else code, _answer(question, value))
    composition = old.compose(None)
    fields = composition.form.schema.get("properties", {})
    for key, value in left.get("data", {}).items():
        here = fields.get(key.split("/")[0], {})
        here = here.get("items", {}).get("properties", {}).get(key.split("/")[-1], {}) if "/" in key else here
        yield LeftBehind(str(here.get("title", key)), _shown(value))
    names = {wanted.key: wanted.name for wanted in composition.materials}
    for key in left.get("materials", {}):
        yield LeftBehind(names.get(key, key), "已登记的材料")


def _answer(question: Question | None, value: Any) -> str:
    titles = {option.value: option.title for option in question.options} if question else {}
    return titles.get(value) or _shown(value) if isinstance(value, str | int | float | bool) else _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
