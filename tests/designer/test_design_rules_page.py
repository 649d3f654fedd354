"""The page of rules: all of them by group, each under its own anchor; problems of a draft lead there."""

from __future__ import annotations

import pytest

from yichuang.definitions.check.quality import RULES
from yichuang.definitions.check.quality.manual import rows

PAGE = "/design/all/rules"


def test_every_rule_stands_under_its_id(designer):
    page = designer.get(PAGE)
    assert [row.id for row in rows() if not page.html.find(id=row.id)] == []
    assert len(page.html.select(".rule-example")) == 2 * len(RULES)


def test_a_rule_shows_what_passes_and_what_does_not_in_words(designer):
    rule = designer.get(PAGE).html.find(id="WZ-4")
    told = rule.get_text(" ", strip=True)
    for words in ("错误", "可豁免", "到现场1次，没有原因", "到场次数", "次数：1", "报在“到场次数 · 原因” /visits/reason"):
        assert words in told, told
    at_once = designer.get(PAGE).html.find(id="WZ-1").get_text(" ", strip=True)
    assert "即办件" in at_once and "当场办结" in at_once and "immediate" not in at_once


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"q": "wz-4"}, "WZ-4", "WZ-5"),
        ({"q": "现场核查"}, "L02", "WZ-10"),
        ({"severity": "warning"}, "L02", "L04"),
        ({"severity": "error", "q": "材料清单"}, "L04", "L02"),
    ],
)
def test_words_and_severity_leave_out_the_rest(designer, query, there, not_there):
    html = designer.get(PAGE, query).html
    assert html.find(id=there) and not html.find(id=not_there)


def test_nothing_found_leads_back_to_everything(designer):
    page = designer.get(PAGE, {"q": "没有这样的规则"})
    assert "没有找到" in page and page.click("看全部", index=0).html.find(id="WZ-1")


def test_a_problem_of_a_draft_leads_to_its_rule(designer, change):
    change("signboard", visits={"number": 1})
    link = designer.get("/design/signboard").html.find("a", string="WZ-4")
    assert link["href"].endswith(f"{PAGE}#WZ-4")


def test_who_declares_nothing_does_not_see_the_rules(designer, sign_in):
    designer.reset()
    sign_in(designer, "clerk")
    assert designer.get(PAGE, status="*").status_int in (302, 303, 403)


def test_the_rules_of_a_region_stand_there_too_under_their_own_ids(designer):
    page = designer.get(PAGE)
    for code in ("HZ-01", "HZ-02"):
        row = page.html.find(id=code)
        assert "办事指南用语补充规则（示例）" in row.text and "提醒" in row.text
    assert designer.get(PAGE, {"q": "hz-01"}).html.find(id="HZ-01")
    assert not designer.get(PAGE, {"q": "WZ-4"}).html.find(id="HZ-01")


def test_a_problem_by_a_regional_rule_leads_to_it(designer, change):
    change("signboard", scope="详情请电话咨询后确认。")
    link = designer.get("/design/signboard").html.find("a", string="HZ-01")
    assert link["href"].endswith(f"{PAGE}#HZ-01") and designer.get(PAGE).html.find(id="HZ-01")
