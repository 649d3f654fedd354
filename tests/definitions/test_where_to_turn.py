"""Where a matter or a bundle sends people who cannot go on: it must be there, and is no part of what is published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.drafts import draft_document, save_document
from yichuang.definitions.matter import Matter
from yichuang.definitions.publish import problems_before, publish
from yichuang.definitions.references import references
from yichuang.definitions.releases import definition_of, latest

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
STOP = {
    "when": {"properties": {"agent": {"const": "yes"}}, "required": ["agent"]},
    "reason": "委托他人办理的，不在本事项办理。",
    "alternative": "请改办另一件事。",
}


def sent(db: Any, code: str, to: str) -> None:
    """The draft with a stop that leads to a bundle."""
    document = dict(draft_document(db, code))
    save_document(db, {**document, "stops": [{**STOP, "bundle": to}]}, NOW, "示例")


def test_a_matter_that_sends_people_nowhere_is_told(town: Any) -> None:
    with town.database.writing() as db:
        sent(db, "signboard", "gone")
        sent(db, "newborn", "gone")
        for code in ("signboard", "newborn"):
            found = [(problem.pointer, problem.rule) for problem in problems_before(db, code, NOW)]
            assert ("/stops/0/bundle", "dangling-reference") in found
        sent(db, "signboard", "person.name")
        assert "wrong-kind" in {problem.rule for problem in problems_before(db, "signboard", NOW)}


def test_a_member_may_send_people_to_the_bundle_that_it_is_in_and_bundles_to_each_other(town: Any) -> None:
    with town.database.writing() as db:
        sent(db, "signboard", "restaurant")
        sent(db, "restaurant", "newborn")
        sent(db, "newborn", "restaurant")
        made = publish(db, ["signboard", "restaurant", "newborn"], NOW, "示例")
        assert all(each.new for each in made)
        release = latest(db, "signboard")
        assert release is not None
        # Where to turn instead is looked up when it is needed; a release does not fix its release.
        assert "restaurant" not in (definition_of(release).pins or {})


@pytest.mark.parametrize("kind", [Matter, Bundle])
def test_only_what_something_is_made_of_is_pinned(town: Any, kind: type) -> None:
    with town.database.writing() as db:
        sent(db, "newborn" if kind is Bundle else "signboard", "restaurant")
        document = draft_document(db, "newborn" if kind is Bundle else "signboard")
    found = {each.pointer: each for each in references(kind.model_validate(document))}
    assert found["/stops/0/bundle"].sideways and not found["/stops/0/bundle"].pinned
    assert any(each.pinned for each in found.values())
