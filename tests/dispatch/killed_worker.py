"""A worker process for the kill test: posts nothing, delivers until killed, notes every outside call in a file.

python killed_worker.py DATABASE_URL VAR_FOLDER CALLS_FILE
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

from yichuang.dispatch.channels import Delivery, Shipment
from yichuang.dispatch.deliver import Courier
from yichuang.dispatch.outbox import Worker
from yichuang.settings import read_settings
from yichuang.store.db import make_engine, make_session_factory

LEASE = timedelta(seconds=2)


class Outside:
    """Stands for the push to a department: appends a line, which survives the kill."""

    def __init__(self, calls: Path) -> None:
        self.calls = calls

    def send(self, shipment: Shipment) -> Delivery:
        """Takes a moment, so that a kill meets it in the middle."""
        time.sleep(0.004)
        with self.calls.open("a") as file:
            file.write(f"{shipment.id}\n")
        return Delivery()


def main(url: str, var: str, calls: str) -> None:
    """Deliver for ever."""
    environ = {"YICHUANG_VAR": var, "YICHUANG_DATABASE": url}
    engine = make_engine(read_settings({}, Path(var), environ))
    name = f"killed-{time.monotonic_ns()}"
    courier = Courier(make_session_factory(engine), {"push": Outside(Path(calls))}, Worker(name, LEASE))
    while True:
        courier.deliver_due()
        time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
