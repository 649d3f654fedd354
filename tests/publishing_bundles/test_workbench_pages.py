"""The workbench: who asks for what, conflicts decided into the draft, the proof by a button; and the page that publishes."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from bundle_samples import AT, documents, draft, publish_all, refuted, sampled
from matter_samples import IS_YES
from sqlalchemy import select
from webtest import TestApp

from yichuang.definitions.drafts import draft_document
from yichuang.definitions.proofs.records import BundleProof, ProofSignature
from yichuang.definitions.publish import publish
from yichuang.definitions.records import Release
from yichuang.definitions.releases import latest
from yichuang.identity.records import AuditEntry

BENCH = "/design/bundle-a/workbench"
OWNER, BASIS = "示例局 甲（示例）", "会议纪要〔2026〕1号（示例）"


def clashing() -> dict[str, dict[str, Any]]:
    """Names of at most 20 characters, and of at least 30."""
    found = documents()
    found["matter-b"]["form"]["schema"]["properties"]["xm"] |= {"minLength": 30, "maxLength": 60}
    return found


def decisions(database: Any) -> list[dict[str, Any]]:
    with database.reading() as db:
        return list(draft_document(db, "bundle-a").get("decisions", ()))


def acts(database: Any, action: str) -> list[Any]:
    with database.reading() as db:
        return list(db.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def decide(page: Any, choice: str, **fields: str) -> Any:
    """The form of the one conflict, filled in."""
    form = next(form for form in page.forms.values() if "owner" in form.fields)
    for name, value in {"status": "oral", "owner": OWNER, **fields}.items():
        form[name] = value
    return form, choice


def test_each_field_stands_with_the_matters_that_ask_for_it(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, documents())
    page = designer.get(BENCH)
    row = next(row for row in page.html.select(".bench-matrix tbody tr") if "姓名" in row.th.text)
    assert [cell["data-label"] for cell in row.select("td[data-label]")] == ["事项matter-a（示例）", "事项matter-b（示例）"]
    assert "前序事项给" in page.text and "还没有验证过" in page.text and "各部门的要求都合得起来" in page.text


def test_one_scenario_is_chosen_by_its_answers_and_stands_in_the_address(designer: TestApp, sqlite_database: Any) -> None:
    found = documents()
    found["bundle-a"]["members"][1]["when"] = copy.deepcopy(IS_YES)
    draft(sqlite_database, found)
    assert "事项matter-b（示例）" not in designer.get(BENCH, {"q.agent": "no"}).html.select_one(".bench-matrix").text
    page = designer.get(BENCH, {"q.agent": "yes"})
    assert "事项matter-b（示例）" in page.html.select_one(".bench-matrix").text and "按下面的回答看" in page.text
    assert page.html.select_one("select[name='q.agent'] option[selected]")["value"] == "yes"
    assert "看全部情形" in designer.get(BENCH, {"q.agent": "what", "q.other": "x"}).text


def test_nothing_is_verified_by_looking_and_the_button_keeps_what_came_of_it(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, refuted())
    page = designer.get(BENCH)
    with sqlite_database.reading() as db:
        assert db.query(BundleProof).count() == 0
    form = next(form for form in page.forms.values() if "verify" in [b.attrs.get("value") for b in form.html.select("button")])
    page = form.submit("act", value="verify", status=303).follow()
    example = page.html.select_one(".bench-example")
    assert "“事项matter-b（示例）”会退回这样的填写" in example.text and "证书编号" in example.text
    with sqlite_database.reading() as db:
        assert db.query(BundleProof).count() == 1
    assert "有反例" in designer.get(BENCH).html.select_one(".outline").text


def test_a_conflict_is_decided_with_status_owner_and_basis_into_the_draft(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    page = designer.get(BENCH)
    card = page.html.select_one(".bench-conflict")
    assert "未决定" in card.text and "分开填写（各问各的）" in [each.text for each in card.select(".bench-choices button")]
    form, choice = decide(page, "0", status="signed", basis=BASIS, due="2026-12-31")
    page = form.submit("choice", value=choice, status=303).follow()
    (decision,) = decisions(sqlite_database)
    assert decision["where"] == "person.person.name" and decision["take"] == "apart" and len(decision["grounds"]) == 64
    assert (decision["status"], decision["owner"], decision["due"], decision["basis"]) == ("signed", OWNER, "2026-12-31", BASIS)
    assert "签字" in page.html.select_one(".bench-conflict").text
    assert [act.detail["status"] for act in acts(sqlite_database, "design.decide")] == ["signed"]


def test_what_a_decision_lacks_is_said_and_what_was_typed_stays(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    form, choice = decide(designer.get(BENCH), "0", owner=" ", basis=BASIS)
    page = form.submit("choice", value=choice, status=422)
    assert "请写明由谁负责" in page.text and page.html.select_one("input[name=basis]")["value"] == BASIS
    form, choice = decide(designer.get(BENCH), "0", status="signed")
    assert "请写明依据" in form.submit("choice", value=choice, status=422).text
    form, choice = decide(designer.get(BENCH), "0", due="2026-02-31")
    form.submit("choice", value=choice, status=422)
    form, _ = decide(designer.get(BENCH), "0")
    form.submit("choice", value="99", status=400)
    assert decisions(sqlite_database) == []


def test_left_for_later_is_pending_and_a_second_decision_takes_the_place_of_the_first(
        designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    form, _ = decide(designer.get(BENCH), "later")
    page = form.submit("choice", value="later", status=303).follow()
    assert [each["status"] for each in decisions(sqlite_database)] == ["pending"]
    form, choice = decide(page, "0")
    page = form.submit("choice", value=choice, status=303).follow()
    assert [each["status"] for each in decisions(sqlite_database)] == ["oral"]
    form = next(form for form in page.forms.values() if form.html.select("button[value=withdraw]"))
    form.submit("act", value="withdraw", status=303)
    assert decisions(sqlite_database) == [] and len(acts(sqlite_database, "design.undecide")) == 1


def test_a_stale_decision_is_marked_and_confirmed_anew(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    form, choice = decide(designer.get(BENCH), "0")
    form.submit("choice", value=choice, status=303)
    changed = clashing()
    changed["matter-b"]["form"]["schema"]["properties"]["xm"]["maxLength"] = 61
    del changed["bundle-a"]
    draft(sqlite_database, changed)
    page = designer.get(BENCH)
    assert "依据已变" in page.html.select_one(".bench-conflict").text
    form = next(form for form in page.forms.values() if form.html.select("button[value=confirm]"))
    page = form.submit("act", value="confirm", status=303).follow()
    assert "依据已变" not in page.html.select_one(".bench-conflict").text
    assert len(acts(sqlite_database, "design.confirm")) == 1


def test_a_draft_changed_meanwhile_keeps_its_decisions(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    form, choice = decide(designer.get(BENCH), "0")
    other = clashing()
    other["bundle-a"]["summary"] = "改过。"
    draft(sqlite_database, other)
    form.submit("choice", value=choice, status=409)
    assert decisions(sqlite_database) == []


def test_who_only_reads_sees_the_bench_and_no_buttons_and_other_kinds_have_none(
        designer: TestApp, sqlite_database: Any, sign_in: Any, make_person: Any) -> None:
    draft(sqlite_database, clashing())
    designer.get("/design/matter-a/workbench", status=404)
    form, choice = decide(designer.get(BENCH), "0")
    form["csrf_token"] = "wrong"
    form.submit("choice", value=choice, status=403)
    broken = clashing()
    broken["matter-b"]["department"] = "nobody"
    draft(sqlite_database, broken)
    assert "才能上工作台" in designer.get(BENCH).text


def test_publishing_on_the_page_is_behind_the_same_gate(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, refuted())
    page = designer.get("/design/bundle-a/publish")
    form = page.forms["publish"]
    form["uses"] = True
    refused = form.submit(status=422)
    assert "合并表单有 1 处反例，没有发布。" in refused.text and "会退回合并表单收下的填写" in refused.text
    with sqlite_database.reading() as db:
        assert db.query(Release).count() == 0 and db.query(BundleProof).count() == 1


def test_what_was_sampled_is_signed_on_the_page_of_the_release(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, sampled())
    form = designer.get("/design/bundle-a/publish").forms["publish"]
    form["uses"] = True
    page = form.submit(status=303).follow()
    assert "有只经抽样的项，请到这一版的页面签字" in page.text
    page = designer.get("/design/bundle-a/releases/1")
    assert "等签字" in page.html.select_one(".outline").text
    form = next(form for form in page.forms.values() if "reason" in form.fields)
    assert "没有写理由" in form.submit(status=422).text
    form["reason"] = "与部门核对过（示例）"
    page = form.submit(status=303).follow()
    assert "签字确认" in page.html.select_one("#proof").text and "reason" not in page.text.split("<main")[-1].split("签字确认")[0]
    with sqlite_database.reading() as db:
        (signature,) = db.scalars(select(ProofSignature))
        assert signature.reason == "与部门核对过（示例）" and json.loads(signature.claims)[0]["pointer"] == "/zs"
    assert len(acts(sqlite_database, "proof.sign")) == 1


def test_a_release_that_nobody_verified_is_verified_on_its_page(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, documents())
    publish_all(sqlite_database, documents(), None)
    page = designer.get("/design/bundle-a/releases/1")
    assert "没有验证的记录" in page.text
    form = next(form for form in page.forms.values() if form.html.select("button[value=verify]"))
    page = form.submit("act", value="verify", status=303).follow()
    assert "没有验证的记录" not in page.text and "已证明" in page.html.select_one("#proof").text


@pytest.mark.parametrize("code", ["matter-b", "bundle-a"])
def test_the_page_that_publishes_compares_the_merged_forms_when_asked(
        designer: TestApp, sqlite_database: Any, code: str) -> None:
    draft(sqlite_database, documents())
    publish_all(sqlite_database, documents())
    draft(sqlite_database, refuted())
    page = designer.get(f"/design/{code}/publish")
    assert "逐种情形比较" in page.html.select_one("#forms").text
    page = designer.get(f"/design/{code}/publish", {"compare": "1"})
    assert "与第 1 版比" in page.html.select_one("#forms").text
    form = next(form for form in page.forms.values() if form.html.select("button[value=verify]"))
    page = form.submit("act", value="verify", status=303).follow()
    forms = page.html.select_one("#forms").text
    assert "有 1 处反例，这样的一件事发布不了" in forms and "由已证明变为有反例" in forms


def test_publishing_a_matter_on_its_page_tells_which_bundles_still_use_the_old_one(
        designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, documents())
    with sqlite_database.writing() as db:
        publish(db, list(documents()), AT, "示例")
    draft(sqlite_database, refuted())
    page = designer.get("/design/matter-b/publish").forms["publish"].submit(status=303).follow()
    assert "“示例一件事”仍用旧版。" in page.text
    with sqlite_database.reading() as db:
        newest = latest(db, "bundle-a")
        assert newest is not None and newest.number == 1


def test_the_merge_report_is_taken_from_the_bench_as_a_file(designer: TestApp, sqlite_database: Any) -> None:
    draft(sqlite_database, clashing())
    links = {link["href"] for link in designer.get(BENCH).html.select("a[download]")}
    assert links == {"/design/bundle-a/report.xlsx", "/design/bundle-a/report.html"}
    for link, start in (("/design/bundle-a/report.xlsx", b"PK"), ("/design/bundle-a/report.html", b"<!")):
        answer = designer.get(link)
        assert answer.body.lstrip()[:2] == start and "attachment" in answer.headers["Content-Disposition"]
    designer.get("/design/nobody/report.xlsx", status=404)
