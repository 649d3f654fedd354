"""Documents: what they say, how they are numbered, and that estimates are called so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from case_samples import DETAILS, ITEM, LATER, LICENCE
from sqlalchemy import select

from yichuang.cases import handle
from yichuang.cases.contents import due_in_words, limit_in_words
from yichuang.cases.lifecycle import Action, Kind
from yichuang.cases.notices import issue, organ_word
from yichuang.cases.records import Notice
from yichuang.cases.vocabulary import NoticeKind
from yichuang.definitions.common import Limit

AtWork = Callable[..., Any]


def test_an_acceptance_says_whom_what_and_until_when(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        (notice,) = handle.accept(db, case, work.hand(LATER)).notices
        assert notice.number == "示市监受字〔2026〕第000001号"
        assert notice.title == "受理通知书"
        told = {
            "applicant": "林小满（示例）",
            "organ": "示例市市场监督管理局（示例）",
            "case_number": case.number,
            "accepted_on": "2026-09-23",
            "received_on": "2026-09-18",
            "promised": "10个工作日",
            "statutory": "20个工作日",
            "promise_due_words": "2026年10月14日",
            "query_code": "482915",
            "number": notice.number,
        }
        assert told.items() <= notice.facts.items()
        assert notice.html.startswith("<h1>受理通知书</h1>") and notice.number in notice.html


def test_numbers_count_per_organ_kind_and_year(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        for _ in range(2):
            handle.accept(db, work.open(), work.hand())
        handle.ask_corrections(db, work.open(), work.hand(), DETAILS[Kind.CORRECTIONS_ASKED])
        nameless = work.open(department={"code": "x", "name": "示例局（示例）"}, on=date(2027, 1, 5))
        handle.ask_corrections(db, nameless, work.hand(date(2027, 1, 5)), {"items": [ITEM]})
        assert db.scalars(select(Notice.number).order_by(Notice.id)).all() == [
            "示市监受字〔2026〕第000001号",
            "示市监受字〔2026〕第000002号",
            "示市监补字〔2026〕第000001号",
            "示例局（示例）补字〔2027〕第000001号",
        ]


def test_a_rolled_back_act_gives_its_number_back(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        first, second = work.open(), work.open()
        nested = db.begin_nested()
        handle.accept(db, first, work.hand())
        nested.rollback()
        db.refresh(first)
        assert first.state == "received"
        (notice,) = handle.accept(db, second, work.hand()).notices
        assert notice.number.endswith("第000001号")


def test_a_correction_notice_lists_every_item_and_its_deadline(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        detail = {**DETAILS[Kind.CORRECTIONS_ASKED], "method": "当场"}
        facts = handle.ask_corrections(db, case, work.hand(), detail).notices[0].facts
        assert (facts["items"], facts["deadline"], facts["again"]) == ([ITEM], "2026-09-24", False)
        handle.corrected(db, case, work.hand(LATER), ["lease"])
        again = handle.ask_corrections(db, case, work.hand(LATER), {"items": [ITEM]}).notices[0].facts
        assert again["again"] is True


def test_a_refusal_says_where_to_apply_and_how_to_object(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        facts = handle.refuse(db, work.open(), work.hand(), DETAILS[Kind.REFUSED]).notices[0].facts
        assert facts["apply_to"] == "示例市场监管局"
        assert facts["ground"] == "不属于本机关职权范围"
        assert facts["review"].startswith("六十日内") and facts["court"] == "示例市人民法院"


def test_an_extension_tells_the_old_limit_and_the_new_day(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        facts = handle.extend(db, case, work.hand(LATER), DETAILS[Kind.EXTENDED]).notices[0].facts
        assert (facts["original"], facts["days"], facts["promise_due"]) == ("10个工作日", 10, "2026-10-22")


def test_every_document_of_every_action_can_be_written(sqlite_database: Any, at_work: AtWork) -> None:
    paths: dict[Action, list[Action]] = {
        Action.ACCEPT: [],
        Action.ACCEPT_DEFERRED: [],
        Action.ASK_CORRECTIONS: [],
        Action.REFUSE: [],
        Action.NOT_NEEDED: [],
        Action.WITHDRAW: [],
        Action.START_SPECIAL: [Action.ACCEPT],
        Action.EXTEND: [Action.ACCEPT],
        Action.GRANT: [Action.ACCEPT],
        Action.DENY: [Action.ACCEPT],
        Action.GIVE_RESULT: [Action.ACCEPT, Action.GRANT],
        Action.DELIVER: [Action.ACCEPT, Action.GRANT, Action.GIVE_RESULT],
    }
    written: set[str] = set()
    with sqlite_database.writing() as db:
        work = at_work(db)
        for last, before in paths.items():
            case = work.open()
            for action in [*before, last]:
                detail = dict(DETAILS.get(action.main, {}))
                if action is Action.ACCEPT_DEFERRED:
                    detail = {"deferred": [{"material": "lease", "due": "2026-10-20"}], "promise_signed": True}
                done = handle.carry_out(db, case, action, work.hand(), detail)
                assert tuple(notice.kind for notice in done.notices) == action.documents
                written |= {notice.kind for notice in done.notices}
    assert written == set(NoticeKind) - {NoticeKind.RECEIPT}


def test_a_document_of_the_whole_filing_needs_no_case(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        facts = {"kind": "receipt", "title": "收件凭证", "organ_word": "示政服"}
        notice = issue(db, facts, work.hand(), filing_id=case.filing_id)
        assert (notice.case_id, notice.number) == (None, "示政服收字〔2026〕第000001号")
        assert json.dumps(notice.facts, ensure_ascii=False) in notice.html


@pytest.mark.parametrize(
    ("organ", "word"),
    [
        ({"document_word": "杭公受字", "short_name": "公安"}, "杭公"),
        ({"document_word": "杭公", "short_name": "公安"}, "杭公"),
        ({"short_name": "公安", "name": "示例市公安局"}, "公安"),
        ({"name": "示例市公安局"}, "示例市公安局"),
    ],
)
def test_the_word_of_an_organ_leaves_room_for_the_kind(organ: dict[str, str], word: str) -> None:
    assert organ_word(organ) == word


def test_limits_and_days_are_written_as_documents_write_them() -> None:
    units = ["workday", "natural-day", "hour", "month", "year"]
    assert [limit_in_words(Limit(days=2, unit=unit)) for unit in units] == [
        "2个工作日",
        "2个自然日",
        "2小时",
        "2个月",
        "2年",
    ]
    assert limit_in_words(Limit(days=0, unit="immediate")) == "当场办结"
    assert limit_in_words(LICENCE.clock.statutory) == "20个工作日" and limit_in_words(None) == ""
    assert due_in_words(date(2027, 1, 4), False).startswith("预计2027年1月4日（")
    assert due_in_words(None, True) == ""
