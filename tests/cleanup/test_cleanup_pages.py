"""The pages of the clean-up on the real seeds: filters, decisions, writing drafts, splitting, files."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.definitions.cleanup.records import CleanupAct
from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.identity.records import AuditEntry

PAGE = "/design/all/cleanup"
CHANGED_AT = datetime(2026, 9, 1, tzinfo=UTC)
ROW = "household-registration|doc-passport|fq|R3"
PHOTO = "social-security-card|doc-ssc-photo|holder|R1"


def opened(designer, row, of="newborn"):
    return designer.get(PAGE, {"of": of, "row": row})


def decided(designer, row, decision, reason="", of="newborn"):
    form = opened(designer, row, of).forms["decide"]
    form["decision"] = decision
    form["reason"] = reason
    return form.submit(status=303).follow()


def materials(database, code):
    with database.reading() as db:
        return draft_document(db, code)["materials"]


def audited(database):
    with database.reading() as db:
        return [(entry.action, entry.subject) for entry in db.scalars(select(AuditEntry)) if "design" in entry.action]


def rows(page):
    return [link.text for link in page.html.select("tbody .row-open")]


def test_without_a_subject_the_page_asks_for_one_and_offers_all_there_are(designer):
    page = designer.get(PAGE)
    assert "先选一件事、一个部门或者一个事项" in page.text
    groups = {group["label"]: len(group.select("option")) for group in page.html.select("#of optgroup")}
    assert groups["一件事"] >= 2 and groups["部门"] >= 9 and groups["事项"] >= 12


def test_the_ledger_of_a_bundle_tells_rows_figures_and_the_four_reductions(designer):
    page = designer.get(PAGE, {"of": "newborn"})
    assert "亲子鉴定意见书" in rows(page) and "社会保障卡电子照片" in rows(page)
    assert page.html.select(".figure b")[0].contents[0] == str(len(rows(page)))
    assert "同一人的同一份材料只收一次后仍须交的份数" in page.text and "截至 " in page.text


def test_filters_stand_in_the_address_and_narrow_the_rows(designer):
    assert rows(designer.get(PAGE, {"of": "newborn", "rule": "R1"})) == ["社会保障卡电子照片"]
    only = designer.get(PAGE, {"of": "newborn", "department": "police-bureau", "rule": "R2"})
    assert rows(only) == ["亲子鉴定意见书"]
    none = designer.get(PAGE, {"of": "newborn", "state": "done"})
    assert rows(none) == [] and "没有这样的条目" in none.text


@pytest.mark.parametrize(("of", "status"), [("nothing", 404), ("doc-identity", 422)])
def test_a_subject_that_is_none_is_refused_calmly(designer, of, status):
    assert "编码" in designer.get(PAGE, {"of": of}, status=status).text


@pytest.mark.parametrize(("row", "status"), [("x", 400), ("a|b|c|R1", 404), ("a|b|c|R99", 400), ("||||", 400)])
def test_a_row_that_is_none_is_refused_calmly(designer, row, status):
    designer.get(PAGE, {"of": "newborn", "row": row}, status=status)


def test_keeping_wants_a_reason_and_what_was_chosen_stays_on_the_page(designer, seeded):
    form = opened(designer, ROW).forms["decide"]
    form["decision"] = "keep"
    page = form.submit(status=422)
    assert "保留材料要写明理由" in page.text
    assert page.forms["decide"]["decision"].value == "keep"
    with seeded.reading() as db:
        assert db.scalars(select(CleanupAct)).all() == []


def test_nothing_chosen_is_nothing_saved(designer):
    page = opened(designer, ROW).forms["decide"].submit(status=422)
    assert "还没有选处理意见" in page.text


def test_a_kept_document_is_closed_with_its_reason_person_and_history(designer, seeded):
    page = decided(designer, ROW, "keep", "派出所要核对原件")
    assert "已办结" in page.text and "派出所要核对原件" in page.text
    assert "designer（示例）：处理意见“保留”" in page.html.select_one(".history").text
    listed = designer.get(PAGE, {"of": "newborn", "state": "done"})
    assert rows(listed) == ["外国护照"] and "保留的理由：派出所要核对原件" in listed.text
    assert ("design.cleanup.decide", "definition:household-registration") in audited(seeded)


def test_a_decision_is_shown_as_a_change_first_and_writing_it_closes_the_row(designer, seeded):
    page = decided(designer, ROW, "upstream")
    assert "处理意见已保存，草稿还没有改。" in page.text
    assert "须提交" in page.html.select_one("del").text
    assert "前序产生（《出生医学证明》首次签发）" in page.html.select_one("ins").text
    before = [each.get("exemption") for each in materials(seeded, "household-registration")]
    done = page.forms["apply"].submit(status=303).follow()
    assert "已写入草稿" in done.text
    after = materials(seeded, "household-registration")
    changed = [each for each, old in zip(after, before, strict=True) if each.get("exemption") != old]
    assert [(each["material"], each["role"], each["exemption"]["mode"]) for each in changed] == [
        ("doc-passport", "fq", "upstream")]  # fmt: skip
    listed = designer.get(PAGE, {"of": "newborn", "state": "done"})
    assert rows(listed) == ["外国护照"]
    assert ("design.cleanup.apply", "definition:household-registration") in audited(seeded)
    assert "写入草稿" in opened(designer, ROW).html.select_one(".history").text


def test_a_cancelled_document_leaves_the_draft_and_still_counts_before(designer, seeded):
    page = decided(designer, PHOTO, "delete")
    page.forms["apply"].submit(status=303)
    assert "doc-ssc-photo" not in [each["material"] for each in materials(seeded, "social-security-card")]
    assert "含已取消 1 份" in designer.get(PAGE, {"of": "newborn"}).text


def test_a_draft_changed_meanwhile_is_not_written_over(designer, seeded):
    page = decided(designer, PHOTO, "delete")
    with seeded.writing() as db:
        document = {**draft_document(db, "social-security-card"), "note": "别人改的。"}
        save_draft(db, Entry(KINDS["matter"].model_validate(document), document), CHANGED_AT, "甲")
    refused = page.forms["apply"].submit(status=409)
    assert "草稿又被改过，没有写入" in refused.text
    assert "doc-ssc-photo" in [each["material"] for each in materials(seeded, "social-security-card")]
    assert materials(seeded, "social-security-card")


def test_a_decision_can_be_taken_back_and_both_acts_stay_in_the_history(designer):
    decided(designer, ROW, "upstream")
    page = decided(designer, ROW, "pending")
    assert "未处理" in page.html.select_one(".page-head").text
    assert len(page.html.select(".history li")) == 2
    assert "apply" not in page.forms


def test_what_a_provincial_library_keeps_is_not_cancelled_here(designer, seeded):
    with seeded.writing() as db:
        document = {**draft_document(db, "social-security-card"), "origin": {"library": "省库（示例）", "version": 1}}
        save_draft(db, Entry(KINDS["matter"].model_validate(document), document), CHANGED_AT, "甲")
    refused = decided(designer, PHOTO, "delete").forms["apply"].submit(status=422)
    assert "由省级事项库同步" in refused.text
    assert "doc-ssc-photo" in [each["material"] for each in materials(seeded, "social-security-card")]


def test_a_split_is_corrected_looked_at_and_written(designer, seeded):
    listed = designer.get(PAGE, {"of": "withdrawal"})
    page = listed.click("委托代理人办理提取的，提供代理人身份证明及委托书", href="split=")
    form = page.forms["split"]
    assert [form[f"name-{n}"].value for n in range(3)] == ["代理人身份证明", "委托书", ""]
    form["name-0"], form["name-1"] = "身份证", "单位介绍信"
    looked = form.submit("look", value="1", status=200)
    assert "用已有的材料“身份证件”" in looked.text and "新建材料“单位介绍信”" in looked.text
    done = looked.forms["split"].submit(status=303).follow()
    assert "已拆成 2 份，新建 1 份材料草稿。情形还要到源文里写成条件" in done.text
    assert [each["material"] for each in materials(seeded, "withdrawal")] == [
        "doc-identity", "doc-agent-1", "doc-unmarried"]  # fmt: skip
    assert ("design.cleanup.split", "definition:withdrawal") in audited(seeded)
    assert not designer.get(PAGE, {"of": "withdrawal"}).html.select("#splits-title")
    designer.get(PAGE, {"of": "withdrawal", "split": "withdrawal|0"}, status=404)


def test_a_split_into_nothing_is_refused(designer):
    form = designer.get(PAGE, {"of": "withdrawal", "split": "withdrawal|0"}).forms["split"]
    form["name-0"] = form["name-1"] = " "
    assert "一份材料都没有留下" in form.submit(status=422).text


@pytest.mark.parametrize(("split", "status"), [("withdrawal", 400), ("withdrawal|x", 400), ("withdrawal|9", 404)])
def test_a_split_that_is_none_is_refused_calmly(designer, split, status):
    designer.get(PAGE, {"of": "withdrawal", "split": split}, status=status)


def test_a_reviewers_note_makes_a_proposal_by_rule_six(designer, seeded):
    page = designer.get(PAGE, {"of": "signboard"})
    form = next(form for form in page.forms.values() if "how" in form.fields)
    form["place"] = "signboard|2"
    form["how"] = "竣工后现场核对。"
    done = form.submit(status=303).follow()
    assert "R6" in done.text and "审核人认为可以在事中事后取得：竣工后现场核对" in done.text
    assert materials(seeded, "signboard")[2]["supervised"] == "竣工后现场核对。"


def test_a_note_without_a_place_marks_nothing(designer, seeded):
    page = designer.get(PAGE, {"of": "signboard"})
    form = next(form for form in page.forms.values() if "how" in form.fields)
    assert "没有标记" in form.submit(status=303).follow().text


def test_the_workbook_has_title_maker_frozen_heading_and_no_formula(designer):
    answer = designer.get(PAGE, {"of": "withdrawal", "format": "xlsx"})
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(answer.body))
    assert book.sheetnames == ["清理台账", "四减"]
    sheet = book["清理台账"]
    assert sheet["A1"].value == "事项withdrawal（示例）材料清理台账"
    assert sheet["A3"].value.endswith("designer（示例）制")
    assert sheet.freeze_panes == "A5" and sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    names = [row[3] for row in sheet.iter_rows(min_row=5)]
    dangerous = [cell for cell in names if cell.value == "=未婚证明"]
    assert dangerous and all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)


def test_json_is_what_the_command_prints_and_narrowed_alike(designer):
    answer = designer.get(PAGE, {"of": "newborn", "rule": "R1", "format": "json"})
    assert [row["material"] for row in answer.json["rows"]] == ["doc-ssc-photo"]
    assert "社会保障卡" in answer.text


def test_the_demand_ledger_tells_who_refuses_why_and_who_bears_it(designer):
    page = designer.get("/design/all/demands")
    assert "2015年以前的房屋登记档案为纸质档案，没有数字化" in page.text and "2640 件" in page.text
    assert "2026-06-15 提出，没有答复" in page.html.select_one("tbody").text
    only = designer.get("/design/all/demands", {"state": "refused"})
    assert "外国护照" not in only.html.select_one("tbody").text
    assert designer.get("/design/all/demands", {"state": "missing", "provider": "urban-bureau"}).html.select(".empty")
    book = openpyxl.load_workbook(BytesIO(designer.get("/design/all/demands", {"format": "xlsx"}).body))
    assert book.active["A1"].value == "数据需求台账"
    assert designer.get("/design/all/demands", {"format": "json"}).json["rows"][0]["filings_a_year"] == 8300


def test_who_may_only_read_sees_no_forms_and_cannot_post(wsgi, sign_in):
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(browser, "supervisor")
    page = browser.get(PAGE, {"of": "newborn", "row": ROW})
    assert "decide" not in page.forms and "外国护照" in page.text
    token = page.html.select_one("meta[name=csrf-token]")["content"]
    posted = {"act": "decide", "decision": "delete", "csrf_token": token}
    browser.post(f"{PAGE}?of=newborn&row={ROW}", posted, status=403)


def test_who_declares_nothing_does_not_see_the_pages(wsgi, sign_in):
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(browser, "clerk")
    browser.get(PAGE, status=403)
    browser.get("/design/all/demands", status=403)
