"""The whole way by plain HTML forms: taken in at the window, handled by every department, followed by the family."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from department_steps import handle_everything, progress
from family import example
from sqlalchemy import select
from webtest import TestApp
from window_steps import DOCX, Visit, start, take_in

from journeys import Town
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State
from yichuang.filing.records import Filing

NEWBORN = ("health", "disease", "police", "medical", "hr")
BIRTH = "新生儿出生"


def code_on(receipt: str) -> str:
    """The query code that a receipt prints."""
    found = re.search(r"查询密码\D*(\d{6})", receipt)
    assert found is not None
    return found[1]


def cases(town: Town, number: str) -> list[Case]:
    """All cases of a filing, in order."""
    with town.database.reading() as db:
        return list(db.scalars(select(Case).join(Filing).where(Filing.number == number).order_by(Case.seq)))


def matters(town: Town, number: str) -> Counter[str]:
    """How many cases of each matter a filing has."""
    return Counter(case.matter_code for case in cases(town, number))


def finish(town: Town, name: str, logins: tuple[str, ...] = NEWBORN) -> str:
    """A filing of the newborn bundle from the window to the last department; gives its number."""
    filing = example(name)
    number = take_in(town.browser("clerk"), "xse", BIRTH, filing)
    handle_everything(town, logins, filing)
    assert {case.state for case in cases(town, number)} <= {State.CLOSED, State.DELIVERED}
    return number


def test_a_family_is_taken_in_handled_and_sees_that_everything_is_done(each_town: Town) -> None:
    filing, clerk = example(), each_town.browser("clerk")
    number = take_in(clerk, "xse", BIRTH, filing)
    receipt = clerk.get(f"/window/filings/{number}/receipt").text
    assert number in re.sub(r"\s|<[^>]+>", "", receipt)
    assert "待前序事项办结，尚未收到申请" in receipt
    assert "扫码查看办理进度" in receipt
    code = code_on(receipt)
    assert "全部办好了" not in progress(each_town, number, code)
    handle_everything(each_town, NEWBORN, filing)
    assert "全部办好了" in progress(each_town, number, code)


def test_the_receipt_is_a_word_document_with_the_number_and_no_word_of_acceptance(town: Town) -> None:
    clerk = town.browser("clerk")
    number = take_in(clerk, "xse", BIRTH, example())
    answer = clerk.get(f"/window/filings/{number}/receipt.docx")
    assert answer.content_type == DOCX
    with ZipFile(BytesIO(answer.body)) as document:
        text = re.sub(r"<[^>]+>", "", document.read("word/document.xml").decode())
        pictures = [name for name in document.namelist() if name.startswith("word/media/")]
    assert number in text and "收件凭证" in text
    assert pictures, "the QR code is missing"


def test_twins_give_two_cases_of_each_childs_matters_and_one_of_the_mothers(town: Town) -> None:
    number = finish(town, "example-twins")
    found = matters(town, number)
    assert found.pop("maternity-reimbursement") == 1
    assert found and set(found.values()) == {2}
    numbers = [case.outputs["person.id_no"] for case in cases(town, number) if "person.id_no" in case.outputs]
    assert numbers == ["330106202611010052", "330106202611010060"]


def test_an_unmarried_mother_files_without_a_word_about_a_father(town: Town) -> None:
    visit = start(town.browser("clerk"), "xse", BIRTH)
    visit.answer(example("example-unmarried")["answers"])
    assert "父亲姓名" not in visit.step("form").text
    number = finish(town, "example-unmarried")
    assert "maternity-reimbursement" not in matters(town, number)


def test_a_foreign_father_is_an_ordinary_case_for_the_police_of_the_other_street(town: Town) -> None:
    town.make_person("police2", ["department"], department="police-station-2", region="330106")
    number = finish(town, "example-foreign-father", (*NEWBORN, "police2"))
    household = town.cases(number)["household-registration"]
    assert household.department == "police-station-2"


def test_a_certificate_issued_elsewhere_opens_no_case_and_is_asked_for(town: Town) -> None:
    number = finish(town, "example-certificate-done")
    assert "birth-certificate" not in matters(town, number)


def test_a_restaurant_is_taken_in_and_every_office_gets_its_own_part(town: Town) -> None:
    number = take_in(town.browser("clerk"), "餐饮", "餐饮", example(bundle="restaurant"))
    found = {case.matter_code: case.department for case in cases(town, number)}
    assert found == {
        "food-licence": "market-bureau",
        "fire-inspection": "fire-brigade",
        "signboard": "urban-bureau",
        "tobacco-licence": "tobacco-bureau",
    }
    town.deliver()
    for login, own in (("market", "food-licence"), ("fire", "fire-inspection")):
        inbox = town.browser(login).get("/tasks").html.select("a.row-open")
        assert [row["href"] for row in inbox] == [f"/tasks/{town.cases(number)[own].number}"]


def test_a_single_matter_is_filed_alone(town: Town) -> None:
    filing = example()
    child = {f"child.{name}": value for name, value in filing["data"]["child"][0].items()}
    visit = start(town.browser("clerk"), "预防接种证", "预防接种证办理")
    visit.bring()
    guardian = {
        "family.family.father_listed": "0",
        "guardian.person.name": filing["data"]["mother.person.name"],
        "guardian.person.mobile": filing["data"]["applicant.person.mobile"],
        "guardian.person.relation_to_child": filing["data"]["applicant.person.relation_to_child"],
    }
    visit.fill(only_asked(visit, {**filing["data"], **child, **guardian}))
    number = visit.file()
    assert matters(town, number) == {"vaccination-card": 1}
    handle_everything(town, ("disease",), filing)
    assert {case.outcome for case in cases(town, number)} == {"granted"}


def only_asked(visit: Visit, data: dict[str, Any]) -> dict[str, Any]:
    """Of a family's data, what one department alone asks of them, also after its conditions."""
    for _ in range(3):
        visit.fill({name: value for name, value in data.items() if f"/{name}" in visit.form("form").fields})
    return {name: value for name, value in data.items() if f"/{name}" in visit.form("form").fields}


@pytest.mark.parametrize("path", ["/window", "/window/filings/330106012611228000001"])
def test_nobody_who_has_not_signed_in_gets_a_page_of_the_window(town: Town, path: str) -> None:
    stranger = TestApp(town.wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.9"})
    assert stranger.get(path, status=303).location.startswith("http://localhost/sign-in")
