"""The installation's own key, with which printed codes are signed: made once, kept beside the data, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from yichuang.errors import Unavailable

NAME = "secret.key"
LENGTH = 32


def installation_key(folder: Path) -> bytes:
    """The key in this folder, made when there is none. Raises Unavailable when it can be neither read nor written."""
    path = folder / NAME
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError:
        raise Unavailable(f"不能读写密钥文件“{path}”。请核对文件夹和权限。") from None
    if len(key) != LENGTH:
        raise Unavailable(f"密钥文件“{path}”已损坏。请从备份恢复；换新密钥后，已经打印的表不能再核对。")
    return key


def _make(path: Path) -> None:
    """Written whole or not at all: another process that starts at the same time keeps the key it found."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
