"""The history in sentences, and the facts taken from a declared matter."""

from __future__ import annotations

import pytest
from case_samples import DEFERRED, ITEM, LATER, event

from yichuang.cases.facts import MatterFacts
from yichuang.cases.lifecycle import Event, Kind
from yichuang.cases.story import sentence
from yichuang.definitions.common import LegalBasis, Limit
from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.matter import Matter, Output, Remedy, Result, SpecialProcedure


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event(Kind.RECEIVED), "2026年9月18日，收到申请。"),
        (event(Kind.WAITING), "2026年9月18日，已登记，待前序事项办结，尚未收到申请。"),
        (
            event(Kind.CORRECTIONS_ASKED, items=[ITEM], deadline="2026-10-20"),
            "2026年9月18日，一次告知需要补正：场所使用证明，请在2026年10月20日前补交。",
        ),
        (event(Kind.ACCEPTED, **DEFERRED), "2026年9月18日，容缺受理，还有1份材料待补交。"),
        (
            event(Kind.SPECIAL_STARTED, LATER),
            "2026年9月23日，启动专家评审，预计2026年9月29日结束，所需时间不计入办理期限。",
        ),
        (event(Kind.EXTENDED, LATER), "2026年9月23日，办理期限延长10日，理由：案情复杂。"),
        (
            event(Kind.REFUSED, ground="not_competent", reason="请到区局申请。", organ="区局"),
            "2026年9月18日，不予受理（不属于本机关职权范围）：请到区局申请。",
        ),
        (event(Kind.GRANTED), "2026年9月18日，决定准予。"),
    ],
)
def test_each_event_is_one_plain_sentence(told: Event, words: str) -> None:
    assert sentence(told) == words


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_no_sentence_names_staff_or_ends_twice(kind: Kind) -> None:
    words = sentence(event(kind, LATER))
    assert words.endswith("。") and not words.endswith("。。")
    assert "赵敏" not in words and "周局长" not in words and "！" not in words


def a_matter() -> Matter:
    """A declared matter, only as much of it as a case needs."""
    basis = LegalBasis(law="《行政许可法》", article="第四十五条")
    return Matter.model_construct(
        code="food-licence",
        name="食品经营许可（示例）",
        item_code=None,
        local_code="示例-01",
        task_type="01",
        clock="licence-32",
        promised_limit=Limit(days=10),
        statutory_limit=Limit(days=20),
        basis=(basis,),
        special_procedures=(
            SpecialProcedure(name="专家评审", limit=Limit(days=3), basis=(basis,), stops_clock=True),
            SpecialProcedure(name="现场核查", limit=Limit(days=2), stops_clock=True),
        ),
        materials=(
            RequiredMaterial(material="lease", necessity="deferrable", deadline_days=10),
            RequiredMaterial(material="id-card"),
        ),
        outputs=(Output(element="licence.no", role="licence", name="许可证编号"),),
        result=Result(name="食品经营许可证", type="certificate"),
        remedy=Remedy(review="六十日内", litigation="六个月内"),
        delivery=None,
        charged=False,
    )


def test_facts_come_from_the_matter_and_the_promise_from_the_bundle() -> None:
    facts = MatterFacts.of(a_matter(), promise=Limit(days=5))
    assert facts.clock.promised == Limit(days=5) and facts.clock.statutory == Limit(days=20)
    assert (facts.licence, facts.item_code) == (True, "示例-01")
    assert facts.deferrable == {"lease": 10}
    assert facts.outputs == {"licence.no": "许可证编号"}
    assert facts.basis == "《行政许可法》第四十五条"


def test_only_a_procedure_with_a_legal_basis_stops_the_clock() -> None:
    specials = {each.name: each.stops_clock for each in MatterFacts.of(a_matter()).specials}
    assert specials == {"专家评审": True, "现场核查": False}


def test_facts_survive_being_stored() -> None:
    facts = MatterFacts.of(a_matter())
    assert MatterFacts.model_validate(facts.model_dump(mode="json")) == facts
