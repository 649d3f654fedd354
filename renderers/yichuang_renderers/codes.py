"""QR codes of addresses, as SVG for pages and PNG for DOCX."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup


def qr_svg(address: str, title: str) -> Markup:
    """A QR code as inline SVG without styles; read aloud as its title."""
    code = segno.make(address, error="m")
    size = code.symbol_size(border=2)[0]
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title=title)
    opening = f'<svg role="img" width="{size * 3}" height="{size * 3}" '
    return Markup(drawn.replace("<svg ", opening, 1))  # noqa: S704 - segno escapes the title


def qr_png(address: str) -> bytes:
    """The same as a picture for a document."""
    made = BytesIO()
    segno.make(address, error="m").save(made, kind="png", scale=8, border=2)
    return made.getvalue()


def is_address(text: str) -> bool:
    """Whether a text can be called up by a telephone: a path alone leads nowhere."""
    return text.startswith(("https://", "http://"))
