"""Several of one matter, members done elsewhere, receivers by address, rows with keys, outputs that arrive one by one."""

from __future__ import annotations

from typing import Any

import pytest
from demo_bundles import document, judged
from small_bundles import bundle as a_bundle
from small_bundles import composed, field, known, matter

from yichuang.filing.projection import Projection, project_filing
from yichuang.filing.request import FilingRequest, output_problems, request_problems

ROWS = [{"role": "child", "title": "孩子", "minimum": 1, "maximum": 6}]
ROLES = [
    {"code": "owner", "title": "业主"},
    {"code": "child", "title": "孩子"},
    {"code": "place", "title": "地点", "person": False},
]
CHILD = {"name": field("child", "person.name"), "no": field("child", "doc.no")}
TWINS = {"child": [{"person.name": "甲"}, {"person.name": "乙"}]}
MAKES = {"element": "doc.no", "name": "编号"}


def projected(*documents: dict[str, Any], data: dict[str, Any], **more: Any) -> tuple[Projection, list[str]]:
    """A filing of a small bundle, and the rules that it breaks."""
    request = FilingRequest({"agent": "no"}, data, **more)
    composition = composed(*documents, answers=request.answers, done=request.done)
    projection = project_filing(composition, known(*documents), request)
    wrong = [
        *request_problems(composition, request),
        *output_problems(composition, known(*documents), request.outputs, request.data),
        *projection.problems,
    ]
    return projection, [problem.rule for problem in wrong]


def cases(projection: Projection) -> tuple[dict[Any, dict[str, Any]], dict[Any, list[dict[str, Any]]]]:
    """(ready: instance by place, waiting: needs by place)."""
    ready = {(case.matter, case.row): dict(case.instance) for case in projection.ready}
    return ready, {(case.matter, case.row): [need.as_dict() for need in case.needs] for case in projection.waiting}


def test_what_a_matter_taken_once_produces_serves_every_row() -> None:
    once = matter("a", outputs=[{**MAKES, "role": "place"}], fields={"name": field("owner", "person.name")})
    each = matter("b", fields={"name": field("child", "person.name"), "no": field("place", "doc.no")})
    documents = (once, each, a_bundle(
        {"matter": "a"}, {"matter": "b", "for_each": "child", "depends_on": [{"matter": "a"}]}, rows=ROWS, roles=ROLES
    ))  # fmt: skip
    data = {**TWINS, "owner.person.name": "丙"}
    ready, waiting = cases(projected(*documents, data=data)[0])
    assert set(ready) == {("a", None)} and set(waiting) == {("b", 0), ("b", 1)}
    found, wrong = projected(*documents, data=data, outputs={"a": {"doc.no": "9"}})
    assert wrong == [] and not found.waiting
    assert [dict(case.instance)["no"] for case in found.ready if case.matter == "b"] == ["9", "9"]


def twins_and_one() -> tuple[dict[str, Any], ...]:
    """A matter for each child, one that waits for it row by row, and one that waits for all of them."""
    makes = matter("a", fields={"name": field("child", "person.name")}, outputs=[{**MAKES, "role": "child"}])
    members = (
        {"matter": "a", "for_each": "child"},
        {"matter": "b", "for_each": "child", "depends_on": [{"matter": "a"}]},
        {"matter": "c", "depends_on": [{"matter": "a", "kind": "status"}]},
    )
    return makes, matter("b", fields=CHILD), matter("c"), a_bundle(*members, rows=ROWS, roles=ROLES)


def test_one_twins_output_frees_that_twins_case_and_who_waits_for_both_says_for_whom() -> None:
    data = {**TWINS, "owner.person.name": "丙"}
    found, wrong = projected(*twins_and_one(), data=data, outputs={"a": [None, {"doc.no": "2"}]})
    ready, waiting = cases(found)
    assert wrong == []
    assert ready["b", 1] == {"name": "乙", "no": "2"} and ("b", 0) not in ready
    assert waiting == {
        ("b", 0): [{"matter": "a", "element": "doc.no"}],
        ("c", None): [{"matter": "a", "element": None, "row": 0}],
    }


def test_a_case_that_ended_without_result_is_passed_over_where_only_that_is_waited_for() -> None:
    data = {**TWINS, "owner.person.name": "丙"}
    ended = frozenset({("a", 0)})
    found, _ = projected(*twins_and_one(), data=data, outputs={"a": [None, {"doc.no": "2"}]}, given_up=ended)
    ready, waiting = cases(found)
    assert ("c", None) in ready and set(waiting) == {("b", 0)}


@pytest.mark.parametrize(
    ("outputs", "rule"),
    [
        ({"a": [{"doc.no": "1"}, {"doc.no": "2"}, {"doc.no": "3"}]}, "output-rows"),
        ({"a": {"doc.no": "1"}}, "output-rows"),
        ({"c": [{}]}, "output-rows"),
        ({"a": [{"doc.no": "1"}, 5]}, "type"),
        ({"a": "1"}, "type"),
        ({"a": [{"who": "1"}]}, "unknown-output"),
        ({"who": {}}, "unknown-matter"),
        ({"doc.no": {}}, "unknown-matter"),
    ],
)
def test_outputs_that_do_not_fit_the_rows_or_the_matters_are_named(outputs: dict[str, Any], rule: str) -> None:
    _, wrong = projected(*twins_and_one(), data={**TWINS, "owner.person.name": "丙"}, outputs=outputs)
    assert wrong == [rule]


def test_a_matter_that_is_known_but_no_member_produces_nothing_here() -> None:
    stranger = matter("stranger", outputs=[{**MAKES, "role": "owner"}])
    found = projected(*twins_and_one(), stranger, data=TWINS, outputs={"stranger": {"doc.no": "1"}})[1]
    assert "unknown-matter" in found


def test_a_single_child_may_be_given_as_one_object() -> None:
    data = {"child": [{"person.name": "甲"}], "owner.person.name": "丙"}
    found, wrong = projected(*twins_and_one(), data=data, outputs={"a": {"doc.no": "1"}})
    assert wrong == [] and not found.waiting


def test_a_member_done_elsewhere_for_one_twin_only_leaves_the_other_to_be_filled_in() -> None:
    filing = document("newborn", "example-twins")
    filing["outputs"] = {"birth-certificate": [{"birth_cert.no": "Z330000001"}]}
    filing["done"] = ["birth-certificate"]
    composition, projection, rules = judged("newborn", filing)
    assert "birth-certificate" not in {case.matter for case in projection.cases}
    assert set(rules) == {"required"} and composition.done == ("birth-certificate",)


CITY = {"role": "place", "element": "city", "table": {"33": "north", "3301": "south"}}


@pytest.mark.parametrize(
    ("city", "receiver"), [("330106", "south"), ("339", "north"), ("44", None), ("", None), (5, None), (None, None)]
)
def test_the_longest_prefix_of_an_address_finds_the_receiver_and_an_unknown_one_is_said(city: Any, receiver: str | None) -> None:
    asks = matter("a", fields={"city": field("place", "city")})
    data = {} if city is None else {"place.city": city}
    found, wrong = projected(asks, a_bundle({"matter": "a", "receiver": {"by": CITY}}, roles=ROLES), data=data)
    assert [case.receiver for case in found.cases] == [receiver]
    assert ("receiver" in wrong) == (receiver is None)


def test_each_row_has_the_receiver_of_its_own_address() -> None:
    asks = matter("a", fields={"city": field("child", "city")})
    member = {"matter": "a", "for_each": "child", "receiver": {"by": {**CITY, "role": "child"}}}
    data = {"child": [{"city": "330106"}, {"city": "339"}, {"city": "44"}, "?"]}
    found, wrong = projected(asks, a_bundle(member, rows=ROWS, roles=ROLES), data=data)
    assert [case.receiver for case in found.cases] == ["south", "north", None, None]
    assert wrong.count("receiver") == 2


def test_rows_keep_their_order_and_their_key_says_what_tells_them_apart() -> None:
    rows = [{**ROWS[0], "key": ["person.name"]}]
    asks = matter("a", fields={"name": field("child", "person.name")})
    whole = a_bundle({"matter": "a", "for_each": "child"}, rows=rows, roles=ROLES)
    found, wrong = projected(asks, whole, data=TWINS)
    assert wrong == [] and [(case.row, case.instance["name"]) for case in found.cases] == [(0, "甲"), (1, "乙")]
    items = composed(asks, whole).form.schema["properties"]["child"]
    assert items["x-key"] == ["person.name"] and (items["minItems"], items["maxItems"]) == (1, 6)


@pytest.mark.parametrize(
    ("names", "wrong"),
    [(["甲", "甲"], ["row-key"]), (["甲", "乙", "甲"], ["row-key"]), (["甲", ""], []), (["", ""], []), (["甲", 5], ["type"])],
)
def test_two_rows_of_one_key_are_one_thing_entered_twice(names: list[Any], wrong: list[str]) -> None:
    rows = [{**ROWS[0], "key": ["person.name"]}]
    asks = matter("a", fields={"name": field("child", "person.name")})
    whole = a_bundle({"matter": "a", "for_each": "child"}, rows=rows, roles=ROLES)
    found = projected(asks, whole, data={"child": [{"person.name": name} for name in names]})[1]
    assert list(dict.fromkeys(found)) == wrong


def test_rows_beyond_the_most_and_no_rows_at_all_are_refused() -> None:
    filing = document("newborn", "example-twins")
    for rows, rule in (([], "minItems"), (filing["data"]["child"] * 4, "maxItems")):
        changed = {**filing, "outputs": {}, "data": {**filing["data"], "child": rows}}
        assert rule in judged("newborn", changed)[2]
