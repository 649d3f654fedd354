"""Parcels on their way to departments: written with their cause, sent at least once. Knows payloads, not cases."""

from __future__ import annotations

from pyramid.config import Configurator  # type: ignore[import-untyped, unused-ignore]

from yichuang.dispatch.channels import INBOX, InboxChannel
from yichuang.dispatch.deliver import EVERY_SECONDS, deliver_sweep


def includeme(config: Configurator) -> None:
    """The channels (`registry["channels"]`) and the sweep that delivers what is due."""
    config.registry["channels"] = {INBOX: InboxChannel()}
    config.add_sweep("dispatch.deliver", EVERY_SECONDS, deliver_sweep)
