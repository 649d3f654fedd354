"""Calendar files in JSON and CSV, and those that cannot be read."""

from datetime import date

import pytest

from yichuang.standards.calendar_file import MOST_ROWS, UnreadableCalendar, read_calendar
from yichuang.standards.workdays import STANDARD, Day, due

ROWS = '[{"date": "2027-01-04", "is_workday": false, "kind": "地方假日", "name": "示例"}]'


def test_a_list_of_rows_is_laid_over_the_calendar() -> None:
    told = read_calendar(ROWS)
    assert told.days == (Day(date(2027, 1, 4), False, "地方假日", "示例"),)
    assert due(date(2027, 1, 3), 1, calendar=told.over(STANDARD)).date == date(2027, 1, 5)


def test_a_complete_year_is_confirmed() -> None:
    told = read_calendar('{"confirmed_years": [2027], "days": ' + ROWS + "}")
    assert due(date(2027, 3, 1), 5, calendar=told.over(STANDARD)).confirmed


@pytest.mark.parametrize("truth", ["false", "0", "否", "False"])
def test_csv_has_the_same_columns(truth: str) -> None:
    told = read_calendar(f"\ufeffdate,is_workday,confirmed\r\n2027-01-04,{truth},\r\n2027-01-09,是,否\r\n")
    assert told.days == (
        Day(date(2027, 1, 4), False, "法定节假日"),
        Day(date(2027, 1, 9), True, "工作日", "", False),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有任何一天"),
        ("[]", "没有任何一天"),
        ("[1]", "第1行"),
        ("[", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"days": 3}', "一列"),
        ('{"confirmed_years": ["x"]}', "confirmed_years"),
        ('[{"date": "2027-02-30", "is_workday": true}]', "date"),
        ('[{"date": "20270101", "is_workday": true}]', "date"),
        ('[{"is_workday": true}]', "date"),
        ('[{"date": "2027-01-01"}]', "is_workday"),
        ('[{"date": "2027-01-01", "is_workday": "maybe"}]', "is_workday"),
        ('[{"date": "2027-01-01", "is_workday": true, "kind": "节日"}]', "kind"),
        (ROWS[:-1] + "," + ROWS[1:], "重复"),
        ("[" + ",".join(["1"] * (MOST_ROWS + 1)) + "]", "不超过"),
        ("名称\n元旦\n", "date"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableCalendar, match=said):
        read_calendar(text)
