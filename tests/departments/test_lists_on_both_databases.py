"""The lists of departments and of supervision speak an SQL that both databases understand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from yichuang.departments.inbox import GROUPS, LIGHTS, Filters, Viewer, counts, find, listed, matters
from yichuang.identity.actor import Actor
from yichuang.standards.workdays import STANDARD
from yichuang.supervision.measures import Measures, Period, by_department
from yichuang.supervision.reach import find as find_reached
from yichuang.supervision.reach import reached
from yichuang.supervision.watch import Wanted, watch

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
SUPERVISOR = Actor(id=1, name="蒋严（示例）", login="supervisor", roles=frozenset({"supervisor"}), region="330106")


@pytest.mark.parametrize("group", GROUPS)
def test_every_filter_of_the_inbox_is_understood(database: Any, group: str) -> None:
    viewer = Viewer("market-bureau", "market", NOW)
    with database.reading() as db:
        for light in ("", *LIGHTS):
            filters = Filters(group, light, "today", "food-licence", "me", "3301%_\\")
            assert listed(db, viewer, filters, name="林%").total == 0


def test_an_empty_inbox_counts_nothing(database: Any) -> None:
    with database.reading() as db:
        assert set(counts(db, Viewer("market-bureau", "market", NOW)).values()) == {0}
        assert matters(db, "market-bureau") == []
        assert find(db, "market-bureau", "330106012611188000001-01") is None


def test_the_lists_and_figures_of_supervision_are_understood(database: Any) -> None:
    within = reached(SUPERVISOR)
    with database.reading() as db:
        wanted = Wanted("market-bureau", "food-licence", "red")
        assert watch(db, within, wanted, NOW, STANDARD).total == 0
        total, rows = by_department(db, within, Period(date(2026, 11, 1), date(2026, 11, 23)), NOW)
        assert (total, rows) == (Measures(), [])
        assert find_reached(db, SUPERVISOR, "330106012611188000001-01") is None
