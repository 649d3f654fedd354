"""Workbooks as offices make them, written for one test; and the drafts that they are read over."""
from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from yichuang.definitions.canonical import canonical
from yichuang.definitions.library import read_paths
from yichuang.definitions.workbook.reading import read_workbook
from yichuang.definitions.workbook.state import Kept

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds():
    """The documents of the seeds, by code."""
    return {entry.definition.code: entry.document for entry in read_paths([SEEDS]).library.entries.values()}


@pytest.fixture(scope="session")
def drafts(seeds):
    """The seeds as drafts."""
    return {code: Kept(document["kind"], canonical(document)) for code, document in seeds.items()}


@pytest.fixture
def book(tmp_path):
    """Write a workbook: book(部门=[heading, row, …]); `change` gets it before it is saved."""

    def write(change=None, **sheets):
        made = Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change:
            change(made)
        path = tmp_path / "表.xlsx"
        made.save(path)
        return path

    return write


@pytest.fixture
def read(book, drafts):
    """Write a workbook and read it over the seeds."""

    def do(change=None, over=drafts, **sheets):
        return read_workbook(book(change, **sheets), over)

    return do


SHARED = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.' \
         'spreadsheetml.sharedStrings+xml"/></Types>'


@pytest.fixture
def shared(book, edited):
    """A workbook whose second window class has its name among the shared strings, as Excel writes them."""

    def write(strings):
        path = book(窗口分类=[["窗口分类编码", "窗口分类名称"], ["wc-a", "甲窗口"]])
        return edited(path, {"xl/worksheets/sheet1.xml": ('<c r="B2".*?</c>', '<c r="B2" t="s"><v>0</v></c>'),
                             "[Content_Types].xml": ("</Types>", SHARED)}, [("xl/sharedStrings.xml", strings)])

    return write


@pytest.fixture
def edited(tmp_path):
    """Change the text of members inside a workbook: edited(path, {"xl/worksheets/sheet1.xml": (pattern, new)})."""

    def do(path, changes, added=()):
        target = tmp_path / "改.xlsx"
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for info in source.infolist():
                content = source.read(info)
                if info.filename in changes:
                    old, new = changes[info.filename]
                    content, count = re.subn(old.encode(), new.encode(), content, count=1)
                    assert count == 1
                made.writestr(info.filename, content)
            for name, content in added:
                made.writestr(name, content)
        return target

    return do

