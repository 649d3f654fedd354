"""Libraries of matters, invented, in every format that a file may have; and a town's drafts to compare them with."""
from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from yichuang.definitions.drafts import draft_document, save_document
from yichuang.definitions.library import read_paths
from yichuang.definitions.source.files import FileSource
from yichuang.definitions.source.proposing import synchronise

SEEDS = Path(__file__).parents[2] / "seeds"
AT = datetime(2026, 11, 21, tzinfo=UTC)
ROW = {
    "task_name": "示例招牌备案（示例）", "task_handle_item": "示例-0001", "dept_name": "示例区城市管理局（示例）",
    "dept_code": "11330106MB9DEM9999", "task_type": "20", "task_state": "1", "task_version": "1", "use_level": "4",
    "server_type": "2^6", "project_type": "2", "by_law": "《示例条例》第一条", "accept_condition": "有营业执照。",
    "anticipate_day": "20", "anticipate_type": "工作日", "promise_day": "5", "promise_type": "工作日",
    "handle_type": "1^2", "limit_scene_num": "1", "limit_scene_explain": "核对原件", "consult_phone": "0571-88000001",
    "complain_phone": "0571-88000002", "result_name": "示例登记证", "result_type": "出证办结",
}
MATERIAL = {"task_handle_item": "示例-0001", "material_name": "示例登记表（示例）", "is_need": "1", "material_type": "1",
            "original_num": "1", "source_type": "10"}


def as_json(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"library": "示例省事项库", "rows": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def as_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def as_csv(path: Path, rows: list[dict[str, Any]], encoding: str = "utf-8-sig") -> Path:
    titles = list(dict.fromkeys(title for row in rows for title in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, titles)
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_workbook(path: Path, rows: list[dict[str, Any]]) -> Path:
    book = Workbook()
    sheets = {"事项": [row for row in rows if "task_name" in row], "材料": [row for row in rows if "task_name" not in row]}
    for title, own in sheets.items():
        sheet = book.create_sheet(title)
        titles = list(dict.fromkeys(key for row in own for key in row))
        sheet.append(["示例省事项库导出"])
        sheet.append(titles)
        for row in own:
            sheet.append([row.get(key) for key in titles])
    book.save(path)
    return path


WRITERS: dict[str, Callable[[Path, list[dict[str, Any]]], Path]] = {
    "json": as_json, "jsonl": as_lines, "csv": as_csv, "xlsx": as_workbook,
    "gb18030.csv": lambda path, rows: as_csv(path, rows, "gb18030"),
}


@pytest.fixture
def library(tmp_path):
    """A file of rows: library([row, …]) as JSON; library(rows, "csv")."""

    def write(rows: list[dict[str, Any]], form: str = "json", **more: Any) -> FileSource:
        more.setdefault("library", "示例省事项库")
        return FileSource(WRITERS[form](tmp_path / f"library.{form}", rows), **more)

    return write


@pytest.fixture
def row():
    """A matter of the library: row(task_name="…")."""
    return lambda **changes: {**ROW, **changes}


@pytest.fixture
def material():
    """A material row of the library."""
    return lambda **changes: {**MATERIAL, **changes}


@pytest.fixture
def town(database):
    """A session on drafts of the seeds."""
    with database.writing() as db:
        for entry in read_paths([SEEDS]).library.entries.values():
            save_document(db, entry.document, AT, "甲")
        db.flush()
        yield db


@pytest.fixture
def sync(town, library):
    """Synchronise rows with the town's drafts: sync([row, …])."""
    return lambda rows, form="json", **more: synchronise(town, library(rows, form, **more), AT, "甲")


@pytest.fixture
def draft(town):
    """A draft's document as it is now."""
    return lambda code: dict(draft_document(town, code))
