"""Reads an uploaded file of definitions, whatever its name says: an archive or one JSON document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from yichuang.definitions.library import Library, Reading, read_paths
from yichuang.errors import Problem

ZIP = b"PK\x03\x04"


def read_upload(content: bytes, name: str) -> Reading:
    """The definitions in an upload and what cannot be read; everything names the file as it was uploaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload.zip" if content.startswith(ZIP) else "upload.json")
        path.write_bytes(content)
        reading = _renamed(read_paths([path]), str(path), name)
    if not reading.problems and not reading.library.entries:
        empty = Problem("", "empty", "文件里没有定义。", fix="请选由导出得到的文件。", file=name)
        return replace(reading, problems=(empty,))
    return reading


def _renamed(reading: Reading, path: str, name: str) -> Reading:
    entries = {code: replace(entry, file=entry.file.replace(path, name)) for code, entry in reading.library.entries.items()}
    return replace(
        reading, library=Library(entries), ignored=tuple(each.replace(path, name) for each in reading.ignored),
        problems=tuple(replace(each, file=each.file.replace(path, name)) for each in reading.problems),
        releases=tuple(replace(each, file=each.file.replace(path, name)) for each in reading.releases))
