"""A ZIP archive from outside: bounded in entries, bytes and time; nothing in it is ever written to disk."""
from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from yichuang.errors import Problem

from .content import MAX_FILE, MAX_FILES, MAX_TOTAL, TOO_LARGE, TOO_MANY, Content, leads_out, sorted_out

MAX_DIRECTORY = 8 * 1024 * 1024
# JSON shrinks to a fiftieth or so, however often its keys repeat; a large entry that shrinks more is made to hurt.
MAX_RATIO = 150
SMALL = 1024 * 1024
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
END, END_SIZE, LOCATOR = b"PK\x05\x06", 22, b"PK\x06\x07"
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, struct.error)
UNREADABLE = Problem("", "zip", "压缩包损坏、加密或格式不支持，无法打开。", fix="重新导出后再试。")
LARGE = Problem("", "size", "压缩包解开后过大，没有读取。", fix="分成几个压缩包。")
HOSTILE = Problem("", "size", "压缩得不合常理（解开后大数百倍），没有读取。", fix="请核对压缩包的来处。")


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP archive by its name or its first bytes."""
    with path.open("rb") as file:
        return path.suffix.lower() == ".zip" or file.read(4) in SIGNATURES


@contextmanager
def opened_archive(path: Path) -> Iterator[Content]:
    """What the archive holds. Any entry that has no business there refuses the archive, by name."""
    with path.open("rb") as file:
        try:
            archive = None if (refused := _refused(file)) else zipfile.ZipFile(file)
        except BROKEN:
            archive, refused = None, UNREADABLE
        if archive is None:
            yield Content((), problems=(replace(refused or UNREADABLE, file=str(path)),))
            return
        with archive:
            yield _content(archive, path)


def _refused(file: BinaryIO) -> Problem | None:
    """What the end of the archive says of its directory, before any of that is read into memory."""
    size = file.seek(0, 2)
    if size > MAX_TOTAL:
        return LARGE
    file.seek(max(0, size - END_SIZE - 65535))
    tail = file.read()
    at = len(tail) - END_SIZE if tail[-END_SIZE:-END_SIZE + 4] == END and tail[-2:] == b"\0\0" else tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        return UNREADABLE
    entries, directory = struct.unpack("<HL", tail[at + 10:at + 16])
    if tail[max(0, at - 20):at][:4] == LOCATOR or entries > MAX_FILES or directory > MAX_DIRECTORY:
        return TOO_MANY
    return None


def _content(archive: zipfile.ZipFile, path: Path) -> Content:
    infos = {name: info for info in archive.infolist() if not (name := _name(info)).endswith("/")}
    problems = [replace(problem, file=f"{path}!{name}") for problem, name in _problems(archive)]
    wanted, manifests, ignored = sorted_out([name for name in infos if not leads_out(name)])
    if sum(infos[name].file_size for name in wanted) > MAX_TOTAL:
        return Content((), problems=(replace(LARGE, file=str(path)), *problems))
    if any(problem.rule == "zip" for problem in problems):
        return Content((), problems=(replace(UNREADABLE, file=str(path)),))
    reader = _Reader(archive, infos)
    return Content(wanted, manifests, ignored, tuple(problems), reader.read, lambda name: f"{path}!{name}")


def _problems(archive: zipfile.ZipFile) -> Iterator[tuple[Problem, str]]:
    infos = [(_name(info), info) for info in archive.infolist()]
    for name, info in infos:
        if leads_out(name):
            yield Problem("", "path", "压缩包里有指向外面的路径，不予导入。", fix="请核对压缩包的来处，重新导出。"), name
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Problem("", "path", "压缩包里有链接，不予导入。", fix="打包时放入文件本身。"), name
        elif info.flag_bits & 0x41 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield UNREADABLE, name
    for name, times in Counter(name for name, _ in infos).items():
        if times > 1:
            yield Problem("", "duplicate-name", f"压缩包里有 {times} 个同名的文件，不知道以哪个为准。", fix="删去多余的。"), name


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: without the flag for UTF-8 it may be GBK, as Chinese Windows writes it."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        name = next((text for code in ("utf-8", "gb18030") if (text := _decoded(raw, code)) is not None), name)
    return name.replace("\\", "/")


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


class _Reader:
    """Reads entries one at a time and counts what really came out; what a directory says of sizes may be a lie."""

    def __init__(self, archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> None:
        self._archive, self._infos, self._left = archive, infos, MAX_TOTAL

    def read(self, name: str) -> bytes | Problem:
        """The bytes of an entry, or why not."""
        info = self._infos[name]
        if self._left <= 0:
            return LARGE
        if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            return HOSTILE
        try:
            with self._archive.open(info) as member:
                content = member.read(MAX_FILE + 1)
        except BROKEN:
            return UNREADABLE
        self._left -= len(content)
        return content if len(content) <= MAX_FILE else TOO_LARGE
