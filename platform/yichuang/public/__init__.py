"""Pages for everybody, without sign-in: guides, the progress of a filing, the schemas of declared documents."""

from __future__ import annotations

from pyramid.config import Configurator

ROUTES = (
    ("guides", "/guides"),
    ("guide.docx", r"/guides/{code:[\w.-]{1,64}}/guide.docx"),
    ("guide", r"/guides/{code:[\w.-]{1,64}}"),
    ("track", "/track"),
    ("schema", r"/schemas/{kind:[\w-]{1,32}}.json"),
)


def includeme(config: Configurator) -> None:
    """Routes and views; all of them are open to everybody."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
    config.scan("yichuang.public")
