"""Supervision: red lights first, figures with their fraction and period, the story of a case without its data."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """The pages of role supervisor."""
    config.add_route("supervise", "/supervise")
    config.add_route("supervise-case", "/supervise/cases/{number}")
    config.add_route("supervise-void", "/supervise/cases/{number}/void")
    config.add_home("supervisor", "supervise")
    config.add_nav_item("督查", "supervise", "supervise.read")
    for module in ("overview_views", "case_views"):
        config.scan(f"yichuang.supervision.{module}")
