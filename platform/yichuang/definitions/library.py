"""A library: definitions by code, with the file and place that each came from. Read from folders, files and archives."""
from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from yichuang.errors import NotFound, Problem

from .canonical import parse
from .common import Definition
from .kinds import read_definition

NOT_DEFINITIONS = ("example*.json", "people.json", "manifest.json")
MAX_FILE = 20 * 1024 * 1024
MAX_ARCHIVE = 200 * 1024 * 1024
MAX_DOCUMENTS = 50_000
TOO_LARGE = Problem("", "size", "文件过大（超过 20 MB），没有读取。", fix="拆成几个文件。")


@dataclass(frozen=True)
class Entry:
    """One definition: the model, the document as written, and where it stands."""

    definition: Definition
    document: Mapping[str, Any]
    file: str = ""
    pointer: str = ""


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
        return Problem(entry.pointer + "/code", "duplicate-code",
                       f"编码“{entry.definition.code}”已被“{other.definition.name}”使用。",
                       fix="换一个编码；不同类别之间也不能重复。", file=entry.file)

    def __iter__(self) -> Iterator[Definition]:
        return (entry.definition for entry in self.entries.values())


@dataclass(frozen=True)
class Reading:
    """What the files held, and everything that could not be read."""

    library: Library
    problems: tuple[Problem, ...]


def read_paths(paths: Iterable[Path]) -> Reading:
    """All definitions in folders (their `.json` files, by name), files and ZIP archives. Raises NotFound for a path
    that does not exist."""
    library = Library()
    problems: list[Problem] = []
    for path in paths:
        if not path.exists():
            raise NotFound(f"找不到“{path}”。")
        for name, text in _texts(path):
            problems.extend(_take(library, name, text))
    return Reading(library, tuple(problems))


def _texts(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            if not _skipped(file.name):
                yield str(file), _content(file)
    elif path.suffix.lower() == ".zip":
        yield from _archive(path)
    elif not _skipped(path.name):
        yield str(path), _content(path)


def _skipped(name: str) -> bool:
    return name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in NOT_DEFINITIONS)


def _content(file: Path) -> bytes | Problem:
    if file.stat().st_size > MAX_FILE:
        return TOO_LARGE
    return file.read_bytes()


def _archive(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if info.filename.endswith(".json")]
            if sum(info.file_size for info in infos) > MAX_ARCHIVE:
                yield str(path), Problem("", "size", "压缩包解开后过大，没有读取。", fix="分成几个压缩包。")
                return
            for info in sorted(infos, key=lambda i: i.filename):
                if ".." not in Path(info.filename).parts and not _skipped(Path(info.filename).name):
                    yield f"{path}!{info.filename}", _member(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        yield str(path), Problem("", "zip", "压缩包损坏、加密或格式不支持，无法打开。", fix="重新导出后再试。")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Problem:
    with archive.open(info) as member:
        # What the directory says of the size may be a lie; what is read is not.
        content = member.read(MAX_FILE + 1)
    return content if len(content) <= MAX_FILE else TOO_LARGE


def _take(library: Library, name: str, text: bytes | Problem) -> Iterator[Problem]:
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
    except (ValueError, RecursionError):
        yield Problem("", "json", "JSON 含有不允许的内容（NaN、Infinity、半个字符，或嵌套过深）。",
                      fix="改成普通数值，减少嵌套。", file=name)
    else:
        yield from _documents(library, name, parsed)


def _documents(library: Library, name: str, parsed: Any) -> Iterator[Problem]:
    documents = parsed if isinstance(parsed, list) else [parsed]
    for index, document in enumerate(documents[:MAX_DOCUMENTS]):
        base = f"/{index}" if isinstance(parsed, list) else ""
        definition = read_definition(document)
        if isinstance(definition, list):
            yield from (replace(problem, pointer=base + problem.pointer, file=name) for problem in definition)
        elif (taken := library.add(Entry(definition, document, name, base))) is not None:
            yield taken
