"""Uploaded pictures are hostile: opened by Pillow alone, from an allow-list of formats, within limits of size."""
from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from yichuang.errors import Problem

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}
MEDIA_TYPES = tuple(FORMATS)
MOST_PIXELS = 40_000_000
MOST_FRAMES = 50
SMALLEST_SIDE = 16


def inspect_picture(stream: BinaryIO) -> Sequence[Problem]:
    """What forbids keeping a picture; the whole of it is decoded, so that a broken one is found now and not later.

    Pillow only warns at its own pixel limit; here the warning is an error, and the limit is ours, before decoding.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(stream, formats=tuple(FORMATS.values())) as picture:
                return _look(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, Warning):
        return [_problem("picture", "这不是可以使用的图片，或图片过大。请重新扫描或拍照后上传。")]
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return [_problem("picture", "图片已损坏，打不开。请重新扫描或拍照后上传。")]


def _look(picture: Image.Image) -> Sequence[Problem]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        return [_problem("pixels", f"图片过大（{width}×{height}）。请把扫描分辨率调到 300 dpi 后重新上传。")]
    if min(width, height) < SMALLEST_SIDE:
        return [_problem("pixels", "图片太小，看不清内容。请重新扫描或拍照后上传。")]
    if getattr(picture, "n_frames", 1) > MOST_FRAMES:
        return [_problem("frames", f"一个文件最多 {MOST_FRAMES} 页。请分成几个文件上传。")]
    picture.load()
    return []


def _problem(rule: str, message: str) -> Problem:
    return Problem("", rule, message)
