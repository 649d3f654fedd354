"""What a folder, an archive or a file holds, whatever it is: names to read, what was left aside, what is refused."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from yichuang.errors import Problem

MANIFEST = "manifest.json"
NOT_DEFINITIONS = ("example*.json", "people.json", MANIFEST)
MAX_FILE = 20 * 1024 * 1024
MAX_TOTAL = 200 * 1024 * 1024
MAX_FILES = 50_000
TOO_LARGE = Problem("", "size", "文件过大（超过 20 MB），没有读取。", fix="拆成几个文件。")
TOO_MANY = Problem("", "size", f"文件太多（超过 {MAX_FILES} 个），没有读取。", fix="分成几次导入。")
DRIVE = re.compile(r"[A-Za-z]:")


def _nothing(name: str) -> bytes | Problem:
    return b""


@dataclass(frozen=True)
class Content:
    """The `.json` files by name, `/` between folders; `manifests` apart, since they say how to read the others."""

    names: tuple[str, ...]
    manifests: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    read: Callable[[str], bytes | Problem] = _nothing
    label: Callable[[str], str] = str
    """How a problem calls the file of this name."""


def sorted_out(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Definitions, manifests, and what is neither; examples, accounts and hidden files are none of them."""
    wanted: list[str] = []
    manifests: list[str] = []
    ignored: list[str] = []
    for name in sorted(names):
        base = PurePosixPath(name).name
        if base == MANIFEST:
            manifests.append(name)
        elif base.startswith(".") or any(fnmatchcase(base, pattern) for pattern in NOT_DEFINITIONS):
            continue
        else:
            (wanted if base.lower().endswith(".json") else ignored).append(name)
    return tuple(wanted), tuple(manifests), tuple(ignored)


def leads_out(name: str) -> bool:
    """Whether a name would lead out of its archive if somebody unpacked it: `..`, absolute, a drive, a NUL."""
    return name.startswith("/") or bool(DRIVE.match(name)) or "\0" in name or ".." in PurePosixPath(name).parts
