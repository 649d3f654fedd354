"""`yichuang bench`: what the core costs on the seeds, as medians, beside a limit or a peer measured in the same run."""
from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from yichuang.cli.context import say
from yichuang.cli.demo import seeds_folder
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.check import check
from yichuang.definitions.common import Definition
from yichuang.definitions.library import read_paths
from yichuang.errors import NotFound
from yichuang.filing.compose import compose
from yichuang.filing.projection import project_filing
from yichuang.filing.request import FilingRequest, read_request
from yichuang.forms.compiled import Compiled

try:
    import jsonschema
except ImportError:
    jsonschema = None


@dataclass(frozen=True)
class Figure:
    """One line of the suite. `beside` is the limit or the peer's figure in the same unit; ratio = figure / beside."""

    name: str
    figure: float
    unit: str
    beside: float | None = None
    what: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As `bench --json` prints it."""
        return asdict(self) | {"ratio": round(self.figure / self.beside, 4) if self.beside else None}


@dataclass(frozen=True)
class Ground:
    """What is measured on: the newborn seed with its example filing."""

    bundle: Bundle
    uses: Mapping[str, Definition]
    request: FilingRequest
    folder: Path


def median_ms(work: Callable[[], object], seconds: float = 1.0, most: int = 200) -> float:
    """The median of as many runs as fit into the time, after one that is not counted; in milliseconds."""
    work()
    runs: list[float] = []
    until = time.perf_counter() + seconds
    while len(runs) < 3 or (len(runs) < most and time.perf_counter() < until):
        began = time.perf_counter()
        work()
        runs.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(runs), 4)


def _ground() -> Ground:
    folder = seeds_folder()
    library = read_paths([folder]).library
    bundle = library.get("newborn")
    request = read_request(json.loads((folder / "newborn/example.json").read_text(encoding="utf-8")))
    if not isinstance(bundle, Bundle) or not isinstance(request, FilingRequest):
        raise NotFound("示例数据不完整，不能测量。")
    return Ground(bundle, {entry.definition.code: entry.definition for entry in library.entries.values()}, request, folder)


def check_seeds(ground: Ground) -> Iterator[Figure]:
    """Reading and checking all seeds, per definition."""
    count = len(read_paths([ground.folder]).library.entries)
    whole = median_ms(lambda: list(check(read_paths([ground.folder]).library)), most=5)
    yield Figure("check", round(whole / count, 4), "ms/definition", 10.0, "limit: 1,000 matters in 10 s")


def compose_newborn(ground: Ground) -> Iterator[Figure]:
    """Composing the bundle with 7 matters from its answers."""
    answers = ground.request.answers
    yield Figure("compose", median_ms(lambda: compose(ground.bundle, ground.uses, answers)), "ms", 25.0, "limit, cold")


def project_newborn(ground: Ground) -> Iterator[Figure]:
    """Projecting the filing to all its cases and validating each."""
    composition = compose(ground.bundle, ground.uses, ground.request.answers)
    figure = median_ms(lambda: project_filing(composition, ground.uses, ground.request))
    yield Figure("project", figure, "ms", None, f"{len(composition.taken)} matters, validated")


def validate_newborn(ground: Ground) -> Iterator[Figure]:
    """Validating the merged form's data; beside it the pure Python validator."""
    composition = compose(ground.bundle, ground.uses, ground.request.answers)
    schema, data = composition.form.schema, dict(ground.request.data)
    ours = Compiled(schema)
    peer = None
    if jsonschema is not None:
        validator = jsonschema.Draft202012Validator(schema)
        peer = median_ms(lambda: list(validator.iter_errors(data)))
    yield Figure("validate", median_ms(lambda: ours.is_valid(data)), "ms", peer, "peer: jsonschema")


SUITE: Mapping[str, Callable[[Ground], Iterator[Figure]]] = {
    "check": check_seeds, "compose": compose_newborn, "project": project_newborn, "validate": validate_newborn,
}


@click.command(short_help="测量核心的速度。")
@click.argument("names", nargs=-1, type=click.Choice(list(SUITE)))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
def bench(names: tuple[str, ...], as_json: bool) -> None:
    """在示例数据上测量；每个数旁边是限值，或同一次运行中的同类。"""
    ground = _ground()
    figures = [figure for name in names or SUITE for figure in SUITE[name](ground)]
    if as_json:
        say([figure.as_dict() for figure in figures])
        return
    for figure in figures:
        beside = f"{figure.beside:g}" if figure.beside else "—"
        ratio = f"{figure.figure / figure.beside:.3f}" if figure.beside else "—"
        click.echo(f"{figure.name:<10} {figure.figure:>10g} {figure.unit:<15} {beside:>8}  ×{ratio:<8} {figure.what}")
