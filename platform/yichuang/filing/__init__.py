"""One visit of one applicant: compose, fill in, check, submit; the pages of the window."""
from __future__ import annotations

from pyramid.config import Configurator

from .bench import FilingBench
from .merge_report.offering import merge_report
from .proving import prove
from .repin.tied import tied_to

ROUTES = (
    ("window", "/window"),
    ("window.start", "/window/start"),
    ("window.park", r"/window/visits/{id:\d{1,9}}/park"),
    ("window.discard", r"/window/visits/{id:\d{1,9}}/discard"),
    ("window.take-over", r"/window/visits/{id:\d{1,9}}/take-over"),
    ("visit.questions", r"/window/visits/{id:\d{1,9}}/questions"),
    ("visit.questions.autosave", r"/window/visits/{id:\d{1,9}}/questions/autosave"),
    ("visit.materials", r"/window/visits/{id:\d{1,9}}/materials"),
    ("visit.upload", r"/window/visits/{id:\d{1,9}}/materials/{key}/file"),
    ("visit.file", r"/window/visits/{id:\d{1,9}}/files/{file:\d{1,9}}"),
    ("visit.form", r"/window/visits/{id:\d{1,9}}/form"),
    ("visit.form.autosave", r"/window/visits/{id:\d{1,9}}/form/autosave"),
    ("visit.check", r"/window/visits/{id:\d{1,9}}/check"),
    ("visit.newer", r"/window/visits/{id:\d{1,9}}/newer"),
    ("window.filing", r"/window/filings/{number:\w{1,50}}"),
    ("window.receipt", r"/window/filings/{number:\w{1,50}}/receipt"),
    ("window.receipt.docx", r"/window/filings/{number:\w{1,50}}/receipt.docx"),
    ("window.supplement", r"/window/filings/{number:\w{1,50}}/supplement"),
    ("window.case", r"/window/filings/{number:\w{1,50}}/cases/{seq:\d{1,3}}"),
)


def includeme(config: Configurator) -> None:
    """The desk, the routes and pages of the window, and where clerks begin."""
    config.include("yichuang.filing.desk")
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
    config.scan("yichuang.filing")
    for role in ("clerk", "lead"):
        config.add_home(role, "window")
    config.add_nav_item("窗口", "window", "window.use")
    config.add_impact_source("filing", tied_to)
    config.set_bundle_prover(prove)
    config.set_bench(FilingBench())
    config.set_merge_report(merge_report)
