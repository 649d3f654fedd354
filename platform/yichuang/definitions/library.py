"""A library: definitions by code, with the file and place that each came from. Read from folders, files and archives."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from yichuang.errors import Problem

from .canonical import NotOneReading, parse
from .common import Definition
from .files import opened
from .files.content import MAX_FILE, Content
from .files.exports import Export, Origin, exports_in, gaps, origins, releases_of
from .files.sealed import Sealed
from .kinds import read_definition

__all__ = ["MAX_FILE", "Entry", "Library", "Reading", "read_paths"]

MAX_DOCUMENTS = 50_000


@dataclass(frozen=True)
class Entry:
    """One definition: the model, the document as written, where it stands, and the export that it comes from."""

    definition: Definition
    document: Mapping[str, Any]
    file: str = ""
    pointer: str = ""
    origin: Origin | None = None


@dataclass
class Library:
    """Definitions by code. Codes are unique across kinds; the first to claim one keeps it."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def get(self, code: str) -> Definition | None:
        """The definition of a code, if there is one."""
        entry = self.entries.get(code)
        return entry.definition if entry else None

    def add(self, entry: Entry) -> Problem | None:
        """Take an entry in, or say who has its code already."""
        other = self.entries.setdefault(entry.definition.code, entry)
        if other is entry:
            return None
        where = f"（{other.file}）" if other.file and other.file != entry.file else ""
        return Problem(entry.pointer + "/code", "duplicate-code",
                       f"编码“{entry.definition.code}”已被“{other.definition.name}”使用{where}。",
                       fix="换一个编码；不同类别之间也不能重复。", file=entry.file)

    def __iter__(self) -> Iterator[Definition]:
        return (entry.definition for entry in self.entries.values())


@dataclass(frozen=True)
class Reading:
    """What the files held, and everything that could not be read. `releases` and `exports` come from exports only;
    `ignored` names files that are no definitions."""

    library: Library
    problems: tuple[Problem, ...]
    releases: tuple[Sealed, ...] = ()
    exports: tuple[Export, ...] = ()
    ignored: tuple[str, ...] = ()


def read_paths(paths: Iterable[Path]) -> Reading:
    """All definitions in folders (their `.json` files, by name), files and ZIP archives. The same document in two paths
    is one, as when two exports share an element. Raises NotFound for a path that does not exist."""
    library = Library()
    readings = []
    for path in paths:
        with opened(path) as content:
            readings.append(_read(content))
    problems = [problem for reading in readings for problem in (*reading.problems, *_join(library, reading.library))]
    sealed = {(each.number, each.digest): each for reading in readings for each in reading.releases}
    exports = tuple(each for reading in readings for each in reading.exports)
    ignored = tuple(name for reading in readings for name in reading.ignored)
    return Reading(library, tuple(problems), tuple(sealed.values()), exports, ignored)


def _join(library: Library, part: Library) -> Iterator[Problem]:
    for code, entry in part.entries.items():
        known = library.entries.get(code)
        same = known is not None and json.dumps(known.document) == json.dumps(entry.document)
        if not same and (taken := library.add(entry)) is not None:
            yield taken


def _read(content: Content) -> Reading:
    exports, problems = exports_in(content)
    problems = [*content.problems, *problems]
    if len(problems) > len(content.problems):
        # By a manifest that cannot be followed the other files cannot be understood either.
        return Reading(Library(), tuple(problems))
    library, sealed = Library(), []
    for export in exports:
        problems.extend(gaps(content, export))
        found, refused = releases_of(content, export)
        sealed.extend(found)
        problems.extend(refused)
    known = {name: origin for export in exports for name, origin in origins(export).items()}
    apart = tuple(export.releases for export in exports)
    for name in content.names:
        if not name.startswith(apart):
            problems.extend(_take(library, Source(content.label(name), known.get(name)), content.read(name)))
    ignored = tuple(content.label(name) for name in content.ignored)
    return Reading(library, tuple(problems), tuple(sealed), exports, ignored)


@dataclass(frozen=True)
class Source:
    """A file as problems call it, and the export that it belongs to."""

    name: str
    origin: Origin | None


def _take(library: Library, source: Source, text: bytes | Problem) -> Iterator[Problem]:
    name = source.name
    if isinstance(text, Problem):
        yield replace(text, file=name)
        return
    try:
        parsed = parse(text)
    except UnicodeDecodeError:
        yield Problem("", "encoding", "文件不是 UTF-8 编码。", fix="另存为 UTF-8。", file=name)
    except json.JSONDecodeError as broken:
        yield Problem("", "json", f"不是完整的 JSON：第 {broken.lineno} 行第 {broken.colno} 列附近有误。",
                      fix="检查引号、逗号和括号。", file=name)
    except NotOneReading as unclear:
        yield Problem("", "json", str(unclear), fix="同一个键只留一处；数值写成普通大小。", file=name)
    except (ValueError, RecursionError):
        yield Problem("", "json", "JSON 含有不允许的内容（NaN、Infinity、半个字符，或嵌套过深）。",
                      fix="改成普通数值，减少嵌套。", file=name)
    else:
        yield from _documents(library, source, parsed)


def _documents(library: Library, source: Source, parsed: Any) -> Iterator[Problem]:
    documents = parsed if isinstance(parsed, list) else [parsed]
    if len(documents) > MAX_DOCUMENTS:
        yield Problem("", "size", f"一个文件里的定义太多（超过 {MAX_DOCUMENTS} 个），没有读取。", fix="拆成几个文件。",
                      file=source.name)
        return
    for index, document in enumerate(documents):
        base = f"/{index}" if isinstance(parsed, list) else ""
        definition = read_definition(document)
        if isinstance(definition, list):
            yield from (replace(problem, pointer=base + problem.pointer, file=source.name) for problem in definition)
        elif (taken := library.add(Entry(definition, document, source.name, base, source.origin))) is not None:
            yield taken
