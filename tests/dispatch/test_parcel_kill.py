"""Workers are killed in the middle of their work (SIGKILL), again and again: nothing is lost, nothing doubled."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from yichuang.dispatch.outbox import Posting, post
from yichuang.dispatch.records import Parcel, ParcelTry

SCRIPT = Path(__file__).with_name("killed_worker.py")
PARCELS = 240
KILLS = 5


@contextmanager
def worker(database: Any, calls: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of our own, certainly gone at the end."""
    command = [sys.executable, str(SCRIPT), database.settings.database, str(calls.parent), str(calls)]
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def produce(database: Any) -> int:
    """Post parcels, some in transactions that are rolled back; how many were committed."""
    chance, committed = random.Random(7), 0
    for number in range(PARCELS):
        try:
            with database.writing() as db:
                posting = Posting(f"case-{number}", "health", "push", {"n": number})
                post(db, posting, datetime.now(UTC))
                if chance.random() < 0.1:
                    raise InterruptedError
            committed += 1
        except InterruptedError:
            continue
    return committed


def received(database: Any) -> int:
    """How many parcels have been received."""
    with database.reading() as db:
        done = select(func.count()).select_from(Parcel).where(Parcel.received_at.is_not(None))
        return int(db.scalar(done))


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for a condition; an assertion when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the workers made no progress"
        time.sleep(0.02)


def test_killed_workers_lose_nothing_and_double_nothing(database: Any, tmp_path: Path) -> None:
    calls = tmp_path / "calls.txt"
    calls.touch()
    committed: list[int] = []
    producer = threading.Thread(target=lambda: committed.append(produce(database)))
    producer.start()
    for _ in range(KILLS):
        before = received(database)
        with worker(database, calls) as process:
            wait_until(lambda floor=before: received(database) >= min(floor + 15, PARCELS // 2), 60)
            assert process.poll() is None
    producer.join(60)
    with worker(database, calls), worker(database, calls):
        wait_until(lambda: received(database) >= committed[0], 60)
    assert_sound(database, committed[0], calls.read_text().split())


def assert_sound(database: Any, committed: int, called: list[str]) -> None:
    """Every committed parcel arrived, once in our books; outside calls repeat at most once a kill."""
    with database.reading() as db:
        parcels = {parcel.id: parcel for parcel in db.scalars(select(Parcel))}
        arrivals = Counter(db.scalars(select(ParcelTry.parcel_id).where(ParcelTry.outcome == "received")))
    assert len(parcels) == committed < PARCELS
    assert {parcel.state for parcel in parcels.values()} == {"received"}
    assert set(arrivals) == set(parcels) and set(arrivals.values()) == {1}
    assert set(called) == set(parcels), "nothing was called for a transaction that was rolled back"
    assert len(called) - len(parcels) <= KILLS
