"""Fields without element on their page: candidates with reasons, one button that writes the chosen ones into the draft."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from yichuang.identity.records import AuditEntry

PAGE = "/design/signboard/suggest"
AT = "/form/schema/properties/"


@pytest.fixture
def form(text_of):
    """The form of the draft as it is kept."""
    return lambda: json.loads(text_of("signboard"))["form"]


@pytest.fixture
def bare(form, change):
    """Two fields lose their elements, one more is the department's own."""
    declared = form()
    fields = declared["schema"]["properties"]
    for name in ("fzrdh", "zpcz"):
        del fields[name]["x-element"], fields[name]["x-role"]
    fields["memo"] = {"type": "string", "title": "其他需要说明的事项", "maxLength": 200}
    change("signboard", form=declared)
    return fields


def test_a_matter_in_which_every_field_names_its_element_says_so(designer):
    page = designer.get(PAGE)
    assert "每个字段都写了数据元" in page.text and "采用所选" not in page.text
    assert designer.get("/design/signboard/edit").click("看候选").status_int == 200


def test_candidates_are_shown_with_role_and_reasons_and_the_sure_ones_are_chosen(designer, bare):
    page = designer.get(PAGE)
    assert "3 个字段没写数据元" in page.text
    options = page.forms["suggest"].fields
    assert options[f"choice:{AT}fzrdh"][0].value == "person.mobile fzr"
    assert options[f"choice:{AT}zpcz"][0].value == "sign.material sign"
    assert options[f"choice:{AT}memo"][0].value == "-"
    (field,) = [each for each in page.html.select(".guess") if "fzrdh" in each.text]
    assert "手机号码" in field.text and "去掉“负责人”后的标签" in field.text and "都不是" in field.text


def test_what_is_chosen_is_written_and_nothing_else(designer, bare, form, sqlite_database):
    page = designer.get(PAGE).forms["suggest"].submit(status=303).follow()
    assert "2 个字段写上了数据元" in page.text and "1 个字段没写数据元" in page.text
    fields = form()["schema"]["properties"]
    assert (fields["fzrdh"]["x-element"], fields["fzrdh"]["x-role"]) == ("person.mobile", "fzr")
    assert fields["memo"] == bare["memo"] and fields["zpcz"]["oneOf"] == bare["zpcz"]["oneOf"]
    with sqlite_database.reading() as db:
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action == "design.suggest"))
    assert entry.subject == "definition:signboard"
    assert entry.detail == {"fields": {f"{AT}fzrdh": "fzr.person.mobile", f"{AT}zpcz": "sign.sign.material"}}


def test_a_role_typed_takes_the_place_of_the_proposed_one(designer, bare, form):
    sent = designer.get(PAGE).forms["suggest"]
    sent[f"role:{AT}fzrdh"] = "owner"
    sent.submit(status=303)
    assert form()["schema"]["properties"]["fzrdh"]["x-role"] == "owner"


def test_choosing_none_leaves_the_draft_as_it_is(designer, bare, form, sqlite_database):
    before, sent = form(), designer.get(PAGE).forms["suggest"]
    for name in ("fzrdh", "zpcz"):
        sent[f"choice:{AT}{name}"] = "-"
    assert "草稿没有改动" in sent.submit(status=303).follow().text
    assert form() == before
    with sqlite_database.reading() as db:
        assert not db.scalars(select(AuditEntry).where(AuditEntry.action == "design.suggest")).all()


@pytest.mark.parametrize(("said", "told"), [
    ({f"role:{AT}fzrdh": "Fzr!"}, "请写明是谁的"), ({f"choice:{AT}fzrdh": "no.such fzr"}, "没有编码为“no.such”的数据元"),
    ({f"choice:{AT}fzrdh": "person.name fzr"}, "会问两次"), ({f"choice:{AT}nowhere": "person.name fzr"}, "没有写入"),
    ({f"choice:{AT}fzrdh": "person.mobile"}, "请写明是谁的"),
])  # fmt: skip
def test_a_choice_that_cannot_stand_is_told_at_its_field_and_the_others_stay(designer, bare, form, said, told):
    before, sent = form(), designer.get(PAGE).forms["suggest"]
    values = dict(sent.submit_fields()) | {f"choice:{AT}zpcz": "-"} | said
    page = designer.post(PAGE, values, status=422)
    assert told in page.text and form() == before
    assert page.forms["suggest"][f"choice:{AT}zpcz"].value == "-"


def test_what_somebody_else_saved_meanwhile_is_not_written_over(designer, bare, form, change):
    sent = designer.get(PAGE).forms["suggest"]
    change("signboard", name="户外招牌设施设置（改）")
    before = form()
    page = sent.submit(status=409)
    assert "没有写入" in page.text and form() == before
    assert page.forms["suggest"].submit(status=303)


def test_a_form_with_errors_leads_to_its_text(designer, form, change):
    declared = form()
    declared["schema"]["properties"]["bad"] = {"type": "nothing"}
    change("signboard", form=declared)
    assert "表单还有错" in designer.get(PAGE).text


def test_only_matters_have_the_page_and_only_for_those_who_edit(designer, sign_in):
    designer.get("/design/restaurant/suggest", status=404)
    designer.get("/design/nowhere/suggest", status=404)
    assert "/suggest" not in designer.get("/design/restaurant").text
    designer.post(PAGE, {"digest": "x"}, status=403)
    designer.reset()
    designer.get(PAGE, status=(303, 401, 403))
