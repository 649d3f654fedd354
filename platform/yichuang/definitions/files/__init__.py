"""Files of definitions as they come: a folder, a ZIP archive or one file, opened so that none of them can do harm."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yichuang.errors import NotFound, Problem

from .archive import is_archive, opened_archive
from .content import Content
from .folder import folder_content, read_bounded, shown


@contextmanager
def opened(path: Path) -> Iterator[Content]:
    """What a path holds. Raises NotFound for a path that does not exist; what is wrong with it stands in `problems`."""
    if path.is_dir():
        yield folder_content(path)
    elif path.is_file() and is_archive(path):
        with opened_archive(path) as content:
            yield content
    elif path.is_file():
        yield Content((path.name,), read=lambda name: read_bounded(path), label=lambda name: shown(path))
    elif path.exists():
        special = Problem("", "file", "既不是文件，也不是文件夹，没有读取。", fix="请给出文件夹、.json 或 .zip。", file=shown(path))
        yield Content((), problems=(special,))
    else:
        raise NotFound(f"找不到“{path}”。")
