"""Settings on the command line: which .ini, and what it says."""

from __future__ import annotations

import os
from configparser import ConfigParser
from configparser import Error as ConfigParserError
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from yichuang.errors import SettingsError
from yichuang.settings import PACKAGE, Settings, read_settings

INI = click.Path(exists=True, dir_okay=False, path_type=Path)
NAME = "development.ini"


@dataclass(frozen=True)
class Loaded:
    """A read .ini: the platform's settings, the raw section for plug-ins, and the server's; `parser` for logging."""

    path: Path
    settings: Settings
    raw: dict[str, str]
    server: dict[str, str]
    parser: ConfigParser


def ini_path(chosen: Path | None) -> Path:
    """The .ini to use: the chosen one, ./development.ini, else the packaged one (in a checkout: the root's)."""
    places = (chosen, Path(NAME), PACKAGE / NAME, PACKAGE.parent.parent / NAME)
    found = next((place for place in places if place is not None and place.is_file()), None)
    if found is None:
        raise SettingsError(f"没有找到设置文件 {NAME}。请用 -c 指定一个 .ini 文件。")
    return found.absolute()


def load(chosen: Path | None = None) -> Loaded:
    """Read the .ini; SettingsError when it cannot be read or is wrong."""
    return _load(ini_path(chosen), os.environ.get("YICHUANG_VAR", ""), os.environ.get("YICHUANG_DATABASE", ""))


def loaded(context: click.Context) -> Loaded:
    """The settings of the running command: those of `yichuang -c INI`."""
    return load(context.find_root().params.get("ini"))


@cache
def _load(path: Path, var: str, database: str) -> Loaded:
    # The two are only keys of the cache: a process may turn to another folder, and must not go on in the one before.
    # Not plaster's loader: it decodes by the locale, and a Chinese name of the hall then breaks under LANG=C.
    parser = ConfigParser({"here": str(path.parent), "__file__": str(path)})
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep case
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
        raw, server = _section(parser, "app:main"), _section(parser, "server:main")
    except (ConfigParserError, ValueError, OSError) as error:
        raise SettingsError(f"设置文件 {path.name} 读不出来：{type(error).__name__}。请核对它的写法。") from None
    if not raw:
        raise SettingsError(f"设置文件 {path.name} 里没有 [app:main] 一节。请对照自带的 {NAME} 改正。")
    return Loaded(path, read_settings(raw, path.parent), raw, server, parser)


def _section(parser: ConfigParser, name: str) -> dict[str, str]:
    if not parser.has_section(name):
        return {}
    return {key: value for key, value in parser.items(name) if key not in parser.defaults()}
