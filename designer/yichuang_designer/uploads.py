"""Reads an uploaded file of definitions, whatever its name says: an archive or one JSON document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from yichuang.definitions.library import Reading, read_paths
from yichuang.errors import Problem

ZIP = b"PK\x03\x04"


def read_upload(content: bytes, name: str) -> Reading:
    """The definitions in an upload and what cannot be read; problems name the file as it was uploaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload.zip" if content.startswith(ZIP) else "upload.json")
        path.write_bytes(content)
        reading = read_paths([path])
    problems = [replace(problem, file=problem.file.replace(str(path), name)) for problem in reading.problems]
    if not problems and not reading.library.entries:
        problems.append(Problem("", "empty", "文件里没有定义。", fix="请选由导出得到的文件。", file=name))
    return Reading(reading.library, tuple(problems))
