"""Files by their content: a folder or an S3 bucket in which a file's name is the SHA-256 of its bytes."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, BinaryIO, Protocol

import fsspec
from pyramid.config import Configurator
from pyramid.request import Request

from yichuang.errors import NotFound, SettingsError, TooLarge, Unavailable

CHUNK = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    """Anything with `read(size)`: an upload, an open file."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, empty at the end."""
        ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: SHA-256 in hexadecimal and size in bytes."""

    digest: str
    size: int


class FileStore:
    """Keeps bytes for ever under their digest; the same bytes are kept once. Safe for several processes."""

    def __init__(self, place: str) -> None:
        try:
            self._system, root = fsspec.core.url_to_fs(place)
        except (ImportError, ValueError) as error:
            raise SettingsError(f"设置有误：yichuang.files 指向的存储无法使用（{error}）。") from None
        self._root = root.rstrip("/")
        self._is_local = "file" in _protocols(self._system.protocol)

    def put(self, stream: Readable, limit: int) -> StoredFile:
        """Keep what the stream holds; TooLarge beyond `limit` bytes, and nothing is kept then."""
        arriving = f"{self._root}/arriving/{secrets.token_hex(16)}"
        self._system.makedirs(f"{self._root}/arriving", exist_ok=True)
        try:
            with self._system.open(arriving, "wb") as out:
                stored = _copy(stream, out.write, limit)
                if self._is_local:
                    out.flush()
                    # The database row that names this file is durable, so the file must be before it.
                    os.fsync(out.fileno())
            self._settle(arriving, stored.digest)
        finally:
            if self._system.exists(arriving):
                self._system.rm_file(arriving)
        return stored

    def open(self, digest: str) -> BinaryIO:
        """The file for reading; NotFound when there is none."""
        try:
            opened: BinaryIO = self._system.open(self._path(digest), "rb")
        except FileNotFoundError:
            raise NotFound("没有找到这个文件，它可能没有上传完成。请重新上传。") from None
        return opened

    def read(self, digest: str) -> bytes:
        """All bytes, checked against the digest; Unavailable when they no longer match."""
        with self.open(digest) as file:
            content = file.read()
        if sha256(content).hexdigest() != digest:
            raise Unavailable("这个文件在存储中已损坏，内容与登记的摘要不符。请联系管理员从备份恢复。")
        return content

    def exists(self, digest: str) -> bool:
        """Whether the file is kept."""
        return bool(self._system.exists(self._path(digest)))

    def check(self) -> None:
        """Raises Unavailable when the place cannot be written to."""
        try:
            self._system.makedirs(f"{self._root}/arriving", exist_ok=True)
            self._system.ls(self._root)
        except OSError as error:
            raise Unavailable(f"文件存储无法使用：{type(error).__name__}。") from None

    def _settle(self, arriving: str, digest: str) -> None:
        place = self._path(digest)
        if self._system.exists(place):
            return
        self._system.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        if self._is_local:
            os.replace(arriving, place)
        else:
            self._system.mv(arriving, place)

    def _path(self, digest: str) -> str:
        if not DIGEST.fullmatch(digest):
            raise NotFound("没有找到这个文件：文件摘要的写法不对。")
        return f"{self._root}/{digest[:2]}/{digest[2:4]}/{digest}"


def _protocols(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else protocol


def _copy(stream: Readable | IO[bytes], write: Callable[[bytes], object], limit: int) -> StoredFile:
    digest, size = sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            megabytes = limit / 1024 / 1024
            raise TooLarge(f"文件超过 {megabytes:g} MB，没有上传。请压缩图片、降低扫描分辨率或分成几份后再上传。")
        digest.update(chunk)
        write(chunk)
    return StoredFile(digest.hexdigest(), size)


def _request_files(request: Request) -> FileStore:
    store: FileStore = request.registry["files"]
    return store


def includeme(config: Configurator) -> None:
    """Adds `request.files` and `registry["files"]`."""
    config.registry["files"] = FileStore(config.registry["settings"].files)
    config.add_request_method(_request_files, "files", reify=True)
