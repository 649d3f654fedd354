"""Progress by number and query code: told in plain sentences, guarded against guessing, without personal data."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.cases import handle
from yichuang.cases.actions import Action
from yichuang.cases.records import Case
from yichuang.filing.records import Filing

WRONG = "收件编号与查询密码不相符，没有查到"


@pytest.fixture
def public(town):
    return TestApp(town.wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.7"})


@pytest.fixture
def filing(town):
    number = town.take_in("newborn", "example")
    return read(town, number)


def read(town, number):
    with town.database.reading() as db:
        return db.scalars(select(Filing).where(Filing.number == number)).one()


def ask(browser, number, code, status=200):
    form = browser.get("/track").forms["track"]
    form["number"], form["code"] = number, code
    return form.submit(status=status)


def carry_out(town, number, matter, action, login, **detail):
    with town.database.writing() as db:
        case = db.scalars(select(Case).join(Filing).where(Filing.number == number, Case.matter_code == matter)
                          .order_by(Case.seq)).first()
        handle.carry_out(db, case, action, town.hand(db, login, datetime.now(UTC)), detail)


def card(page, name):
    return next(each for each in page.html.select(".progress-card") if name in each.h2.text)


def test_a_right_pair_shows_every_matter_with_what_it_waits_for(public, filing):
    page = ask(public, filing.number, filing.query_code)
    assert "办好了 0 件" in page.text
    assert "收到申请" in card(page, "首次签发").text
    waiting = card(page, "出生登记").text
    assert "等前一件办好" in waiting and "要等“《出生医学证明》首次签发”办好" in waiting
    assert [step.contents[1] for step in page.html.select(".history li")][-1] == "收到申请"


def test_spaces_wide_digits_and_a_case_number_are_understood(public, filing):
    number = " ".join(filing.number[i : i + 6] for i in range(0, 21, 6)) + "-02"
    wide = filing.query_code.translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)})
    assert "办好了 0 件" in ask(public, f" {number} ", f"{wide[:3]} {wide[3:]}").text


def test_the_code_on_the_receipt_leads_to_a_form_with_the_number(public, filing):
    page = public.get("/track", {"number": filing.number})
    assert page.forms["track"]["number"].value == filing.number
    assert page.forms["track"]["code"].value == ""


def test_names_and_telephones_are_masked_and_nothing_of_the_form_is_shown(public, filing):
    page = ask(public, filing.number, filing.query_code)
    assert filing.applicant not in page.text and filing.phone not in page.text
    assert f"{filing.phone[:3]}****{filing.phone[-4:]}" in page.text
    values = [each for each in filing.data.values() if isinstance(each, str) and len(each) > 5]
    assert values and not [each for each in values if each in page.text]


def test_the_code_stays_out_of_the_page_and_its_address(public, filing):
    page = ask(public, filing.number, filing.query_code)
    assert filing.query_code not in page.text
    assert page.request.query_string == ""


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(public, filing):
    other = "000000" if filing.query_code != "000000" else "111111"
    wrong = ask(public, filing.number, other, status=422)
    unknown = ask(public, "330106032611239999999", other, status=422)
    notices = [page.html.select_one(".notice").text for page in (wrong, unknown)]
    assert notices[0] == notices[1] and WRONG in notices[0]
    assert wrong.forms["track"]["number"].value == filing.number
    assert wrong.forms["track"]["code"].value == ""


@pytest.mark.parametrize(("number", "code"), [("", ""), ("330106032611230000001", ""), ("", "123456"), ("x" * 200, "1"),
                                              ("\u202e", "１"), ("33\x0006", "1")])
def test_what_cannot_be_a_pair_is_refused_calmly(public, number, code):
    assert public.post("/track", {"number": number, "code": code, "csrf_token": token(public)}, status=422)


def token(browser):
    return browser.get("/track").forms["track"]["csrf_token"].value


def test_five_wrong_tries_lock_the_number_also_for_the_right_code(public, filing):
    for _ in range(5):
        ask(public, filing.number, "wrong", status=422)
    locked = ask(public, filing.number, filing.query_code, status=429)
    assert "后可以再试" in locked.text and ":" in locked.html.select_one(".notice").text


def test_a_locked_number_leaves_other_numbers_and_signing_in_alone(town, public, filing):
    for _ in range(5):
        ask(public, "330106032611239999999", "wrong", status=422)
    assert ask(public, filing.number, filing.query_code).status_int == 200
    town.sign(public, "clerk")


def test_thirty_wrong_tries_lock_the_address(public, filing):
    for n in range(30):
        ask(public, f"3301060326112300{n:05d}", "wrong", status=422)
    ask(public, filing.number, filing.query_code, status=429)


def test_a_right_answer_forgets_the_wrong_ones_before(public, filing):
    for _ in range(3):
        for _ in range(4):
            ask(public, filing.number, "wrong", status=422)
        assert ask(public, filing.number, filing.query_code).status_int == 200


def test_a_post_without_the_forms_token_is_refused(public, filing):
    public.post("/track", {"number": filing.number, "code": filing.query_code}, status=403)


def test_corrections_say_what_to_bring_and_until_when(town, public):
    number = town.take_in("restaurant", "example")
    until = date.today() + timedelta(days=20)
    item = {"item": "layout", "name": "经营场所平面图", "problem": "没有标出粗加工间。", "fix": "请标出。"}
    action = Action.ASK_CORRECTIONS
    carry_out(town, number, "food-licence", action, "market", deadline=until.isoformat(), items=[item])
    page = ask(public, number, read(town, number).query_code)
    told = card(page, "食品经营许可")
    assert "请您补材料" in told.text and f"{until.day}日前补交" in told.text
    assert told.select_one("li").text == "经营场所平面图：没有标出粗加工间。请标出。"
    assert "有事项等您补材料" in page.text


def test_what_is_late_is_said_to_be_late(town, public):
    number = town.take_in("restaurant", "example", at=datetime.now(UTC) - timedelta(days=40))
    told = card(ask(public, number, read(town, number).query_code), "户外招牌").text
    assert "前办完" in told and "现在已经超过这个日期" in told


def test_a_denied_matter_says_why_and_counts_as_over(town, public):
    number = town.take_in("restaurant", "example")
    carry_out(town, number, "tobacco-licence", Action.ACCEPT, "tobacco")
    carry_out(town, number, "tobacco-licence", Action.DENY, "tobacco", reason="距离学校不足50米。")
    told = card(ask(public, number, read(town, number).query_code), "烟草").text
    assert "不予办理：距离学校不足50米。" in told and "救济" in told


def test_twins_are_told_apart_by_number_with_masked_names(town, public):
    number = town.take_in("newborn", "example-twins")
    page = ask(public, number, read(town, number).query_code)
    rows = [each.h2.text for each in page.html.select(".progress-card") if "首次签发" in each.h2.text]
    assert len(rows) == 2 and "第 1 个" in rows[0] and "第 2 个" in rows[1]


def test_office_matters_are_not_told_to_the_family(town, public, filing):
    page = ask(public, filing.number, filing.query_code)
    assert "接办" not in page.text and "重算期限" not in page.text
