"""The only door for plug-ins: what they may bring (Protocols) and how they say so (Pyramid directives).

A directive is a Pyramid action: two packages that claim one name make the start fail and are both named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, Protocol

from markupsafe import Markup
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.change.impact import Tied
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.proofs.values import Proof, Prover
from yichuang.definitions.publication import Guide
from yichuang.errors import Problem
from yichuang.forms.form import Form


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far one section of a form is: fields asked, fields filled in, places that are wrong."""

    code: str
    title: str
    filled: int
    total: int
    problems: int


class FormRenderer(Protocol):
    """Draws a form with its values and problems; screen, reading and paper walk the same tree."""

    def screen(
        self, form: Form, data: Mapping[str, Any], problems: Sequence[Problem] = (), names: Mapping[str, str] | None = None
    ) -> Markup:
        """The intake screen as HTML without page and `<form>`; `names`: code in x-used-by → what it is called."""
        ...

    def view(self, form: Form, data: Mapping[str, Any]) -> Markup:
        """The filled form to be read only, as a list of terms and values."""
        ...

    def paper(self, form: Form, data: Mapping[str, Any]) -> Markup:
        """The filled form as it looks on paper, as a table."""
        ...

    def outline(
        self, form: Form, data: Mapping[str, Any], problems: Sequence[Problem] = ()
    ) -> Sequence[SectionState]:
        """How far each section is, in order."""
        ...


@dataclass(frozen=True)
class GuideSource:
    """What a guide is written from: a released bundle or matter, all it uses as pinned with the places of today."""

    subject: Bundle | Matter
    uses: Mapping[str, Definition]
    release: int
    digest: str
    published_on: date
    # The `Guide` that orders the chapters, where one has been published.
    guide: Guide | None = None
    # The address of the page, for the QR code; empty when not known.
    address: str = ""
    # Scenario answers: with them only what applies is told, without them all that could.
    answers: Mapping[str, Any] | None = None
    # fields, materials, days, visits → before, after.
    reductions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class GuideWriter(Protocol):
    """Writes the guide of a bundle or matter in one format: a file's, or "page", the chapters in the public page."""

    def __call__(self, guide: GuideSource, *, brief: bool = False) -> bytes:
        """The finished document; for "page" UTF-8 HTML of one `.guide-cols` (contents, then chapters), no h1."""
        ...


class NoticeWriter(Protocol):
    """Writes a notice in one format: "html" (one sheet, put into the platform's page) or a file's."""

    def __call__(self, kind: str, facts: Mapping[str, Any]) -> bytes:
        """The finished document of a kind (`NoticeKind` value) from plain facts, UTF-8 for "html"."""
        ...


class UploadInspector(Protocol):
    """Looks at an uploaded file of one media type before it is kept (uploaded things are hostile)."""

    def __call__(self, stream: BinaryIO) -> Sequence[Problem]:
        """Problems that forbid keeping the file; the stream is left where it ends."""
        ...


class ImpactSource(Protocol):
    """Knows what is under way with a definition: called with a session and a code."""

    def __call__(self, db: Session, code: str) -> Tied:
        """The open filings and drafts of filings tied to any release that is, or uses, the code."""
        ...


class Bench(Protocol):
    """What filing knows of bundles before they are released: `yichuang.filing.bench` says what its answers hold."""

    def workbench(self, bundle: Bundle, uses: Mapping[str, Definition], answers: Mapping[str, Any] | None,
                  proof: Proof | None) -> Any:
        """The merged form by section, who asks for what, conflicts and decisions; of one scenario, or without answers of
        all."""
        ...

    def rerelease(self, db: Session, code: str, on: date) -> Sequence[Any]:
        """What publishing the draft of a bundle or matter would change in each bundle, scenario by scenario. Raises Invalid
        while something stands in the way of publishing."""
        ...


class MergeReport(Protocol):
    """Writes the merge report of a bundle's draft, to be taken to the meeting."""

    def __call__(self, request: Request, code: str, format: str) -> tuple[bytes, str]:
        """The document ("html" or "xlsx") and the name of its file, in ASCII. Raises NotFound for an unknown code or format,
        Invalid while the draft cannot be composed."""
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
    impact_sources: dict[str, ImpactSource] = field(default_factory=dict)
    form_renderer: FormRenderer | None = None
    bundle_prover: Prover | None = None
    bench: Bench | None = None
    merge_report: MergeReport | None = None


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


def add_impact_source(config: Configurator, name: str, source: ImpactSource) -> None:
    """Directive: who says what is under way with a definition; pages that show the impact of a change ask all."""
    config.action(
        ("impact source", name), lambda: extensions(config.registry).impact_sources.update({name: source})
    )


def set_bundle_prover(config: Configurator, prover: Prover) -> None:
    """Directive: who verifies the form of a bundle before it is published."""
    config.action("bundle prover", lambda: setattr(extensions(config.registry), "bundle_prover", prover))


def set_bench(config: Configurator, bench: Bench) -> None:
    """Directive: who lays a bundle on the workbench and compares it with its release."""
    config.action("bench", lambda: setattr(extensions(config.registry), "bench", bench))


def set_merge_report(config: Configurator, writer: MergeReport) -> None:
    """Directive: who writes the merge report of a bundle's draft."""
    config.action("merge report", lambda: setattr(extensions(config.registry), "merge_report", writer))


DIRECTIVES = (
    add_command,
    add_home,
    add_nav_item,
    set_form_renderer,
    add_guide_writer,
    add_notice_writer,
    add_upload_inspector,
    add_impact_source,
    set_bundle_prover,
    set_bench,
    set_merge_report,
)


def includeme(config: Configurator) -> None:
    """Prepares the registry and adds the directives."""
    config.registry["extensions"] = Extensions()
    for directive in DIRECTIVES:
        config.add_directive(directive.__name__, directive)
