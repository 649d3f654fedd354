"""Workbooks as offices really make them: merged cells, formulas, odd headings, numbers where codes should be."""
from __future__ import annotations

from datetime import datetime

import pytest

from yichuang.definitions.canonical import canonical
from yichuang.definitions.workbook.reading import read_workbook
from yichuang.definitions.workbook.state import Kept

DEPARTMENT = ["部门编码", "部门名称", "所在区划", "电话", "投诉电话", "地址"]
ROW = ["dept-a", "示例区甲局（示例）", "330106", "0571-88000001", "0571-88000002", "示例路1号"]
WINDOW = ["窗口分类编码", "窗口分类名称"]


def rules(reading):
    return [problem.rule for problem in reading.problems]


def written(reading, code):
    return reading.drafts.written[code].document()


def found(reading, rule):
    return next(problem for problem in reading.problems if problem.rule == rule)


def test_a_row_makes_a_draft_with_its_keys_in_order(read):
    reading = read(部门=[DEPARTMENT, ROW])
    assert reading.problems == [] and reading.codes("added") == ["dept-a"]
    assert list(written(reading, "dept-a")) == ["kind", "code", "name", "region", "phone", "complaint_phone", "address"]


def test_title_rows_reordered_starred_and_full_width_headings_are_understood(read):
    heading = ["电 话*", "部门名称（全称）", "投诉电话\n", " 部门编码", "地址", "所在区划：", "负责人"]
    reading = read(机构=[["示例区部门清单"], ["2026年11月"], heading,
                       ["0571-88000001", "示例区甲局", "0571-88000002", "ｄｅｐｔ－ａ", "示例路1号", "３３０１０６", "张示例"]])
    assert rules(reading) == ["extra-column"] and "负责人" in found(reading, "extra-column").message
    assert written(reading, "dept-a")["region"] == "330106"


def test_merged_cells_hold_for_all_their_rows(read, seeds):
    codes = [each["material"] for each in seeds["signboard"]["materials"]]

    def merge(book):
        book["事项材料"].merge_cells(start_row=2, end_row=1 + len(codes), start_column=1, end_column=1)

    rows = [["signboard" if number == 0 else None, code, 7] for number, code in enumerate(codes)]
    reading = read(merge, 事项材料=[["事项编码", "材料编码", "复印件份数"], *rows])
    assert reading.errors == []
    assert [each["copies"] for each in written(reading, "signboard")["materials"]] == [7] * len(codes)
    assert [each.get("when") for each in written(reading, "signboard")["materials"]] == [
        each.get("when") for each in seeds["signboard"]["materials"]]


def test_a_merged_heading_of_two_rows_and_a_banner_inside_the_list(read):
    def merge(book):
        sheet = book["部门"]
        for letter in "ABCDEF":
            sheet.merge_cells(f"{letter}1:{letter}2")
        sheet.merge_cells("A3:F3")

    reading = read(merge, 部门=[DEPARTMENT, [None] * 6, ["一、区级部门"], ROW])
    assert reading.codes("added") == ["dept-a"] and rules(reading) == ["banner"]


def test_a_formula_is_never_worked_out(read):
    reading = read(窗口分类=[WINDOW, ["wc-a", '="甲"&"窗口"']])
    assert rules(reading) == ["formula"] and found(reading, "formula").is_error
    assert (found(reading, "formula").row, found(reading, "formula").column) == (2, "窗口分类名称")


def test_the_last_value_of_a_formula_is_taken_and_said(book, edited, drafts):
    path = book(窗口分类=[WINDOW, ["wc-a", "甲窗口"]])
    cell = '<c r="B2".*?</c>'
    path = edited(path, {"xl/worksheets/sheet1.xml": (cell, '<c r="B2" t="str"><f>A1&amp;"x"</f><v>乙窗口</v></c>')})
    reading = read_workbook(path, drafts)
    assert written(reading, "wc-a")["name"] == "乙窗口"
    assert rules(reading) == ["formula"] and not found(reading, "formula").is_error


def test_a_link_to_another_workbook_is_named_and_not_followed(book, edited, drafts):
    path = book(窗口分类=[WINDOW, ["wc-a", "甲窗口"], ["wc-b", "乙窗口"]])
    cell = '<c r="B2".*?</c>'
    linked = '<c r="B2" t="str"><f>[1]Sheet1!A1</f><v>别处的值</v></c>'
    path = edited(path, {"xl/worksheets/sheet1.xml": (cell, linked)},
                  [("xl/externalLinks/externalLink1.xml", "<externalLink/>")])
    reading = read_workbook(path, drafts)
    assert rules(reading) == ["external-link", "external-link"]
    assert [problem.severity for problem in reading.problems] == ["warning", "error"]
    assert reading.codes("added") == ["wc-b"]


@pytest.mark.parametrize(
    ("heading", "rule", "said"),
    [
        (["部门编码", "部门名称", "所在区化", "电话", "投诉电话", "地址"], "misspelt-column", "是否想写“所在区划”"),
        (["部门编号吗", "部门名称", "所在区划", "电话", "投诉电话", "地址"], "missing-column", "部门编码"),
        (["部门编码", "部门名称", "部门名称 ", "电话", "投诉电话", "地址"], "duplicate-column", "部门名称"),
        (["甲", "乙", "丙", "丁", "戊", "己"], "header", "部门编码"),
    ],
)
def test_wrong_headings_are_named_with_what_was_meant(read, heading, rule, said):
    reading = read(部门=[heading, ROW])
    problem = found(reading, rule)
    assert problem.is_error and said in problem.message + problem.fix


@pytest.mark.parametrize("number", [3.30106e17, 330106198001010019, 1.23e20])
def test_a_code_that_became_a_number_and_lost_digits_is_refused(read, number):
    reading = read(部门=[[*DEPARTMENT, "统一社会信用代码"], [*ROW, number]])
    problem = found(reading, "digits-lost")
    assert problem.is_error and problem.column == "统一社会信用代码" and "丢失" in problem.message
    assert reading.drafts.written == {}


def test_a_code_in_scientific_notation_as_text_is_refused_too(read):
    assert "digits-lost" in rules(read(部门=[[*DEPARTMENT, "统一社会信用代码"], [*ROW, "3.30106E+17"]]))


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("编号代码", 7, "leading-zero"), ("电话", 57188000001, "leading-zero"), ("机构性质", "法定机构", "choice"),
     ("所在区划", "不存在的区", "unknown-name"), ("部门名称", "#REF!", "error-value"), ("统一社会信用代码", True, "not-a-code")],
)
def test_a_bad_cell_is_told_with_its_place_and_what_to_do(read, column, value, rule):
    row = dict(zip(DEPARTMENT, ROW, strict=True)) | {column: value}
    reading = read(部门=[list(row), list(row.values())])
    problem = found(reading, rule)
    assert (problem.sheet, problem.row, problem.column) == ("部门", 2, column)
    assert problem.fix and reading.drafts.written == {}


def test_all_bad_cells_of_all_rows_are_told_at_once(read):
    reading = read(部门=[DEPARTMENT, ["dept-a", "", "330106", "1", "2", "x"], [None, "乙局", "330106", 57188000001, "", ""]],
                   窗口分类=[WINDOW, ["wc!", "窗口"]])
    places = {(problem.sheet, problem.row, problem.column) for problem in reading.errors}
    assert {("部门", 2, "部门名称"), ("部门", 3, "部门编码"), ("窗口分类", 2, "窗口分类编码")} <= places


@pytest.mark.parametrize("cell", ["01", 1, 1.0, "行政许可", "01 行政许可", "01-行政许可", "０１", " 行政许可 "])
def test_a_choice_is_known_by_code_by_words_and_by_both(read, seeds, cell):
    reading = read(事项=[["事项编码", "事项名称", "事项类型"], ["signboard", seeds["signboard"]["name"], cell]])
    assert reading.errors == []
    after = written(reading, "signboard") if reading.drafts.written else seeds["signboard"]
    assert after["task_type"] == "01"


@pytest.mark.parametrize("cell", ["市级；镇（乡、街道）级", "3^5", "市级、镇（乡、街道）级", "市级\n镇(乡、街道)级"])
def test_a_comma_inside_the_name_of_a_level_does_not_split_it(read, seeds, cell):
    reading = read(事项=[["事项编码", "事项名称", "行使层级"], ["signboard", seeds["signboard"]["name"], cell]])
    assert written(reading, "signboard")["use_levels"] == ["3", "5"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [(datetime(2026, 11, 21), "2026-11-21"), (46347, "2026-11-21"), ("2026/11/21", "2026-11-21"),
     ("2026年1月2日", "2026-01-02"), ("20261121", "2026-11-21")],
)
def test_a_date_is_read_however_it_is_kept(read, cell, day):
    reading = read(区划=[["区划代码", "区划名称", "生效日期"], ["330106998", "示例街道", cell]])
    assert reading.errors == [] and written(reading, "330106998")["valid_from"] == day


@pytest.mark.parametrize("cell", ["2026-02-30", "明年", 12])
def test_a_day_that_does_not_exist_is_refused(read, cell):
    assert "date" in rules(read(区划=[["区划代码", "区划名称", "生效日期"], ["330106998", "示例街道", cell]]))


def test_a_number_shown_with_its_zeros_is_what_it_shows(read):
    def shape(book):
        book["区划"]["A2"].number_format = "000000000"

    reading = read(shape, 区划=[["区划代码", "区划名称"], [30106998, "示例街道"]])
    assert reading.codes("added") == ["030106998"]


def test_numbers_with_units_and_blanks_around_them_are_read(read, seeds):
    reading = read(事项=[["事项编码", "事项名称", "承诺办结时限", "年办件量"],
                       ["  signboard　", seeds["signboard"]["name"], "7个工作日", " 1200 件"]])
    after = written(reading, "signboard")
    assert after["promised_limit"]["days"] == 7 and after["annual_volume"] == 1200


def test_an_emptied_cell_takes_the_value_away_and_a_missing_column_does_not(read, seeds):
    reading = read(事项=[["事项编码", "事项名称", "年办件量"], ["signboard", seeds["signboard"]["name"], None]])
    after = written(reading, "signboard")
    assert "annual_volume" not in after and after == {k: v for k, v in seeds["signboard"].items() if k != "annual_volume"}


def test_hidden_rows_and_sheets_are_read_and_said(read):
    def hide(book):
        book["窗口分类"].row_dimensions[2].hidden = True
        book["窗口分类"].sheet_state = "hidden"
        book.create_sheet("看得见")

    reading = read(hide, 窗口分类=[WINDOW, ["wc-a", "甲窗口"]])
    assert set(rules(reading)) == {"hidden-row", "hidden-sheet", "unknown-sheet"} and reading.codes("added") == ["wc-a"]


def test_a_code_twice_and_a_code_of_another_kind_are_refused(read):
    reading = read(窗口分类=[WINDOW, ["wc-a", "甲"], ["wc-a", "乙"], ["signboard", "丙"]])
    assert [(problem.row, problem.rule) for problem in reading.errors] == [(3, "duplicate-code"), (4, "duplicate-code")]
    assert "第 2 行" in reading.errors[0].message and "事项" in reading.errors[1].message


def test_a_department_may_be_named_instead_of_its_code(read, seeds):
    name = seeds[seeds["signboard"]["department"]]["name"]
    reading = read(事项=[["事项编码", "事项名称", "实施机构", "联办机构"], ["signboard", seeds["signboard"]["name"], name, name]])
    assert written(reading, "signboard")["joint_departments"] == [seeds["signboard"]["department"]]


def test_materials_are_found_by_name_and_their_local_parts_stay(read, seeds):
    required = seeds["signboard"]["materials"]
    names = [seeds[each["material"]]["name"] for each in required]
    reading = read(事项材料=[["事项编码", "材料名称", "原件份数"], *(["signboard", name, 3] for name in names)])
    after = written(reading, "signboard")["materials"]
    assert after == [{**each, "originals": 3} for each in required]


def test_materials_left_out_are_taken_away_and_said(read, seeds):
    required = seeds["signboard"]["materials"]
    reading = read(事项材料=[["事项编码", "材料编码"], ["signboard", required[1]["material"]]])
    assert written(reading, "signboard")["materials"] == [required[1]]
    assert rules(reading) == ["removed"] * (len(required) - 1)


def test_a_bad_row_of_a_matter_takes_no_material_away(read, seeds):
    required = seeds["signboard"]["materials"]
    reading = read(事项材料=[["事项编码", "材料编码", "材料必要性", "复印件份数"],
                          ["signboard", required[0]["material"], "看情况", 1],
                          ["signboard", required[1]["material"], "必要", 9]])
    after = written(reading, "signboard")["materials"]
    assert rules(reading) == ["choice"] and after[0] == required[0] and after[1]["copies"] == 9
    assert len(after) == len(required)


def test_rows_of_an_unknown_matter_are_told_once(read):
    reading = read(事项材料=[["事项编码", "材料编码"], ["nowhere", "doc-identity"], ["nowhere", "doc-passport"]])
    assert rules(reading) == ["unknown-code"] and "2 行" in reading.problems[0].message


def test_codes_of_an_element_keep_their_type(read, seeds):
    entries = seeds["person.sex"]["value"]["oneOf"]
    rows = [["person.sex", entry["const"], entry["title"]] for entry in entries]
    rows[1][2] = "男性"
    reading = read(代码集=[["数据元编码", "代码", "代码名称"], *rows])
    after = written(reading, "person.sex")["value"]["oneOf"]
    assert after == [{**entry, "title": "男性"} if entry["const"] == "1" else entry for entry in entries]


def test_what_the_library_keeps_is_refused_and_what_is_ours_is_taken(read, seeds, drafts):
    kept = {**seeds["signboard"], "origin": {"library": "示例省事项库", "version": 2}}
    over = {**drafts, "signboard": Kept("matter", canonical(kept))}
    sheet = [["事项编码", "事项名称", "年办件量", "业务系统名称"], ["signboard", "改过的名称", 99, "示例系统"]]
    reading = read(over=over, 事项=sheet)
    assert [(p.rule, p.column) for p in reading.errors] == [("synchronised", "事项名称")]
    sheet[1][1] = kept["name"]
    after = written(read(over=over, 事项=sheet), "signboard")
    assert after["annual_volume"] == 99 and after["business_system"]["name"] == "示例系统" and after["origin"] == kept["origin"]
    rows = [["signboard", each["material"], "示例来源"] for each in kept["materials"]]
    materials = [["事项编码", "材料编码", "免提交来源"], *rows]
    assert read(over=over, 事项材料=materials).errors == []
    assert {p.rule for p in read(over=over, 事项材料=materials[:-1]).errors} == {"synchronised"}


def test_a_parent_that_stands_further_down_or_in_a_later_sheet_is_not_missing(read):
    heading = ["部门编码", "部门名称", "上级部门", "所在区划", "电话", "投诉电话", "地址"]
    rest = ["330106", "0571-88001001", "12345", "示例路1号（示例）"]
    reading = read(
        over={},
        部门=[heading, ["station", "示例所（示例）", "bureau", *rest], ["bureau", "示例局（示例）", "gone", *rest]],
        区划=[["区划代码", "区划名称"], ["330106", "西湖区"]],
    )
    assert set(reading.codes("added")) == {"330106", "station", "bureau"}
    assert [(problem.row, problem.rule) for problem in reading.problems] == [(3, "unknown-reference")]
    assert "gone" in reading.problems[0].message
