"""Leases: one holder at a time, free again after a while; sweeps: due ones run, a failing one stops no other."""

import threading
from datetime import UTC, datetime, timedelta

from pyramid.registry import Registry

from yichuang.work import Sweep, Worker, claim_lease, release_leases, run, workers_seen

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)


def test_a_lease_has_one_holder_until_it_ends(database):
    with database.writing() as db:
        assert claim_lease(db, "sweep", "a", NOON, 60)
        assert not claim_lease(db, "sweep", "b", NOON + timedelta(seconds=59), 60)
        assert claim_lease(db, "other", "b", NOON, 60)
        assert claim_lease(db, "sweep", "b", NOON + timedelta(seconds=60), 60)
        assert not claim_lease(db, "sweep", "a", NOON + timedelta(seconds=61), 60)


def test_the_holder_renews_its_lease(database):
    with database.writing() as db:
        assert claim_lease(db, "sweep", "a", NOON, 60)
        assert claim_lease(db, "sweep", "a", NOON + timedelta(seconds=30), 60)
        assert not claim_lease(db, "sweep", "b", NOON + timedelta(seconds=89), 60)
        assert workers_seen(db, NOON + timedelta(seconds=89)) == 1
        assert workers_seen(db, NOON + timedelta(seconds=90)) == 0


def test_a_released_lease_is_free_at_once(database):
    with database.writing() as db:
        claim_lease(db, "sweep", "a", NOON, 60)
        release_leases(db, "a")
        assert claim_lease(db, "sweep", "b", NOON, 60)


def test_of_many_workers_at_once_one_gets_the_lease(database):
    got: list[str] = []

    def claim(holder: str) -> None:
        with database.writing() as db:
            if claim_lease(db, "sweep", holder, NOON, 60):
                got.append(holder)

    threads = [threading.Thread(target=claim, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def registry_with(database, *sweeps: Sweep) -> Registry:
    registry = Registry()
    registry["sessions"] = database.sessions
    registry["sweeps"] = {sweep.name: sweep for sweep in sweeps}
    return registry


def test_a_failing_sweep_stops_no_other_and_its_message_is_not_logged(sqlite_database, caplog):
    ran: list[datetime] = []
    name = "林小满"

    def fail(registry: Registry, now: datetime) -> None:
        raise ValueError(f"姓名 {name}")

    registry = registry_with(
        sqlite_database,
        Sweep("bad", 1, fail),
        Sweep("good", 1, lambda registry, now: ran.append(now)),
    )
    assert Worker(registry).run_due() == 1
    assert len(ran) == 1
    assert "sweep bad failed: ValueError" in caplog.text
    assert name not in caplog.text


def test_two_workers_do_not_run_the_same_sweep(sqlite_database):
    ran: list[int] = []
    registry = registry_with(sqlite_database, Sweep("one", 0, lambda registry, now: ran.append(1)))
    first, second = Worker(registry), Worker(registry)
    assert [first.run_due(), second.run_due(), first.run_due()] == [1, 0, 1]
    first.leave()
    assert second.run_due() == 1
    assert len(ran) == 3


def test_a_sweep_is_not_run_again_before_it_is_due(sqlite_database):
    ran: list[int] = []
    worker = Worker(registry_with(sqlite_database, Sweep("rare", 600, lambda registry, now: ran.append(1))))
    assert [worker.run_due(), worker.run_due()] == [1, 0]


def test_the_loop_ends_when_told_and_gives_its_leases_back(sqlite_database):
    stop = threading.Event()
    registry = registry_with(sqlite_database, Sweep("one", 0, lambda registry, now: stop.set()))
    run(registry, stop)
    with sqlite_database.reading() as db:
        assert workers_seen(db, datetime.now(UTC)) == 0
