"""The commands that plug-ins bring: their `includeme` run on a bare configurator, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationError

from yichuang.cli.settings import load
from yichuang.errors import SettingsError
from yichuang.extension import extensions

# The parts whose directives a plug-in may use and which open nothing by themselves.
DOORS = ("yichuang.extension", "yichuang.work", "yichuang.templating")


class CommandsOnly(Configurator):
    """Lets plug-ins say what they bring without loading their pages, which no command needs."""

    def scan(self, *_: Any, **__: Any) -> None:
        """Views are left where they are."""


@cache
def plugin_commands(ini: Path | None) -> dict[str, str]:
    """Path on the command line → `module:name`, for all plug-ins that the .ini names."""
    loaded = load(ini)
    if not loaded.settings.includes:
        return {}
    config = CommandsOnly(settings=dict(loaded.raw))
    config.registry["settings"] = loaded.settings
    for door in DOORS:
        config.include(door)
    try:
        for package in loaded.settings.includes:
            config.include(package)
        config.commit()
    except (ImportError, ConfigurationError) as error:
        raise SettingsError(f"插件无法装入：{error}。请核对 yichuang.includes。") from None
    return dict(extensions(config.registry).commands)
