"""The code lists are complete where they say so, without doubles, and name their source."""

import pytest

from yichuang.standards.codelists import LISTS, label


@pytest.mark.parametrize("code", sorted(LISTS))
def test_every_list_names_its_source_and_has_no_doubles(code: str) -> None:
    found = LISTS[code]
    assert found.code == code and found.name and found.source
    assert len(set(found.values)) == len(found.values) > 1
    assert len({text for _, text in found.entries}) == len(found.entries)
    assert all(value == value.strip() and text == text.strip() and text for value, text in found.entries)


def test_there_are_56_peoples_and_two_more_codes() -> None:
    values = LISTS["ethnicity"].values
    assert values == (*(f"{number:02d}" for number in range(1, 57)), "97", "98")
    assert label("ethnicity", "01") == "汉族" and label("ethnicity", "56") == "基诺族"
    assert label("ethnicity", "22") == "畲族"


def test_countries_are_three_letter_codes_with_ours_first() -> None:
    found = LISTS["country"]
    assert found.values[:4] == ("CHN", "HKG", "MAC", "TWN") and len(found.values) == 249
    assert all(len(value) == 3 and value.isascii() and value.isupper() for value in found.values)
    assert label("country", "FRA") == "法国" and label("country", "COD") == "刚果（金）"


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("task_type", "01", "行政许可"), ("task_type", "20", "公共服务"), ("use_level", "5", "镇（乡、街道）级"),
        ("dept_type", "3", "受委托组织"), ("server_type", "6", "其他组织"), ("handle_type", "4", "快递申请"),
        ("project_type", "1", "即办件"), ("satisfaction", "1", "非常满意"), ("sex", "1", "男"),
        ("marital_status", "30", "丧偶"), ("relation", "51", "父亲"), ("id_type", "111", "居民身份证"),
    ],
)  # fmt: skip
def test_labels_are_those_of_the_standard(code: str, value: str, text: str) -> None:
    assert label(code, value) == text


def test_a_value_outside_the_list_has_no_label() -> None:
    assert label("sex", "3") is None
    with pytest.raises(KeyError):
        label("colour", "1")
