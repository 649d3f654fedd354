"""Roles by their titles and limits without stray blanks, wherever a difference tells of them."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from matter_samples import bundle, matter

from yichuang.definitions.change.documents import diff


def told(edit: Any, of: Any) -> list[str]:
    before = of()
    after = copy.deepcopy(before)
    edit(after)
    return [change.message for change in diff(before, after).changes]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"days": 0, "unit": "immediate"}, "改为即办，缩短了"),
        ({"days": 3}, "改为 3 个工作日，缩短了"),
        ({"days": 90, "unit": "natural-day"}, "改为 90 个自然日，变长了"),
    ],
)
def test_a_limit_has_blanks_only_around_digits(limit: dict[str, Any], said: str) -> None:
    (message,) = [each for each in told(lambda document: document.update(promised_limit=limit), matter) if "改为" in each]
    assert said in message and "由 即办" not in message and " 改为" not in message


def test_from_on_the_spot_there_is_no_blank_either() -> None:
    def at_once(document: dict[str, Any]) -> None:
        document["promised_limit"] = {"days": 0, "unit": "immediate"}

    before, after = matter(), matter()
    at_once(before)
    said = [change.message for change in diff(before, after).changes if "即办" in change.message]
    assert said and said[0].startswith("承诺时限由即办改为 5 个工作日")


def with_roles(document: dict[str, Any]) -> dict[str, Any]:
    document["roles"] = [{"code": "child", "title": "新生儿"}, {"code": "mother", "title": "母亲"}]
    document["answered"] = []
    return document


def test_roles_are_told_by_their_titles() -> None:
    before = with_roles(bundle())
    after = copy.deepcopy(before)
    after["answered"] = [{"role": "child", "element": "person.sex", "question": "sex"}]
    after["members"][0]["for_each"] = "child"
    after["members"][0]["roles"] = {"who": "mother"}
    said = "".join(change.message for change in diff(before, after).changes)
    assert "（新生儿）" in said and "“新生儿”" in said and "who 是母亲" in said
    assert "child" not in said and "mother" not in said
