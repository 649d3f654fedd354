"""Running the platform: make or upgrade the database, serve the pages, work in the background."""

from __future__ import annotations

import logging
import logging.config
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
import waitress
from pyramid.registry import Registry

from yichuang import work
from yichuang.app import check_start, make_app
from yichuang.cli.demo import load_demo, read_people
from yichuang.cli.settings import Loaded, loaded
from yichuang.definitions.indexing import rebuild_if_empty
from yichuang.errors import SettingsError
from yichuang.identity.people import DemoPerson
from yichuang.settings import Settings
from yichuang.store.db import make_engine, make_session_factory, writing
from yichuang.store.files import FileStore
from yichuang.store.schema import upgrade

LISTEN = "127.0.0.1:6543"


@click.command(short_help="建立或升级数据库。")
@click.option("--demo", is_flag=True, help="同时装入演示的一件事和演示账号。")
@click.pass_context
def init(context: click.Context, demo: bool) -> None:
    """建立或升级数据库和文件存储；可以反复运行。"""
    settings = loaded(context).settings
    engine = make_engine(settings)
    upgrade(engine)
    FileStore(settings.files).check()
    with writing(make_session_factory(engine)) as db:
        rebuild_if_empty(db)
    click.echo("数据库已就绪。", err=True)
    if demo:
        accounts = load_demo(make_session_factory(engine), settings)
        click.echo("演示账号（登录名 / 密码）：")
        for login, password in accounts:
            click.echo(f"  {login:<12} {password}")
    engine.dispose()


@click.command(short_help="启动网页服务。")
@click.pass_context
def serve(context: click.Context) -> None:
    """启动网页服务；yichuang.embedded_worker = true 时同时在进程内做后台工作。"""
    found = loaded(context)
    _log(found)
    app = make_app(found.settings, found.raw)
    check_start(app.registry)
    options = {key: value for key, value in found.server.items() if key != "use"}
    options.setdefault("listen", LISTEN)
    _announce(found, options["listen"])
    signal.signal(signal.SIGTERM, _stop)
    with _embedded_worker(app.registry, found.settings):
        waitress.serve(app, _quiet=True, **options)


@click.command(short_help="启动后台工作进程。")
@click.pass_context
def worker(context: click.Context) -> None:
    """做后台工作：分发、时限、清理；可以在多台机器上各开一个。"""
    found = loaded(context)
    _log(found)
    app = make_app(found.settings, found.raw)
    check_start(app.registry)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    click.echo("后台工作已启动，按 Ctrl+C 结束。", err=True)
    work.run(app.registry, stop)


@contextmanager
def _embedded_worker(registry: Registry, settings: Settings) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=work.run, args=(registry, stop), name="worker", daemon=True)
    if settings.embedded_worker:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if thread.is_alive():
            thread.join(timeout=30)


def _announce(found: Loaded, listen: str) -> None:
    for address in listen.split():
        click.echo(f"一窗已启动：http://{address}")
    sys.stdout.flush()
    if not found.settings.demo:
        return
    try:
        people = [DemoPerson.model_validate(each) for each in read_people()]
    except SettingsError:
        return
    click.echo("演示账号（登录名 / 密码）：")
    for person in people:
        click.echo(f"  {person.login:<12} {person.plain_password:<20} {person.name}")


def _log(found: Loaded) -> None:
    if found.parser.has_section("loggers"):
        logging.config.fileConfig(found.parser, disable_existing_loggers=False)
    logging.captureWarnings(True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
