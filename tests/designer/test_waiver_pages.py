"""A designer lets a problem stand from the draft's page, citing a law, and can take it back; what is written is audited."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from webtest import TestApp

from yichuang.identity.records import AuditEntry

PLACE = "/conditions/0"
LAW = "《示例户外广告管理条例》第九条第五项"


@pytest.fixture
def vague(designer, change):
    """The draft's page with one vague condition, whose form can be sent."""
    change("signboard", conditions=["符合法律法规规定的其他条件。"])
    return designer.get("/design/signboard")


def form_of(page, act="waive"):
    return next(form for form in page.forms.values() if "act" in form.fields and form["act"].value == act)


def waived(page, **said):
    form = form_of(page)
    for key, value in {"citation": LAW, "reason": "条例原文如此", "expires_on": "2099-12-31", **said}.items():
        form[key] = value
    return form


def test_a_waived_problem_stays_on_the_page_and_no_longer_stops_publishing(designer, vague, text_of, sqlite_database):
    assert vague.html.select("#problems .points-error")
    page = waived(vague).submit(status=303).follow()
    (line,) = page.html.select("#problems .points-done")
    assert "已豁免" in line.text and LAW in line.text and "条例原文如此" in line.text and "2099-12-31" in line.text
    assert not page.html.select("#problems .points-error")
    (waiver,) = json.loads(text_of("signboard"))["waivers"]
    assert (waiver["rule"], waiver["pointer"], waiver["citation"]) == ("V03", PLACE, LAW)
    assert waiver["approver"].endswith("·designer")
    designer.get("/design/signboard/publish").forms["publish"].submit(status=303)
    with sqlite_database.reading() as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.action == "design.waive")).all()
        assert [(entry.subject, entry.detail["rule"]) for entry in entries] == [("definition:signboard", "V03")]
    assert '"waivers":' in designer.get("/design/signboard/releases/2").text.replace("&#34;", '"').replace(" ", "")


def test_a_waiver_can_be_withdrawn(vague, text_of, sqlite_database):
    page = waived(vague).submit(status=303).follow()
    page = form_of(page, "withdraw").submit(status=303).follow()
    assert "豁免已撤回" in page.text and page.html.select("#problems .points-error")
    assert "waivers" not in json.loads(text_of("signboard"))
    with sqlite_database.reading() as db:
        assert db.scalar(select(AuditEntry).where(AuditEntry.action == "design.withdraw"))


@pytest.mark.parametrize(
    ("said", "told"),
    [({"citation": " "}, "请写明依据的法律和条款"), ({"reason": ""}, "请写明理由"), ({"expires_on": "2020-01-01"}, "今天或以后"),
     ({"expires_on": "明年"}, "今天或以后")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(vague, text_of, said, told):
    before = text_of("signboard")
    page = waived(vague, **said).submit(status=422)
    assert told in page.html.select_one("details.waive[open] .field-error").text
    assert form_of(page)["reason"].value == said.get("reason", "条例原文如此")
    assert text_of("signboard") == before


def test_an_expired_waiver_is_renewed_in_its_place(designer, change, text_of):
    old = {"rule": "V03", "pointer": PLACE, "citation": "旧依据", "reason": "旧", "approver": "示例", "approved_on": "2020-01-01",
           "expires_on": "2020-12-31"}  # fmt: skip
    change("signboard", conditions=["符合法律法规规定的其他条件。"], waivers=[old])
    page = designer.get("/design/signboard")
    assert "豁免已于2020-12-31到期" in page.text
    waived(page).submit(status=303)
    (waiver,) = json.loads(text_of("signboard"))["waivers"]
    assert waiver["citation"] == LAW


def test_one_that_meets_nothing_can_be_removed(designer, change, text_of):
    idle = {"rule": "V03", "citation": LAW, "reason": "示例", "approver": "示例", "approved_on": "2026-01-01",
            "expires_on": "2099-12-31"}  # fmt: skip
    change("signboard", waivers=[idle])
    form_of(designer.get("/design/signboard"), "withdraw").submit(status=303)
    assert "waivers" not in json.loads(text_of("signboard"))


def test_only_problems_of_wording_and_quality_offer_it(designer, change):
    change("signboard", department="nobody")
    page = designer.get("/design/signboard")
    assert page.html.select("#problems .points-error") and not page.html.select("details.waive")


def test_a_problem_that_is_not_there_cannot_be_waived(vague):
    form = waived(vague)
    form["pointer"] = "/conditions/9"
    form.submit(status=400)
    form = waived(vague)
    form["rule"] = "dangling-reference"
    form.submit(status=400)


def test_a_draft_changed_in_between_is_not_written_over(vague, change, text_of):
    form = waived(vague)
    change("signboard", conditions=["符合法律法规规定的其他条件，改过。"])
    form.submit(status=409)
    assert "waivers" not in json.loads(text_of("signboard"))


def test_a_withdrawal_of_nothing_is_refused(vague):
    page = waived(vague).submit(status=303).follow()
    for index in ("7", "-1", "x", ""):
        form = form_of(page, "withdraw")
        form["index"] = index
        form.submit(status=400)


def test_a_supervisor_sees_what_is_waived_and_cannot_change_it(designer, sign_in, vague, text_of):
    page = waived(vague).submit(status=303).follow()
    other = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(other, "supervisor")
    seen = other.get("/design/signboard")
    assert "已豁免" in seen.text and "撤回豁免" not in seen.text and not seen.html.select("details.waive")
    token = seen.html.select_one("meta[name=csrf-token]")["content"]
    said = {**dict(form_of(page, "withdraw").submit_fields()), "csrf_token": token}
    other.post("/design/signboard/waivers", said, status=403)
    assert "waivers" in json.loads(text_of("signboard"))
