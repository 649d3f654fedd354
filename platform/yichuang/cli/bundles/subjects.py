"""What a command of bundles works on: a published bundle or matter by its code, or definitions in files by their path."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from yichuang.cli.context import load_released
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.errors import Invalid, NotFound

SHARED = "common"


@dataclass(frozen=True)
class Found:
    """A bundle or matter, and what it uses by code. `files` says where each definition was read, when it was."""

    subject: Bundle | Matter
    uses: Mapping[str, Definition]
    files: Mapping[str, str]


def find_subject(context: click.Context, word: str, code: str | None) -> Found:
    """The subject of a command. Raises NotFound or Invalid with a sentence that says what to do."""
    if is_path(word):
        return _in_files(Path(word), code)
    if code is not None and code != word:
        raise Invalid("--code 只在给出路径时使用。请只写编码，或只写路径。")
    subject, uses, _ = load_released(context, word)
    return Found(subject, uses, {})


def is_path(word: str) -> bool:
    """Whether a word means files rather than a code: what exists as a file, has a slash, or ends as one of ours does."""
    return Path(word).exists() or os.sep in word or word.endswith((".json", ".zip"))


def _in_files(path: Path, code: str | None) -> Found:
    reading = read_paths([path])
    library = reading.library
    if reading.problems and (code is None or library.get(code) is None):
        raise Invalid(f"“{path.name}”里有读不出的定义。", problems=reading.problems)
    uses = {**_shared(path), **{definition.code: definition for definition in library}}
    files = {known: entry.file for known, entry in library.entries.items()}
    own = {known: uses[known] for known in files}
    subject = uses.get(code) if code is not None else _only(own, path)
    if subject is None:
        raise NotFound(f"“{path.name}”里没有编码为“{code}”的定义。可用：{_codes(uses)}。")
    if not isinstance(subject, Bundle | Matter):
        raise Invalid(f"“{subject.code}”不是一件事或事项。")
    return Found(subject, uses, files)


def _shared(path: Path) -> dict[str, Definition]:
    """What several share, where the files keep it in a folder of that name beside them: elements, materials, departments."""
    beside = (path if path.is_dir() else path.parent).resolve().parent / SHARED
    return {definition.code: definition for definition in read_paths([beside]).library} if beside.is_dir() else {}


def _only(uses: Mapping[str, Definition], path: Path) -> Definition:
    """The one bundle of the files, or the one matter where there is no bundle."""
    bundles: list[Bundle | Matter] = [each for each in uses.values() if isinstance(each, Bundle)]
    found = bundles or [each for each in uses.values() if isinstance(each, Matter)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Invalid(f"“{path.name}”里没有一件事，也没有事项。")
    raise Invalid(f"“{path.name}”里有几个：{_codes({each.code: each for each in found})}。请用 --code 说明分析哪一个。")


def _codes(uses: Mapping[str, Definition]) -> str:
    codes = [code for code, each in uses.items() if isinstance(each, Bundle | Matter)]
    return "、".join(codes[:20]) + ("等" if len(codes) > 20 else "") if codes else "（没有一件事或事项）"
