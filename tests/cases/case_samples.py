"""What the tests of cases share: a matter, events that reach every state, rows for tables that are not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Boolean, Date, Integer, Table
from sqlalchemy.orm import Session

from yichuang.cases.facts import ClockFacts, MatterFacts, Special
from yichuang.cases.lifecycle import Event, Kind, Situation, State, fold
from yichuang.definitions.common import Limit
from yichuang.store.db import Base
from yichuang.store.types import JsonText, UtcDateTime

FRIDAY = date(2026, 9, 18)
LATER = date(2026, 9, 23)
REVIEW_SPECIAL = Special(name="专家评审", limit=Limit(days=3), stops_clock=True, basis="《行政许可法》第四十五条")
INSPECTION = Special(name="现场核查", limit=Limit(days=2))

LICENCE = MatterFacts(
    code="food-licence",
    name="食品经营许可（示例）",
    item_code="JY-示例",
    clock=ClockFacts(profile="licence-32", promised=Limit(days=10), statutory=Limit(days=20)),
    licence=True,
    specials=(REVIEW_SPECIAL, INSPECTION),
    deferrable={"lease": 10},
    outputs={"licence.no": "许可证编号"},
    result_name="食品经营许可证",
    review="六十日内申请行政复议（示例）",
    litigation="六个月内提起行政诉讼（示例）",
)
COUNTER = MatterFacts(
    code="household-registration",
    name="出生登记（示例）",
    clock=ClockFacts(promised=Limit(days=0, unit="immediate"), statutory=Limit(days=5)),
    outputs={"person.id_no": "公民身份号码"},
)
ESTATE = MatterFacts(
    code="transfer",
    name="转移登记（示例）",
    clock=ClockFacts(profile="real-estate-17", promised=Limit(days=3), statutory=Limit(days=30)),
)

ITEM = {"item": "lease", "name": "场所使用证明", "problem": "缺第二页", "fix": "请补第二页"}
OTHER_ITEM = {"item": "layout", "name": "平面图", "problem": "没有比例", "fix": "请标注比例"}

DETAILS: dict[Kind, dict[str, Any]] = {
    Kind.CORRECTIONS_ASKED: {"items": [ITEM], "deadline": "2026-09-24"},
    Kind.NOT_NEEDED: {"reason": "该活动不需要许可"},
    Kind.REFUSED: {"ground": "not_competent", "reason": "不属于本机关职权", "organ": "示例市场监管局"},
    Kind.DEEMED_ACCEPTED: {"notice_due": "2026-09-24"},
    Kind.SPECIAL_STARTED: {
        "name": "专家评审",
        "until": "2026-09-29",
        "stops_clock": True,
        "reason": "需要专家意见",
        "approved_by": "周局长（示例）",
    },
    Kind.EXTENDED: {"days": 10, "reason": "案情复杂", "approved_by": "周局长（示例）"},
    Kind.DENIED: {"reason": "场所不符合条件"},
    Kind.CLOSED: {"outputs": {"licence.no": "JY23301060000001"}},
    Kind.DELIVERED: {"method": "直接送达", "receiver": "林小满（示例）"},
    Kind.VOIDED: {"reason": "录入错误"},
    Kind.UPSTREAM_FAILED: {"reason": "前序事项不予办理"},
    Kind.TAKEN: {"login": "food"},
    Kind.RESCHEDULED: {"moved": {}},
}
DEFERRED = {"deferred": [{"material": "lease", "due": "2026-10-20"}], "promise_signed": True}

PATHS: dict[State, tuple[Kind, ...]] = {
    State.DRAFT: (),
    State.WAITING_UPSTREAM: (Kind.WAITING,),
    State.RECEIVED: (Kind.RECEIVED,),
    State.CORRECTION: (Kind.RECEIVED, Kind.CORRECTIONS_ASKED),
    State.NOT_NEEDED: (Kind.RECEIVED, Kind.NOT_NEEDED),
    State.REFUSED: (Kind.RECEIVED, Kind.REFUSED),
    State.ACCEPTED: (Kind.RECEIVED, Kind.ACCEPTED),
    State.SPECIAL: (Kind.RECEIVED, Kind.ACCEPTED, Kind.SPECIAL_STARTED),
    State.GRANTED: (Kind.RECEIVED, Kind.ACCEPTED, Kind.GRANTED),
    State.DENIED: (Kind.RECEIVED, Kind.ACCEPTED, Kind.DENIED),
    State.CLOSED: (Kind.RECEIVED, Kind.ACCEPTED, Kind.GRANTED, Kind.CLOSED),
    State.DELIVERED: (Kind.RECEIVED, Kind.ACCEPTED, Kind.GRANTED, Kind.CLOSED, Kind.DELIVERED),
    State.WITHDRAWN: (Kind.RECEIVED, Kind.WITHDRAWN),
    State.TERMINATED: (Kind.WAITING, Kind.UPSTREAM_FAILED),
    State.VOID: (Kind.RECEIVED, Kind.VOIDED),
}


def noon(on: date) -> datetime:
    """Noon in China on a day."""
    return datetime(on.year, on.month, on.day, 4, tzinfo=UTC)


def event(kind: Kind, on: date = FRIDAY, **detail: Any) -> Event:
    """An event with the least detail it needs, or the one given."""
    return Event(kind, on, noon(on), "赵敏（示例）", detail or DETAILS.get(kind, {}))


def at(state: State) -> Situation:
    """A situation in a state, everything on one Friday."""
    if state is State.ACCEPTED_DEFERRED:
        return fold([event(Kind.RECEIVED), event(Kind.ACCEPTED, **DEFERRED)])
    return fold(event(kind) for kind in PATHS[state])


def a_row(db: Session, name: str) -> int:
    """The id of a new row of somebody else's table, whatever columns it has; 1 while there is no such table."""
    table: Table | None = Base.metadata.tables.get(name)
    if table is None:
        return 1
    values = {
        column.name: _some_value(db, column)
        for column in table.columns
        if not column.nullable and not column.primary_key and column.default is None
    }
    return int(db.execute(table.insert().values(**values)).inserted_primary_key[0])


def _some_value(db: Session, column: Any) -> Any:
    for key in column.foreign_keys:
        return a_row(db, key.column.table.name)
    samples = ((UtcDateTime, noon(FRIDAY)), (JsonText, {}), (Date, FRIDAY), (Boolean, False), (Integer, 1))
    found = [value for kind, value in samples if isinstance(column.type, kind)]
    length = getattr(column.type, "length", None) or 32
    return found[0] if found else uuid4().hex[:length]
