"""One round of the worker, what people do with dead letters, and what the inbox may show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from yichuang.dispatch.channels import INBOX, Channel, Delivery, InboxChannel, Rejected, Shipment, TryLater
from yichuang.dispatch.deliver import Courier
from yichuang.dispatch.outbox import Posting, Worker, post
from yichuang.dispatch.records import Parcel
from yichuang.dispatch.replay import dead_letters, has_arrived, replay, retry, status
from yichuang.errors import Conflict, NotFound

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


class Push:
    """A channel of the test's own: answers or fails as told, and keeps what it was sent."""

    def __init__(self, *answers: Delivery | Exception) -> None:
        self.answers = list(answers)
        self.sent: list[Shipment] = []

    def send(self, shipment: Shipment) -> Delivery:
        """The next answer, the last one for ever."""
        self.sent.append(shipment)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def filled(database: Any, *channels: str) -> None:
    """One parcel for each channel named."""
    with database.writing() as db:
        for number, channel in enumerate(channels):
            post(db, Posting(f"case-{number}", f"dept-{number}", channel, {"n": number}), NOW)


def courier(database: Any, channels: dict[str, Channel], at: datetime = NOW) -> Courier:
    """A worker whose clock stands still."""
    return Courier(database.sessions, channels, Worker("ann"), now=lambda: at)


def states(database: Any) -> list[str]:
    """The states of all parcels, by reference."""
    with database.reading() as db:
        return list(db.scalars(select(Parcel.state).order_by(Parcel.reference)))


def test_the_inbox_receives_at_once(database: Any) -> None:
    filled(database, INBOX, INBOX, INBOX)
    assert courier(database, {INBOX: InboxChannel()}).deliver_due() == 3
    assert states(database) == ["received"] * 3
    assert courier(database, {INBOX: InboxChannel()}).deliver_due() == 0


def test_a_round_takes_more_than_one_batch(sqlite_database: Any) -> None:
    filled(sqlite_database, *[INBOX] * 45)
    assert courier(sqlite_database, {INBOX: InboxChannel()}).deliver_due() == 45


@pytest.mark.parametrize(
    ("failure", "state", "words"),
    [
        (TryLater("对方系统维护。"), "pending", "对方系统维护。"),
        (Rejected("对方没有这一事项。"), "dead", "对方没有这一事项。"),
        (ConnectionRefusedError(111, "Connection refused"), "pending", "连接失败：Connection refused。稍后自动重发。"),
        (TimeoutError(), "pending", "连接失败：TimeoutError。稍后自动重发。"),
    ],
)
def test_failures_are_told_apart(sqlite_database: Any, failure: Exception, state: str, words: str) -> None:
    filled(sqlite_database, "push", INBOX)
    channels: dict[str, Channel] = {"push": Push(failure), INBOX: InboxChannel()}
    assert courier(sqlite_database, channels).deliver_due() == 2
    assert states(sqlite_database) == [state, "received"]
    with sqlite_database.reading() as db:
        assert db.scalars(select(Parcel.last_error).where(Parcel.channel == "push")).one() == words


def test_a_channel_that_is_not_there_waits_and_is_named(sqlite_database: Any) -> None:
    filled(sqlite_database, "amqp")
    courier(sqlite_database, {}).deliver_due()
    with sqlite_database.reading() as db:
        parcel = db.scalars(select(Parcel)).one()
        assert parcel.state == "pending" and "没有启用“amqp”通道" in (parcel.last_error or "")


def test_every_try_carries_the_same_key(sqlite_database: Any) -> None:
    filled(sqlite_database, "push")
    push = Push(TryLater(), Delivery(received=False))
    courier(sqlite_database, {"push": push}).deliver_due()
    courier(sqlite_database, {"push": push}, NOW + timedelta(minutes=1)).deliver_due()
    assert len({shipment.id for shipment in push.sent}) == 1
    assert [shipment.attempt for shipment in push.sent] == [1, 2]
    assert states(sqlite_database) == ["sent"]


def test_a_bug_in_a_channel_stops_the_round_and_gives_the_rest_back(database: Any) -> None:
    filled(database, "push", INBOX, INBOX)
    channels: dict[str, Channel] = {"push": Push(ValueError("bug")), INBOX: InboxChannel()}
    with database.writing() as db:
        first = db.scalars(select(Parcel).where(Parcel.channel == "push")).one()
        first.next_at = NOW - timedelta(seconds=1)
    with pytest.raises(ValueError, match="bug"):
        courier(database, channels).deliver_due()
    assert courier(database, channels).deliver_due() == 2
    assert states(database) == ["pending", "received", "received"]


def test_a_slow_receiver_does_not_use_up_the_lease_of_those_behind_it(sqlite_database: Any) -> None:
    filled(sqlite_database, *["push"] * 6)
    clock = [NOW]

    class Slow(Push):
        def send(self, shipment: Shipment) -> Delivery:
            clock[0] += timedelta(seconds=25)
            with sqlite_database.reading() as db:
                leased_until = db.get_one(Parcel, shipment.id).leased_until
            assert leased_until is not None and clock[0] <= leased_until
            return super().send(shipment)

    slow = Slow(Delivery())
    patient = Courier(sqlite_database.sessions, {"push": slow}, Worker("ann"), now=lambda: clock[0])
    assert patient.deliver_due() == 6
    assert len(slow.sent) == 6


def test_a_dead_letter_is_tried_again_under_its_old_key(database: Any) -> None:
    filled(database, "push")
    push = Push(Rejected("对方没有这一事项。"), Delivery())
    courier(database, {"push": push}).deliver_due()
    with database.writing() as db:
        (dead,) = dead_letters(db)
        retry(db, dead.id, NOW)
    assert courier(database, {"push": push}).deliver_due() == 1
    assert states(database) == ["received"]
    assert push.sent[0].id == push.sent[1].id
    with database.writing() as db, pytest.raises(Conflict, match="不需要重发"):
        retry(db, push.sent[0].id, NOW)
    with database.writing() as db, pytest.raises(NotFound):
        retry(db, "nobody", NOW)


def test_one_department_is_replayed_alone_and_keeps_its_inbox(database: Any) -> None:
    filled(database, "push", "push")
    push = Push(Delivery())
    courier(database, {"push": push}).deliver_due()
    with database.writing() as db:
        assert replay(db, "dept-1", NOW + timedelta(hours=1), NOW) == 0
        assert replay(db, "dept-1", NOW, NOW) == 1
        assert arrived(db) == ["case-0", "case-1"]
    courier(database, {"push": push}).deliver_due()
    assert [shipment.reference for shipment in push.sent] == ["case-0", "case-1", "case-1"]
    assert len({shipment.id for shipment in push.sent}) == 2


def test_the_daily_reconciliation_counts_by_department_and_state(database: Any) -> None:
    filled(database, "push", INBOX)
    channels: dict[str, Channel] = {"push": Push(Rejected()), INBOX: InboxChannel()}
    courier(database, channels).deliver_due()
    with database.reading() as db:
        assert status(db) == {"dept-0": {"dead": 1}, "dept-1": {"received": 1}}


def test_only_what_has_been_received_counts_as_arrived(database: Any) -> None:
    filled(database, "push", INBOX)
    with database.reading() as db:
        assert arrived(db) == []
    courier(database, {"push": Push(Delivery(received=False)), INBOX: InboxChannel()}).deliver_due()
    with database.reading() as db:
        assert arrived(db) == ["case-1"]


def arrived(db: Session) -> list[str]:
    """Which of all references have arrived."""
    known = aliased(Parcel)
    return sorted(db.scalars(select(known.reference).where(has_arrived(known.reference))))
