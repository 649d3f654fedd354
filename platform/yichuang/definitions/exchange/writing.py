"""Writing an export as a folder or a ZIP archive: the same definitions always give the same bytes, but for the time."""
from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.files.content import MANIFEST, leads_out
from yichuang.definitions.files.folder import read_bounded
from yichuang.definitions.files.manifest import FORMAT, RELEASES, Manifest, our_version, read_manifest
from yichuang.definitions.records import Draft, Release
from yichuang.errors import Invalid, Problem

from .bases import bases_by_partner, install_key, keep_texts
from .gathering import Gathered
from .records import FILES, ExchangeRun

# The earliest date that a ZIP archive can hold: what stands in it must not hang on when it was made.
EPOCH = (1980, 1, 1, 0, 0, 0)
ORDINARY_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Export:
    """An export ready to be written: its manifest, and all files (with the manifest, which comes last) by name."""

    manifest: dict[str, Any]
    files: Mapping[str, bytes]

    @property
    def counts(self) -> dict[str, int]:
        """How many drafts and releases it holds."""
        releases = sum(each["release"] is not None for each in self.manifest["documents"])
        return {"drafts": len(self.manifest["documents"]) - releases, "releases": releases}


def make_export(db: Session, gathered: Gathered, hall: str, at: datetime) -> Export:
    """The files of an export; remembers the texts that leave, so that what comes back can be merged."""
    install = install_key(db)
    keep_texts(db, (draft.body for draft in gathered.drafts))
    names = _names(gathered)
    bases = bases_by_partner(db, (draft.code for draft in gathered.drafts))
    documents = [_draft(draft, names, gathered, bases.get(draft.code, {})) for draft in gathered.drafts]
    documents += [_release(release, names) for release in gathered.releases]
    manifest = {"format": FORMAT, "made_by": our_version(), "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
                "install": install, "hall": hall, "documents": documents}
    files = {names[draft.code, None]: _readable(json.loads(draft.body)) for draft in gathered.drafts}
    files |= {names[release.code, release.number]: release.body.encode() for release in gathered.releases}
    return Export(manifest, {**dict(sorted(files.items())), MANIFEST: _readable(manifest)})


def record_export(db: Session, export: Export, place: str, at: datetime, by: str) -> None:
    """Put an export into the history."""
    db.add(ExchangeRun(way="export", at=at, by=by, place=place[:200], partner="", counts=export.counts))


def _names(gathered: Gathered) -> dict[tuple[str, int | None], str]:
    """(code, release) → file. Codes that differ in case alone get a number behind, for disks that do not see case."""
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for code in sorted({draft.code for draft in gathered.drafts} | {release.code for release in gathered.releases}):
        name, number = code, 1
        while name.casefold() in taken:
            number += 1
            name = f"{code}~{number}"
        taken.add(name.casefold())
        folders[code] = name
    drafts = {(draft.code, None): f"{draft.kind}/{folders[draft.code]}.json" for draft in gathered.drafts}
    return drafts | {(each.code, each.number): f"{RELEASES}/{folders[each.code]}/{each.number}.json"
                     for each in gathered.releases}


def _draft(draft: Draft, names: Mapping[tuple[str, int | None], str], gathered: Gathered, bases: Mapping[str, str]
           ) -> dict[str, Any]:
    partners = {partner: digest for partner, digest in bases.items() if partner != FILES}
    return {"kind": draft.kind, "code": draft.code, "file": names[draft.code, None], "release": None,
            "digest": digest_of(draft.body), "history": list(gathered.history.get(draft.code, ())), "bases": partners}


def _release(release: Release, names: Mapping[tuple[str, int | None], str]) -> dict[str, Any]:
    return {"kind": release.kind, "code": release.code, "file": names[release.code, release.number],
            "release": release.number, "digest": release.digest, "published_at": release.published_at.isoformat(),
            "published_by": release.published_by}


def _readable(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def as_zip(export: Export) -> bytes:
    """The archive."""
    made = BytesIO()
    _zip(export, made)
    return made.getvalue()


def _zip(export: Export, out: BinaryIO) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in export.files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, ORDINARY_FILE, 3
            archive.writestr(info, content)


def write_export(export: Export, target: Path) -> None:
    """Write to a `.zip` or into a folder. Raises Invalid, saying why, for a place that cannot be written to."""
    try:
        if target.suffix.lower() == ".zip":
            _replace(target, as_zip(export))
        else:
            _write_folder(export, target)
    except OSError as error:
        raise Invalid(f"写不进“{target}”（{error.strerror}），没有导出完。请换一个位置。") from None


def _write_folder(export: Export, folder: Path) -> None:
    """Bring a folder up to date: new, empty or an earlier export; there only what that one listed is removed."""
    stale = [name for name in _earlier(folder) if name not in export.files]
    for name, content in export.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(folder.resolve()):
            raise Invalid(f"“{path.parent}”是指向别处的链接，没有导出。请换一个文件夹。")
        if not path.is_file() or path.is_symlink() or path.read_bytes() != content:
            _replace(path, content)
    for name in stale:
        _remove(folder, name)


def _earlier(folder: Path) -> Iterable[str]:
    """The files of the earlier export in a folder. Raises Invalid when something else is in it."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return ()
    if not folder.is_dir():
        raise Invalid(f"“{folder}”已是一个文件，没有导出。请换一个文件夹，或用 .zip 结尾的文件名。")
    content = read_bounded(folder / MANIFEST) if (folder / MANIFEST).is_file() else None
    manifest = read_manifest(content) if isinstance(content, bytes) else None
    if isinstance(manifest, Problem) and manifest.rule == "newer":
        raise Invalid(f"“{folder}”里是更新的版本导出的，没有覆盖。{manifest.message}")
    if not isinstance(manifest, Manifest):
        raise Invalid(f"“{folder}”里有别的东西，没有导出。请换一个空文件夹，或选以前导出的那个。")
    return [each.file for each in manifest.documents if not leads_out(each.file)]


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    if path.is_file() and path.parent.resolve().is_relative_to(folder.resolve()):
        path.unlink()
        for parent in _parents(path, folder):
            with suppress(OSError):
                parent.rmdir()


def _parents(path: Path, folder: Path) -> Iterator[Path]:
    here = path.parent
    while here != folder and folder in here.parents:
        yield here
        here = here.parent


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: whoever reads meanwhile sees the old file or the new one."""
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
