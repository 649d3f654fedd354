"""The markers in the corners of a sheet, by which a photo of it is laid straight again."""

from __future__ import annotations

from functools import cache

import cv2
from markupsafe import Markup

from yichuang.definitions.sheets import DICTIONARY

SIDE = 6
"""Squares across a marker of this family, the black border included."""


@cache
def marker_svg(number: int) -> Markup:
    """One marker as inline SVG, black squares on white."""
    family = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, DICTIONARY))
    bits = cv2.aruco.generateImageMarker(family, number, SIDE)
    squares = "".join(f"M{x} {y}h1v1h-1z" for y in range(SIDE) for x in range(SIDE) if bits[y][x] < 128)
    drawn = f'<svg viewBox="0 0 {SIDE} {SIDE}" shape-rendering="crispEdges"><path d="{squares}"/></svg>'
    return Markup(drawn)  # noqa: S704 - numbers only
