"""The only door for plug-ins: what they may bring (Protocols) and how they say so (Pyramid directives).

A directive is a Pyramid action: two packages that claim one name make the start fail and are both named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Protocol

from pyramid.config import Configurator
from pyramid.registry import Registry

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.publication import Guide
from yichuang.errors import Problem


class FormRenderer(Protocol):
    """Draws a form with its values and problems; the whole of screen, print and sheet."""

    def screen(self, form: Any, data: Any, problems: Sequence[Problem] = ()) -> str:
        """The intake screen of one form as HTML, without the page around it."""
        ...

    def view(self, form: Any, data: Any) -> str:
        """One form filled in, to be read only, as HTML without the page and heading around it."""
        ...


@dataclass(frozen=True)
class GuideSource:
    """What a guide is written from: a released bundle or matter, all it uses as pinned with the places of today."""

    subject: Bundle | Matter
    uses: Mapping[str, Definition]
    number: int
    digest: str
    published_at: datetime
    # A `filing.composition.Composition`, which lies above this module: of all that could apply, or of one scenario.
    composition: Any = None
    # (question, answer) in words when it is the guide of one scenario only.
    scenario: tuple[tuple[str, str], ...] = ()
    # The `Guide` that orders the chapters, where one has been published.
    guide: Guide | None = None
    # The address of the page, for the QR code; empty when not known.
    url: str = ""


class GuideWriter(Protocol):
    """Writes the guide of a bundle or matter in one format: a file's, or "page", the chapters in the public page."""

    def __call__(self, guide: GuideSource, *, brief: bool = False) -> bytes:
        """The finished document; for "page" UTF-8 HTML of `section.chapter`s, no h1 and no page around it."""
        ...


class NoticeWriter(Protocol):
    """Writes a notice or paper in one file format, from the facts it names."""

    def __call__(self, paper: Any, facts: Mapping[str, Any]) -> bytes:
        """The finished document; a missing fact is an Invalid error."""
        ...


class UploadInspector(Protocol):
    """Looks at an uploaded file of one media type before it is kept (uploaded things are hostile)."""

    def __call__(self, stream: BinaryIO) -> Sequence[Problem]:
        """Problems that forbid keeping the file; the stream is left where it ends."""
        ...


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the top bar, for people with the permission."""

    text: str
    route: str
    permission: str


@dataclass
class Extensions:
    """What the plug-ins have brought, filled while the application is put together."""

    commands: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    nav_items: dict[str, NavItem] = field(default_factory=dict)
    guide_writers: dict[str, GuideWriter] = field(default_factory=dict)
    notice_writers: dict[str, NoticeWriter] = field(default_factory=dict)
    upload_inspectors: dict[str, UploadInspector] = field(default_factory=dict)
    form_renderer: FormRenderer | None = None


def extensions(registry: Registry) -> Extensions:
    """The extensions of an application, complete after `config.commit()`."""
    found: Extensions = registry["extensions"]
    return found


def add_command(config: Configurator, path: str, dotted: str) -> None:
    """Directive: a click command at `path` ("scans read", "guides"), loaded from `module:name` when used."""
    config.action(("command", path), lambda: extensions(config.registry).commands.update({path: dotted}))


def add_home(config: Configurator, role: str, route_name: str) -> None:
    """Directive: the route that people of a role see after signing in."""
    config.action(("home", role), lambda: extensions(config.registry).homes.update({role: route_name}))


def add_nav_item(config: Configurator, text: str, route_name: str, permission: str) -> None:
    """Directive: a place in the top bar, in the order of the includes, for people with the permission."""
    item = NavItem(text, route_name, permission)
    config.action(("nav item", route_name), lambda: extensions(config.registry).nav_items.update({route_name: item}))


def set_form_renderer(config: Configurator, renderer: FormRenderer) -> None:
    """Directive: the one renderer of forms."""
    config.action("form renderer", lambda: setattr(extensions(config.registry), "form_renderer", renderer))


def add_guide_writer(config: Configurator, suffix: str, writer: GuideWriter) -> None:
    """Directive: the writer of guides for a file suffix ("html", "docx", "pdf"), or for "page", the public page."""
    config.action(("guide writer", suffix), lambda: extensions(config.registry).guide_writers.update({suffix: writer}))


def add_notice_writer(config: Configurator, suffix: str, writer: NoticeWriter) -> None:
    """Directive: the writer of notices and papers for a file suffix ("docx", "pdf")."""
    config.action(
        ("notice writer", suffix), lambda: extensions(config.registry).notice_writers.update({suffix: writer})
    )


def add_upload_inspector(config: Configurator, media_type: str, inspector: UploadInspector) -> None:
    """Directive: the inspector of uploads of one media type ("image/png")."""
    config.action(
        ("upload inspector", media_type),
        lambda: extensions(config.registry).upload_inspectors.update({media_type: inspector}),
    )


DIRECTIVES = (
    add_command,
    add_home,
    add_nav_item,
    set_form_renderer,
    add_guide_writer,
    add_notice_writer,
    add_upload_inspector,
)


def includeme(config: Configurator) -> None:
    """Prepares the registry and adds the directives."""
    config.registry["extensions"] = Extensions()
    for directive in DIRECTIVES:
        config.add_directive(directive.__name__, directive)
