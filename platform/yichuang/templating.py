"""Jinja2 as all pages use it: escaped, strict about unknown names, with the few filters the field needs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version
from zoneinfo import ZoneInfo

from pyramid.config import Configurator
from pyramid.events import BeforeRender
from pyramid.request import Request

from yichuang.extension import extensions
from yichuang.flash import take_flashes

PLACE = ZoneInfo("Asia/Shanghai")
VERSION = version("yichuang")


def day(value: date | datetime | None) -> str:
    """A day as 2026-03-07, in the place's own time; nothing for None."""
    if value is None:
        return ""
    return (value.astimezone(PLACE) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


def instant(value: datetime | None) -> str:
    """An instant as 2026-03-07 10:42, in the place's own time; nothing for None."""
    return "" if value is None else value.astimezone(PLACE).strftime("%Y-%m-%d %H:%M")


def clock(value: datetime | None) -> str:
    """The time of day as 10:42."""
    return "" if value is None else value.astimezone(PLACE).strftime("%H:%M")


def money(value: Decimal | int | float | str | None) -> str:
    """Yuan with two decimals and groups of three: 1,234.50."""
    return "" if value is None or value == "" else f"{Decimal(str(value)):,.2f}"


def mask(value: str | None) -> str:
    """A personal number with its middle hidden (law 11): 330106********0014, 138****0000; short ones wholly."""
    text = value or ""
    if len(text) >= 15:
        return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"
    if len(text) >= 8:
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return "*" * len(text)


def mask_name(value: str | None) -> str:
    """A name on a public page: the first character, the rest hidden."""
    return f"{value[0]}{'*' * (len(value) - 1)}" if value else ""


FILTERS = {
    "day": day,
    "instant": instant,
    "clock": clock,
    "money": money,
    "mask": mask,
    "mask_name": mask_name,
}


def nav_items(request: Request) -> list[tuple[str, str]]:
    """The places in the top bar for this person: (words, path)."""
    if request.identity is None:
        return []
    items = extensions(request.registry).nav_items.values()
    return [(item.text, request.route_path(item.route)) for item in items if request.identity.can(item.permission)]


def add_globals(event: BeforeRender) -> None:
    """What every template may name besides Pyramid's own."""
    request = event.get("request")
    if request is not None:
        event["site"] = request.registry["settings"]
        event["version"] = VERSION
        event["nav_items"] = nav_items
        event["take_flashes"] = take_flashes


def includeme(config: Configurator) -> None:
    """Sets pyramid_jinja2 up."""
    config.add_settings(
        {
            "jinja2.trim_blocks": True,
            "jinja2.lstrip_blocks": True,
            "jinja2.undefined": "strict",
            "jinja2.i18n.domain": "yichuang",
            "jinja2.filters": FILTERS,
        }
    )
    config.include("pyramid_jinja2")
    config.add_jinja2_renderer(".jinja2")
    config.add_subscriber(add_globals, BeforeRender)
