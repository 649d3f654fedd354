"""The page of a case: its own form under the release it was filed with, its own materials, looks written down."""

from __future__ import annotations

from sqlalchemy import select

from journeys import Town
from yichuang.cases.records import Case
from yichuang.identity.records import AuditEntry


def actions_of(town: Town, number: str) -> list[str]:
    with town.database.reading() as db:
        return list(db.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"case:{number}")))


def delivered(town: Town) -> str:
    number = town.take_in()
    town.deliver()
    return number


def test_the_department_sees_its_own_form_whole_and_nothing_of_the_others(town: Town) -> None:
    number = delivered(town)
    page = town.browser("disease").get(f"/tasks/{town.cases(number)['vaccination-card'].number}").text
    instance = town.cases(number)["vaccination-card"].instance
    assert "林小满（示例）" in page
    assert any(value in page for value in instance.values() if isinstance(value, str))
    for of_others in ("6217001540000000990", "6222021202000001231", "330106001"):
        assert of_others not in page


def test_opening_a_case_is_written_down(town: Town) -> None:
    number = f"{delivered(town)}-01"
    town.browser("health").get(f"/tasks/{number}")
    assert actions_of(town, number) == ["case.open"]


def test_the_telephone_is_masked_until_somebody_asks_and_that_is_written_down(town: Town) -> None:
    number = f"{delivered(town)}-01"
    browser = town.browser("health")
    page = browser.get(f"/tasks/{number}")
    head = page.text.split('class="case-head"')[1].split("</div>")[0]
    assert "138****0000" in head
    assert "林远" not in head
    form = next(form for form in page.forms.values() if form.action.endswith("/reveal"))
    shown = form.submit(status=200).text.split('class="case-head"')[1].split("</div>")[0]
    assert "林远" in shown
    assert "138****0000" not in shown
    assert actions_of(town, number) == ["case.open", "personal.reveal"]


def test_only_files_of_materials_that_this_matter_uses_open(town: Town) -> None:
    number = delivered(town)
    cases = town.cases(number)
    with town.database.reading() as db:
        case = db.scalars(select(Case).where(Case.number == f"{number}-01")).one()
    filing_materials = materials_by_matter(town, case.filing_id)
    mine = next(iter(filing_materials["birth-certificate"]))
    theirs = next(
        key for key in filing_materials["social-security-card"] if key not in filing_materials["birth-certificate"]
    )
    own, foreign = town.attach(number, mine, "正面.png"), town.attach(number, theirs, "别人的.png")
    browser = town.browser("health")
    page = browser.get(f"/tasks/{number}-01").text
    assert "正面.png" in page
    assert "别人的.png" not in page
    file = browser.get(f"/tasks/{number}-01/files/{own}")
    assert file.content_type == "image/png"
    assert file.body.startswith(b"\x89PNG")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert "%E6%AD%A3%E9%9D%A2.png" in file.headers["Content-Disposition"]
    browser.get(f"/tasks/{number}-01/files/{foreign}", status=404)
    assert cases["birth-certificate"].number == f"{number}-01"


def materials_by_matter(town: Town, filing_id: int) -> dict[str, list[str]]:
    from_filing: dict[str, list[str]] = {}
    for material in town.materials(filing_id):
        for matter in material["matters"]:
            from_filing.setdefault(matter, []).append(material["key"])
    return from_filing


def test_taking_a_case_over_names_its_handler_on_the_list(town: Town) -> None:
    number = f"{delivered(town)}-01"
    browser = town.browser("health")
    page = browser.get(f"/tasks/{number}")
    next(form for form in page.forms.values() if form.action.endswith("/take")).submit(status=303)
    assert number in browser.get("/tasks?who=me").text
    assert number not in browser.get("/tasks?who=nobody").text


def test_history_is_told_in_sentences_newest_first(town: Town) -> None:
    number = f"{delivered(town)}-01"
    browser = town.browser("health")
    browser.get(f"/tasks/{number}/accept").forms["act"].submit()
    text = browser.get(f"/tasks/{number}").text
    assert text.index("，受理。") < text.index("，收到申请。")
