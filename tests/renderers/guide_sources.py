"""The seeds as what guides are written from, without a database."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.extension import GuideSource

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> dict[str, Definition]:
    """Every definition of the seeds by code."""
    return {definition.code: definition for definition in read_paths([SEEDS]).library}


def source(code: str, **more: Any) -> GuideSource:
    """What the guide of a seed is written from."""
    subject = seeds()[code]
    assert isinstance(subject, Bundle | Matter)
    return GuideSource(subject, seeds(), 3, "a3f9c0" * 10 + "beef", date(2026, 11, 20), **more)


def matters(code: str) -> list[str]:
    """The names of the matters of a bundle."""
    bundle = seeds()[code]
    assert isinstance(bundle, Bundle)
    return [seeds()[member.matter].name for member in bundle.members]
