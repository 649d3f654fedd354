"""Search over 100,000 matters: how fast it answers, whether two characters find their matter, how long a change takes.

On SQLite in a folder of its own; where `YICHUANG_DATABASE` names a PostgreSQL, there too, in a schema of its own.
"""
from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import uuid4

from pypinyin import lazy_pinyin
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from yichuang.errors import Unavailable
from yichuang.search import Entry, SearchEntry, find, index
from yichuang.settings import read_settings
from yichuang.store.db import SessionFactory, make_engine, make_session_factory, reading, writing

from .catalogue import catalogue
from .figures import Figure

MATTERS = 100_000
KINDS = ("bundle", "matter")
EACH = 40
UPDATES = 25
Question = Callable[[Random, Entry], str]


@dataclass(frozen=True)
class Ground:
    """A full index, what is in it, and what building it took in seconds."""

    sessions: SessionFactory
    entries: Sequence[Entry]
    seconds: float


def search_figures() -> Iterator[Figure]:
    """The figures of the embedded database, then of the PostgreSQL that the environment names."""
    with TemporaryDirectory(prefix="yichuang-bench-") as folder:
        settings = read_settings({}, Path(folder), {"YICHUANG_VAR": folder})
        engine = make_engine(settings)
        yield from _figures("search", engine)
        engine.dispose()
        named = os.environ.get("YICHUANG_DATABASE", "")
        if named.startswith("postgresql"):
            settings = read_settings({}, Path(folder), {"YICHUANG_VAR": folder, "YICHUANG_DATABASE": named})
            with _schema(make_engine(settings)) as engine:
                yield from _figures("search-pg", engine)


def _figures(name: str, engine: Engine) -> Iterator[Figure]:
    ground = _filled(engine)
    what = f"{MATTERS:,} matters, {engine.dialect.name}"
    with reading(ground.sessions) as db:
        times = [spent for question in QUESTIONS.values() for spent in _times(db, ground.entries, question)]
        hits = _found(db, ground.entries)
    p95 = round(statistics.quantiles(times, n=100)[94], 3)
    median = round(statistics.median(times), 1)
    yield Figure(f"{name}-p95", p95, "ms", 30.0, f"limit; {what}; median {median} ms over {len(times)} questions "
                                                 f"({', '.join(QUESTIONS)})")
    yield Figure(f"{name}-hit10", hits, "share", 0.99, "at least; two characters of a title: it is among the first 10, or "
                                                       "more than 10 titles hold them and all 10 hits do")
    yield Figure(f"{name}-update", _update(ground), "ms", 10.0, f"limit; one matter changed and committed, {what}")
    yield Figure(f"{name}-build", round(ground.seconds, 1), "s", None, what)


def _filled(engine: Engine) -> Ground:
    SearchEntry.__table__.create(engine)  # type: ignore[attr-defined]
    sessions = make_session_factory(engine)
    entries = list(catalogue(MATTERS))
    began = time.perf_counter()
    with writing(sessions) as db:
        index(db, entries)
    return Ground(sessions, entries, time.perf_counter() - began)


def _two(pick: Random, entry: Entry) -> str:
    at = pick.randrange(len(entry.title) - 1)
    return entry.title[at : at + 2]


def _part(pick: Random, entry: Entry) -> str:
    at = pick.randrange(len(entry.title) - 3)
    return entry.title[at : at + pick.randrange(3, 8)]


def _mistyped(pick: Random, entry: Entry) -> str:
    at = pick.randrange(1, len(entry.title) - 2)
    changed = pick.choice((entry.title[at + 1] + entry.title[at], entry.title[at : at + 2] + "的", "的", ""))
    return entry.title[:at] + changed + entry.title[at + 2 :]


QUESTIONS: Mapping[str, Question] = {
    "two characters": _two,
    "a part": _part,
    "the title": lambda pick, entry: entry.title,
    "a slip": _mistyped,
    "pinyin": lambda pick, entry: "".join(lazy_pinyin(_part(pick, entry))),
    "initials": lambda pick, entry: "".join(each[0] for each in lazy_pinyin(entry.title))[: pick.randrange(2, 8)],
    "department": lambda pick, entry: entry.note[2:],
    "department and act": lambda pick, entry: f"{entry.note[-3:]} {entry.title[-2:]}",
    "another word": lambda pick, entry: pick.choice(("准生证", "房产证", "社保卡", "身份证", "落户", "执照")),
    "a sentence": lambda pick, entry: f"我想办{_part(pick, entry)}怎么办",
    "code": lambda pick, entry: entry.ref,
}


def _times(db: Session, entries: Sequence[Entry], question: Question) -> Iterator[float]:
    pick = Random(7)  # noqa: S311 - nothing secret
    for _ in range(EACH):
        sought = question(pick, pick.choice(entries))
        began = time.perf_counter()
        find(db, sought, KINDS)
        yield (time.perf_counter() - began) * 1000


def _found(db: Session, entries: Sequence[Entry]) -> float:
    """The share of two-character questions answered as well as ten hits can."""
    pick = Random(11)  # noqa: S311 - nothing secret
    asked = [(entry, _two(pick, entry)) for entry in pick.sample(list(entries), 300)]
    asked = [(entry, two) for entry, two in asked if two.isalnum()]
    return round(sum(_is_found(db, entries, entry, two) for entry, two in asked) / len(asked), 4)


def _is_found(db: Session, entries: Sequence[Entry], target: Entry, two: str) -> bool:
    hits = find(db, two, KINDS, 10)
    if any(hit.ref == target.ref for hit in hits):
        return True
    return sum(two in entry.title for entry in entries) > len(hits) == 10 and all(two in hit.title for hit in hits)


def _update(ground: Ground) -> float:
    """The median of changing one matter after another, each in its own transaction."""
    spent = []
    for entry in ground.entries[:UPDATES]:
        began = time.perf_counter()
        with writing(ground.sessions) as db:
            index(db, [Entry(entry.kind, entry.ref, f"{entry.title}（改）", entry.note, entry.names, entry.words)])
        spent.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(spent), 3)


@contextmanager
def _schema(engine: Engine) -> Iterator[Engine]:
    """A schema of the bench's own, so that nothing of the database is touched; dropped afterwards."""
    name = f"yichuang_bench_{uuid4().hex[:12]}"
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    except DBAPIError:
        raise Unavailable("YICHUANG_DATABASE 指明的数据库连不上，或者不能在其中新建模式，没有在它上面测量。") from None
    engine.dispose()
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(f"SET LOCAL search_path TO {name}"))
    try:
        yield engine
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()
