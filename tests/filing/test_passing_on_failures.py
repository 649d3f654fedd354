"""When a matter fails: those that need its result end, the others go on where the bundle says so; nothing invalid is sent on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from journeys import Town
from yichuang.cases.handle import accept, deny, finish_on_the_spot
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State
from yichuang.errors import Invalid

ENDED, WAITS, RECEIVED = State.TERMINATED.value, State.WAITING_UPSTREAM.value, State.RECEIVED.value


def failed_birth(town: Town, on_fail: str) -> dict[str, str]:
    """A filing whose birth certificate is denied, when the bundle says this of its failure; matter → state."""
    at = datetime.now(UTC)
    number = town.take_in(at=at)
    with town.database.writing() as db:
        case = db.get_one(Case, town.cases(number)["birth-certificate"].id)
        case.on_fail = on_fail
        hand = town.hand(db, "health", at + timedelta(minutes=5))
        accept(db, case, hand)
        deny(db, case, hand, {"reason": "材料不属实（示例）"})
    return {code: case.state for code, case in town.cases(number).items()}


def test_a_failure_that_blocks_ends_everybody_who_waits(town: Town) -> None:
    states = failed_birth(town, "block")
    waited = ("household-registration", "maternity-reimbursement", "medical-insurance", "social-security-card")
    assert {states[code] for code in waited} == {ENDED}
    assert states["vaccination-card"] == RECEIVED


@pytest.mark.parametrize("on_fail", ["skip", "continue"])
def test_otherwise_only_those_end_that_need_its_result_and_the_others_go_on(town: Town, on_fail: str) -> None:
    states = failed_birth(town, on_fail)
    # The registration needs the certificate's number; the reimbursement only waits until it has been dealt with.
    assert states["household-registration"] == ENDED
    assert states["maternity-reimbursement"] == RECEIVED
    assert states["medical-insurance"] == states["social-security-card"] == ENDED


def test_a_result_that_the_next_department_would_refuse_is_not_accepted(town: Town) -> None:
    at = datetime.now(UTC)
    number = town.take_in(at=at)
    with pytest.raises(Invalid, match="“出生登记（新生儿落户）”收到的内容不合它的表单"), town.database.writing() as db:
        case = db.get_one(Case, town.cases(number)["birth-certificate"].id)
        finish_on_the_spot(db, case, town.hand(db, "health", at), {"outputs": {"birth_cert.no": "?"}})
    assert town.cases(number)["household-registration"].state == WAITS
