"""Uploaded pictures: real ones pass, hostile ones are refused with a sentence."""
from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from yichuang_ocr.images import inspect_picture


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200)) -> bytes:
    """A plain picture in one format."""
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A small PNG that unfolds into side × side pixels."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (side + 1)) * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_kind_that_we_take_has_no_problems(kind: str) -> None:
    assert list(inspect_picture(BytesIO(picture(kind)))) == []


@pytest.mark.parametrize("content", [
    picture()[:120], b"\x89PNG\r\n\x1a\n" + b"\0" * 64, picture("GIF"), b"", b"<svg/>", picture(size=(4, 4)), bomb(),
], ids=["cut off", "no picture inside", "a GIF", "nothing", "an SVG", "four pixels", "a bomb"])
def test_a_hostile_picture_is_refused_with_a_sentence(content: bytes) -> None:
    problems = list(inspect_picture(BytesIO(content)))
    assert problems and problems[0].severity == "error" and problems[0].message.endswith("。")


def test_a_stack_of_too_many_pages_is_refused() -> None:
    out = BytesIO()
    page = Image.new("L", (32, 32))
    page.save(out, "TIFF", save_all=True, append_images=[page] * 50)
    assert [problem.rule for problem in inspect_picture(BytesIO(out.getvalue()))] == ["frames"]
