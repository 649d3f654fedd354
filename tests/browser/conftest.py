"""A real server with the demo on a free port, and Debian's Chromium to look at it."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
YICHUANG = Path(sys.executable).parent / "yichuang"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests say so instead of failing one by one."""
    if not Path(CHROMIUM).exists():
        for item in items:
            if "browser" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`yichuang init --demo` and `serve` in processes of their own; gives the address."""
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    ini = folder / "browser.ini"
    ini.write_text((ROOT / "development.ini").read_text(encoding="utf-8").replace(":6543", f":{port}"), encoding="utf-8")
    environ = {**os.environ, "YICHUANG_VAR": str(folder / "var")}
    subprocess.run([YICHUANG, "-c", ini, "init", "--demo"], env=environ, check=True, capture_output=True, timeout=120)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([YICHUANG, "-c", ini, "serve"], env=environ, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_up(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for /health, at most half a minute."""
    for _ in range(150):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own for a person: visitor(), visitor("clerk"), visitor("police", width=390)."""
    contexts: list[BrowserContext] = []

    def visit(login: str = "", width: int = 1366, height: int = 768) -> Page:
        context = chromium.new_context(base_url=server, viewport={"width": width, "height": height}, locale="zh-CN",
                                       timezone_id="Asia/Shanghai", bypass_csp=False)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        if login:
            sign_in(page, login)
        return page

    yield visit
    for context in contexts:
        context.close()


def sign_in(page: Page, login: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", f"{login}-demo")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture of the page: in the folder that YICHUANG_TOUR names, else nowhere."""
    folder = os.environ.get("YICHUANG_TOUR")

    def take(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    return take
