"""Each thing that the analysis finds, on a bundle that has it and on the same bundle mended."""

from __future__ import annotations

from typing import Any

import pytest
from scenario_samples import bundle, equals, material, matter, over, question

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.analysis import Analysis, analyse
from yichuang.definitions.scenarios.diagrams import TooComplex
from yichuang.definitions.scenarios.effects import Finding
from yichuang.filing.compose import compose
from yichuang.filing.projection import project_filing
from yichuang.filing.request import FilingRequest

STOP = {"reason": "示例原因。", "alternative": "示例办法。"}
KIND = question("kind", "a", "b", "c")
SIZE = question("size", type="number", minimum=0, maximum=1000)
NAMED = {"type": "string", "title": "类别", "enum": ["1", "2"], "x-element": "thing.kind", "x-role": "holder"}
FILLS = {"role": "holder", "element": "thing.kind", "question": "kind"}


def analysed(found: Bundle | Matter, *matters: Matter) -> Analysis:
    return analyse(found, {each.code: each for each in matters})


def findings(analysis: Analysis, rule: str) -> list[Finding]:
    return [finding for finding in analysis.findings if finding.problem.rule == rule]


def rules(analysis: Analysis) -> set[str]:
    return {finding.problem.rule for finding in analysis.findings}


def needing(code: str, *materials: dict[str, Any], **said: Any) -> Matter:
    """A matter whose material hangs on `kind`, so that the question is for something."""
    return matter(code, questions=[KIND], materials=[*materials, material("doc-k", equals("kind", "a"))], **said)


def test_a_sound_bundle_has_no_findings_and_every_count_is_right() -> None:
    sound = bundle([KIND, SIZE], [{"matter": "a"}, {"matter": "b", "when": over("size", 30)}])
    found = analysed(sound, needing("a"), matter("b"))
    assert found.findings == ()
    assert (found.combinations, found.stopped, found.exhaustive) == (6, 0, True)
    assert [line.selected for line in found.matters] == ["always", "sometimes"]
    assert found.matters[1].witness == {"kind": "a", "size": 31}


def test_thresholds_of_different_conditions_cut_a_number_into_intervals() -> None:
    members = [{"matter": code, "when": when} for code, when in (
        ("a", over("size", 30)), ("b", over("size", 300)), ("c", {"properties": {"size": {"maximum": 30}}, "required": ["size"]}),
        ("d", {"properties": {"size": {"exclusiveMaximum": 300}}, "required": ["size"]}))]
    found = analysed(bundle([SIZE], members), *map(matter, "abcd"))
    # Up to 30, above 30 and below 300, 300 itself, above 300.
    assert found.combinations == 4
    assert [line.selected for line in found.matters] == ["sometimes"] * 4


def test_a_number_that_must_lie_where_its_question_does_not_reach_is_never() -> None:
    found = analysed(bundle([SIZE], [{"matter": "a"}, {"matter": "b", "when": over("size", 1000)}]), matter("a"), matter("b"))
    assert [line.selected for line in found.matters] == ["always", "never"]
    [never] = findings(found, "never-selected")
    assert never.problem.pointer == "/members/1/when" and "问size" in never.problem.message


def test_residue_classes_and_whole_numbers_are_told_apart() -> None:
    said = {"properties": {"size": {"type": "integer", "multipleOf": 3, "not": {"multipleOf": 2}}}, "required": ["size"]}
    found = analysed(bundle([SIZE], [{"matter": "a"}, {"matter": "b", "when": said}]), matter("a"), matter("b"))
    witness = found.matters[1].witness
    assert witness is not None and witness["size"] % 3 == 0 and witness["size"] % 2 == 1


def test_a_question_that_is_never_asked_takes_its_options_with_it() -> None:
    lost = question("lost", "x", "y", when=equals("kind", "nothing"))
    found = analysed(bundle([KIND, lost], [{"matter": "a"}]), needing("a"))
    [finding] = findings(found, "unreachable")
    assert finding.problem.pointer == "/questions/1" and finding.witness is None
    assert "问kind" in finding.problem.message
    line = found.questions[1]
    assert not line.reachable and not line.consequence
    assert [option.reachable for option in line.options] == [False, False]


def test_conditions_that_contradict_one_another_over_several_questions_are_seen_through() -> None:
    second = question("second", "x", "y", when=equals("kind", "a"))
    third = question("third", "x", "y", when={"allOf": [equals("second", "x"), equals("kind", "b")]})
    found = analysed(bundle([KIND, second, third], [{"matter": "a"}]), needing("a"))
    assert [line.reachable for line in found.questions] == [True, True, False]


def test_an_option_that_stops_is_told_from_one_that_cannot_be_chosen() -> None:
    found = analysed(bundle([KIND], [{"matter": "a"}], stops=[{"when": equals("kind", "c"), **STOP}]), needing("a"))
    assert [(option.reachable, option.stops) for option in found.questions[0].options] == [
        (True, False), (True, False), (True, True)]
    assert found.findings == () and found.stopped == 1


def test_questions_in_a_circle_are_an_error_and_are_never_asked() -> None:
    one, other = question("one", when=equals("other", True)), question("other", when=equals("one", True))
    found = analysed(bundle([KIND, one, other], [{"matter": "a"}]), needing("a"))
    [finding] = findings(found, "cycle")
    assert finding.problem.severity == "error" and "“问one” → “问other” → “问one”" in finding.problem.message
    assert [line.reachable for line in found.questions] == [True, False, False]
    assert found.combinations == 3


def test_a_question_without_consequence_is_found_and_one_that_only_fills_a_field_is_not() -> None:
    asked = [KIND, question("idle", "x", "y")]
    plain = analysed(bundle(asked, [{"matter": "a"}]), needing("a"))
    assert [line.consequence for line in plain.questions] == [True, False]
    assert findings(plain, "no-consequence")[0].problem.pointer == "/questions/1"
    field = {"type": "string", "enum": ["x", "y"], "x-element": "thing.kind", "x-role": "holder"}
    form = {"schema": {"type": "object", "properties": {"field": field}}}
    filled = analysed(bundle(asked, [{"matter": "a"}], answered=[{**FILLS, "question": "idle"}]), needing("a", form=form))
    assert filled.findings == ()
    same = {**FILLS, "question": "idle", "values": {"x": "x", "y": "x"}}
    flat = analysed(bundle(asked, [{"matter": "a"}], answered=[same]), needing("a", form=form))
    assert rules(flat) == {"no-consequence"}


def test_conditions_that_say_nothing_are_found() -> None:
    always = {"anyOf": [equals("kind", "a"), {"not": equals("kind", "a")}]}
    second = question("second", "x", "y", when=always)
    found = analysed(bundle([KIND, second], [{"matter": "a", "when": always}]),
                     matter("a", questions=[KIND, second], materials=[material("m", equals("second", "x"))]))
    assert {finding.problem.pointer for finding in findings(found, "always-true")} == {"/questions/1/when", "/members/0/when"}


@pytest.mark.parametrize(("whens", "rule", "severity"), [
    ([equals("kind", "nothing")], "never-true", "warning"),
    ([equals("kind", "a"), {"allOf": [equals("kind", "a"), over("size", 5)]}], "shadowed", "warning"),
    ([over("size", 5), {"properties": {"size": {"maximum": 5}}, "required": ["size"]}], "always-stopped", "error"),
])
def test_stops_that_never_come_or_always_do(whens: list[Any], rule: str, severity: str) -> None:
    stops = [{"when": when, **STOP} for when in whens]
    found = analysed(bundle([KIND, SIZE], [{"matter": "a"}], stops=stops), needing("a"))
    assert findings(found, rule)[0].problem.severity == severity


def test_answers_without_matter_and_without_stop_are_a_dead_end() -> None:
    members = [{"matter": "a", "when": equals("kind", "a")}, {"matter": "b", "when": equals("kind", "b")}]
    found = analysed(bundle([KIND], members), matter("a"), matter("b"))
    [finding] = findings(found, "dead-end")
    assert finding.problem.severity == "error" and finding.witness == {"kind": "c"}
    stopped = bundle([KIND], members, stops=[{"when": equals("kind", "c"), **STOP}])
    assert analysed(stopped, matter("a"), matter("b")).findings == ()


def test_a_matter_that_applies_only_where_all_is_stopped_is_a_contradiction() -> None:
    members = [{"matter": "a"}, {"matter": "b", "when": equals("kind", "c")}]
    found = analysed(bundle([KIND], members, stops=[{"when": equals("kind", "c"), **STOP}]), needing("a"), matter("b"))
    [finding] = findings(found, "applies-and-stopped")
    assert finding.problem.severity == "error" and finding.witness == {"kind": "c"}
    assert found.matters[1].selected == "never"


def test_a_matter_that_itself_says_stop_while_the_bundle_goes_on_is_a_contradiction() -> None:
    own = question("own", "a", "b", "c")
    strict = matter("a", questions=[own], stops=[{"when": equals("own", "b"), **STOP}])
    found = analysed(bundle([KIND], [{"matter": "a", "answers": {"own": "kind"}}]), strict)
    [finding] = findings(found, "applies-and-stopped")
    assert finding.problem.pointer == "/members/0" and finding.witness == {"kind": "b"}
    mended = bundle([KIND], [{"matter": "a", "answers": {"own": "kind"}}], stops=[{"when": equals("kind", "b"), **STOP}])
    assert analysed(mended, strict).errors == 0


def test_an_answer_that_the_matter_does_not_know_is_an_error_where_it_reaches_the_matter() -> None:
    own = matter("b", questions=[question("kind", "a", "b")], materials=[material("m", equals("kind", "b"))])
    members: list[dict[str, Any]] = [{"matter": "a"}, {"matter": "b"}]
    found = analysed(bundle([KIND], members), matter("a"), own)
    [finding] = findings(found, "answer-out-of-options")
    assert finding.problem.severity == "error" and finding.witness == {"kind": "c"}
    members[1]["when"] = {"not": equals("kind", "c")}
    assert analysed(bundle([KIND], members), matter("a"), own).findings == ()
    members[1]["answers"] = {"kind": {"const": "nothing"}}
    assert findings(analysed(bundle([KIND], members), matter("a"), own), "answer-out-of-options")


def test_a_matter_that_is_not_told_an_answer_is_noticed() -> None:
    second = question("second", "x", "y", when=equals("kind", "a"))
    own = matter("a", questions=[question("second", "x", "y")], materials=[material("m", equals("second", "x"))])
    [finding] = findings(analysed(bundle([KIND, second], [{"matter": "a"}]), own), "answer-missing")
    assert finding.problem.severity == "warning" and finding.witness == {"kind": "b"}


def test_two_matters_told_opposite_answers_to_one_question() -> None:
    own = [matter(code, questions=[KIND], materials=[material("m", equals("kind", "a"))]) for code in "ab"]
    members = [{"matter": "a", "answers": {"kind": {"const": "a"}}}, {"matter": "b", "answers": {"kind": {"const": "b"}}}]
    assert len(findings(analysed(bundle([SIZE], members), *own), "opposite-answers")) == 1
    told = [members[0], {"matter": "b"}]
    [finding] = findings(analysed(bundle([KIND], told), *own), "opposite-answers")
    assert finding.witness == {"kind": "b"}
    apart = [members[0], {"matter": "b", "when": equals("kind", "a")}]
    assert not findings(analysed(bundle([KIND], apart), *own), "opposite-answers")


def test_a_matter_that_waits_for_one_that_is_not_taken_is_noticed() -> None:
    members = [{"matter": "a", "when": equals("kind", "a")}, {"matter": "b", "depends_on": [{"matter": "a"}]}]
    [finding] = findings(analysed(bundle([KIND], members), matter("a"), matter("b")), "dependency-absent")
    assert finding.problem.pointer == "/members/1/depends_on/0" and finding.witness == {"kind": "b"}


def test_matters_that_wait_for_one_another_are_an_error_only_where_they_meet() -> None:
    def waiting(**whens: Any) -> Bundle:
        members = [{"matter": code, "depends_on": [{"matter": other}], **({"when": whens[code]} if code in whens else {})}
                   for code, other in (("a", "b"), ("b", "a"))]
        return bundle([KIND], [*members, {"matter": "c"}])

    matters = [matter("a"), matter("b"), needing("c")]
    [always] = findings(analysed(waiting(), *matters), "cycle")
    assert always.problem.severity == "error" and always.witness is not None
    [apart] = findings(analysed(waiting(a=equals("kind", "a"), b=equals("kind", "b")), *matters), "cycle")
    assert apart.problem.severity == "warning" and apart.witness is None


def test_a_value_that_the_form_refuses_is_found_and_really_refused() -> None:
    form = {"schema": {"type": "object", "properties": {"f": NAMED}, "required": ["f"]}}
    values = {"a": "1", "b": "2"}
    wrong = bundle([KIND], [{"matter": "a"}], answered=[{**FILLS, "values": values}])
    found = analysed(wrong, matter("a", form=form))
    [finding] = findings(found, "value-refused")
    assert finding.witness == {"kind": "c"} and "“c”" in finding.problem.message
    uses = {"a": matter("a", form=form)}
    for kind, refused in (("a", False), ("c", True)):
        composition = compose(wrong, uses, {"kind": kind})
        assert bool(project_filing(composition, uses, FilingRequest({"kind": kind})).problems) is refused
    mended = bundle([KIND], [{"matter": "a"}], answered=[{**FILLS, "values": {**values, "c": "2"}}])
    assert analysed(mended, matter("a", form=form)).findings == ()


def test_answers_reach_a_form_in_its_own_values() -> None:
    own = {**NAMED, "enum": ["是", "否"], "x-code-list": "示例是否标志"}
    part = {"if": {"properties": {"f": {"const": "是"}}, "required": ["f"]}, "then": {"properties": {"more": {"type": "string"}}}}
    form = {"schema": {"type": "object", "properties": {"f": own}, "required": ["f"], "allOf": [part]}}
    table = {"1": "是", "0": "否"}

    def converting(table: dict[str, str]) -> Bundle:
        member = {"matter": "a", "transforms": {"/f": {"kind": "codes", "table": table}}}
        return bundle([KIND], [member], answered=[{**FILLS, "values": {"a": "1", "b": "0", "c": "0"}}])

    assert analysed(converting(table), matter("a", form=form)).findings == ()
    [finding] = findings(analysed(converting({"1": "是", "0": "没有"}), matter("a", form=form)), "value-refused")
    assert finding.witness == {"kind": "b"} and "“没有”" in finding.problem.message
    [finding] = findings(analysed(converting({"1": "是"}), matter("a", form=form)), "value-refused")
    assert finding.witness == {"kind": "b"}
    uses = {"a": matter("a", form=form)}
    for found, refused in ((converting(table), False), (converting({"1": "是", "0": "没有"}), True)):
        composition = compose(found, uses, {"kind": "b"})
        assert bool(project_filing(composition, uses, FilingRequest({"kind": "b"})).problems) is refused


def test_a_field_that_is_always_the_same_needs_no_answer() -> None:
    form = {"schema": {"type": "object", "properties": {"f": NAMED}, "required": ["f"]}}
    member = {"matter": "a", "transforms": {"/f": {"kind": "constant", "value": "2"}}}
    found = analysed(bundle([KIND], [member, {"matter": "b"}], answered=[FILLS]), matter("a", form=form), matter("b", form=form))
    assert {finding.problem.pointer for finding in findings(found, "value-refused")} == {"/members/1"}


def test_a_field_that_must_be_there_and_that_no_answer_fills_is_found_and_really_missing() -> None:
    second = question("second", "1", "2", when=equals("kind", "a"))
    form = {"schema": {"type": "object", "properties": {"f": NAMED}, "required": ["f"]}}
    wrong = bundle([KIND, second], [{"matter": "a"}], answered=[{**FILLS, "question": "second"}])
    [finding] = findings(analysed(wrong, matter("a", form=form)), "value-missing")
    assert finding.problem.severity == "error" and finding.witness == {"kind": "b"}
    uses = {"a": matter("a", form=form)}
    composition = compose(wrong, uses, {"kind": "b"})
    assert project_filing(composition, uses, FilingRequest({"kind": "b"})).problems


def test_conditions_of_the_form_on_answered_fields_count() -> None:
    part = {"if": {"properties": {"f": {"const": "2"}}, "required": ["f"]}, "then": {"properties": {"more": {"type": "string"}}}}
    form = {"schema": {"type": "object", "properties": {"f": NAMED}, "allOf": [part]}}
    narrow = bundle([KIND], [{"matter": "a"}], answered=[{**FILLS, "values": dict.fromkeys("abc", "1")}])
    assert rules(analysed(narrow, needing("a", form=form))) == {"form-never"}
    wide = bundle([KIND], [{"matter": "a"}], answered=[{**FILLS, "values": {"a": "1", "b": "2", "c": "2"}}])
    assert analysed(wide, needing("a", form=form)).findings == ()


def test_entries_of_answered_that_lead_nowhere_are_found() -> None:
    form = {"schema": {"type": "object", "properties": {"f": {"type": "string", "x-element": "thing.kind", "x-role": "holder"}}}}
    answered = [FILLS, {**FILLS, "question": "other"}, {**FILLS, "element": "thing.else"}, {**FILLS, "question": "nobody"}]
    found = analysed(bundle([KIND, question("other", "x", "y")], [{"matter": "a"}], answered=answered), needing("a", form=form))
    assert {finding.problem.rule: finding.problem.severity for finding in found.findings} == {
        "two-answers": "warning", "unused-answer": "warning", "dangling-answer": "error"}


def test_a_receiver_that_follows_from_an_answered_field_is_found_and_really_unknown() -> None:
    field = {"type": "string", "x-element": "thing.kind", "x-role": "holder"}
    form = {"schema": {"type": "object", "properties": {"f": field}}}
    by = {"by": {"role": "holder", "element": "thing.kind", "table": {"a": "dept"}}}
    wrong = bundle([KIND], [{"matter": "a", "receiver": by}], answered=[FILLS])
    assert findings(analysed(wrong, needing("a", form=form)), "receiver-unknown")[0].problem.severity == "error"
    uses = {"a": needing("a", form=form)}
    projection = project_filing(compose(wrong, uses, {"kind": "a"}), uses, FilingRequest({"kind": "a"}))
    assert [problem.rule for problem in projection.problems] == ["receiver"]


def test_what_an_answer_fills_and_a_matter_produces_has_two_sources() -> None:
    outputs = [{"element": "thing.kind", "role": "holder", "name": "类别"}]
    form = {"schema": {"type": "object", "properties": {"f": {"type": "string", "x-element": "thing.kind", "x-role": "holder"}}}}
    members = [{"matter": "a"}, {"matter": "b", "depends_on": [{"matter": "a"}]}]
    found = analysed(bundle([KIND], members, answered=[FILLS]), matter("a", outputs=outputs), matter("b", form=form))
    assert rules(found) == {"two-sources"}


def test_a_matter_alone_is_analysed_by_its_own_questions() -> None:
    alone = matter("a", questions=[KIND, question("idle", "x", "y")], materials=[
        material("m", equals("kind", "nothing")), material("n", {"not": equals("kind", "nothing")}),
        material("o", equals("kind", "a"))])
    found = analysed(alone)
    assert [line.selected for line in found.materials] == ["never", "always", "sometimes"]
    assert {finding.problem.rule: finding.problem.pointer for finding in found.findings} == {
        "never-needed": "/materials/0", "always-true": "/materials/1/when", "no-consequence": "/questions/1"}


def test_a_question_without_options_keeps_everything_from_being_answered() -> None:
    empty = question("empty", type="single")
    found = analysed(bundle([KIND, empty], [{"matter": "a"}]), needing("a"))
    assert found.combinations == 0 and rules(found) == {"unanswerable"} and found.errors == 1
    assert rules(analysed(bundle([{**KIND, "default": "z"}], [{"matter": "a"}]), needing("a"))) == {"default"}


def test_a_broken_condition_and_a_missing_matter_are_said_and_the_rest_is_analysed() -> None:
    broken = bundle([KIND], [{"matter": "a", "when": {"properties": 5}}, {"matter": "gone"}])
    found = analysed(broken, needing("a"))
    assert {finding.problem.rule: finding.problem.pointer for finding in found.findings} == {
        "condition": "/members/0/when", "dangling": "/members/1/matter"}
    assert [line.selected for line in found.matters] == ["always"]


def test_a_condition_over_all_answers_at_once_is_followed_while_they_are_few_and_admitted_when_they_are_many() -> None:
    sweeping = {"properties": {"kind": {"const": "a"}}, "required": ["kind"], "unevaluatedProperties": False}
    few = analysed(bundle([KIND], [{"matter": "a"}, {"matter": "b", "when": sweeping}]), matter("a"), matter("b"))
    assert few.exhaustive and few.matters[1].selected == "sometimes"
    many = [question(f"q{number}", *range(9)) for number in range(8)]
    fills = [{"role": "holder", "element": f"e{number}", "question": f"q{number}"} for number in range(8)]
    wide = bundle([KIND, *many], [{"matter": "a"}, {"matter": "b", "when": sweeping}], answered=fills)
    assert not analysed(wide, matter("a"), matter("b")).exhaustive


def test_what_nothing_relates_never_multiplies() -> None:
    asked = [question(f"q{number}", *range(9)) for number in range(60)]
    own = matter("a", questions=asked, materials=[material(f"m{i}", equals(f"q{i}", 0)) for i in range(60)])
    found = analysed(bundle(asked, [{"matter": "a"}]), own)
    assert found.combinations == 9**60 and found.findings == ()


def test_more_questions_than_anybody_asks_are_refused_with_a_sentence() -> None:
    with pytest.raises(TooComplex, match="没有分析完"):
        analysed(bundle([question(f"q{number}") for number in range(500)], []))
