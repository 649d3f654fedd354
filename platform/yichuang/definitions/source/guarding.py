"""Refuses edits of what the provincial library keeps, wherever a matter's draft is about to be written."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.errors import Invalid, Problem

from .columns import LOCAL_OF_MATERIALS, label_of, read_only

RULE = "synchronised"
FIX = "要改的，请在省级事项库中改，再同步过来。"


def refused_edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Problem]:
    """Every synchronised column that `after` would change; none for a matter that does not come from a library."""
    locked = read_only(before)
    if not isinstance(before.get("origin"), Mapping):
        return []
    library = before["origin"].get("library", "省级事项库")
    problems = [_refused(column, library) for column in sorted(locked - {"materials"})
                if before.get(column) != after.get(column)]
    if before["origin"] != after.get("origin"):
        problems.append(Problem("/origin", RULE, f"来源“{library}”由同步写入，不能在这里改。", fix="恢复 origin 原来的内容。"))
    if "materials" in locked:
        problems += _materials(before.get("materials") or [], after.get("materials") or [], library)
    return problems


def newer_from_library(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether `after` carries a later version of the same library: a promotion between our own installs brings such."""
    old, new = before.get("origin"), after.get("origin")
    return (isinstance(old, Mapping) and isinstance(new, Mapping) and old.get("library") == new.get("library")
            and (new.get("version") or 0) > (old.get("version") or 0))


def require_ours(changes: Iterable[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]]) -> None:
    """Refuse an import that would change what a library keeps: (code, draft as it is, as it would be). A later version
    of the same library is let in: it comes from another of our installs. Raises Invalid with every such column."""
    problems = [replace(problem, file=code) for code, before, after in changes
                if before is not None and not newer_from_library(before, after)
                for problem in refused_edits(before, after)]
    if problems:
        raise Invalid(f"有 {len(problems)} 处会改动来自省级事项库的内容，没有导入。", problems=problems)


def library_part(required: Mapping[str, Any]) -> dict[str, Any]:
    """What of a demanded material the library keeps."""
    return {key: value for key, value in required.items() if key not in LOCAL_OF_MATERIALS}


def _materials(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], library: str) -> Iterator[Problem]:
    if [each.get("material") for each in before] != [each.get("material") for each in after]:
        yield Problem("/materials", RULE, f"申请材料的种类和次序来自“{library}”，不能在这里增删。", fix=FIX)
        return
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        for key in sorted(set(library_part(old)) | set(library_part(new))):
            if old.get(key) != new.get(key):
                said = f"材料“{old.get('material')}”的这一栏来自“{library}”，不能在这里改。"
                yield Problem(f"/materials/{number}/{key}", RULE, said, fix=FIX)


def _refused(column: str, library: str) -> Problem:
    return Problem(f"/{column}", RULE, f"“{label_of(column)}”来自“{library}”，不能在这里改。", fix=FIX)
