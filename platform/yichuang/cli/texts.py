"""Text that a command is given: typed, or in a file of reasonable size."""

from __future__ import annotations

from pathlib import Path

import click

MOST_BYTES = 4_000_000


def printable(text: str) -> str:
    """The text with bytes that are not UTF-8 shown as question marks; offsets stay."""
    return text.encode("utf-8", "replace").decode()


def read_text(path: Path, option: str) -> str:
    """A text file of reasonable size, or a usage error."""
    try:
        with path.open("rb") as source:
            found = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.BadParameter(f"文件无法打开：{path}。请核对路径和权限。", param_hint=option) from error
    if len(found) > MOST_BYTES:
        raise click.BadParameter(f"文件超过{MOST_BYTES // 1_000_000}MB：{path}。", param_hint=option)
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"文件不是UTF-8文本：{path}。请另存为UTF-8。", param_hint=option) from error
