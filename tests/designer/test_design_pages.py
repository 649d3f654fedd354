"""The designer's pages on the real seeds: what stops releases, reading, editing, previewing and publishing a draft."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.definitions.releases import latest
from yichuang.identity.records import AuditEntry
from yichuang.search import find


def number(database, code):
    with database.reading() as db:
        release = latest(db, code)
        return release.number if release else None


def test_a_designer_begins_at_what_stops_the_releases(designer, change):
    change("food-licence", mistakes=["必要时另附说明。"])
    change("signboard", department="nobody")
    page = designer.get("/").follow()
    first = page.html.select("section[aria-labelledby=errors] .row-open")
    assert [link.text for link in first] == ["户外招牌设施设置"]
    assert "没有编码为“nobody”的部门" in page.text
    figures = [figure.b.contents[0] for figure in page.html.select(".figure")]
    assert figures[0] == "1"


def test_what_is_changed_waits_to_be_published_until_it_is(designer, change):
    assert "没有挡住发布的，也没有等着发布的。" in designer.get("/design").text
    change("signboard", name="户外招牌设置（改）")
    page = designer.get("/design")
    waiting = page.html.select("section[aria-labelledby=waiting] .row-open")
    assert [link.text for link in waiting] == ["户外招牌设置（改）"]


def test_the_box_finds_by_name_code_and_pinyin_and_narrows_by_kind(designer):
    def found(**query):
        return [link.text for link in designer.get("/design", query).html.select(".row-open")]

    assert "证件号码" in found(q="person.id_no")
    assert found(q="xse", kind="bundle") == ["新生儿出生一件事"]
    assert found(q="没有这种东西") == []
    assert all("区" in name for name in found(kind="region", q="西湖区"))


@pytest.mark.parametrize("page", ["0", "999", "x", "-1", "２"])
def test_pages_that_do_not_exist_are_the_nearest_that_do(designer, page):
    assert designer.get("/design", {"kind": "element", "page": page}).html.select(".row-open")


@pytest.mark.parametrize(
    "code", ["newborn", "household-registration", "person.id_no", "police-bureau", "guide-newborn"]
)
def test_every_kind_of_draft_is_read_in_words(designer, code):
    page = designer.get(f"/design/{code}")
    assert page.html.h1.text
    assert page.html.select(".dl--read")
    assert page.html.select_one("#source pre").text.startswith("{")


def test_references_lead_to_what_they_name_and_conditions_are_put_into_words(designer):
    page = designer.get("/design/newborn")
    assert page.html.find("a", string="西湖区卫生健康局（示例）")["href"] == "/design/health-bureau"
    assert "“母亲参加哪一种医疗保险”是“职工基本医疗保险（含生育保险）”或“城乡居民基本医疗保险”" in page.text
    assert page.html.find("a", string="新生儿出生一件事综合受理服务指南")


def test_a_problem_leads_to_its_place(designer, change):
    change("signboard", department="nobody")
    page = designer.get("/design/signboard")
    link = page.html.select_one("#problems a.btn")
    assert link["href"] == "#p/department"
    assert page.html.find(id="p/department")


def test_an_unknown_code_is_a_calm_404(designer):
    assert "没有编码为“nothing”的定义" in designer.get("/design/nothing", status=404).text
    designer.get("/design/newborn/releases/99", status=404)


def test_saving_keeps_what_is_written_and_publishes_nothing(designer, sqlite_database):
    form = designer.get("/design/signboard/edit").forms["edit"]
    form["text"] = form["text"].value.replace("户外招牌设施设置", "户外招牌设施设置（改）")
    page = form.submit(status=303).follow()
    assert "草稿已保存，还没有发布。" in page.text
    assert page.html.h1.text == "户外招牌设施设置（改）"
    assert number(sqlite_database, "signboard") == 1


def test_saving_without_a_change_says_so(designer, text_of):
    before = text_of("signboard")
    page = designer.get("/design/signboard/edit").forms["edit"].submit(status=303).follow()
    assert "没有改动。" in page.text
    assert text_of("signboard") == before


def test_a_save_over_somebody_elses_is_refused_and_the_text_stays(designer, change, text_of):
    form = designer.get("/design/signboard/edit").forms["edit"]
    change("signboard", name="别人改的名字")
    form["text"] = form["text"].value.replace("户外招牌设施设置", "我改的名字")
    page = form.submit(status=409)
    assert "刚刚由 甲 改过" in page.text
    assert "我改的名字" in page.forms["edit"]["text"].value
    assert "别人改的名字" in text_of("signboard")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('{"kind": "matter",', "第 1 行第 19 列附近有误"),
        ("[1, 2]", "定义应为一个 JSON 对象"),
        ('{"kind": "matter", "kind": "matter"}', "“kind”在同一层写了两次"),
        ('{"kind": "region", "code": "signboard", "name": "x"}', "类别由“事项”改成了“区划”"),
        ('{"kind": "region", "code": "other", "name": "x"}', "编码由“signboard”改成了“other”"),
        ('{"kind": "nothing"}', "没有“nothing”这一类定义"),
        ('{"n": NaN}', "NaN"),
        ("[" * 100_000, "嵌套过深"),
        ("", "不是完整的 JSON"),
    ],
)
def test_text_that_cannot_be_read_is_refused_and_stays_on_the_page(designer, text_of, broken, said):
    before = text_of("signboard")
    form = designer.get("/design/signboard/edit").forms["edit"]
    form["text"] = broken
    page = form.submit(status=422)
    assert said in page.text
    assert page.forms["edit"]["text"].value == broken
    assert text_of("signboard") == before


def test_a_typo_is_answered_with_what_was_meant(designer):
    form = designer.get("/design/signboard/edit").forms["edit"]
    form["text"] = form["text"].value.replace('"conditions":', '"condtions":')
    page = form.submit(status=422)
    assert "不认识“condtions”" in page.text and "是否想写“conditions”" in page.text


def test_what_is_not_right_yet_can_be_saved_with_its_problems(designer):
    form = designer.get("/design/signboard/edit").forms["edit"]
    form["text"] = form["text"].value.replace('"department": "urban-bureau"', '"department": "nobody"')
    page = form.submit(status=303).follow()
    assert "没有编码为“nobody”的部门" in page.text
    assert "挡住发布的" in page.text


def test_the_review_shows_each_change_before_it_is_published(designer, change):
    change("signboard", name="户外招牌设置（改）")
    page = designer.get("/design/signboard/publish")
    assert page.html.find("del").text == "户外招牌设施设置"
    assert page.html.find("ins").text == "户外招牌设置（改）"
    assert "发布第 2 版" in page.text


def test_publishing_makes_a_release_that_can_be_found_and_is_recorded(designer, change, sqlite_database):
    change("signboard", name="店招设置")
    page = designer.get("/design/signboard/publish").forms["publish"].submit(status=303).follow()
    assert "已发布第 2 版" in page.text
    assert number(sqlite_database, "signboard") == 2
    with sqlite_database.reading() as db:
        assert [hit.ref for hit in find(db, "店招", ["matter"])] == ["signboard"]
        entries = db.scalars(select(AuditEntry).where(AuditEntry.action == "design.publish")).all()
    assert [(entry.subject, entry.detail) for entry in entries] == [("definition:signboard", {"release": 2})]


def test_a_bundle_takes_its_changed_uses_along_only_when_asked(designer, change, sqlite_database):
    change("signboard", name="店招设置")
    change("restaurant", summary="改过的概述。")
    form = designer.get("/design/restaurant/publish").forms["publish"]
    assert "店招设置" in designer.get("/design/restaurant/publish").text
    form["uses"].checked = False
    form.submit(status=303)
    assert (number(sqlite_database, "restaurant"), number(sqlite_database, "signboard")) == (2, 1)
    form = designer.get("/design/restaurant/publish").forms["publish"]
    form.submit(status=303)
    assert (number(sqlite_database, "restaurant"), number(sqlite_database, "signboard")) == (3, 2)


def test_what_uses_a_renewed_element_is_outdated_and_one_click_renews_all(designer, change, sqlite_database):
    change("person.mobile", explanation="可以接收短信的手机号码。")
    designer.get("/design/person.mobile/publish").forms["publish"].submit(status=303)
    page = designer.get("/design/restaurant/publish")
    assert "还引用着旧版本的" in page.text
    page.forms["publish"].submit(status=303)
    assert number(sqlite_database, "restaurant") == 2
    assert "没有要发布的" in designer.get("/design/restaurant/publish").text


def test_errors_forbid_publishing_and_are_listed(designer, change, sqlite_database):
    change("signboard", department="nobody")
    page = designer.get("/design/signboard/publish")
    assert page.html.select_one("button[form=publish]").has_attr("disabled")
    refused = page.forms["publish"].submit(status=422)
    assert "还有 1 处错误，没有发布" in refused.text and "没有编码为“nobody”的部门" in refused.text
    assert number(sqlite_database, "signboard") == 1


def test_a_draft_changed_after_the_review_is_not_published(designer, change, sqlite_database):
    change("signboard", name="店招设置")
    form = designer.get("/design/signboard/publish").forms["publish"]
    change("signboard", name="别人又改了")
    assert "又被改过，没有发布" in form.submit(status=409).text
    assert number(sqlite_database, "signboard") == 1


def test_a_release_stays_as_it_was_published(designer, change):
    change("signboard", name="店招设置")
    designer.get("/design/signboard/publish").forms["publish"].submit(status=303)
    old = designer.get("/design/signboard/releases/1")
    assert old.html.h1.text == "户外招牌设施设置"
    assert json.loads(old.html.select_one("#source pre").text)["name"] == "户外招牌设施设置"


def test_the_preview_composes_the_bundle_from_drafts(designer, change):
    change("newborn", name="新生儿出生一件事（草稿）")
    page = designer.get("/design/newborn/preview")
    reductions = [dd.text for dd in page.html.select(".reductions dd")]
    assert len(reductions) == 5 and "170" in reductions[0]
    rows = page.html.select("#matters tbody tr")
    assert len(rows) == 7 and "《出生医学证明》首次签发" in rows[2].text
    assert page.html.select_one("fieldset.preview-form[disabled] input")
    assert "出生登记（新生儿落户）、" in page.html.select_one("#fields").text


def test_the_preview_waits_until_the_errors_below_are_mended(designer, change):
    change("signboard", department="nobody")
    page = designer.get("/design/restaurant/preview")
    assert "先改正 1 处错误，才能预览" in page.text
    assert "没有编码为“nobody”的部门" in page.text


def test_a_matters_form_is_previewed_alone(designer):
    page = designer.get("/design/food-licence/preview")
    assert page.html.select_one("fieldset.preview-form input")
    assert not page.html.select("#reductions")


@pytest.mark.parametrize("role", ["clerk", "department"])
def test_others_do_not_get_in(designer, sign_in, role):
    other = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(other, role)
    for path in ("/design", "/design/newborn", "/design/newborn/edit", "/design/import"):
        other.get(path, status=403)


def test_a_supervisor_reads_but_neither_edits_nor_publishes(designer, sign_in):
    other = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(other, "supervisor")
    page = other.get("/design/newborn")
    assert "改源文" not in page.text and "审阅并发布" not in page.text
    other.get("/design/newborn/edit", status=403)
    other.get("/design/newborn/publish", status=403)
