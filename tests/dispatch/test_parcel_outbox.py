"""Posting, claiming and settling on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from yichuang.dispatch.channels import Delivery, Rejected, TryLater
from yichuang.dispatch.outbox import INTERRUPTED, Posting, Worker, claim, give_back, post, settle
from yichuang.dispatch.records import Parcel, ParcelState, ParcelTry
from yichuang.errors import Conflict

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANN, BEN = Worker("ann"), Worker("ben")


def posting(number: int = 1, **changes: Any) -> Posting:
    """A parcel for the health office."""
    values = {"reference": f"case-{number}", "department": "health", "channel": "inbox", "payload": {"n": number}}
    return Posting(**{**values, **changes})


def state(db: Any) -> list[tuple[str, int, int]]:
    """State, attempts and failures of every parcel, by reference."""
    return [
        (each.state, each.attempts, each.failures)
        for each in db.scalars(select(Parcel).order_by(Parcel.reference).execution_options(populate_existing=True))
    ]


def test_a_parcel_posted_twice_is_one_parcel(database: Any) -> None:
    with database.writing() as db:
        first = post(db, posting(), NOW)
        assert post(db, posting(), NOW + SECOND).id == first.id
        with pytest.raises(Conflict, match="第1版已经发出过别的内容"):
            post(db, posting(payload={"n": 2}), NOW)
        assert post(db, posting(payload={"n": 2}, version=2), NOW).id != first.id


def test_a_parcel_of_a_rolled_back_cause_was_never_there(database: Any) -> None:
    with pytest.raises(RuntimeError), database.writing() as db:
        post(db, posting(), NOW)
        raise RuntimeError
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Parcel)) == 0


def test_what_one_has_claimed_another_cannot_until_the_lease_is_over(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
    with database.writing() as db:
        assert [each.attempt for each in claim(db, NOW, ANN)] == [1]
    with database.writing() as db:
        assert claim(db, NOW + ANN.lease - SECOND, BEN) == []
        assert [each.attempt for each in claim(db, NOW + ANN.lease, BEN)] == [2]


def test_nothing_is_claimed_before_its_time(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        assert claim(db, NOW - SECOND, ANN) == []


def test_a_delivery_is_settled_once_and_its_try_is_kept(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        (shipment,) = claim(db, NOW, ANN)
        assert settle(db, shipment, Delivery(), ANN, NOW + SECOND)
        assert not settle(db, shipment, Delivery(), ANN, NOW + SECOND)
    with database.reading() as db:
        parcel = db.scalars(select(Parcel)).one()
        assert (parcel.state, parcel.sent_at, parcel.received_at) == ("received", NOW + SECOND, NOW + SECOND)
        assert (parcel.leased_by, parcel.last_error) == (None, None)
        tried = db.scalars(select(ParcelTry)).one()
        assert (tried.attempt, tried.worker, tried.outcome) == (1, "ann", "received")


def test_handed_over_is_not_yet_received(sqlite_database: Any) -> None:
    with sqlite_database.writing() as db:
        post(db, posting(), NOW)
        settle(db, claim(db, NOW, ANN)[0], Delivery(received=False), ANN, NOW)
        parcel = db.scalars(select(Parcel).execution_options(populate_existing=True)).one()
        assert (parcel.state, parcel.sent_at, parcel.received_at) == ("sent", NOW, None)


def test_a_worker_that_lost_its_lease_cannot_settle(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        (slow,) = claim(db, NOW, ANN)
    with database.writing() as db:
        later = NOW + ANN.lease
        (second,) = claim(db, later, BEN)
        assert not settle(db, slow, Delivery(), ANN, later)
        assert settle(db, second, TryLater("对方系统维护"), BEN, later)
        assert not settle(db, slow, Delivery(), ANN, later)
    with database.reading() as db:
        assert state(db) == [("pending", 2, 2)]


def test_an_older_try_of_the_same_worker_cannot_settle_a_newer_one(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        (old,) = claim(db, NOW, ANN)
        (new,) = claim(db, NOW + ANN.lease, ANN)
        assert not settle(db, old, Delivery(), ANN, NOW + ANN.lease)
        assert settle(db, new, TryLater(), ANN, NOW + ANN.lease)


def test_a_failed_parcel_waits_longer_each_time_and_ends_as_a_dead_letter(database: Any) -> None:
    now, waited = NOW, []
    with database.writing() as db:
        post(db, posting(), NOW)
    for _ in range(ANN.retry.limit):
        with database.writing() as db:
            (shipment,) = claim(db, now, ANN)
            assert settle(db, shipment, TryLater("对方系统维护"), ANN, now)
        with database.reading() as db:
            parcel = db.scalars(select(Parcel)).one()
            waited.append(parcel.next_at - now)
            now = parcel.next_at
    assert tuple(waited[:-1]) == ANN.retry.waits
    with database.writing() as db:
        assert state(db) == [("dead", 7, 7)]
        assert claim(db, now + timedelta(days=30), ANN) == []
        assert db.scalars(select(Parcel.last_error)).one() == "对方系统维护"
        assert db.scalars(select(ParcelTry.outcome).order_by(ParcelTry.attempt)).all() == ["pending"] * 6 + ["dead"]


def test_a_final_refusal_is_dead_at_once(database: Any) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        settle(db, claim(db, NOW, ANN)[0], Rejected("对方没有这一事项"), ANN, NOW)
        assert state(db) == [("dead", 1, 1)]


def test_what_was_claimed_but_not_tried_goes_back_without_a_mark(database: Any) -> None:
    with database.writing() as db:
        for number in range(3):
            post(db, posting(number), NOW)
        claimed = claim(db, NOW, ANN)
        give_back(db, claimed[1:], ANN)
        assert sorted(state(db)) == [("pending", 1, 0), ("pending", 1, 0), ("pending", 1, 1)]
        assert {each.id for each in claim(db, NOW, BEN)} == {each.id for each in claimed[1:]}


def test_a_parcel_that_kills_its_worker_takes_no_others_along(database: Any) -> None:
    """Every worker that sends case-2 dies; the rest must arrive, and case-2 end with a person."""
    with database.writing() as db:
        for number in range(5):
            post(db, posting(number), NOW)
    now = NOW
    for _round in range(40):
        with database.writing() as db:
            claimed = claim(db, now, ANN)
        if not claimed:
            now += ANN.lease
        for shipment in claimed:
            if shipment.reference == "case-2":
                now += ANN.lease
                break
            with database.writing() as db:
                settle(db, shipment, Delivery(), ANN, now)
    with database.reading() as db:
        states = dict(db.execute(select(Parcel.reference, Parcel.state)).all())
        assert states.pop("case-2") == ParcelState.DEAD
        assert set(states.values()) == {ParcelState.RECEIVED}
        assert db.scalars(select(Parcel.last_error).where(Parcel.reference == "case-2")).one() == INTERRUPTED
        assert max(db.scalars(select(Parcel.attempts).where(Parcel.reference != "case-2"))) <= 2


def test_many_workers_share_the_parcels_without_overlap(database: Any) -> None:
    with database.writing() as db:
        for number in range(60):
            post(db, posting(number), NOW)

    def work(name: str) -> list[str]:
        mine: list[str] = []
        while True:
            with database.writing() as db:
                claimed = claim(db, NOW, Worker(name), limit=5)
            if not claimed:
                return mine
            mine.extend(each.id for each in claimed)

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(work, "abcd"))
    taken = [parcel for share in shares for parcel in share]
    assert len(taken) == len(set(taken)) == 60


@pytest.mark.parametrize("statement", ["UPDATE parcel_try SET outcome = 'x'", "DELETE FROM parcel_try"])
def test_a_try_that_was_made_stays_recorded(database: Any, statement: str) -> None:
    with database.writing() as db:
        post(db, posting(), NOW)
        settle(db, claim(db, NOW, ANN)[0], Delivery(), ANN, NOW)
    with pytest.raises(IntegrityError), database.writing() as db:
        db.execute(text(statement))
