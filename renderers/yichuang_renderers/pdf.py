"""HTML to PDF by WeasyPrint, in which nothing is fetched from anywhere."""

from __future__ import annotations

import gc
from typing import Any, NoReturn

from PIL import ImageFile

from yichuang.errors import Unavailable

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher
except OSError:  # Pango is not installed: everything but PDF works without it.
    HTML = URLFetcher = None

# WeasyPrint tells Pillow, for the whole process, to take pictures that are cut off; uploads that are must be refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False
MISSING = (
    "这台机器缺少生成 PDF 的系统组件（Pango）。"
    "请安装 libpango-1.0-0、libpangoft2-1.0-0 和 libharfbuzz-subset0，或改用其他格式。"
)


def pdf_of(html: str) -> bytes:
    """A document as PDF. Raises Unavailable where Pango is missing."""
    if HTML is None:
        raise Unavailable(MISSING)
    try:
        made: bytes = HTML(string=html, url_fetcher=_Nowhere()).write_pdf()
        return made
    finally:
        # What WeasyPrint leaves behind holds itself in circles, and memory would swing by hundreds of megabytes.
        gc.collect()


class _Nowhere(URLFetcher or object):  # type: ignore[misc]
    """Refuses every address: documents are whole, and text that editors wrote must reach no file and no host."""

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        """Raises ValueError, which WeasyPrint takes for a missing picture."""
        raise ValueError(url)
