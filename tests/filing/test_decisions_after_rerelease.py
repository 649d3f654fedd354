"""A decision is held against the releases of today: a matter's draft changes nothing, its new release makes it stale."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from decided_bundles import DECISION, documents, read
from sqlalchemy.orm import Session

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.current import current_bundle
from yichuang.definitions.drafts import save_document
from yichuang.definitions.hearings import hearing_of
from yichuang.definitions.records import Release
from yichuang.errors import Invalid, NotFound
from yichuang.filing.deciding import Wish, decide, decision_documents
from yichuang.filing.disputes import disputes_of

AT = datetime(2026, 11, 21, 2, tzinfo=UTC)


def released(db: Session, document: dict[str, Any], number: int) -> None:
    body = canonical(document)
    db.add(Release(code=document["code"], number=number, kind=document["kind"], name=document["name"], body=body,
                   digest=digest_of(body), published_at=AT, published_by="tester"))  # fmt: skip
    db.flush()


def saved(db: Session, found: dict[str, dict[str, Any]]) -> None:
    for document in found.values():
        save_document(db, document, AT, "tester")
    db.flush()


def states(db: Session) -> list[str]:
    bundle, uses = current_bundle(db, "moving")
    return [each.decided.state for each in disputes_of(bundle, uses).each if each.decided]


def test_a_new_release_makes_the_decision_stale_and_a_draft_does_not(database: Any) -> None:
    found = documents()
    hearing = hearing_of(read(found)["moving"], read(found).get)  # type: ignore[arg-type]
    found["moving"]["decisions"] = [{**DECISION, "grounds": hearing.grounds("person.person.sex", "enum")}]
    with database.writing() as db:
        saved(db, found)
        assert states(db) == ["acting"], "nothing is released: the drafts are what there is"
        released(db, found["insurance"], 1)
        found["insurance"]["form"]["schema"]["properties"]["xb"]["enum"] = ["男", "女", "其他"]
        saved(db, {"insurance": found["insurance"]})
        assert states(db) == ["acting"]
        released(db, found["insurance"], 2)
        assert states(db) == ["stale"]
        outcome = decide(*current_bundle(db, "moving"), Wish("person.person.sex", "map"))
        found["moving"]["decisions"] = decision_documents(outcome.bundle)
        saved(db, {"moving": found["moving"]})
        assert states(db) == ["acting"]


def test_what_is_no_bundle_is_said(sqlite_database: Any) -> None:
    with sqlite_database.writing() as db:
        saved(db, documents())
        with pytest.raises(Invalid, match="不是一件事"):
            current_bundle(db, "school")
        with pytest.raises(NotFound, match="没有编码为“nowhere”"):
            current_bundle(db, "nowhere")
