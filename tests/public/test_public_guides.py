"""Guides for everybody: found, narrowed, told for the reader's own scenario, older releases kept, as Word too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from webtest import TestApp

from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.library import Entry
from yichuang.definitions.matter import Matter
from yichuang.definitions.publish import publish

ALL = {
    "over_one": "false", "papers": "both_id", "father_listed": "yes", "marriage": "domestic", "settle_with": "M",
    "hukou_kind": "1", "mother_insurance": "none", "card_photo": "no", "parenting": "false", "agent": "no",
}


def answered(**changes: str) -> dict[str, str]:
    return {f"/{code}": value for code, value in {**ALL, **changes}.items()}


@pytest.fixture
def public(town):
    return TestApp(town.wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.7"})


def change(town, code, **changes):
    """A new release of a matter."""
    with town.database.writing() as db:
        document = {**draft_document(db, code), **changes}
        save_draft(db, Entry(Matter.model_validate(document), document), datetime.now(UTC), "designer")
        publish(db, [code], datetime.now(UTC), "designer")


def test_the_list_holds_bundles_and_matters_without_sign_in(public):
    page = public.get("/guides")
    assert [link.text for link in page.html.select("#bundles ~ .picks b")] == [
        "二手房转移登记及水电气过户一件事", "企业开办一件事", "开办餐饮店一件事", "新生儿出生一件事",
    ]
    assert "食品经营许可（新办）" in page.text
    assert "西湖区卫生健康局（示例）" in page.text


@pytest.mark.parametrize(
    ("text", "first"),
    [("上户口", "新生儿出生一件事"), ("xse", "新生儿出生一件事"), ("shipin", "食品经营许可（新办）")],
)
def test_the_box_finds_by_other_names_and_pinyin(public, text, first):
    page = public.get("/guides", {"q": text})
    names = [bold.text for bold in page.html.select(".pick b")]
    assert first in names
    assert "没有完全相符的" not in page.text


def test_a_sentence_is_answered_with_what_comes_near_and_says_so(public):
    page = public.get("/guides", {"q": "我要给宝宝上户口"})
    assert "没有完全相符的" in page.text
    assert "新生儿出生一件事" in page.text


def test_audience_and_department_narrow_the_list(public):
    people = public.get("/guides", {"audience": "person"})
    assert "新生儿出生一件事" in people.text and "开办餐饮店一件事" not in people.text
    police = public.get("/guides", {"department": "police-bureau"})
    assert [bold.text for bold in police.html.select(".pick b")] == ["公章刻制备案", "出生登记（新生儿落户）"]


def test_nothing_found_says_what_to_do(public):
    page = public.get("/guides", {"q": "zzzz", "audience": "nobody"})
    assert "没有找到" in page.text and "看全部" in page.text


def test_a_guide_answers_in_one_line_before_its_chapters(public):
    page = public.get("/guides/newborn")
    answers = {div.dt.text: div.dd.contents[0] for div in page.html.select("dl.answers > div")}
    assert answers == {"要几天": "5个工作日", "交几份材料": "最多 8 份", "跑几次": "1 次", "收不收费": "不收费"}
    chapters = [heading.text for heading in page.html.select("section.chapter > h2")]
    assert chapters[:3] == ["一、主题事项", "二、一次性告知", "三、一张表单"]
    assert len(page.html.select("h1")) == 1


def test_every_matter_of_the_bundle_has_its_own_guide(public):
    page = public.get("/guides/household-registration")
    assert page.html.h1.text == "出生登记（新生儿落户）"
    assert page.html.select_one("dl.answers dd").text.startswith("当场办结")


def test_the_readers_own_scenario_shows_only_what_applies(public):
    page = public.get("/guides/newborn", answered())
    mine = page.html.select_one("section[aria-labelledby=mine-title]").text
    assert "办 5 件事" in mine and "生育" not in mine.split("。")[0]
    assert "孩子随谁落户 随母亲落户" in " ".join(mine.split())
    assert page.html.select("dl.answers dd")[1].contents[0] == "不用交"
    with_agent = public.get("/guides/newborn", answered(agent="yes", card_photo="yes"))
    assert with_agent.html.select("dl.answers dd")[1].contents[0] == "1 份"
    assert "生育医疗费用报销" not in page.html.select_one("#c-matters").text


def test_an_unfinished_scenario_stays_general_and_counts_what_is_missing(public):
    page = public.get("/guides/newborn", {"/over_one": "false"})
    assert "题没有回答" in page.text
    assert "最多 8 份" in page.text
    assert page.html.select_one("details#mine").has_attr("open")


def test_a_question_that_an_answer_opens_is_asked(public):
    page = public.get("/guides/newborn", answered(mother_insurance="employee"))
    assert "还有 1 题没有回答" in page.text
    assert page.html.select("input[name='/hospital_settled']")


def test_a_scenario_that_cannot_go_on_says_where_to_turn(public):
    page = public.get("/guides/newborn", answered(over_one="true"))
    assert "孩子已满1周岁，不在本一件事的办理范围。" in page.text
    assert "到落户地派出所申报出生登记" in page.text


def test_answers_that_are_no_options_are_not_believed(public):
    page = public.get("/guides/newborn", answered(papers="<script>alert(1)</script>"))
    assert "<script>alert" not in page.text
    assert "还有 1 题没有回答" in page.text


def test_an_older_release_is_still_told_and_says_that_it_is_not_in_force(town, public):
    change(town, "food-licence", name="食品经营许可（新办，改名）")
    assert public.get("/guides/food-licence").html.h1.text == "食品经营许可（新办，改名）"
    old = public.get("/guides/food-licence", {"release": "1"})
    assert old.html.h1.text == "食品经营许可（新办）"
    assert "现行的是第 2 版" in old.text
    found = public.get("/guides", {"q": "改名"}).html.select(".pick b")
    assert [hit.text for hit in found] == ["食品经营许可（新办，改名）"]


def test_a_suspended_matter_leaves_the_list_and_its_guide_says_so(town, public):
    change(town, "signboard", state="suspended")
    assert "户外招牌设施设置" not in public.get("/guides").text
    assert public.get("/guides", {"q": "户外招牌设施设置"}).html.select_one("#matters") is None
    assert "这个事项现在不办理" in public.get("/guides/signboard").text


@pytest.mark.parametrize("address", ["/guides/nothing", "/guides/police-bureau", "/guides/newborn?release=99",
                                     "/guides/newborn?release=x", "/guides/newborn?release=%EF%BC%91", "/guides/a%00b"])
def test_what_is_not_there_is_a_calm_404(public, address):
    page = public.get(address, status=404)
    assert "Traceback" not in page.text


def test_the_word_guide_names_every_matter(public):
    answer = public.get("/guides/newborn/guide.docx")
    assert answer.content_disposition.startswith("attachment; filename*=UTF-8''%E6%96%B0")
    text = ZipFile(BytesIO(answer.body)).read("word/document.xml").decode()
    assert all(name in text for name in ("出生登记（新生儿落户）", "社会保障卡申领（新生儿）", "预防接种证办理"))


def test_the_word_guide_keeps_the_scenario_of_the_page(public):
    page = public.get("/guides/newborn", answered())
    link = next(link["href"] for link in page.html.select("a") if "Word" in link.text)
    text = ZipFile(BytesIO(public.get(link).body)).read("word/document.xml").decode()
    assert "预防接种证办理" in text


@pytest.mark.parametrize("kind", ["matter", "bundle", "element", "window-class"])
def test_schemas_of_declared_documents_are_public(public, kind):
    answer = public.get(f"/schemas/{kind}.json")
    schema = json.loads(answer.text)
    assert answer.content_type == "application/schema+json"
    assert schema["$id"] == f"/schemas/{kind}.json"
    assert schema["properties"]["kind"] == {"const": kind}


@pytest.mark.parametrize("name", ["form", "form-vocabulary"])
def test_the_meta_schema_of_the_form_language_and_its_vocabulary_are_public(public, name):
    answer = public.get(f"/schemas/{name}.json")
    schema = json.loads(answer.text)
    assert answer.content_type == "application/schema+json"
    assert schema["$id"].endswith(f"/schemas/{name}.json") and schema["$dynamicAnchor"] == "meta" and schema["$vocabulary"]


def test_an_unknown_kind_has_no_schema_and_is_told_which_there_are(public):
    assert "element（数据元）" in public.get("/schemas/nothing.json", status=404).text
