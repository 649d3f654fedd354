"""A folder of definitions: its files by name; links that lead out of it, pipes and devices are left aside and said."""
from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from yichuang.errors import Problem

from .content import MAX_FILE, MAX_FILES, MAX_TOTAL, TOO_LARGE, TOO_MANY, Content, sorted_out


def folder_content(folder: Path) -> Content:
    """The files below a folder. Folders that are links are not entered."""
    names: list[str] = []
    outside: list[str] = []
    for path in _files(folder):
        (names if _inside(path, folder) else outside).append(path.relative_to(folder).as_posix())
        if len(names) > MAX_FILES:
            return Content((), problems=(_of(folder, TOO_MANY),))
    wanted, manifests, ignored = sorted_out(names)
    if sum(folder.joinpath(name).stat().st_size for name in wanted) > MAX_TOTAL:
        large = Problem("", "size", "文件夹里的定义合起来过大，没有读取。", fix="分成几次导入。")
        return Content((), problems=(_of(folder, large),))
    return Content(wanted, manifests, tuple(sorted(outside)) + ignored, (),
                   lambda name: read_bounded(folder / name), lambda name: shown(folder / name))


def read_bounded(file: Path) -> bytes | Problem:
    """The bytes of a file of ordinary size; what grows while it is read is cut off by the same limit."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE + 1)
    except OSError:
        return Problem("", "file", "打不开这个文件。", fix="请核对它的读取权限。")
    return content if len(content) <= MAX_FILE else TOO_LARGE


def shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode(errors="replace")


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not Path(here, name).is_symlink())
        yield from (Path(here, name) for name in names)


def _inside(path: Path, folder: Path) -> bool:
    """An ordinary file that really lies in the folder."""
    return path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(folder.resolve()))


def _of(folder: Path, problem: Problem) -> Problem:
    return Problem("", problem.rule, problem.message, fix=problem.fix, file=shown(folder))
