"""The guide of one bundle or matter: the answer in one line, the reader's scenario, the chapters; page and DOCX."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from yichuang.cases.contents import limit_in_words
from yichuang.cases.days import legal_day
from yichuang.definitions.matter import Matter
from yichuang.definitions.publication import Guide
from yichuang.definitions.records import Release, ReleasePin
from yichuang.definitions.releases import definition_of, latest, places, release_of
from yichuang.errors import NotFound, Unavailable
from yichuang.extension import GuideSource, extensions
from yichuang.filing.composition import Composition
from yichuang.filing.subjects import Subject, subject_of

from .scenario import Scenario, scenario_of

PAGE = "yichuang:public/templates/guide.jinja2"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Answer:
    """One of the four answers on top of a guide: 几天, 几份材料, 跑几次, 收不收费."""

    question: str
    answer: str
    note: str = ""


@view_config(route_name="guide", request_method="GET", renderer=PAGE, permission=NO_PERMISSION_REQUIRED)
def guide(request: Request) -> dict[str, Any]:
    """The newest release, or the one in the address; with answers, only what applies under them."""
    subject = _subject(request)
    scenario = scenario_of(request, subject)
    definition = definition_of(subject.release)
    newest = latest(request.db, subject.release.code)
    writer = extensions(request.registry).guide_writers.get("page")
    source = _source(request, subject, scenario)
    return {
        "subject": subject, "release": subject.release, "newest": newest, "scenario": scenario,
        "department": _department(request.db, subject), "answers": answers(subject, scenario),
        "releases": _releases(request.db, subject.release.code),
        "stopped": isinstance(definition, Matter) and definition.state != "in-use",
        "chapters": writer(source).decode() if writer else "",
        "docx_query": request.GET.items() if "docx" in extensions(request.registry).guide_writers else None,
    }


@view_config(route_name="guide.docx", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def guide_docx(request: Request) -> Response:
    """The same guide as a Word document, under the same answers."""
    writer = extensions(request.registry).guide_writers.get("docx")
    if writer is None:
        raise Unavailable("没有安装办事指南的 Word 模块，暂时不能下载。请在网页上查看或打印。")
    subject = _subject(request)
    content = writer(_source(request, subject, scenario_of(request, subject)))
    name = quote(f"{subject.release.name}办事指南（第{subject.release.number}版）.docx")
    return Response(content, content_type=DOCX, content_disposition=f"attachment; filename*=UTF-8''{name}")


def _subject(request: Request) -> Subject:
    number = request.GET.get("release")
    if number is not None and not (number.isascii() and number.isdigit() and len(number) < 7):
        raise NotFound("没有这个版本。请从指南页下方的版本列表进入。")
    return subject_of(request.db, release_of(request.db, request.matchdict["code"], int(number) if number else None))


def _source(request: Request, subject: Subject, scenario: Scenario) -> GuideSource:
    release, composition = subject.release, scenario.composition
    declared = subject.bundle if release.kind == "bundle" else definition_of(release)
    return GuideSource(
        subject=declared, uses={**places(request.db), **subject.uses}, release=release.number,  # type: ignore[arg-type]
        digest=release.digest, published_on=legal_day(release.published_at), guide=_guide_of(request.db, release),
        address=request.route_url("guide", code=release.code), answers=composition.answers,
        reductions={name: asdict(each) for name, each in composition.reductions.items()})


def _guide_of(db: Session, release: Release) -> Guide | None:
    """The guide published for this release; else the newest one for its code."""
    told = aliased(Release)
    query = select(Release).join(ReleasePin, ReleasePin.release_id == Release.id).join(
        told, ReleasePin.uses_id == told.id).where(Release.kind == "guide", told.code == release.code)
    found = db.scalars(query.order_by((told.id == release.id).desc(), Release.id.desc()).limit(1)).first()
    definition = definition_of(found) if found else None
    return definition if isinstance(definition, Guide) else None


def _department(db: Session, subject: Subject) -> str:
    lead = places(db).get(subject.bundle.lead)
    return lead.name if lead else ""


def _releases(db: Session, code: str) -> list[Release]:
    return list(db.scalars(select(Release).where(Release.code == code).order_by(Release.number.desc())))


def answers(subject: Subject, scenario: Scenario) -> tuple[Answer, ...]:
    """The four answers; without a scenario the most that can be asked for."""
    composition = scenario.composition
    bring = sum(1 for each in composition.materials if each.to_bring)
    free = len(composition.materials) - bring
    limit = subject.bundle.promise.limit
    apart = composition.reductions["days"].before
    charged = [taken.matter.name for taken in composition.taken if taken.matter.charged]
    return (
        Answer("要几天", limit_in_words(limit), f"分开办要 {apart} 个工作日" if apart > limit.workdays else ""),
        Answer("交几份材料", _materials(scenario, bring), _free(bring, free)),
        Answer("跑几次", f"{subject.bundle.visits} 次" if subject.bundle.visits else "不用跑", _visits(composition)),
        Answer("收不收费", "收费" if charged else "不收费", f"收费的是{'、'.join(charged)}" if charged else ""),
    )


def _materials(scenario: Scenario, bring: int) -> str:
    if not bring:
        return "不用交"
    whole = scenario.own or not scenario.composition.bundle.questions
    return f"{bring} 份" if whole else f"最多 {bring} 份"


def _free(bring: int, free: int) -> str:
    if not free:
        return ""
    return f"另有 {free} 份免提交" if bring else f"{free} 份都免提交"


def _visits(composition: Composition) -> str:
    before = composition.reductions["visits"]
    return f"分开办要跑 {before.before} 次" if before.before > before.after else ""
