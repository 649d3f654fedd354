"""What commands share: the database behind `-c`, reading JSON files, printing one JSON document."""
from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from yichuang.cli.settings import loaded
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.canonical import NotOneReading, parse
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, places, release_of, uses_of
from yichuang.errors import Invalid, NotFound, Problem, Unavailable
from yichuang.settings import Settings
from yichuang.store.db import SessionFactory, make_engine, make_session_factory, reading, writing
from yichuang.store.schema import is_current
from yichuang.store.secret import installation_key

PATH = click.Path(path_type=Path)


class CodeWord(click.ParamType):
    """A code of a definition, read as UTF-8 even where the locale is not."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it was typed; what is no UTF-8 becomes a code that does not exist."""
        return os.fsencode(value).decode(errors="replace")


CODE = CodeWord()
MAX_JSON = 20 * 1024 * 1024
ME = "命令行"


def say(answer: Any) -> None:
    """One JSON document on standard output, UTF-8 whatever the locale."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode())


def say_problems(problems: Iterable[Problem]) -> None:
    """Problems for people, one a line, on standard error."""
    for problem in problems:
        where = " ".join(part for part in (problem.file, problem.pointer) if part)
        mark = "豁免" if problem.waiver else "错误" if problem.severity == "error" else "提醒"
        click.echo(f"{mark} {where} [{problem.rule}] {problem.message}{problem.fix}", err=True)


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def read_json(path: Path) -> Any:
    """The JSON of a file. Raises NotFound or Invalid with a sentence that names the file."""
    try:
        if path.stat().st_size > MAX_JSON:
            raise Invalid(f"“{path.name}”过大（超过 20 MB），没有读取。")
        return parse(path.read_bytes())
    except OSError:
        raise NotFound(f"打不开“{path}”。请核对路径。") from None
    except NotOneReading as unclear:
        raise Invalid(f"“{path.name}”读不了：{unclear}") from None
    except (ValueError, RecursionError):
        raise Invalid(f"“{path.name}”不是 UTF-8 的 JSON 文件。请检查引号、逗号和括号。") from None


def signing_key(context: click.Context) -> bytes:
    """The installation's key, with which printed codes are signed. Raises Unavailable."""
    return installation_key(loaded(context).settings.var)


@cache
def _factory(settings: Settings) -> SessionFactory:
    engine = make_engine(settings)
    if not is_current(engine):
        raise Unavailable("数据库还没有建立或不是最新。请先运行 yichuang init。")
    return make_session_factory(engine)


@contextmanager
def database(context: click.Context, *, writes: bool = False) -> Iterator[Session]:
    """A session on the database of `-c`. Raises Unavailable when it has not been made."""
    factory = _factory(loaded(context).settings)
    with (writing if writes else reading)(factory) as db:
        yield db


def has_database(context: click.Context) -> bool:
    """Whether there is a database to look things up in."""
    settings = loaded(context).settings
    if settings.is_sqlite and not Path(settings.database.removeprefix("sqlite:///")).exists():
        return False
    return is_current(make_engine(settings))


def load_released(context: click.Context, code: str) -> tuple[Bundle | Matter, dict[str, Definition], Release]:
    """A published bundle or matter, all that it uses as pinned, the places of today, and its release."""
    with database(context) as db:
        release = release_of(db, code)
        subject = definition_of(release)
        if not isinstance(subject, Bundle | Matter):
            raise Invalid(f"“{code}”不是一件事或事项。")
        return subject, {**places(db), **uses_of(db, release)}, release
