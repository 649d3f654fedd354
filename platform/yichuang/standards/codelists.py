"""Code lists of the field, as data with their sources; the tables in data/codelists are our own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list: its code, Chinese name, source, and (value, label) pairs in their own order."""

    code: str
    name: str
    source: str
    entries: tuple[tuple[str, str], ...]

    def label(self, value: str) -> str | None:
        """The label of a value; None when the list does not have it."""
        return dict(self.entries).get(value)

    @property
    def values(self) -> tuple[str, ...]:
        """All values, in order."""
        return tuple(value for value, _ in self.entries)


def _read() -> Iterator[CodeList]:
    """Every list in the package's data, file by file."""
    folder = files("yichuang.standards").joinpath("data/codelists")
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for code, told in json.loads(table.read_text(encoding="utf-8")).items():
            entries = tuple((value, text) for value, text in told["entries"])
            yield CodeList(code, told["name"], told["source"], entries)


LISTS: Mapping[str, CodeList] = MappingProxyType({found.code: found for found in _read()})


def label(list_code: str, value: str) -> str | None:
    """The label of a value in a list of LISTS (KeyError for others); None when the list does not have it."""
    return LISTS[list_code].label(value)
