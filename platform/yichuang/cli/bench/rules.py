"""`check` over many matters: how long a thousand take, and whether four times as many take four times as long."""
from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.check import check
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library, read_paths
from yichuang.errors import NotFound

from .figures import Figure

MANY, FEW = 1000, 250
LIMIT_SECONDS = 10.0
LINEAR = MANY / FEW


def check_thousand() -> Iterator[Figure]:
    """1,000 matters made from those of the seeds, with codes and sentences of their own, so that no cache of texts or
    schemas helps; checked once, in memory."""
    few, many = _seconds(FEW, "甲"), _seconds(MANY, "乙")
    yield Figure("check-1000", round(many, 2), "s", LIMIT_SECONDS, f"limit; {MANY:,} matters, no text seen before")
    yield Figure("check-linear", round(many / few, 2), "times", LINEAR, f"linear; {MANY:,} matters over {FEW}")


def _seconds(count: int, mark: str) -> float:
    library = _library(count, mark)
    began = time.perf_counter()
    errors = [problem for problem in check(library) if problem.severity == "error"]
    taken = time.perf_counter() - began
    if errors:
        raise NotFound("示例数据有错误，不能测量。", problems=errors[:5])
    return taken


def _library(count: int, mark: str) -> Library:
    """The seeds without their matters' bundles and guides, and as many copies of their matters as wanted."""
    seeds = read_paths([seeds_folder()]).library.entries.values()
    library = Library()
    matters = []
    for entry in seeds:
        kind = entry.definition.kind
        if kind == "matter":
            matters.append(entry.document)
        elif kind not in ("bundle", "guide"):
            library.add(entry)
    for index in range(count):
        document = _apart(matters[index % len(matters)], f"（示例{mark}{index}）") | {"code": f"bench-{index}"}
        definition = read_definition(document)
        if isinstance(definition, list):
            raise NotFound("示例数据读不懂，不能测量。", problems=definition)
        library.add(Entry(definition, document))
    return library


def _apart(value: Any, mark: str) -> Any:
    """The same with every whole sentence made different, in the form too."""
    if isinstance(value, Mapping):
        return {key: _apart(each, mark) for key, each in value.items()}
    if isinstance(value, list):
        return [_apart(each, mark) for each in value]
    return f"{value[:-1]}{mark}。" if isinstance(value, str) and value.endswith("。") else value
