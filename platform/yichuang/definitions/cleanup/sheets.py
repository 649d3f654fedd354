"""Ledgers as workbooks: one sheet with title, day and maker above a frozen heading, ready to be printed."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from yichuang.definitions.codewords import WORDS

from .counters import Counter
from .demands import DEMAND_STATES, DemandLedger
from .ledger import STATE_NAMES, Row
from .rule import ACTION_NAMES
from .rules import BY_ID
from .summary import Ledger

Value = str | int | float | None
LONGEST = 32_000
FORMULA = ("=", "+", "-", "@")
FALLBACKS = {"upload": "上传", "promise": "告知承诺", "defer": "容缺后补", "": ""}
MODES = WORDS["mode"]
EDGE = Side(style="thin", color="BFC6D1")
TITLE, HEAD, NOTE = Font(size=16, bold=True), Font(bold=True), Font(size=10, color="5B6675")
SHADE = PatternFill("solid", fgColor="E8EDF5")


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """What stands on one sheet: a title, lines of notes, a heading, rows."""

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


REMOVED_TOLD = "各事项要求，而一件事的一套材料不再向申请人要的：全部事项都另有来处，才免交。"
LEDGER = tuple(Column(*each) for each in (
    ("序号", 6), ("事项", 26), ("事项编码", 18), ("材料", 24), ("角色", 10), ("规则", 16), ("规则依据", 24),
    ("要求提供的依据", 30), ("建议", 10), ("建议理由", 40), ("处理", 10), ("保留或处理理由", 28), ("确认人", 14),
    ("确认日期", 12), ("状态", 10)))
COUNTED = tuple(Column(*each) for each in (
    ("范围", 26), ("四减", 10), ("原来", 8), ("现在", 8), ("减少", 8), ("减少比例", 12), ("按建议处理后", 14), ("单位", 10),
    ("统计期间", 24), ("统计口径", 60)))
REMOVED = tuple(Column(*each) for each in (
    ("序号", 6), ("一件事", 26), ("材料", 24), ("谁的", 12), ("规则", 20), ("免交方式", 12), ("理由", 44), ("要求它的事项", 44),
    ("什么时候", 30)))
DEMANDS = tuple(Column(*each) for each in (
    ("序号", 6), ("材料", 24), ("数据所在部门", 26), ("共享目录项", 28), ("状态", 14), ("提出日期", 12), ("答复单位", 22),
    ("不共享的理由", 36),
    ("答复日期", 12), ("这期间怎么办", 14), ("每年受累件数", 14), ("受累事项（年办件量）", 44)))


def ledger_book(ledger: Ledger, maker: str) -> bytes:
    """The clean-up ledger as .xlsx: the rows, the counters on a second sheet, and of bundles what their one set of materials
    does not ask for on a third. `maker` is who had it made."""
    states = ledger.states()
    told = (f"共 {len(ledger.rows)} 条：未处理 {states['open']} 条，已定未改 {states['decided']} 条，已办结 {states['done']} 条。"
            f"已免提交 {sum(ledger.exempt.values())} 份。")
    rows = tuple((number, *_cells(row)) for number, row in enumerate(ledger.rows, 1))
    names = dict(ledger.of)
    counted = tuple((names.get(code, code), *_counted(each), ledger.period, each.counted)
                    for code, found in ledger.counters.items() for each in found)
    made = f"{ledger.on.isoformat()} {maker}制"
    removed = Sheet("编排免交", f"{ledger.title}：一套材料不再要的", (REMOVED_TOLD, made), REMOVED, tuple(_removals(ledger)))
    return book((Sheet("清理台账", ledger.title, (told, made), LEDGER, rows),
                 Sheet("四减", f"{ledger.title}：四减前后对比", (made,), COUNTED, counted),
                 *([removed] if ledger.removals else ())))


def demand_book(ledger: DemandLedger, maker: str) -> bytes:
    """The demand ledger as .xlsx."""
    rows = tuple(
        (number, row.material_name, row.provider_name, row.share_name, DEMAND_STATES[row.state],
         _day(row.requested_on), row.refused_by, row.reason, _day(row.refused_on), FALLBACKS[row.fallback], row.filings,
         "；".join(f"{each.name}（{'未填年办件量' if each.volume is None else f'{each.volume} 件'}）" for each in row.burdens))
        for number, row in enumerate(ledger.rows, 1))
    notes = (ledger.counted, f"{ledger.on.isoformat()} {maker}制")
    return book((Sheet("数据需求台账", ledger.title, notes, DEMANDS, rows),))


def _cells(row: Row) -> tuple[Value, ...]:
    return (row.matter_name, row.key.matter, row.material_name, row.key.role, f"{row.key.rule} {BY_ID[row.key.rule].title}",
            row.source, row.basis, ACTION_NAMES[row.proposed_action], row.reason, row.decision, row.reason_kept,
            row.decided_by, _day(row.decided_on), STATE_NAMES[row.state])


def _removals(ledger: Ledger) -> Iterator[tuple[Value, ...]]:
    names = dict(ledger.of)
    for number, each in enumerate((each for found in ledger.removals.values() for each in found), 1):
        yield (number, names.get(each.bundle, each.bundle), each.name, each.role_title or each.role,
               f"{each.rule} {BY_ID[each.rule].title}", MODES[each.mode], each.reasons, each.matters, each.when)


def _counted(counter: Counter) -> tuple[Value, ...]:
    share = f"{counter.reduced}/{counter.before}（{counter.share}%）" if counter.share is not None else ""
    return counter.name, counter.before, counter.after, counter.reduced, share, counter.expected, counter.unit


def _day(day: object) -> str:
    return "" if day is None else str(day)


def book(sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes. Nothing in it is a formula: what looks like one is text."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.name), sheet)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.columns))
    for number, (text, font) in enumerate([(sheet.title, TITLE), *((note, NOTE) for note in sheet.notes)], 1):
        put(page.cell(number, 1), text).font = font
        page.merge_cells(f"A{number}:{last}{number}")
    head = len(sheet.notes) + 2
    _line(page, head, [column.title for column in sheet.columns])
    for cell in page[head]:
        cell.font, cell.fill = HEAD, SHADE
    for number, row in enumerate(sheet.rows, head + 1):
        _line(page, number, row)
    for index, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    page.freeze_panes = f"A{head + 1}"
    page.auto_filter.ref = f"A{head}:{last}{max(head, head + len(sheet.rows))}"
    _prepare_print(page, head)


def _line(page: Worksheet, number: int, values: Iterable[Value]) -> None:
    for index, value in enumerate(values, 1):
        cell = put(page.cell(number, index), value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)


def put(cell: Cell, value: Value) -> Cell:
    """Put a value in; text that a program would take for a formula is marked as text, twice."""
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell.value = text
    if text.startswith(FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _prepare_print(page: Worksheet, head: int) -> None:
    """Landscape A4, as wide as the paper, the heading on every sheet of it, numbered."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head}:{head}"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
