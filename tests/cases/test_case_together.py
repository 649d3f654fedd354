"""Two departments at the same moment: they see each other, and nobody overwrites."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from case_samples import COUNTER, LICENCE, a_row
from sqlalchemy import select

from yichuang.cases import handle
from yichuang.cases.records import Case, CaseEvent
from yichuang.errors import Conflict, YichuangError

AtWork = Callable[..., Any]
OUTPUT = {"outputs": {"person.id_no": "330106202609180013"}}


def test_the_second_of_two_that_decide_at_once_sees_the_first(database: Any, at_work: AtWork) -> None:
    """What waits for both must be freed by the later one, whoever that is."""
    with database.writing() as db:
        work = at_work(db)
        filing = a_row(db, "filing")
        # Two organs, so that not even their document numbers make one wait for the other.
        organs = [{"code": name, "name": f"{name}局（示例）"} for name in ("甲", "乙")]
        cases = [work.open(COUNTER, filing_id=filing, seq=seq, department=organ).id for seq, organ in enumerate(organs)]
        desk = work.desk
    seen: list[int] = []
    both = threading.Barrier(2, timeout=20)

    def count_granted(db: Any, _told: Any) -> None:
        granted = select(Case).where(Case.filing_id == filing, Case.outcome == "granted")
        seen.append(len(db.scalars(granted).all()))
        # Long enough for the other to come here too, were it not made to wait.
        time.sleep(0.4)

    def decide(case_id: int) -> None:
        both.wait()
        with database.writing() as db:
            work = replace(at_work(db), desk=replace(desk, subscribers=(count_granted,)))
            handle.finish_on_the_spot(db, db.get_one(Case, case_id), work.hand(), OUTPUT)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide, cases))
    assert sorted(seen) == [1, 2]


def test_of_many_who_act_on_one_page_one_wins_and_the_rest_are_told(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        case = at_work(db).open(LICENCE)
        case_id, revision = case.id, case.revision
    start = threading.Barrier(6, timeout=20)

    def act(_number: int) -> str:
        start.wait()
        try:
            with database.writing() as db:
                hand = replace(at_work(db).hand(), revision=revision)
                handle.accept(db, db.get_one(Case, case_id), hand)
        except YichuangError as refusal:
            assert isinstance(refusal, Conflict)
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(6) as pool:
        ends = list(pool.map(act, range(6)))
    assert sorted(ends) == ["StaleRevision"] * 5 + ["done"]
    with database.reading() as db:
        kinds = db.scalars(select(CaseEvent.kind).order_by(CaseEvent.seq)).all()
    assert kinds == ["received", "accepted"]
