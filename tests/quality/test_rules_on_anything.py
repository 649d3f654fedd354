"""Whatever the model accepts, the rules answer: they never raise, and what they say can be shown."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.definitions.check.quality import quality_rules
from yichuang.definitions.check.quality.sample import laid_over
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.forms.pointers import get, split

WORDS = (
    *("须", "提供", "无需", "健康证明", "营业执照", "《", "》", "（", "）", "的", "和", "、", "，", "。", "本人到场"),
    *("委托他人办理", "监护人代办", "年满18周岁", "现场核查", "承诺3个工作日", "承诺9999个工作日", "到现场2次"),
    *("0571-88001001", "5天", "一份", "证", "文", "批复", "无", "—", "{x}", "{", "\n"),
)
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
)
LIMIT = st.fixed_dictionaries(
    {
        "days": st.integers(0, 3660),
        "unit": st.sampled_from(["workday", "natural-day", "hour", "month", "year", "immediate"]),
    }
)
BASIS = st.lists(st.fixed_dictionaries({"law": TEXT}, optional={"article": TEXT, "document_no": TEXT}), max_size=2)
STEP = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["收件与受理", "审查与决定"]),
        "name": TEXT,
        "limit": LIMIT,
        "role": TEXT,
        "result": TEXT,
    },
    optional={"standard": TEXT, "counted_in_promise": st.booleans()},
)
MATERIAL = st.fixed_dictionaries(
    {"material": st.sampled_from(["sample-authority", "sample-own-permit", "sample-photo", "sample-bureau", "nobody"])},
    optional={
        "condition": TEXT,
        "necessity": st.sampled_from(["required", "conditional", "deferrable"]),
        "originals": st.integers(0, 3),
        "copies": st.integers(0, 3),
        "copy_type": st.sampled_from(["original", "copy", "either"]),
        "basis": BASIS,
        "when": st.just({"required": ["agent"]}),
    },
)
FEE = st.fixed_dictionaries({"name": TEXT, "standard": TEXT, "basis": TEXT}, optional={"reducible": st.booleans()})
PROCEDURE = st.fixed_dictionaries(
    {"name": TEXT, "limit": LIMIT},
    optional={"basis": BASIS, "charged": st.booleans(), "charge_basis": TEXT, "stops_clock": st.booleans()},
)
PHONE = st.one_of(TEXT, st.just(""), st.sampled_from(["12345", "0571-88001001", "0571-88091001"]))
RESULT = st.fixed_dictionaries(
    {"name": TEXT, "type": st.sampled_from(["certificate", "document", "approval", "other"])}, optional={"sample": TEXT}
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "/task_type": st.sampled_from(["01", "05", "07", "20"]),
        "/department": st.sampled_from(["sample-bureau", "sample-entrusted", "sample-photo", "nobody"]),
        "/audiences": st.lists(st.sampled_from("123456"), max_size=3),
        "/person_topics": st.lists(TEXT, max_size=1),
        "/legal_person_topics": st.lists(TEXT, max_size=1),
        "/project_type": st.sampled_from(["immediate", "promised"]),
        "/review_type": st.sampled_from(["immediate", "reviewed"]),
        "/basis": BASIS,
        "/conditions": st.lists(TEXT, max_size=4),
        "/statutory_limit": st.none() | LIMIT,
        "/statutory_explanation": st.none() | TEXT,
        "/promised_limit": LIMIT,
        "/steps": st.lists(STEP, max_size=4),
        "/special_procedures": st.lists(PROCEDURE, max_size=2),
        "/charged": st.booleans(),
        "/fees": st.lists(FEE, max_size=2),
        "/pay_online": st.booleans(),
        "/visits": st.fixed_dictionaries({"number": st.integers(0, 9)}, optional={"reason": TEXT}),
        "/channels": st.lists(st.sampled_from("12349"), max_size=3),
        "/online_depth": st.lists(TEXT | st.sampled_from("1234567"), max_size=7),
        "/locations": st.just([]),
        "/consult_phone": PHONE,
        "/complaint_phone": PHONE,
        "/contact": st.fixed_dictionaries({"name": TEXT, "phone": PHONE}),
        "/result": RESULT,
        "/delivery": TEXT,
        "/faq": st.lists(st.fixed_dictionaries({"question": TEXT, "answer": TEXT}), max_size=2),
        "/materials": st.lists(MATERIAL, max_size=3),
    },
)


@settings(max_examples=300, deadline=None)
@given(CHANGES)
def test_the_rules_answer_for_every_matter_that_can_be_read(change: dict[str, Any]) -> None:
    documents = laid_over("matter", change)
    read = {each["code"]: read_definition(each) for each in documents}
    matter = read["sample-matter"]
    if not isinstance(matter, Definition):
        return
    document = next(each for each in documents if each["code"] == "sample-matter")
    for definition in (matter, read["sample-bundle"], read["sample-guide"]):
        assert isinstance(definition, Definition)
        for problem in quality_rules(definition, lambda code: read.get(code)):  # type: ignore[arg-type, return-value]
            assert problem.message and problem.fix
            if definition is matter:
                *above, _ = split(problem.pointer)
                assert not above or get(document, above) is not None or above[0] in ("locations", "special_procedures")


@pytest.mark.parametrize("words", ["1", "一", "须", "的", "（", "《", "提供", "申请表", "本人须", "无", "承诺1", "0571-"])
def test_a_text_made_to_be_slow_is_read_in_no_time(words: str) -> None:
    text = words * (4000 // len(words))
    change = {"/conditions": [text] * 20, "/delivery": text, "/faq": [{"question": "问", "answer": text}] * 5}
    read = {each["code"]: read_definition(each) for each in laid_over("matter", change)}
    began = time.process_time()
    list(quality_rules(read["sample-matter"], lambda code: read.get(code)))  # type: ignore[arg-type, return-value]
    assert time.process_time() - began < 1
