"""The file before it is read: whether it is an XLSX workbook that may be opened, and where its sheets are inside."""
from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from yichuang.errors import Invalid, NotFound

from .problems import CellProblem

MAX_FILE = 60 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_RATIO = 200
"""Sheets of offices pack 10 to 40 times; a file that packs better was made to fill a memory."""
SMALL = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError, ValueError,
          etree.XMLSyntaxError)
AGAIN = "用 Excel 或 WPS 打开后另存为 .xlsx，再试。"


class NotAWorkbook(Invalid):
    """这个文件不是能读的 XLSX 表格。"""


@dataclass(frozen=True)
class Part:
    """A sheet inside the file: its title, whether it is hidden, and its member in the archive."""

    title: str
    hidden: bool
    member: str


@dataclass(frozen=True)
class Container:
    """A workbook that may be opened, its sheets in order, and what is said about the file as a whole."""

    path: Path
    parts: tuple[Part, ...]
    notes: tuple[CellProblem, ...]


def open_container(path: Path) -> Container:
    """Look into a file without trusting it. Raises NotFound, or NotAWorkbook with what it is and what to do."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        raise NotFound(f"打不开“{path}”。请核对路径。") from None
    if size > MAX_FILE:
        raise NotAWorkbook(f"文件超过 {MAX_FILE // 1024 // 1024} MB，没有读取。请拆成几个文件。")
    if not head.startswith(b"PK\x03\x04"):
        raise NotAWorkbook(_what_else(path, head))
    try:
        with zipfile.ZipFile(path) as archive:
            _require_modest(archive)
            return Container(path, tuple(_parts(archive)), tuple(_notes(archive)))
    except BROKEN:
        raise NotAWorkbook(f"文件损坏，或者不是 XLSX 表格，没有读取。{AGAIN}") from None


def _what_else(path: Path, head: bytes) -> str:
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            return "表格加了打开密码，没有读取。请取消密码后另存为 .xlsx，再试。"
        return f"这是旧格式的表格（.xls），没有读取。{AGAIN}"
    if not head:
        return "文件是空的，没有读取。"
    if b"\0" not in head and path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return f"这是文本表格（{path.suffix.lower()}），编码前面的 0 和类型都没有保存，没有读取。{AGAIN}"
    if head.lstrip()[:5].lower() in {b"<html", b"<tabl", b"<?xml", b"<!doc"}:
        return f"这是网页或者 XML 文件，不是 XLSX 表格，没有读取。{AGAIN}"
    return f"这不是 XLSX 表格，没有读取。{AGAIN}"


def _require_modest(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise NotAWorkbook("文件加了密码，没有读取。请取消密码后再试。")
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_MEMBERS or unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > packed * MAX_RATIO):
        raise NotAWorkbook("文件解开后过大或者压缩得不合常理，没有读取。请另存为新的 .xlsx，或者拆成几个文件。")
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            _require_plain(archive, info)


def _require_plain(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """No member of a workbook declares a document type; one that does wants its reader to resolve something."""
    with archive.open(info) as member:
        head = member.read(4096).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise NotAWorkbook(f"文件里的“{info.filename}”含有外部实体声明，没有读取。{AGAIN}")


def parsed(archive: zipfile.ZipFile, member: str) -> etree._Element:
    """A small XML member; nothing outside it is looked at."""
    content = archive.read(member)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    root = parsed(archive, "xl/workbook.xml")
    targets = {each.get("Id"): each.get("Target", "") for each in parsed(archive, "xl/_rels/workbook.xml.rels")}
    for sheet in root.iter(f"{MAIN}sheet", "{*}sheet"):
        target = targets.get(next((sheet.get(key) for key, _ in sheet.items() if key.endswith("}id")), None), "")
        member = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if "chartsheet" not in member and "dialogsheet" not in member and member in archive.namelist():
            yield Part(sheet.get("name", ""), sheet.get("state", "visible") != "visible", member)


def _notes(archive: zipfile.ZipFile) -> Iterator[CellProblem]:
    names = archive.namelist()
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield CellProblem("", 0, "", "external-link", "表格引用了别的工作簿；没有去打开它们，引用到的值不读取。",
                          "把引用到的值粘贴为数值。", "warning")
    if any(name.endswith("vbaProject.bin") for name in names):
        yield CellProblem("", 0, "", "macro", "表格含有宏；没有运行。", "另存为不含宏的 .xlsx。", "warning")
    if "xl/connections.xml" in names:
        yield CellProblem("", 0, "", "connection", "表格含有数据连接；没有去连接。", "把数据粘贴为数值。", "warning")
