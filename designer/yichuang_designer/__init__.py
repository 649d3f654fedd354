"""Pages of those who declare: what stops my releases, drafts read and edited, previews, review and publish, import."""

from __future__ import annotations

from pyramid.config import Configurator

CODE = r"{code:[\w.-]{1,64}}"
ROUTES = (
    ("design", "/design"),
    ("design.import", "/design/import"),
    ("design.upload", r"/design/import/{id:\d{1,9}}"),
    ("design.rules", "/design/all/rules"),
    ("design.cleanup", "/design/all/cleanup"),
    ("design.demands", "/design/all/demands"),
    ("design.library", "/design/all/library"),
    ("design.exchange", "/design/all/exchange"),
    ("design.source", "/design/all/source"),
    ("design.workbook", "/design/all/workbook"),
    ("design.workbook.all", "/design/all/workbook/all.xlsx"),
    ("design.workbook.template", "/design/all/workbook/template.xlsx"),
    ("design.workbook.upload", r"/design/all/workbook/{id:\d{1,9}}"),
    ("design.edit", f"/design/{CODE}/edit"),
    ("design.suggest", f"/design/{CODE}/suggest"),
    ("design.waivers", f"/design/{CODE}/waivers"),
    ("design.scenario", f"/design/{CODE}/scenario"),
    ("design.change", f"/design/{CODE}/change"),
    ("design.preview", f"/design/{CODE}/preview"),
    ("design.workbench", f"/design/{CODE}/workbench"),
    ("design.report", rf"/design/{CODE}/report.{{format:html|xlsx}}"),
    ("design.publish", f"/design/{CODE}/publish"),
    ("design.release", rf"/design/{CODE}/releases/{{number:\d{{1,6}}}}"),
    ("design.draft", f"/design/{CODE}"),
)


def includeme(config: Configurator) -> None:
    """Routes, views, where designers begin, and their place in the top bar."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
    config.scan("yichuang_designer")
    config.add_home("designer", "design")
    config.add_nav_item("事项管理", "design", "design.read")
