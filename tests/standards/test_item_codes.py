"""Codes of matters under their schemes; organ codes are synthetic (示例)."""

import pytest

from yichuang.standards.identifiers import check, check_code

TASK = "11330100002489014L3000131024000"


@pytest.mark.parametrize("code", ["000131024000", "000162004000", "000125049000"])
def test_published_catalogue_codes_are_valid_and_tell_their_type(code: str) -> None:
    told = check_code("catalog-code", code)
    assert told.valid and told.facts["task_type"] == "01" and told.facts["task_type_name"] == "行政许可"
    assert told.facts["department"] == code[4:6] and told.facts["main_item"] == code[6:9]


@pytest.mark.parametrize("code", ["", "00013102400", "990131024000", "000031024000", "00013102400A"])
def test_a_wrong_catalogue_code_is_refused(code: str) -> None:
    told = check_code("catalog-code", code)
    assert not told.valid and told.problem


def test_a_task_code_is_organ_level_and_catalogue_code() -> None:
    told = check_code("task-code", TASK.lower())
    assert told.valid and told.normalised == TASK
    assert told.facts["organ"] == "11330100002489014L" and told.facts["use_level_name"] == "市级"
    assert told.facts["catalog_code"] == "000131024000"


@pytest.mark.parametrize(
    "code", ["", TASK[:-1], TASK.replace("L3", "L8"), TASK.replace("14L", "15L"), TASK.replace("0001310", "0000010")]
)
def test_a_wrong_task_code_is_refused(code: str) -> None:
    told = check_code("task-code", code)
    assert not told.valid and told.problem


def test_an_item_code_adds_two_digits() -> None:
    told = check("item-code", TASK + "01")
    assert told.valid and told.facts["task_code"] == TASK and told.facts["item"] == "01"
    assert not check("item-code", TASK).valid and not check("item-code", TASK + "0A").valid
    assert not check("item-code", TASK.replace("14L", "15L") + "01").valid


def test_the_local_scheme_is_free_within_fifty_characters() -> None:
    assert check_code("task-code", "其他-02491-006", "local").valid
    assert not check_code("task-code", "a" * 51, "local").valid


def test_an_unknown_scheme_or_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        check_code("task-code", TASK, "no-such-scheme")
    with pytest.raises(KeyError):
        check_code("case-number", TASK)
