"""Vague wording: what reading the texts of a matter costs when none of them has been read before."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.check.texts import texts_of
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.errors import NotFound
from yichuang.standards.wording import lint

from .figures import Figure, median_ms


def read_texts() -> Iterator[Figure]:
    """Every text of the seeds' matters through every rule, without the cache that `check` keeps."""
    matters = [definition for definition in read_paths([seeds_folder()]).library if isinstance(definition, Matter)]
    if not matters:
        raise NotFound("示例数据不完整，不能测量。")

    def read() -> int:
        return sum(len(lint(text, scope)) for matter in matters for _, text, scope in texts_of(matter))

    yield Figure("wording", round(median_ms(read, most=20) / len(matters), 4), "ms/matter", 1.0,
                 "limit: a tenth of what check may take")
