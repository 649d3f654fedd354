"""The core on the seeds: checking, composing, projecting, validating."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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

from .figures import Figure, median_ms

try:
    import jsonschema
except ImportError:
    jsonschema = None


@dataclass(frozen=True)
class Ground:
    """What is measured on: the newborn seed with its example filing."""

    bundle: Bundle
    uses: Mapping[str, Definition]
    request: FilingRequest
    folder: Path


@cache
def _ground() -> Ground:
    folder = seeds_folder()
    library = read_paths([folder]).library
    bundle = library.get("newborn")
    request = read_request(json.loads((folder / "newborn/example.json").read_text(encoding="utf-8")))
    if not isinstance(bundle, Bundle) or not isinstance(request, FilingRequest):
        raise NotFound("示例数据不完整，不能测量。")
    return Ground(bundle, {entry.definition.code: entry.definition for entry in library.entries.values()}, request, folder)


def check_seeds() -> Iterator[Figure]:
    """Reading and checking all seeds, per definition."""
    ground = _ground()
    count = len(read_paths([ground.folder]).library.entries)
    whole = median_ms(lambda: list(check(read_paths([ground.folder]).library)), most=5)
    yield Figure("check", round(whole / count, 4), "ms/definition", 10.0, "limit: 1,000 matters in 10 s")


def compose_newborn() -> Iterator[Figure]:
    """Composing the bundle with 7 matters from its answers."""
    ground = _ground()
    answers = ground.request.answers
    yield Figure("compose", median_ms(lambda: compose(ground.bundle, ground.uses, answers)), "ms", 25.0, "limit, cold")


def project_newborn() -> Iterator[Figure]:
    """Projecting the filing to all its cases and validating each."""
    ground = _ground()
    composition = compose(ground.bundle, ground.uses, ground.request.answers)
    figure = median_ms(lambda: project_filing(composition, ground.uses, ground.request))
    yield Figure("project", figure, "ms", None, f"{len(composition.taken)} matters, validated")


def validate_newborn() -> Iterator[Figure]:
    """Validating the merged form's data; beside it the pure Python validator."""
    ground = _ground()
    composition = compose(ground.bundle, ground.uses, ground.request.answers)
    schema, data = composition.form.schema, dict(ground.request.data)
    ours = Compiled(schema)
    peer = None
    if jsonschema is not None:
        validator = jsonschema.Draft202012Validator(schema)
        peer = median_ms(lambda: list(validator.iter_errors(data)))
    yield Figure("validate", median_ms(lambda: ours.is_valid(data)), "ms", peer, "peer: jsonschema")
