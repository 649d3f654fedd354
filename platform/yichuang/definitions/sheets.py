"""What a printed sheet carries and a scanner looks for: the signed code of each page, and where every answer stands.

Shared by the generator that prints sheets and the recogniser that reads them back.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from yichuang.errors import Invalid

VERSION = "YC1"
DICTIONARY = "DICT_4X4_50"
"""The family of ArUco markers in the corners (OpenCV's name): few bits, so that they are read when printed small."""
CORNERS = (0, 1, 2, 3)
"""Ids of the markers: top left, top right, bottom right, bottom left."""
PAPER = (210.0, 297.0)
"""A4 in millimetres (ISO 216)."""
MARKER = 12.0
INSET = 8.0
MAC_DIGITS = 16
PART = re.compile(r"[A-Za-z0-9._~*-]{1,64}")

ZoneKind = Literal["cells", "lines", "check"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Zone:
    """One place to write or tick: millimetres from the upper left corner of the page, x, y, width, height."""

    pointer: str
    kind: ZoneKind
    box: Box
    label: str
    element: str = ""
    format: str = ""
    count: int = 1
    """Cells in a row, or lines."""
    token: str = ""
    """Of a box to tick: the answer it stands for."""


@dataclass(frozen=True, slots=True)
class ZonePage:
    """The zones of one page."""

    number: int
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class ZoneMap:
    """All pages of one form's sheet. A map belongs to one release: another one may place its fields elsewhere."""

    form: str
    digest: str
    pages: tuple[ZonePage, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it is stored and printed beside the sheet."""
        return {"form": self.form, "digest": self.digest, "paper": list(PAPER), "dictionary": DICTIONARY,
                "corners": corners(), "pages": [_page(page) for page in self.pages]}


def _page(page: ZonePage) -> dict[str, Any]:
    return {"number": page.number, "zones": [{**asdict(zone), "box": list(zone.box)} for zone in page.zones]}


def zone_map(said: Mapping[str, Any]) -> ZoneMap:
    """From what `as_dict` gave. Raises KeyError, TypeError or ValueError for anything else."""
    pages = tuple(ZonePage(int(page["number"]), tuple(_zone(zone) for zone in page["zones"])) for page in said["pages"])
    return ZoneMap(str(said["form"]), str(said["digest"]), pages)


def _zone(said: Mapping[str, Any]) -> Zone:
    left, top, width, height = (float(each) for each in said["box"])
    return Zone(**{**said, "box": (left, top, width, height)})


def corners() -> list[dict[str, Any]]:
    """Where the four markers stand: their ids with the box of each, in millimetres."""
    right, bottom = PAPER[0] - INSET - MARKER, PAPER[1] - INSET - MARKER
    places = ((INSET, INSET), (right, INSET), (right, bottom), (INSET, bottom))
    return [{"id": number, "box": [x, y, MARKER, MARKER]} for number, (x, y) in zip(CORNERS, places, strict=True)]


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What the code of a page says: which form in which release, which page, and of which filing or numbered copy."""

    form: str
    digest: str
    """The first twelve digits of the release's digest."""
    page: int
    pages: int
    filing: str = "-"

    def signed(self, key: bytes) -> str:
        """The text of the code. Raises Invalid for parts that it cannot carry."""
        said = self._text()
        return f"{said}:{_mac(said, key)}"

    def _text(self) -> str:
        parts = (self.form, self.digest, str(self.page), str(self.pages), self.filing)
        for part in parts:
            if not PART.fullmatch(part):
                raise Invalid(f"“{part[:40]}”不能印进页面编码：只能用字母、数字、点、横线和波浪线，最多 64 个字符。")
        return ":".join((VERSION, *parts))


def read_code(text: str, keys: Sequence[bytes]) -> SheetCode | None:
    """What a code says, when one of the keys signed it; None for any other text, so that nobody trusts a forged page."""
    said, _, mac = text.rpartition(":")
    parts = said.split(":")
    if len(parts) != 6 or parts[0] != VERSION or not all(PART.fullmatch(part) for part in parts[1:]):
        return None
    if not any(hmac.compare_digest(_mac(said, key).encode(), mac.encode()) for key in keys):
        return None
    _, form, digest, page, pages, filing = parts
    return SheetCode(form, digest, int(page), int(pages), filing) if page.isdecimal() and pages.isdecimal() else None


def _mac(said: str, key: bytes) -> str:
    return hmac.new(key, said.encode(), "sha256").hexdigest()[:MAC_DIGITS]
