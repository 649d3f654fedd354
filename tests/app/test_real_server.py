"""The server as it is started: answers, refuses a body of 50 MB in Chinese, ends cleanly, gives its leases back."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yichuang.store.db import make_engine, make_session_factory, reading
from yichuang.work import workers_seen

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, "-c", "from yichuang.cli import main; main()"]


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(var, sqlite_template) -> Iterator[tuple[subprocess.Popen, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (ROOT / "development.ini").read_text().replace("127.0.0.1:6543", f"127.0.0.1:{port}")
    (var / "test.ini").write_text(text)
    shutil.copy(sqlite_template, var / "yichuang.sqlite")
    env = {**os.environ, "YICHUANG_VAR": str(var)}
    command = [*MAIN, "-c", str(var / "test.ini")]
    subprocess.run([*command, "init"], env=env, check=True, capture_output=True, timeout=60)
    process = subprocess.Popen([*command, "serve"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(port, process)
    yield process, port
    process.kill()
    process.communicate()


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(200):
        assert process.poll() is None, process.stderr.read().decode()
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")


def test_it_answers(server):
    connection = http.client.HTTPConnection("127.0.0.1", server[1], timeout=30)
    connection.request("GET", "/health")
    assert connection.getresponse().status == 200


def test_fifty_megabytes_are_refused_in_chinese_and_not_by_a_reset_connection(server):
    connection = http.client.HTTPConnection("127.0.0.1", server[1], timeout=60)
    connection.request("POST", "/sign-in", body=b"x" * 50_000_000, headers={"Content-Type": "image/png"})
    answer = connection.getresponse()
    assert answer.status == 413
    assert "没有接收" in answer.read().decode()


def test_it_ends_when_told_and_gives_its_leases_back(server, var, settings_in):
    process, _ = server
    sessions = make_session_factory(make_engine(settings_in(var)))

    def working() -> int:
        with reading(sessions) as db:
            return workers_seen(db, datetime.now(UTC))

    deadline = time.monotonic() + 20
    while not working() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert working() == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert working() == 0
