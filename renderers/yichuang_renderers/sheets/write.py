"""A sheet as a document: every page with its markers, its signed code, the words and the places to write in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.sheets import SheetCode, Zone, ZoneMap, ZonePage, corners

from ..codes import qr_svg
from ..nodes import Tree
from ..pages import draw
from ..pdf import pdf_of
from .arrange import PrintedPage, pages_of
from .corners import marker_svg
from .measures import CELL, LINE

SHORT_DIGEST = 12
BREAKS = {"date": (4, 6), "cn-id-number": (6, 14), "cn-mobile": (3, 7)}
"""After how many cells of a number a gap stands, as people group it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed: the form's name and release, and for whom. `numbers` are filings or numbered copies."""

    code: str
    title: str
    digest: str
    release: str
    key: bytes
    numbers: Sequence[str] = ("-",)


def draw_sheet(sheet: Sheet, tree: Tree) -> tuple[str, ZoneMap]:
    """The document as HTML, and where its zones stand. Raises Invalid for a code that no page can carry."""
    pages = pages_of(tree)
    zones = tuple(ZonePage(number, tuple(page.zones)) for number, page in enumerate(pages, 1))
    drawn = [each for number in sheet.numbers for each in _copies(sheet, pages, number)]
    html = draw("sheet.jinja2", title=sheet.title, pages=drawn, corners=_corners(), release=sheet.release)
    return html, ZoneMap(sheet.code, sheet.digest[:SHORT_DIGEST], zones)


def write_pdf(sheet: Sheet, tree: Tree) -> tuple[bytes, ZoneMap]:
    """The same as PDF. Raises Unavailable where the PDF library's own libraries are missing."""
    html, zones = draw_sheet(sheet, tree)
    return pdf_of(html), zones


def _copies(sheet: Sheet, pages: Sequence[PrintedPage], number: str) -> Iterator[dict[str, Any]]:
    for place, page in enumerate(pages, 1):
        text = SheetCode(sheet.code, sheet.digest[:SHORT_DIGEST], place, len(pages), number).signed(sheet.key)
        yield {"words": page.words, "zones": [_drawn(zone) for zone in page.zones], "qr": qr_svg(text, "本页编码"),
               "number": place, "count": len(pages), "serial": "" if number == "-" else number}


def _drawn(zone: Zone) -> dict[str, Any]:
    """A zone with the inner lines of its cells or lines."""
    left, top, width, height = zone.box
    cells = [(left + number * CELL[0], number in BREAKS.get(zone.format, ())) for number in range(1, zone.count)]
    lines = [top + number * LINE for number in range(1, zone.count)]
    return {"kind": zone.kind, "x": left, "y": top, "w": width, "h": height, "label": zone.label,
            "cells": cells if zone.kind == "cells" else (), "lines": lines if zone.kind == "lines" else (),
            "date": zone.format == "date"}


def _corners() -> list[dict[str, Any]]:
    return [{"svg": marker_svg(each["id"]), "box": each["box"]} for each in corners()]
