"""The exports that a folder or archive holds: one a manifest, with the drafts and releases that it lists."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yichuang.errors import Problem

from .content import MANIFEST, Content
from .manifest import RELEASES, Listed, Manifest, read_manifest
from .sealed import Sealed, closed_pins, read_sealed

INCOMPLETE = "请从原处重新导出，不要只拷贝一部分文件。"


@dataclass(frozen=True)
class Origin:
    """Where a draft comes from: the install that exported it, and what its manifest says of it."""

    install: str
    hall: str
    listed: Listed


@dataclass(frozen=True)
class Export:
    """A manifest and the folder in which it stands (empty, or ending in `/`)."""

    root: str
    manifest: Manifest

    def listed(self, releases: bool) -> dict[str, Listed]:
        """The drafts, or the releases, by the names of their files."""
        return {self.root + each.file: each for each in self.manifest.documents if (each.release is not None) == releases}

    @property
    def releases(self) -> str:
        """How the names of its releases begin."""
        return f"{self.root}{RELEASES}/"


def exports_in(content: Content) -> tuple[tuple[Export, ...], list[Problem]]:
    """Every export, and the manifests that cannot be followed."""
    found, problems = [], []
    for name in content.manifests:
        text = content.read(name)
        manifest = text if isinstance(text, Problem) else read_manifest(text)
        if isinstance(manifest, Problem):
            problems.append(replace(manifest, file=content.label(name)))
        elif manifest is not None:
            found.append(Export(name.removesuffix(MANIFEST), manifest))
    return tuple(found), problems


def origins(export: Export) -> dict[str, Origin]:
    """File → where that draft comes from."""
    manifest = export.manifest
    return {name: Origin(manifest.install, manifest.hall, each) for name, each in export.listed(False).items()}


def gaps(content: Content, export: Export) -> Iterator[Problem]:
    """Files that a manifest lists and that are not there, and releases that it does not list."""
    there = set(content.names)
    releases = export.listed(True)
    for name, each in {**export.listed(False), **releases}.items():
        if name not in there:
            yield Problem("", "missing", f"导出清单里的“{each.code}”不在：缺文件 {each.file}。", fix=INCOMPLETE,
                          file=content.label(export.root + MANIFEST))
    for name in content.names:
        if name.startswith(export.releases) and name not in releases:
            yield Problem("", "unlisted", "导出清单里没有这个发布版本，无从核对，没有导入。", fix=INCOMPLETE,
                          file=content.label(name))


def releases_of(content: Content, export: Export) -> tuple[list[Sealed], list[Problem]]:
    """The releases of an export that can be trusted, and what is wrong with the others."""
    listed = {name: each for name, each in export.listed(True).items() if name in set(content.names)}
    found: dict[tuple[str, int], Sealed] = {}
    problems: list[Problem] = []
    texts = {}
    for name, each in listed.items():
        text = content.read(name)
        if isinstance(text, Problem):
            problems.append(replace(text, file=content.label(name)))
            continue
        texts[each.file] = text
        sealed = read_sealed(each, text, content.label(name))
        if isinstance(sealed, list):
            problems.extend(sealed)
        elif (other := found.setdefault((sealed.code, sealed.number), sealed)) is not sealed:
            said = f"“{sealed.code}”第 {sealed.number} 版有两份（{other.file}），没有导入。"
            problems.append(Problem("", "duplicate-release", said, fix=INCOMPLETE, file=sealed.file))
    problems.extend(replace(each, file=content.label(export.root + MANIFEST))
                    for each in closed_pins(list(listed.values()), texts))
    return list(found.values()), problems
