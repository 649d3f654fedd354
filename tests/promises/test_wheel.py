"""The wheel holds everything: installed in an empty environment, far from the checkout, it serves the demo."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

PACKAGES = {
    "yichuang": "platform/yichuang",
    "yichuang_designer": "designer/yichuang_designer",
    "yichuang_renderers": "renderers/yichuang_renderers",
    "yichuang_ocr": "ocr/yichuang_ocr",
}
# What stands at the root of the checkout, and lies inside the package once installed.
TAKEN_ALONG = ("seeds/", "development.ini", "production.ini")


def environ() -> dict[str, str]:
    """The environment without anything that leads back to the checkout."""
    ours = ("YICHUANG_", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(*command: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess:
    done = subprocess.run(
        command, cwd=folder, env={**environ(), **more}, stdin=subprocess.DEVNULL, capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    """The wheel of the checkout, with the front end as set-up has built it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", folder, root, folder=folder, YICHUANG_SKIP_FRONTEND="1")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs of an empty environment into which pip has put the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    programs = folder / "venv" / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    run(*pip, wheel, folder=folder)
    return programs


@pytest.fixture(scope="module")
def address(installed, tmp_path_factory) -> Iterator[str]:
    """Where the installed wheel serves its demo, from a folder that holds nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(installed / "yichuang", "init", "--demo", folder=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    packaged = next(installed.parent.glob("lib/*/site-packages/yichuang/development.ini")).read_text(encoding="utf-8")
    (folder / "development.ini").write_text(packaged.replace(":6543", f":{port}"), encoding="utf-8")
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen([installed / "yichuang", "serve"], cwd=folder, env=environ(), stdout=log, stderr=log)
    try:
        wait_for(port, server, folder / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not listen: " + log.read_text(encoding="utf-8"))


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        return answer.read().decode()


def test_it_holds_every_file_of_the_packages_and_what_they_take_along(wheel, tracked, root):
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = set()
    for path in (path.relative_to(root).as_posix() for path in tracked):
        if path.startswith(TAKEN_ALONG):
            expected.add(f"yichuang/{path}")
        for package, folder in PACKAGES.items():
            if path.startswith(f"{folder}/"):
                expected.add(package + path.removeprefix(folder))
    assert expected - names == set()
    assert {f"{package}/py.typed" for package in PACKAGES} <= names


def test_it_ships_the_front_end_and_no_test(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    built = {name.removeprefix("yichuang/static/dist/") for name in names if name.startswith("yichuang/static/dist/")}
    assert {"app.js", "app.css", "print.css", "sheet.css"} <= built
    assert not [name for name in names if "test" in name.split("/")[0] or "node_modules" in name or ".venv" in name]


def test_an_empty_environment_needs_nothing_that_the_wheel_does_not_ask_for(installed, tmp_path):
    run(installed / "python", "-m", "pip", "check", folder=tmp_path)
    where = run(installed / "python", "-c", "import yichuang; print(yichuang.__file__)", folder=tmp_path)
    assert Path(where.stdout.decode().strip()).is_relative_to(installed.parent)


def test_it_serves_the_demo_far_from_the_checkout(address):
    assert '"status": "ok"' in page(f"{address}/health")
    guides = page(f"{address}/guides")
    assert "新生儿出生" in guides
    assert "开办餐饮店" in guides
    assert "办理" in page(f"{address}/guides/newborn")


def test_its_pages_find_their_styles_and_scripts(address):
    files = re.findall(r'(?:href|src)="([^"]*/static/[^"]+)"', page(f"{address}/guides"))
    assert any(".css" in file for file in files)
    assert any(".js" in file for file in files)
    assert all(page(urljoin(address, file)) for file in files)


def test_its_command_composes_the_demo_from_the_packaged_seeds(installed, tmp_path):
    seeds = next(installed.parent.glob("lib/*/site-packages/yichuang/seeds"))
    run(installed / "yichuang", "definitions", "check", seeds, folder=tmp_path)
