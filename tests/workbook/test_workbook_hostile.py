"""Files that are no workbook, or one made to do harm, are refused with a sentence; nothing of them is opened further."""
from __future__ import annotations

import time
import zipfile
from contextlib import suppress

import pytest

from yichuang.definitions.workbook.container import NotAWorkbook
from yichuang.definitions.workbook.reading import read_workbook
from yichuang.errors import NotFound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
STRINGS = ('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
           "<si><r><t>乙</t></r><r><t>窗口</t></r></si></sst>")
WINDOW = ["窗口分类编码", "窗口分类名称"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("旧.xls", OLE, "旧格式"),
        ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("表.csv", "部门编码,部门名称\n1,甲\n".encode(), "文本表格"),
        ("表.csv", "部门编码,部门名称\n1,甲\n".encode("gb18030"), "文本表格"),
        ("网页.xls", b"<html><table></table></html>", "网页"),
        ("空.xlsx", b"", "空的"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "不是 XLSX"),
        ("坏.xlsx", b"PK\x03\x04 broken", "损坏"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook, match=said):
        read_workbook(path, {})


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        read_workbook(tmp_path / "没有.xlsx", {})


def test_an_archive_without_a_workbook_in_it_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.json", "{}")
    with pytest.raises(NotAWorkbook):
        read_workbook(path, {})


def test_a_bomb_is_refused_before_it_is_unpacked(book, edited):
    path = edited(book(窗口分类=[WINDOW]), {}, [("xl/media/big.bin", b"\0" * 80_000_000)])
    began = time.monotonic()
    with pytest.raises(NotAWorkbook, match="解开后过大"):
        read_workbook(path, {})
    assert time.monotonic() - began < 2


def test_declared_entities_are_refused(book, edited):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet '
    path = edited(book(窗口分类=[WINDOW]), {"xl/worksheets/sheet1.xml": ("<worksheet ", bomb)})
    with pytest.raises(NotAWorkbook, match="外部实体"):
        read_workbook(path, {})


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:IV65536"])
def test_a_range_that_is_declared_too_large_costs_nothing_and_is_said(book, edited, reference):
    path = book(窗口分类=[WINDOW, ["wc-a", "甲"]])
    path = edited(path, {"xl/worksheets/sheet1.xml": ('<dimension ref="[^"]*"', f'<dimension ref="{reference}"')})
    began = time.monotonic()
    reading = read_workbook(path, {})
    assert time.monotonic() - began < 2
    assert reading.codes("added") == ["wc-a"] and [problem.rule for problem in reading.problems] == ["dimension"]


def test_a_cell_in_the_last_corner_and_a_merge_over_everything_cost_little(book, edited):
    def corner(made):
        made["窗口分类"].cell(1_000_000, 16_000, "角落")

    merged = '</sheetData><mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    path = edited(book(corner, 窗口分类=[WINDOW, ["wc-a", "甲"]]), {"xl/worksheets/sheet1.xml": ("</sheetData>", merged)})
    began = time.monotonic()
    assert read_workbook(path, {}).codes("added") == ["wc-a"]
    assert time.monotonic() - began < 10


def test_a_row_number_beyond_every_sheet_is_refused(book, edited):
    path = book(窗口分类=[WINDOW, ["wc-a", "甲"]])
    path = edited(path, {"xl/worksheets/sheet1.xml": ('<row r="2"', '<row r="99999999"')})
    with pytest.raises(NotAWorkbook):
        read_workbook(path, {})


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_member_that_breaks_off_is_refused_without_a_traceback(shared, tmp_path, member):
    path, target = shared(STRINGS), tmp_path / "断.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as made:
        for info in source.infolist():
            content = source.read(info)
            made.writestr(info.filename, content[: len(content) // 2] if info.filename == member else content)
    with pytest.raises(NotAWorkbook):
        read_workbook(target, {})


def test_strings_that_are_shared_and_in_several_pieces_are_read(shared):
    assert read_workbook(shared(STRINGS), {}).drafts.written["wc-a"].document()["name"] == "乙窗口"


@pytest.mark.parametrize("strings", [STRINGS.replace("<si>", "<si/>", 1), STRINGS.replace("<si>", "", 1), "<sst/>"])
def test_strings_that_are_missing_are_refused_without_a_traceback(shared, strings):
    with suppress(NotAWorkbook):
        assert read_workbook(shared(strings), {}).errors


def test_macros_and_connections_are_said(book, edited):
    path = edited(book(窗口分类=[WINDOW, ["wc-a", "甲"]]), {}, [("xl/vbaProject.bin", b"x"), ("xl/connections.xml", b"<c/>")])
    reading = read_workbook(path, {})
    assert {problem.rule for problem in reading.problems} == {"macro", "connection"} and reading.errors == []


def test_a_workbook_without_a_sheet_that_is_known_says_which_there_are(book):
    reading = read_workbook(book(部們=[["甲"]], Sheet2=[["乙"]]), {})
    assert [problem.rule for problem in reading.errors] == ["no-sheet"]
    assert "事项" in reading.errors[0].fix
